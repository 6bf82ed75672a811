import { describe, expect, test } from 'vitest'
import type { Booking, RequestVerdict, SessionMove } from '#domain/model/booking.ts'
import { noticeSchema } from '#domain/model/notice.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { fieldsOf, readNotice } from '#domain/notices/notice-payload.ts'
import { listToldDates, staysAside } from '#domain/notices/series-notice.ts'
import { projectNotices } from '#domain/projection/project-notices.ts'
import { buildBooking, coachId, dayMs, hexId, hourMs, minuteMs, now, parties, start } from '../builders.ts'

const series = { id: hexId(0x5e1e5), position: 0 }
const startOf = (position: number) => start + position * 7 * dayMs
/** The requests of one action begin alike. */
const requestId = (action: string, position: number) => action.repeat(16) + hexId(position).slice(16)
const idOf = (position: number) => hexId(0xb0000 + position)

const dated = (position: number, fields: Partial<Booking> = {}) =>
  buildBooking({ id: idOf(position), startsAt: startOf(position), series: { ...series, position }, ...fields })

function moved(position: number, action = 'a', by: 'coach' | 'student' = 'coach', reason = 'A train'): Booking {
  const to = createSlotId(coachId, startOf(position) + hourMs)
  const booking = dated(position)
  const move: SessionMove = {
    requestId: requestId(action, position),
    by,
    at: now + position * minuteMs,
    reason,
    fromSlotId: booking.slotId,
    toSlotId: to,
    reopenSlot: true
  }
  return { ...booking, slotId: to, startsAt: startOf(position) + hourMs, moves: [move] }
}

function refused(position: number, kind: 'reschedule' | 'cancel' = 'reschedule', action = 'a'): Booking {
  const answer: RequestVerdict = {
    requestId: requestId(action, position),
    by: 'coach',
    kind,
    verdict: 'declined',
    reason: 'slot-taken',
    text: 'A train',
    at: now
  }
  return dated(position, { requests: [answer] })
}

function cancelled(position: number, action = 'a'): Booking {
  const answer: RequestVerdict = {
    requestId: requestId(action, position),
    by: 'coach',
    kind: 'cancel',
    verdict: 'accepted',
    at: now
  }
  const cancellation = { by: 'coach', at: now, reason: 'I move away', late: false, reopenSlot: false } as const
  return dated(position, { state: 'cancelled', cancellation, requests: [answer] })
}

/** What a party has in the end: each notice once, whichever booking it comes with. */
function tell(role: 'coach' | 'student', bookings: readonly Booking[]) {
  const notices = bookings.flatMap(booking => projectNotices(booking, role, parties, bookings))
  const byId = new Map(notices.map(notice => [notice.id, notice]))
  for (const notice of notices) {
    expect(noticeSchema.safeParse(notice).error).toBeUndefined()
    expect(byId.get(notice.id)).toEqual(notice)
  }
  return [...byId.values()]
}

