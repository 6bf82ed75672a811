import { describe, expect, test } from 'vitest'
import type { Booking } from '#domain/model/booking.ts'
import { createFilledMakingId } from '#domain/model/filled-making.ts'
import { createWatchId, type Watch } from '#domain/model/watch.ts'
import { judgeWatch, judgeWatchRemoval } from '#domain/rules/judge-watch.ts'
import { hourMs, minuteMs } from '#domain/time/durations.ts'
import { fitsWatch, weekPlaceAt } from '#domain/waiting-list/fits-watch.ts'
import { canBeBooked, createOpenedNotice, matchWatch } from '#domain/waiting-list/match-watch.ts'
import { listNews, listOpened, type NewsFacts } from '#domain/waiting-list/opened-notice.ts'
import { findOpening } from '#domain/waiting-list/opening.ts'
import { buildBooking, buildProfile, buildSlot } from '../builders.ts'

const coach = buildProfile()
const slot = buildSlot()
const now = slot.startsAt - 48 * hourMs
const watch: Watch = {
  id: createWatchId('a'.repeat(32)),
  kind: 'watch',
  zone: 'UTC',
  until: slot.startsAt + hourMs,
  madeAt: now
}
const ada = { userId: 'student1', role: 'student' } as const
const absent = { current: { kind: 'absent' }, base: 'none', others: 0 } as const
const left = (more: Partial<Booking> = {}): Booking =>
  buildBooking({
    state: 'cancelled',
    cancellation: { by: 'student', at: now, reason: '', late: false, reopenSlot: true },
    ...more
  })

describe('the gate', () => {
  test('WL1 only students wait, and only on a clock that is known', () => {
    expect(judgeWatch(ada, watch, absent)).toMatchObject({ kind: 'accepted', effect: { put: watch } })
    expect(judgeWatch({ userId: coach.id, role: 'coach' }, watch, absent)).toMatchObject({ reason: 'students-only' })
    expect(judgeWatch(ada, { ...watch, zone: 'Mars/Olympus' }, absent)).toMatchObject({ reason: 'unknown-zone' })
    const live = { current: { kind: 'live', value: watch }, base: 'current', others: 0 } as const
    expect(judgeWatchRemoval(ada, watch.id, live)).toMatchObject({ kind: 'accepted', effect: { remove: watch.id } })
    expect(judgeWatchRemoval(ada, watch.id, { ...live, base: 'none' })).toEqual({ kind: 'conflict' })
  })

  test('WL2 the eleventh is refused, and a change of one of ten is not', () => {
    expect(judgeWatch(ada, watch, { ...absent, others: 9 }).kind).toBe('accepted')
    expect(judgeWatch(ada, watch, { ...absent, others: 10 })).toMatchObject({ reason: 'too-many-watches' })
    const live = { current: { kind: 'live', value: watch }, base: 'current', others: 10 } as const
    expect(judgeWatch(ada, watch, live).kind).toBe('accepted')
  })
})

describe('what fits', () => {
  test('WL3 a watch that asks for nothing in particular takes every slot before its end', () => {
    expect(fitsWatch(watch, slot, now)).toBe(true)
    expect(fitsWatch({ ...watch, until: slot.startsAt }, slot, now)).toBe(false)
    expect(fitsWatch(watch, slot, watch.until)).toBe(false)
  })

  test('WL3 coach, weekday and part of the day are compared on the clock of the watch', () => {
    expect(fitsWatch({ ...watch, coachId: coach.id }, slot, now)).toBe(true)
    expect(fitsWatch({ ...watch, coachId: 'another1' }, slot, now)).toBe(false)
    // 2027-03-01 is a Monday: one minute before midnight UTC it is Tuesday morning in Auckland.
    const late = { coachId: coach.id, startsAt: Date.UTC(2027, 2, 1, 23, 55) }
    const asks = (more: Partial<Watch>) =>
      fitsWatch({ ...watch, until: late.startsAt + 1, ...more }, late, late.startsAt - 1)
    expect(asks({ weekdays: [1], part: 'evening' })).toBe(true)
    expect(asks({ weekdays: [2] })).toBe(false)
    expect(asks({ weekdays: [2], zone: 'Pacific/Auckland', part: 'afternoon' })).toBe(true)
    expect(asks({ part: 'newer' })).toBe(false)
  })
})

describe('openings', () => {
  test('WL4 only an open slot is one, and each making and each leaving is another', () => {
    expect(findOpening({ ...slot, status: 'booked' }, [])).toBeUndefined()
    expect(findOpening({ ...slot, status: 'declined' }, [])).toBeUndefined()
    const made = [undefined, 'a'.repeat(32), 'b'.repeat(32)].map(
      makingId => findOpening({ ...slot, ...(makingId === undefined ? {} : { makingId }) }, [])?.occasion
    )
    const [first, second] = [left(), left({ id: 'c'.repeat(32) })]
    const reopened = [[first], [first, second]].map(all => findOpening(slot, all)?.occasion)
    expect(new Set([...made, ...reopened]).size).toBe(5)
    expect(findOpening(slot, [first])?.occasion).toBe(reopened[0])
  })

  test('WL4 who left it is known of hours that a session left, and of none that a hand made since', () => {
    const { studentId } = left()
    const filled = createFilledMakingId(slot.coachId, slot.startsAt, 'g1')
    expect(findOpening(slot, [left()])?.leftBy).toBe(studentId)
    expect(findOpening({ ...slot, makingId: filled }, [left()])?.leftBy).toBe(studentId)
    expect(findOpening({ ...slot, makingId: 'a'.repeat(32) }, [left()])?.leftBy).toBeUndefined()
  })
})

