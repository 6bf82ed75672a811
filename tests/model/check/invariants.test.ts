import { expect, test } from 'vitest'
import type { Booking } from '#domain/model/booking.ts'
import type { Slot } from '#domain/model/slot.ts'
import { pickTerms } from '#domain/rules/deadlines.ts'
import { createScene } from '../scenes.ts'
import { coachId, formerTerms, profile, samId, sueId } from '../world/people.ts'
import { planCopies } from '../world/plan-copies.ts'
import { join, put as putDocuments, putBooking } from '../world/server.ts'
import type { ServerState, World } from '../world/state.ts'
import { findBroken, findTurned, findUnsound } from './invariants.ts'

const { world } = createScene('one session and one open slot', { acts: 0, faults: 0 })
const { server } = world
const session = Object.values(server.journal)[0] as Booking
const open = Object.values(server.slots).find(({ value }) => value?.status === 'open')?.value as Slot
const other: Booking = { ...session, id: '9'.repeat(32), studentId: sueId }

const put = (booking: Booking): ServerState => {
  const copies = planCopies(server, booking).map(putDocuments)
  return join([putBooking(booking, server.journal[booking.id]), ...copies])(server) ?? server
}
const hex = 'c'.repeat(32)
const putSlot = (value: Slot): ServerState => ({ ...server, slots: { ...server.slots, [value.id]: { rev: 9, value } } })

test('BK2 a world as it should be has nothing wrong', () => {
  expect(findBroken(server)).toBeUndefined()
  expect(findUnsound(world)).toBeUndefined()
})

test.each([
  ['BK2 a slot with two bookings', put(other), /is booked twice/],
  [
    'BK13 a student in two places',
    put({ ...other, studentId: samId, slotId: open.id }),
    /sessions of one person overlap/
  ],
  [
    'SL6 overlapping slots',
    putSlot({ ...open, id: `${coachId}:1`, startsAt: open.startsAt + 1 }),
    /slots of one coach/
  ],
  ['BK1 a claim that is stored', putSlot({ ...open, status: 'requested' }), /stored as requested/],
  ['BK1 a slot that is booked by nobody', putSlot({ ...open, status: 'booked' }), /booked by nobody/],
  ['RS5 a session without its slot', put({ ...other, ...toHours(open) }), /does not hold its slot/],
  [
    'RS5 a slot that its session has left',
    putSlot({ ...open, status: 'booked', bookingId: session.id }),
    /a start finds: slot .* is elsewhere/
  ],
  [
    'SR3 a slot that says of which series it is',
    putSlot({ ...open, series: { id: hex, position: 0 } }),
    /of which series/
  ],
  ['SR4 a place of a series with two bookings', withTwoPlaces(), /two bookings/],
  ['PJ1 a party without a copy', putAlone({ ...other, state: 'declined' }), /the student has no copy/],
  ['PJ1 a copy that is not of this state', putAlone({ ...session, state: 'completed' }), /copy of .* is old/],
  ['PJ5 a notice that is missing', putAlone({ ...session, pencilled: true }), /would be made otherwise/],
  ['TE3 a session whose terms were changed', withOtherTerms(), /has other terms than were agreed/],
  [
    'TE1 copies with other terms than the journal',
    { ...withOtherTerms(), journal: server.journal },
    /copy of .* has other terms/
  ]
])('%s is seen', (_, broken, problem) => {
  expect(findBroken(broken)).toMatch(problem)
})

/** Without its copies. */
function putAlone(booking: Booking, base = server): ServerState {
  return { ...base, journal: { ...base.journal, [booking.id]: booking } }
}

/** Of one student, at hours that do not meet. */
function withTwoPlaces(): ServerState {
  const second = { ...other, studentId: samId, state: 'declined' as const }
  return putAlone(inSeries(second), putAlone(inSeries(session)))
}

function inSeries(booking: Booking): Booking {
  return { ...booking, series: { id: hex, position: 1 } }
}

function toHours({ id, startsAt, endsAt }: Slot): Pick<Booking, 'slotId' | 'startsAt' | 'endsAt'> {
  return { slotId: id, startsAt, endsAt }
}

test.each([
  ['BK4 a booking that is forgotten', { ...server, journal: {} }, /is forgotten/],
  ['BK4 a verdict that turns', put({ ...session, state: 'declined' }), /was confirmed and is declined/]
])('%s is seen', (_, after, problem) => {
  expect(findTurned(server, after)).toMatch(problem)
})

test('RS14 a slot that was made for a session and is open once that has left it is seen', () => {
  const made = putAlone({ ...session, madeSlot: { requestId: hex, gaveWay: [] } })
  const left = putAlone({ ...session, state: 'cancelled' })
  const slot = server.slots[session.slotId]?.value as Slot
  const { bookingId: _, ...opened } = { ...slot, status: 'open' as const }
  expect(findTurned(made, { ...left, slots: { ...server.slots, [slot.id]: { rev: 9, value: opened } } })).toMatch(
    /was made for a session that has left it/
  )
})

test('SE4 a cancelled session that comes back is seen', () => {
  expect(findTurned(put({ ...session, state: 'cancelled' }), server)).toMatch(/came back/)
})

test('NT2 a notice that comes back after it was put aside is seen', () => {
  const moved = put({ ...session, pencilled: true })
  const copies = JSON.parse(
    JSON.stringify(moved.copies).replace('"dismissed":false', '"dismissed":true')
  ) as typeof moved.copies
  expect(findTurned({ ...moved, copies }, moved)).toMatch(/^notice .* came back/)
})

const claimed = { by: 'sue', studentId: sueId, slotId: open.id } as const
const broken: readonly (readonly [string, World, RegExp])[] = [
  ['MG13 a device that shows something else', { ...world, server: { ...server, slots: {} } }, /shows another/],
  ['BK1 a claim without a verdict', { ...world, claims: { c1: claimed } }, /had no verdict/],
  ['MG6 a word that is nowhere', { ...world, typed: [{ by: samId, text: 'w1.' }] }, /"w1." of student1 is nowhere/],
  ['MG10 a slot that is nowhere', { ...world, calendar: { [`coach-a ${coachId}:5`]: 'made' } }, /is nowhere/]
]
test.each(broken)('%s is seen', (_, world, problem) => {
  expect(findUnsound(world)).toMatch(problem)
})

/** The same on the terms of today's policy, though nobody has agreed to them. */
function withOtherTerms(): ServerState {
  const [former, today] = [formerTerms, pickTerms(profile.policy)].map(terms => JSON.stringify(terms))
  return JSON.parse(JSON.stringify(server).replaceAll(former ?? '', today ?? '')) as ServerState
}