describe('the other party', () => {
  test('SR10 is told once of all that one action moved, from where to where, and why', () => {
    const [notice, ...others] = tell('student', [moved(0), moved(1), dated(2)])
    if (notice === undefined) throw new Error('nothing was told')
    expect(others).toEqual([])
    expect(notice).toMatchObject({ topic: 'session-moved', at: now + minuteMs, startsAt: startOf(0) + hourMs })
    expect(listToldDates(notice)).toEqual([
      { startsAt: startOf(0) + hourMs, movedFrom: startOf(0), bookingId: idOf(0) },
      { startsAt: startOf(1) + hourMs, movedFrom: startOf(1), bookingId: idOf(1) }
    ])
    expect(fieldsOf(readNotice(notice).theirs)).toMatchObject({ reason: 'A train' })
    expect(tell('coach', [moved(0), moved(1)])).toEqual([])
  })

  test('SR10 is told of two actions by two notices, and of one session as of any', () => {
    const told = tell('student', [moved(0), moved(1), moved(2, 'b', 'coach', '')])
    expect(told.map(notice => listToldDates(notice).length)).toEqual([2, 0])
    expect(readNotice(told[1] ?? { id: '', topic: 'newer' })).toMatchObject({
      mine: { fields: { startsAt: startOf(2) } },
      theirs: { fields: { startsAt: startOf(2) + hourMs } }
    })
    // Also where the other party asked with the same bits: who asked counts.
    expect(tell('student', [moved(0), moved(1, 'a', 'student')]).map(notice => listToldDates(notice).length)).toEqual([
      0
    ])
  })

  test('SR10 NT1 is told of each move of one session, whatever the ids of the requests are', () => {
    const first = moved(0)
    const back: SessionMove = {
      ...(first.moves?.[0] as SessionMove),
      requestId: requestId('a', 7),
      at: now + hourMs,
      fromSlotId: first.slotId,
      toSlotId: createSlotId(coachId, startOf(0) + 2 * hourMs)
    }
    const again = {
      ...first,
      slotId: back.toSlotId,
      startsAt: startOf(0) + 2 * hourMs,
      moves: [...(first.moves ?? []), back]
    }
    const [known] = tell('student', [first, moved(1)])
    const told = tell('student', [again, moved(1)])
    expect(told.map(notice => listToldDates(notice).map(({ bookingId }) => bookingId))).toEqual([
      [idOf(0), idOf(1)],
      []
    ])
    expect(told[0]).toEqual(known)
    expect(told[1]).toMatchObject({ topic: 'session-moved', bookingId: idOf(0), startsAt: startOf(0) + 2 * hourMs })
  })

  test('SR10 is told once of all that one action called off', () => {
    const told = tell('student', [cancelled(0), cancelled(1), cancelled(2, 'b')])
    expect(told.map(({ topic }) => topic)).toEqual(['session-cancelled', 'session-cancelled'])
    expect(told.map(({ theirs }) => theirs)).toEqual(['I move away', 'I move away'])
    expect(told.map(notice => listToldDates(notice).map(({ bookingId }) => bookingId))).toEqual([
      [idOf(0), idOf(1)],
      []
    ])
  })

  test('SR10 is told of a cancellation also where the journal has lost the request for it', () => {
    const lost = { ...cancelled(0), requests: [] }
    expect(tell('student', [lost, cancelled(1)]).map(({ topic }) => topic)).toEqual([
      'session-cancelled',
      'session-cancelled'
    ])
  })

  test('SR10 finds again what was put aside once the notice names another date', () => {
    const [one] = tell('student', [moved(0), dated(1)])
    const [two] = tell('student', [moved(0), moved(1)])
    if (one === undefined || two === undefined) throw new Error('nothing was told')
    expect(one.id).toBe(two.id)
    expect(staysAside({ ...one, dismissed: true }, one)).toBe(true)
    expect(staysAside({ ...one, dismissed: true }, two)).toBe(false)
    expect(staysAside({ ...two, dismissed: true }, two)).toBe(true)
  })
})

describe('who asked', () => {
  test('SR10 is told nothing while all is granted, and what became of each date once one was refused', () => {
    expect(tell('coach', [moved(0), moved(1)])).toEqual([])
    const [notice, ...others] = tell('coach', [moved(0), refused(1), moved(2)])
    if (notice === undefined) throw new Error('nothing was told')
    expect(others).toEqual([])
    expect(notice.topic).toBe('request-refused')
    expect(listToldDates(notice)).toEqual([
      { startsAt: startOf(0) + hourMs, movedFrom: startOf(0), bookingId: idOf(0) },
      { startsAt: startOf(1), bookingId: idOf(1), reason: 'slot-taken' },
      { startsAt: startOf(2) + hourMs, movedFrom: startOf(2), bookingId: idOf(2) }
    ])
    expect(fieldsOf(readNotice(notice).mine)).toMatchObject({ kind: 'reschedule', reason: 'A train' })
  })

  test('SR10 finds a notice that was put aside again for a further refusal alone', () => {
    const [one] = tell('coach', [refused(0), dated(1), dated(2)])
    const [granted] = tell('coach', [refused(0), moved(1), dated(2)])
    const [further] = tell('coach', [refused(0), moved(1), refused(2)])
    if (one === undefined || granted === undefined || further === undefined) throw new Error('nothing was told')
    expect([granted.id, further.id]).toEqual([one.id, one.id])
    const aside = { ...one, dismissed: true }
    expect([granted, further].map(next => staysAside(aside, next))).toEqual([true, false])
  })

  test('SR10 is told of one session as of any, and of a refused cancellation in the same way', () => {
    expect(tell('coach', [refused(0), dated(1)]).map(({ mine }) => mine)).toEqual([
      JSON.stringify({ kind: 'reschedule', reason: 'A train' })
    ])
    const [notice] = tell('coach', [refused(0, 'cancel'), cancelled(1)])
    expect(notice).toMatchObject({ topic: 'request-refused' })
    expect(listToldDates(notice ?? { id: '', topic: 'newer' })).toHaveLength(2)
  })
})
