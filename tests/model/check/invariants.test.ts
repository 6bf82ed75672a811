import { expect, test } from 'vitest'
import type { Booking } from '#domain/model/booking.ts'
import type { Slot } from '#domain/model/slot.ts'
import { pickTerms } from '#domain/rules/deadlines.ts'
import { createScene } from '../scenes.ts'
import { coachId, formerTerms, profile, samId, sueId } from '../world/people.ts'
import { putBookings, putSlots } from '../world/server.ts'
import type { ServerState, World } from '../world/state.ts'
import { findBroken, findTurned, findUnsound } from './invariants.ts'

const { world } = createScene('one session and one open slot', { acts: 0, faults: 0 })
const { server } = world
const session = Object.values(server.journal)[0] as Booking
const open = Object.values(server.slots).find(({ value }) => value?.status === 'open')?.value as Slot
const other: Booking = { ...session, id: '9'.repeat(32), studentId: sueId }

const withServer = (changes: Partial<ServerState>): World => ({ ...world, server: { ...server, ...changes } })
const put = (booking: Booking): ServerState => putBookings([booking])(server)
const putSlot = ({ id, ...fields }: Slot): ServerState => putSlots([{ _id: id, ...fields }])(server)

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
  ['RS5 a session without its slot', put({ ...other, ...toHours(open) }), /does not hold its slot/]
])('%s is seen', (_, broken, problem) => {
  expect(findBroken(broken)).toMatch(problem)
})

function toHours({ id, startsAt, endsAt }: Slot): Pick<Booking, 'slotId' | 'startsAt' | 'endsAt'> {
  return { slotId: id, startsAt, endsAt }
}

test.each([
  ['BK4 a booking that is forgotten', { ...server, journal: {} }, /is forgotten/],
  ['BK4 a verdict that turns', put({ ...session, state: 'declined' }), /was confirmed and is declined/]
])('%s is seen', (_, after, problem) => {
  expect(findTurned(server, after)).toMatch(problem)
})

test('SE4 a cancelled session that comes back is seen', () => {
  expect(findTurned(put({ ...session, state: 'cancelled' }), server)).toMatch(/came back/)
})

const claimed = { by: 'sue', studentId: sueId, slotId: open.id } as const
const declined: Booking = { ...other, state: 'declined' }
const broken: readonly (readonly [string, World, RegExp])[] = [
  ['MG13 a device that shows something else', withServer({ slots: {} }), /shows another/],
  ['BK1 a claim without a verdict', { ...world, claims: { c1: claimed } }, /had no verdict/],
  ['PJ1 a party without a copy', withServer({ journal: { [other.id]: declined } }), /the student has no copy/],
  ['MG6 a word that is nowhere', { ...world, typed: [{ by: samId, text: 'w1.' }] }, /"w1." of student1 is nowhere/],
  ['TE3 a session whose terms were changed', withOtherTerms(), /has other terms than were agreed/],
  [
    'TE1 copies with other terms than the journal',
    { ...withOtherTerms(), server: { ...withOtherTerms().server, journal: server.journal } },
    /copy of .* has other terms/
  ],
  ['MG10 a slot that is nowhere', { ...world, calendar: { [`coach-a ${coachId}:5`]: 'made' } }, /is nowhere/]
]
test.each(broken)('%s is seen', (_, world, problem) => {
  expect(findUnsound(world)).toMatch(problem)
})

test('RS5 a booking that is unfinished is seen', () => {
  const moving = { ...session, moving: session.moves?.[0] ?? createMove(session, open) }
  expect(findUnsound({ ...world, server: { ...server, journal: { [session.id]: moving } } })).toMatch(/is unfinished/)
})

/** The same world on the terms of today's policy, though nobody has agreed to them. */
function withOtherTerms(): World {
  const [former, today] = [formerTerms, pickTerms(profile.policy)].map(terms => JSON.stringify(terms)) as [
    string,
    string
  ]
  return JSON.parse(JSON.stringify(world).replaceAll(former, today)) as World
}

function createMove({ slotId, startsAt }: Booking, to: Slot): NonNullable<Booking['moving']> {
  const how = { requestId: 'a'.repeat(32), by: 'coach', at: startsAt, reason: '', reopenSlot: true } as const
  return { ...how, fromSlotId: slotId, toSlotId: to.id }
}
