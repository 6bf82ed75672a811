import { expect, test } from 'vitest'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { type CoachProfile, defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import type { Notice } from '#domain/model/notice.ts'
import { slotLengthMs } from '#domain/model/primitives.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import type { Slot } from '#domain/model/slot.ts'
import { createAvailability } from '#renderer/shared/booking/availability.ts'
import { readClaim, writeClaim } from '#renderer/shared/booking/claim-address.ts'
import { findClaimProgress } from '#renderer/shared/booking/claim-progress.ts'
import { splitMinutes } from '#renderer/ui/format/duration.ts'
import { createLocalClock, groupByDay, takeItems } from '#renderer/ui/format/local-days.ts'
import { findAlternatives } from '#renderer/shared/booking/nearest-slots.ts'
import { dayPartOf } from '#domain/model/day-part.ts'
import { filterSlots, readFilters, writeFilters } from '#renderer/features/find-slot/slot-filters.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Wednesday, 18 November 2026, 12:20 UTC. */
const now = Date.UTC(2026, 10, 18, 12, 20)
const idOf = (index: number) => index.toString(16).padStart(32, '0')

const anna: CoachProfile = {
  id: 'annaberg01',
  displayName: 'Anna Berg',
  headline: '',
  bio: '',
  zone: 'Europe/Berlin',
  policy: { ...defaultBookingPolicy, dailyCap: 2 }
}
const tomek: CoachProfile = { ...anna, id: 'tomekwrona', displayName: 'Tomek Wrona', zone: 'Europe/Warsaw' }

function slotAt(startsAt: number, more: Partial<Slot> = {}): Slot {
  const coachId = more.coachId ?? anna.id
  const id = createSlotId(coachId, startsAt)
  return { id, coachId, startsAt, endsAt: startsAt + slotLengthMs, status: 'open', ...more }
}

function callAt(startsAt: number, more: Partial<SessionCopy> = {}): SessionCopy {
  return {
    id: idOf(1),
    kind: 'call',
    status: 'confirmed',
    slotId: createSlotId(tomek.id, startsAt),
    startsAt,
    endsAt: startsAt + slotLengthMs,
    partyRole: 'student',
    otherId: tomek.id,
    otherName: tomek.displayName,
    claimedAt: now,
    ...more
  }
}

const noon = Date.UTC(2026, 10, 20, 12)
const judge = (slot: Slot, more: { slots?: readonly Slot[]; calls?: readonly SessionCopy[] } = {}) =>
  createAvailability({ slots: more.slots ?? [slot], coaches: [anna, tomek], calls: more.calls ?? [], now })(slot)

test('BK8, BK10 what is not open, has begun or has no known coach is not offered', () => {
  expect(judge(slotAt(noon))).toEqual({ kind: 'bookable' })
  expect(judge(slotAt(noon, { status: 'booked', bookingId: idOf(9) }))).toEqual({ kind: 'hidden' })
  expect(judge(slotAt(noon, { status: 'declined' }))).toEqual({ kind: 'hidden' })
  expect(judge(slotAt(now - hourMs))).toEqual({ kind: 'hidden' })
  expect(judge(slotAt(noon, { coachId: 'strangers1' }))).toEqual({ kind: 'hidden' })
  expect(judge(slotAt(noon, { status: 'requested', bookingId: idOf(9) }))).toEqual({ kind: 'waiting' })
})

test('BK11, BK12 notice and horizon are said, exactly at their borders as the gate judges', () => {
  const noticeMs = anna.policy.minimumNoticeMin * 60_000
  const horizonMs = anna.policy.horizonDays * dayMs
  expect(judge(slotAt(now + noticeMs - 1))).toEqual({ kind: 'blocked', reason: 'minimum-notice' })
  expect(judge(slotAt(now + noticeMs))).toEqual({ kind: 'bookable' })
  expect(judge(slotAt(now + horizonMs))).toEqual({ kind: 'bookable' })
  expect(judge(slotAt(now + horizonMs + 1))).toEqual({ kind: 'blocked', reason: 'beyond-horizon' })
})

test('BK13 an own session or a waiting claim at that time blocks; touching, cancelled and lost ones do not', () => {
  const blocked = { kind: 'blocked', reason: 'student-overlap' }
  expect(judge(slotAt(noon), { calls: [callAt(noon + hourMs)] })).toEqual({ ...blocked, metName: 'Tomek Wrona' })
  expect(judge(slotAt(noon), { calls: [callAt(noon + slotLengthMs)] })).toEqual({ kind: 'bookable' })
  expect(judge(slotAt(noon), { calls: [callAt(noon, { status: 'cancelled' })] })).toEqual({ kind: 'bookable' })
  expect(judge(slotAt(noon), { calls: [callAt(noon, { status: 'declined' })] })).toEqual({ kind: 'bookable' })
  const claim = slotAt(noon, { coachId: tomek.id, status: 'requested', bookingId: idOf(9) })
  expect(judge(slotAt(noon), { slots: [slotAt(noon), claim] })).toEqual(blocked)
})

test('BK17 a booked slot of the coach at that time blocks; touching and open ones do not', () => {
  const other = (startsAt: number, status: 'booked' | 'open') =>
    slotAt(startsAt, { status, ...(status === 'booked' ? { bookingId: idOf(5) } : {}) })
  const met = (slot: ReturnType<typeof slotAt>) => judge(slotAt(noon), { slots: [slotAt(noon), slot] })
  expect(met(other(noon + hourMs, 'booked'))).toEqual({ kind: 'blocked', reason: 'coach-overlap' })
  expect(met(other(noon + slotLengthMs, 'booked'))).toEqual({ kind: 'bookable' })
  expect(met(other(noon + hourMs, 'open'))).toEqual({ kind: 'bookable' })
})

test('BK14 the daily cap counts by date in the coach’s zone', () => {
  // 22:30 and 23:30 UTC are 23:30 of the 20th and 00:30 of the 21st in Berlin.
  const lateOn20 = slotAt(Date.UTC(2026, 10, 20, 22, 30))
  const earlyOn21 = slotAt(Date.UTC(2026, 10, 20, 23, 30))
  const booked = [8, 11].map((hour, index) =>
    slotAt(Date.UTC(2026, 10, 20, hour), { status: 'booked', bookingId: idOf(index + 5) })
  )
  expect(judge(lateOn20, { slots: [...booked, lateOn20] })).toEqual({ kind: 'blocked', reason: 'daily-cap' })
  expect(judge(earlyOn21, { slots: [...booked, earlyOn21] })).toEqual({ kind: 'bookable' })
  expect(judge(lateOn20, { slots: [...booked.slice(1), lateOn20] })).toEqual({ kind: 'bookable' })
})

test('a claim’s verdict is read from the copy, a notice or the slot, whichever is there', () => {
  const slot = slotAt(noon)
  const claim = { slotId: slot.id, bookingId: idOf(7) }
  const none = { slots: [slot], calls: [], notices: [] }
  const requested = slotAt(noon, { status: 'requested', bookingId: idOf(7), validUntil: now + 900_000 })
  const notice: Notice = {
    id: `notice:claim-lost:${slot.id}:${idOf(7)}`,
    kind: 'notice',
    topic: 'claim-lost',
    at: now,
    reason: 'minimum-notice',
    subject: { collection: 'slots', id: slot.id },
    bookingId: idOf(7),
    dismissed: false
  }
  const call = callAt(noon, { id: idOf(7) })
  expect(findClaimProgress(claim, none)).toEqual({ kind: 'unseen' })
  expect(findClaimProgress(claim, { ...none, slots: [requested] })).toEqual({
    kind: 'waiting',
    validUntil: now + 900_000
  })
  expect(findClaimProgress(claim, { ...none, slots: [{ ...slot, status: 'booked', bookingId: idOf(7) }] })).toEqual({
    kind: 'confirmed'
  })
  expect(findClaimProgress(claim, { ...none, slots: [{ ...slot, status: 'booked', bookingId: idOf(8) }] })).toEqual({
    kind: 'lost',
    reason: 'slot-taken'
  })
  expect(findClaimProgress(claim, { ...none, notices: [notice] })).toEqual({ kind: 'lost', reason: 'minimum-notice' })
  // The copy says most: also while the slot still looks requested, or the notice came first.
  expect(findClaimProgress(claim, { slots: [requested], calls: [call], notices: [] })).toEqual({
    kind: 'confirmed',
    call
  })
  const declined = callAt(noon, { id: idOf(7), status: 'declined', decline: { reason: 'claim-expired' } })
  expect(findClaimProgress(claim, { slots: [requested], calls: [declined], notices: [notice] })).toEqual({
    kind: 'lost',
    reason: 'claim-expired'
  })
})

test('BK6 claiming the own slot again is told apart from losing it', () => {
  const mine = callAt(noon, { id: idOf(3) })
  const slot = slotAt(noon, { status: 'booked', bookingId: idOf(3) })
  const progress = findClaimProgress(
    { slotId: slot.id, bookingId: idOf(7) },
    { slots: [slot], calls: [mine], notices: [] }
  )
  expect(progress).toEqual({ kind: 'lost', reason: 'already-yours' })
})

test('MG1 the nearest three of the coach come first, then the others, each in the order of time', () => {
  const lost = slotAt(noon)
  const own = [-3, -1, 2, 5, 9].map(days => slotAt(noon + days * dayMs))
  const others = [1, 4].map(days => slotAt(noon + days * dayMs, { coachId: tomek.id }))
  const all = [...own, ...others, lost]
  const found = findAlternatives(lost, all, slot => slot.startsAt !== noon + 2 * dayMs)
  expect(found.sameCoach.map(slot => (slot.startsAt - noon) / dayMs)).toEqual([-3, -1, 5])
  expect(found.otherCoaches.map(slot => (slot.startsAt - noon) / dayMs)).toEqual([1, 4])
})

test('BL1 BL4 instead of a slot of a coach who has to be asked, only others are offered', () => {
  const noon = Date.UTC(2026, 10, 20, 12)
  const [own, other] = [slotAt(noon + dayMs), slotAt(noon + dayMs, { coachId: tomek.id })]
  const lost = { ...slotAt(noon), reason: 'by-arrangement' } as const
  expect(findAlternatives(lost, [own, other], () => true)).toEqual({ sameCoach: [], otherCoaches: [other] })
})

test('filters survive the address, and nonsense in it counts as nothing', () => {
  const filters = { coachId: 'annaberg01', day: '2026-11-20', part: 'evening' } as const
  const params = writeFilters(new URLSearchParams('keep=1'), filters)
  expect(readFilters(params)).toEqual(filters)
  expect(params.get('keep')).toBe('1')
  expect(writeFilters(params, {}).toString()).toBe('keep=1')
  expect(readFilters(new URLSearchParams('coach=&day=2026-13-45&part=noon'))).toEqual({})
  expect(readFilters(new URLSearchParams('day=9999-12-31'))).toEqual({})
})

test('day and part of day are those of the reader’s zone', () => {
  const slots = [slotAt(Date.UTC(2026, 10, 20, 3)), slotAt(Date.UTC(2026, 10, 20, 16))]
  expect(filterSlots(slots, { day: '2026-11-19' }, 'America/New_York')).toEqual([slots[0]])
  expect(filterSlots(slots, { part: 'morning' }, 'America/New_York')).toEqual([slots[1]])
  expect(filterSlots(slots, { part: 'afternoon', coachId: 'tomekwrona' }, 'Europe/Berlin')).toEqual([])
  expect([0, 299, 300, 719, 720, 1_019, 1_020].map(dayPartOf)).toEqual([
    'evening',
    'evening',
    'morning',
    'morning',
    'afternoon',
    'afternoon',
    'evening'
  ])
})

test('the clock is right on both change days and across midnight', () => {
  const clock = createLocalClock('Europe/Berlin')
  // 29 March 2026: 02:00 becomes 03:00. 25 October: 03:00 becomes 02:00.
  expect(clock(Date.UTC(2026, 2, 29, 0, 30))).toEqual({ date: '2026-03-29', minutes: 90 })
  expect(clock(Date.UTC(2026, 2, 29, 1, 30))).toEqual({ date: '2026-03-29', minutes: 210 })
  expect(clock(Date.UTC(2026, 9, 25, 0, 30))).toEqual({ date: '2026-10-25', minutes: 150 })
  expect(clock(Date.UTC(2026, 9, 25, 1, 30))).toEqual({ date: '2026-10-25', minutes: 150 })
  expect(clock(Date.UTC(2026, 9, 25, 23, 0))).toEqual({ date: '2026-10-26', minutes: 0 })
  expect(clock(Date.UTC(2026, 9, 24, 21, 59))).toEqual({ date: '2026-10-24', minutes: 1_439 })
})

test('ten thousand slots are grouped by day and shown a page at a time', () => {
  const slots = Array.from({ length: 10_000 }, (_, index) => slotAt(now + index * 1_800_000))
  const groups = groupByDay(slots, 'America/New_York')
  expect(groups.reduce((sum, group) => sum + group.items.length, 0)).toBe(10_000)
  expect(new Set(groups.map(group => group.date)).size).toBe(groups.length)
  const page = takeItems(groups, 100)
  expect(page.groups.flatMap(group => group.items)).toEqual(slots.slice(0, 100))
  expect(page.remaining).toBe(9_900)
})

test('lengths of time are said in hours up to two days, then in days', () => {
  expect(splitMinutes(90)).toEqual({ days: 0, hours: 1, minutes: 30 })
  expect(splitMinutes(1_440)).toEqual({ days: 0, hours: 24, minutes: 0 })
  expect(splitMinutes(2_880)).toEqual({ days: 0, hours: 48, minutes: 0 })
  expect(splitMinutes(4_320)).toEqual({ days: 3, hours: 0, minutes: 0 })
})

test('BK22 after five new coaches within a day, further ones say from when on; known ones can be booked', () => {
  const met = [1, 2, 3, 4, 5].map(number =>
    callAt(now - 90 * dayMs + number * dayMs, {
      id: idOf(number),
      otherId: `newcoach000${number}`,
      claimedAt: now - number * hourMs,
      status: 'cancelled'
    })
  )
  expect(judge(slotAt(noon), { calls: met.slice(1) })).toEqual({ kind: 'bookable' })
  const blocked = { kind: 'blocked', reason: 'too-many-new-coaches', freeAt: now - 5 * hourMs + dayMs }
  expect(judge(slotAt(noon), { calls: met })).toEqual(blocked)
  expect(judge(slotAt(noon, { coachId: tomek.id }), { calls: [...met, callAt(noon - 9 * dayMs)] })).toEqual({
    kind: 'bookable'
  })
})

test('a claim survives the address; a broken one is nobody’s', () => {
  const claim = { slotId: slotAt(noon).id, bookingId: idOf(7) }
  const params = writeClaim(new URLSearchParams('day=2026-11-20'), claim)
  expect(readClaim(new URLSearchParams(params.toString()))).toEqual(claim)
  expect(writeClaim(params, undefined).toString()).toBe('day=2026-11-20')
  expect(readClaim(new URLSearchParams('claim=x~y'))).toBeUndefined()
})
