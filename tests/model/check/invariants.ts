import { isLiveBooking } from '#domain/model/booking.ts'
import { isLiveSlot } from '#domain/model/slot.ts'
import { overlaps } from '#domain/time/interval.ts'
import { listPartyRoles, partyIdOf } from '#domain/projection/party.ts'
import { isSameState } from '../../../renderer/data/replication/plan-push.ts'
import { actorOf, type DeviceName, deviceNames, type PersonId } from '../world/people.ts'
import { readHeld } from '../world/server.ts'
import { collections, type ServerState, type World } from '../world/state.ts'

/** What must hold whenever the server answers anybody. */
export function findBroken({ slots, journal }: ServerState): string | undefined {
  const live = Object.values(journal).filter(isLiveBooking)
  const stored = Object.values(slots).flatMap(({ value }) => (value === undefined ? [] : [value]))
  for (const [n, one] of live.entries()) {
    for (const other of live.slice(n + 1)) {
      if (one.slotId === other.slotId) return `${one.slotId} is booked twice`
      const isShared = one.studentId === other.studentId || one.coachId === other.coachId
      if (isShared && overlaps(one, other)) return `sessions of one person overlap: ${one.id}, ${other.id}`
    }
    if (stored.find(({ id }) => id === one.slotId)?.bookingId !== one.id && isAhead(one.state)) {
      return `booking ${one.id} does not hold its slot`
    }
  }
  for (const [n, slot] of stored.entries()) {
    const other = stored.slice(n + 1).find(next => isLiveSlot(slot) && isLiveSlot(next) && overlaps(slot, next))
    if (other !== undefined) return `slots of one coach overlap: ${slot.id}, ${other.id}`
    if (slot.status === 'requested') return `${slot.id} is stored as requested`
    if (slot.status === 'booked' && !live.some(({ id }) => id === slot.bookingId))
      return `${slot.id} is booked by nobody`
  }
  return undefined
}

function isAhead(state: string): boolean {
  return state === 'confirmed'
}

/** A verdict is given once: it never turns. */
export function findTurned(before: ServerState, after: ServerState): string | undefined {
  for (const [id, { state }] of Object.entries(before.journal)) {
    const next = after.journal[id]?.state
    if (next === undefined) return `booking ${id} is forgotten`
    if ((state === 'declined') !== (next === 'declined')) return `booking ${id} was ${state} and is ${next}`
    if (state === 'cancelled' && next !== 'cancelled') return `booking ${id} came back`
  }
  return undefined
}

/** What must hold once nothing is left to be sent, read or projected. */
export function findUnsound(world: World): string | undefined {
  return findDifference(world) ?? findOpenClaim(world) ?? findHalfBooking(world) ?? findLostWord(world)
}

/** All devices show what the server holds. */
function findDifference({ server, devices }: World): string | undefined {
  for (const name of deviceNames) {
    for (const collection of collections) {
      const { userId } = actorOf[name]
      const held = devices[name].held[collection]
      const stored = collection === 'slots' ? server.slots : server.copies[userId]
      for (const id of new Set([...Object.keys(held), ...Object.keys(stored)])) {
        const { state } = readHeld(server, userId, collection, id)
        if (!isSameState<unknown>(held[id]?.local, state)) return `${name} shows another ${id} than the server holds`
      }
    }
  }
  return undefined
}

/** Each claim and each pencil had one verdict, and its author hears of it. */
function findOpenClaim({ server, claims, devices }: World): string | undefined {
  for (const [id, { by, studentId }] of Object.entries(claims)) {
    const booking = server.journal[id]
    if (booking !== undefined && booking.state !== 'intent') continue
    // Refused without an entry: the student's own slot again, or a shape; or never sent, for its person gave it up before.
    const own = Object.values(server.journal).some(other => other.studentId === studentId && isLiveBooking(other))
    if (own || hasNotice(devices[by].notices, id)) continue
    return `claim ${id} of ${by} had no verdict`
  }
  return undefined
}

function hasNotice(notices: object, id: string): boolean {
  return JSON.stringify(notices).includes(id)
}

/** No booking without its parties' documents. */
function findHalfBooking({ server }: World): string | undefined {
  for (const booking of Object.values(server.journal)) {
    if (booking.state === 'intent' || booking.moving !== undefined) return `booking ${booking.id} is unfinished`
    for (const role of listPartyRoles(booking)) {
      const copy = server.copies[partyIdOf(booking, role) as PersonId][booking.id]?.value
      if (copy?.kind !== 'call') return `the ${role} has no copy of ${booking.id}`
      if (copy.status !== booking.state || copy.slotId !== booking.slotId)
        return `the ${role}'s copy of ${booking.id} is old`
    }
  }
  return undefined
}

/** Whatever was typed is in a document that its author can read, or in an inbox of the author. */
function findLostWord({ server, devices, typed }: World): string | undefined {
  for (const { by, text } of typed) {
    const own: DeviceName[] = deviceNames.filter(name => actorOf[name].userId === by)
    const places = [server.copies[by], ...own.map(name => devices[name].notices)]
    if (!places.some(place => JSON.stringify(place).includes(text))) return `"${text}" of ${by} is nowhere`
  }
  return undefined
}