describe('who is told', () => {
  const opening = { slot, coach, occasion: 'o1' }
  const facts = {
    studentId: ada.userId,
    offers: [opening],
    takes: () => true,
    listBookings: () => [] as readonly Booking[],
    isTold: () => false,
    now
  }

  test('WL5 not who left it, has a session then, has to ask, or was told', () => {
    expect(matchWatch(watch, facts)?.opened).toEqual([opening])
    expect(matchWatch(watch, { ...facts, offers: [{ ...opening, leftBy: ada.userId }] })).toBeUndefined()
    expect(matchWatch(watch, { ...facts, listBookings: () => [buildBooking()] })).toBeUndefined()
    expect(matchWatch(watch, { ...facts, takes: () => false })).toBeUndefined()
    expect(matchWatch(watch, { ...facts, isTold: occasion => occasion === 'o1' })).toBeUndefined()
  })

  test('WL5 nobody of what nobody can book', () => {
    const asks = (more: object) => canBeBooked(slot, { coach, coachBookings: [], now, ...more })
    expect(asks({})).toBe(true)
    expect(asks({ now: slot.startsAt - coach.policy.minimumNoticeMin * minuteMs + 1 })).toBe(false)
    expect(asks({ now: slot.startsAt - (coach.policy.horizonDays * 24 + 1) * hourMs })).toBe(false)
    expect(asks({ coachBookings: [buildBooking()] })).toBe(false)
  })

  test('WL6 one notice lists the earliest twenty, and its id derives from watch and opening', () => {
    const offers = Array.from({ length: 30 }, (_, n) => ({ ...opening, occasion: `o${n}` }))
    const match = matchWatch(watch, { ...facts, offers })
    expect(match).toMatchObject({ isCut: true })
    const notice = match && createOpenedNotice(watch, match, now)
    expect(notice).toMatchObject({ id: `notice:slot-opened:${watch.id}:o0`, topic: 'slot-opened', dismissed: false })
    expect(notice && listOpened(notice)).toHaveLength(20)
  })

  test('WL7 it ends when its slots are taken, removed or begun, and with its watch', () => {
    const match = matchWatch(watch, facts)
    const notice = match && createOpenedNotice(watch, match, now)
    if (notice === undefined) throw new Error('no notice')
    const known = { watches: [watch], findSlot: () => slot, now }
    const news = (more: Partial<NewsFacts> = {}) => listNews([notice], { ...known, ...more }).get(notice.id)
    expect(news()).toEqual([slot.id])
    expect(news({ findSlot: () => ({ ...slot, status: 'booked' }) })).toBeUndefined()
    expect(news({ findSlot: () => undefined })).toBeUndefined()
    expect(news({ now: slot.startsAt })).toBeUndefined()
    expect(news({ watches: [] })).toBeUndefined()
    expect(news({ watches: [{ ...watch, until: now }] })).toBeUndefined()
  })

  test('WL7 it ends for slots that its watch does not ask for any more, as far as this version can tell', () => {
    const match = matchWatch(watch, facts)
    const notice = match && createOpenedNotice(watch, match, now)
    if (notice === undefined) throw new Error('no notice')
    const news = (more: Partial<Watch>) =>
      listNews([notice], { watches: [{ ...watch, ...more }], findSlot: () => slot, now }).get(notice.id)
    expect(news({ coachId: coach.id })).toEqual([slot.id])
    expect(news({ coachId: 'another1' })).toBeUndefined()
    const { weekday, part } = weekPlaceAt(slot.startsAt, 'UTC')
    expect(news({ weekdays: [weekday], part })).toEqual([slot.id])
    expect(news({ weekdays: [(weekday % 7) + 1] })).toBeUndefined()
    expect(news({ part: 'newer' })).toEqual([slot.id])
    expect(news({ weekdays: [(weekday % 7) + 1], zone: 'Mars/Olympus' })).toEqual([slot.id])
  })

  test('WL7 an opening that several watches ask for is told once, also where that was put aside', () => {
    const watches = Array.from({ length: 10 }, (_, n) => ({ ...watch, id: createWatchId(`${n}`.repeat(32)) }))
    const notices = watches.flatMap((one, n) => {
      const match = matchWatch(one, facts)
      const notice = match && createOpenedNotice(one, match, now)
      return notice === undefined ? [] : [{ ...notice, dismissed: n === 0 }]
    })
    const known = { watches, findSlot: () => slot, now }
    expect([...listNews(notices.toReversed(), known)]).toEqual([[notices[0]?.id, [slot.id]]])
    // Where the watch is gone whose notice told of it, the next one does.
    expect([...listNews(notices, { ...known, watches: watches.slice(1) })]).toEqual([[notices[1]?.id, [slot.id]]])
    // The same slot that opens again is told anew.
    const again = { ...opening, occasion: 'o2' }
    const anew = createOpenedNotice(watch, { opened: [again], isCut: false }, now + 1)
    if (anew === undefined) throw new Error('no notice')
    const all = listNews([...notices, anew], { ...known, watches: [...watches, watch] })
    expect([...all.keys()]).toEqual([notices[0]?.id, anew.id])
  })
})
