import type { Booking } from '#domain/model/booking.ts'
import { type Instant, slotLengthMs } from '#domain/model/primitives.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { createDevice, pull } from './world/device.ts'
import { coachId, deviceNames, starts as overlappingStarts, worldStart } from './world/people.ts'
import { createServer, project } from './world/server.ts'
import type { Scene, ServerState, World } from './world/state.ts'

const [early, late] = overlappingStarts
const apart = early + 2 * slotLengthMs

/** The calendar's scenes have two overlapping times; a session can move only between times that do not overlap. */
export function listScenes(actsLeft: number, faultsLeft: number): readonly Scene[] {
  const scene = (name: string, starts: readonly Instant[], server: ServerState): Scene => ({
    name,
    starts,
    twins: [
      ['coach-a', 'coach-b'],
      ...(server.owed.length + Object.keys(server.journal).length === 0 ? [['sam', 'sue'] as const] : [])
    ],
    world: createWorld(server, actsLeft, faultsLeft)
  })
  return [
    scene('an empty calendar', [early, late], createServer()),
    scene('one open slot', [early, late], withOpenSlot(withMeeting(createServer()), early)),
    scene('one session and one open slot', [early, apart], withOpenSlot(withSession(createServer()), apart))
  ]
}

function createWorld(server: ServerState, actsLeft: number, faultsLeft: number): World {
  const devices = Object.fromEntries(
    deviceNames.map(name => [name, pull(createDevice(), name, server)])
  ) as World['devices']
  return { server, devices, now: worldStart, actsLeft, faultsLeft, late: undefined, typed: [], claims: {} }
}

function withOpenSlot(server: ServerState, startsAt: Instant): ServerState {
  const id = createSlotId(coachId, startsAt)
  const slot = { id, coachId, startsAt, endsAt: startsAt + slotLengthMs, status: 'open' as const }
  return { ...server, slots: { ...server.slots, [id]: { rev: 1, value: slot } } }
}

/** Sam and the coach know each other from an old session, so Sam may be pencilled in. */
function withMeeting(server: ServerState): ServerState {
  return withBooking(server, 'e', worldStart - 30 * 24 * 3_600_000, 'completed')
}

function withSession(server: ServerState): ServerState {
  const booked = withOpenSlot(withBooking(server, 'f', early, 'confirmed'), early)
  const id = createSlotId(coachId, early)
  const slot = booked.slots[id]?.value
  if (slot === undefined) throw new Error('the slot is missing')
  const value = { ...slot, status: 'booked' as const, bookingId: 'f'.repeat(32) }
  return { ...booked, slots: { ...booked.slots, [id]: { rev: 2, value } } }
}

function withBooking(
  server: ServerState,
  letter: string,
  startsAt: Instant,
  state: 'confirmed' | 'completed'
): ServerState {
  const booking: Booking = {
    id: letter.repeat(32),
    slotId: createSlotId(coachId, startsAt),
    coachId,
    studentId: 'student1',
    startsAt,
    endsAt: startsAt + slotLengthMs,
    state,
    claimedAt: startsAt - 48 * 3_600_000,
    requests: []
  }
  return project({ ...server, journal: { ...server.journal, [booking.id]: booking } }, booking.id)
}
