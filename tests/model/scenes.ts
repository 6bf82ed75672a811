import { assertNever } from '#domain/assert-never.ts'
import type { Booking } from '#domain/model/booking.ts'
import { type Instant, slotLengthMs } from '#domain/model/primitives.ts'
import { createFilledMakingId } from '#domain/model/filled-making.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { instantToWallClock, weekdayOf } from '#domain/time/wall-clock.ts'
import { createDevice } from './world/device.ts'
import { pull } from './world/pulling.ts'
import {
  coachId,
  deviceNames,
  formerTerms,
  type PersonId,
  profile,
  samId,
  starts as overlappingStarts,
  sueId,
  worldStart
} from './world/people.ts'
import { planCopies } from './world/plan-copies.ts'
import { createServer, join, put, putBooking } from './world/server.ts'
import type { Scene, ServerState, World } from './world/state.ts'

const [early, late] = overlappingStarts
const between = early + slotLengthMs
const apart = early + 2 * slotLengthMs

export const sceneNames = [
  'an empty calendar',
  'one open slot',
  'one open slot and a free time',
  'one session and one open slot',
  'a session of each student, and one open slot',
  'one open slot, and accounts that come and go',
  'one open slot, and forged pushes',
  'one session and one open slot, and forged pushes',
  'a session that goes anywhere, and one open slot',
  'two slots of a series',
  'weekly hours',
  'weekly hours, and a server that is set back'
] as const
export type SceneName = (typeof sceneNames)[number]

/** Most scenes have two overlapping times; a session, or a second slot, needs one that does not overlap. */
export function createScene(name: SceneName, budget: Budget): Scene {
  switch (name) {
    case 'an empty calendar':
      return { ...build(name, createServer(), budget), twins: [coaches, students] }
    case 'one open slot':
      return build(name, withOpenSlot(withMeeting(createServer()), early), budget)
    case 'one open slot and a free time':
      return {
        ...build(name, withOpenSlot(createServer(), early), budget),
        starts: [early, apart],
        twins: [coaches, students]
      }
    case 'one session and one open slot':
      return {
        ...build(name, withOpenSlot(withSession(createServer()), apart), budget),
        starts: [early, apart]
      }
    case 'a session of each student, and one open slot':
      return {
        ...build(name, withOpenSlot(withSession(withSession(createServer()), between, sueId), apart), budget),
        starts: [early, between, apart]
      }
    case 'one open slot, and accounts that come and go':
      return {
        ...build(name, withOpenSlot(withMeeting(createServer()), early), budget),
        mayBeDisabled: [coachId, samId]
      }
    case 'one open slot, and forged pushes':
      return { ...createScene('one open slot', budget), name, hasForgers: true }
    case 'one session and one open slot, and forged pushes':
      return { ...createScene('one session and one open slot', budget), name, hasForgers: true }
    case 'a session that goes anywhere, and one open slot':
      return {
        ...build(name, withOpenSlot(withSession(createServer()), apart), budget),
        starts: [early, late, between + slotLengthMs / 2],
        movesAnywhere: true
      }
    case 'two slots of a series':
      return {
        ...build(name, withOpenSlot(withOpenSlot(withMeeting(createServer()), early), between), budget),
        starts: [early, between, apart],
        hasSeries: true
      }
    case 'weekly hours':
      return { ...build(name, withHours(createServer()), budget), starts: [early, apart], twins: [coaches, students] }
    case 'weekly hours, and a server that is set back': {
      const scene = build(name, withHours(createServer()), budget)
      return { ...scene, starts: [early, apart], backup: scene.world.server, idle: students }
    }
    default:
      return assertNever(name)
  }
}

/** How many things people do, and how many go wrong. */
export interface Budget {
  readonly acts: number
  readonly faults: number
}

const coaches = ['coach-a', 'coach-b'] as const
const students = ['sam', 'sue'] as const

function build(name: SceneName, server: ServerState, { acts, faults }: Budget): Scene {
  const devices = Object.fromEntries(
    deviceNames.map(device => [device, pull(createDevice(), device, server)])
  ) as World['devices']
  const history = { typed: [], claims: {}, calendar: {}, takenAway: [], late: undefined }
  const world = { server, devices, now: worldStart, actsLeft: acts, faultsLeft: faults, ...history }
  return { name, starts: [early, late], twins: [coaches], mayBeDisabled: [], hasForgers: false, idle: [], world }
}

/** Hours of one start, on the day of the scene alone, which are filled. */
function withHours(server: ServerState): ServerState {
  const { zone } = profile
  const { date, minutes } = instantToWallClock(early, zone)
  const weekly = [{ weekday: weekdayOf(date), starts: [minutes], generation: '0000000a' }]
  const value = { ...profile, availability: { weekly, overrides: [], weeksAhead: 1, skips: [] } }
  const id = createSlotId(coachId, early)
  const makingId = createFilledMakingId(coachId, early, '0000000a')
  const slot = { id, coachId, startsAt: early, endsAt: early + slotLengthMs, status: 'open' as const, makingId }
  return { ...server, pages: { [coachId]: { rev: 1, value } }, slots: { [id]: { rev: 1, value: slot } } }
}

function withOpenSlot(server: ServerState, startsAt: Instant): ServerState {
  const id = createSlotId(coachId, startsAt)
  const slot = { id, coachId, startsAt, endsAt: startsAt + slotLengthMs, status: 'open' as const }
  return { ...server, slots: { ...server.slots, [id]: { rev: 1, value: slot } } }
}

/** Sam and the coach know each other from an old session, so Sam may be pencilled in. */
function withMeeting(server: ServerState): ServerState {
  return withBooking(server, 'e', { startsAt: worldStart - 30 * 24 * 3_600_000, studentId: samId, state: 'completed' })
}

function withSession(server: ServerState, startsAt = early, studentId: PersonId = samId): ServerState {
  const letter = studentId === samId ? 'f' : 'b'
  const booked = withOpenSlot(withBooking(server, letter, { startsAt, studentId, state: 'confirmed' }), startsAt)
  const id = createSlotId(coachId, startsAt)
  const slot = booked.slots[id]?.value
  if (slot === undefined) throw new Error('the slot is missing')
  const value = { ...slot, status: 'booked' as const, bookingId: letter.repeat(32) }
  return { ...booked, slots: { ...booked.slots, [id]: { rev: 2, value } } }
}

function withBooking(
  server: ServerState,
  letter: string,
  { startsAt, ...fields }: Pick<Booking, 'startsAt' | 'studentId' | 'state'>
): ServerState {
  const booking: Booking = {
    ...fields,
    id: letter.repeat(32),
    slotId: createSlotId(coachId, startsAt),
    coachId,
    startsAt,
    endsAt: startsAt + slotLengthMs,
    claimedAt: startsAt - 48 * 3_600_000,
    terms: formerTerms,
    requests: []
  }
  return join([putBooking(booking), ...planCopies(server, booking).map(put)])(server) ?? server
}
