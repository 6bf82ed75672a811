import { type Booking, isLiveBooking } from '#domain/model/booking.ts'
import { isLiveSlot, slotFromId } from '#domain/model/slot.ts'
import { overlaps } from '#domain/time/interval.ts'
import { listPartyRoles, partyIdOf } from '#domain/projection/party.ts'
import { pickTerms } from '#domain/rules/deadlines.ts'
import { isSame } from '#domain/rules/is-same.ts'
import { listToldDates } from '#domain/notices/series-notice.ts'
import { seriesKeyOf } from '#domain/series/find-series.ts'
import { describeDisagreement, findDisagreements } from '#server/gate/start/find-disagreements.ts'
import { isSameState } from '#renderer/data/replication/same-state.ts'
import {
  actorOf,
  coachId,
  type DeviceName,
  deviceNames,
  formerTerms,
  type PersonId,
  personIds,
  profile,
  worldStart
} from '../world/people.ts'
import { planCopies } from '../world/plan-copies.ts'
import { createIndex, readHeld } from '../world/server.ts'
import { findHoursProblem } from './hours-invariants.ts'
import { collections, type Copy, type ServerState, type World } from '../world/state.ts'

/** What must hold at every moment: a server may die at each, and the next one begins with what is stored. */
export function findBroken(server: ServerState): string | undefined {
  return findClash(server) ?? findSeriesFault(server) ?? findHalfBooking(server) ?? findMending(server)
}

function findClash({ slots, journal }: ServerState): string | undefined {
  const live = Object.values(journal).filter(isLiveBooking)
  const stored = Object.values(slots).flatMap(({ value }) => (value === undefined ? [] : [value]))
  for (const [n, one] of live.entries()) {
    for (const other of live.slice(n + 1)) {
      if (one.slotId === other.slotId) return `${one.slotId} is booked twice`
      const isShared = one.studentId === other.studentId || one.coachId === other.coachId
      if (isShared && overlaps(one, other)) return `sessions of one person overlap: ${one.id}, ${other.id}`
    }
    if (stored.find(({ id }) => id === one.slotId)?.bookingId !== one.id && one.state === 'confirmed') {
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

/** No slot says of which series it is (SR3), each place has one booking that stands (SR4), and no notice tells of a date twice (SR5). */
function findSeriesFault({ slots, journal, copies }: ServerState): string | undefined {
  for (const { value } of Object.values(slots))
    if (value?.series !== undefined) return `${value.id} says of which series it is`
  const places = Object.values(journal).flatMap(booking =>
    booking.series === undefined ? [] : [`${seriesKeyOf(booking)} ${booking.series.position}`]
  )
  if (new Set(places).size < places.length) return `a place of a series has two bookings: ${places.join(', ')}`
  for (const { value } of Object.values(copies).flatMap(own => Object.values(own))) {
    const dates = value?.kind === 'notice' ? listToldDates(value) : []
    if (new Set(dates.map(({ bookingId }) => bookingId)).size < dates.length)
      return `${value?.id} tells of a date twice`
  }
  return undefined
}

/** No booking without its parties' documents, which say what the journal says. */
function findHalfBooking(server: ServerState): string | undefined {
  const { journal, copies } = server
  for (const booking of Object.values(journal)) {
    for (const role of listPartyRoles(booking)) {
      const copy = copies[partyIdOf(booking, role) as PersonId][booking.id]?.value
      if (copy?.kind !== 'call') return `the ${role} has no copy of ${booking.id}`
      if (copy.status !== booking.state || copy.slotId !== booking.slotId) {
        return `the ${role}'s copy of ${booking.id} is old`
      }
      if (!isSame(copy.terms, booking.terms)) return `the ${role}'s copy of ${booking.id} has other terms`
    }
    if (planCopies(server, booking).length > 0) return `what the parties have of ${booking.id} would be made otherwise`
    if (!hasAgreedTerms(booking)) return `booking ${booking.id} has other terms than were agreed`
  }
  return undefined
}

/** The terms of a scene's session are those of before; its student's own move, and each new booking, take those of the policy (TE1, TE3). */
function hasAgreedTerms({ claimedAt, state, terms, moves = [] }: Booking): boolean {
  if (state === 'declined') return terms === undefined
  const isFormer = claimedAt < worldStart && !moves.some(({ by }) => by === 'student')
  return isSame(terms, isFormer ? formerTerms : pickTerms(profile.policy))
}

/** What a start would put right: nothing. */
function findMending(server: ServerState): string | undefined {
  const [found] = findDisagreements(createIndex(server), worldStart)
  return found === undefined ? undefined : `a start finds: ${describeDisagreement(found)}`
}

/** A verdict is given once, and what its reader has put aside stays there: neither turns. */
export function findTurned(before: ServerState, after: ServerState): string | undefined {
  for (const [id, { state }] of Object.entries(before.journal)) {
    const next = after.journal[id]?.state
    if (next === undefined) return `booking ${id} is forgotten`
    if ((state === 'declined') !== (next === 'declined')) return `booking ${id} was ${state} and is ${next}`
    if (state === 'cancelled' && next !== 'cancelled') return `booking ${id} came back`
  }
  const made = findOpenMade(before, after)
  if (made !== undefined) return made
  for (const userId of personIds) {
    if (before.copies[userId] === after.copies[userId]) continue
    for (const [id, { value }] of Object.entries(before.copies[userId])) {
      const next = after.copies[userId][id]?.value
      if (isPutAside(value) && !isPutAside(next) && !tellsOfMore(value, next)) return `notice ${id} came back`
    }
  }
  return undefined
}

/** A notice about several dates comes back where it tells of a new one (SR5, SR10). */
function tellsOfMore(before: Copy | undefined, after: Copy | undefined): boolean {
  if (before?.kind !== 'notice' || after?.kind !== 'notice') return false
  const known = new Set(listToldDates(before).map(({ bookingId }) => bookingId))
  return listToldDates(after).some(({ bookingId }) => !known.has(bookingId))
}

/** A slot that was made for a session closes when the session leaves it (RS14): nobody here asks for anything else. */
function findOpenMade(before: ServerState, after: ServerState): string | undefined {
  for (const { id, slotId, madeSlot } of Object.values(before.journal)) {
    const next = after.journal[id]
    const isLeft = next?.slotId !== slotId || next.state === 'cancelled'
    if (madeSlot === undefined || !isLeft || after.slots[slotId]?.value?.status !== 'open') continue
    return `${slotId} was made for a session that has left it, and is open`
  }
  return undefined
}

function isPutAside(copy: Copy | undefined): boolean {
  return copy?.kind === 'notice' && copy.dismissed
}

/** What must hold once nothing is left to be sent or read. */
export function findUnsound(world: World): string | undefined {
  return (
    findDifference(world) ??
    findOpenClaim(world) ??
    findLostWord(world) ??
    findLostSlot(world) ??
    findHoursProblem(world)
  )
}

/** All devices show what the server holds; those of disabled accounts sync nothing and keep what they have. */
function findDifference({ server, devices }: World): string | undefined {
  for (const name of deviceNames) {
    const { userId, role } = actorOf[name]
    if (server.disabled.includes(userId)) continue
    for (const collection of collections) {
      const held = devices[name].held[collection]
      if (collection === 'users' && role !== 'coach') continue
      const stored = { users: server.pages, slots: server.slots, calls: server.copies[userId] }[collection]
      for (const id of new Set([...Object.keys(held), ...Object.keys(stored)])) {
        const { state } = readHeld(server, userId, collection, id)
        if (!isSameState<unknown>(held[id]?.local, state)) return `${name} shows another ${id} than the server holds`
      }
    }
  }
  return undefined
}

/** Each claim and each pencil had a verdict, which its author can read; one still unsent waits for a disabled account. */
function findOpenClaim({ server, claims, devices }: World): string | undefined {
  for (const [id, { by, studentId, slotId }] of Object.entries(claims)) {
    const { userId } = actorOf[by]
    if (server.disabled.includes(userId)) continue
    const places = [server.copies[userId], ...listOwnDevices(userId).map(name => devices[name].notices)]
    if (JSON.stringify(places).includes(id)) continue
    // Refused without an entry or a notice: the student held that slot already (BK6, PC9).
    const held = Object.values(server.journal).filter(other => other.studentId === studentId && hasHeld(other, slotId))
    if (held.length === 0) return `claim ${id} of ${by} had no verdict`
  }
  return undefined
}

function hasHeld({ state, slotId: now, moves = [] }: Booking, slotId: string): boolean {
  if (state === 'declined') return false
  return now === slotId || moves.some(({ fromSlotId }) => fromSlotId === slotId)
}

/** Whatever was typed is in a document that its author can read, or in an inbox of the author. */
function findLostWord({ server, devices, typed }: World): string | undefined {
  for (const { by, text } of typed) {
    const own = listOwnDevices(by).map(name => {
      const { notices, held } = devices[name]
      return server.disabled.includes(by) ? [notices, held] : [notices]
    })
    if (!JSON.stringify([server.copies[by], own]).includes(text)) return `"${text}" of ${by} is nowhere`
  }
  return undefined
}

/** A slot that was made is in the calendar, was given up or moved by its coach, was booked at some time, or is in a notice. */
function findLostSlot({ server, devices, calendar }: World): string | undefined {
  if (server.disabled.includes(coachId)) return undefined
  const entries = Object.entries(calendar).map(([key, fate]) => ({ id: key.split(' ')[1] ?? '', fate }))
  for (const { id, fate } of entries) {
    if (fate !== 'made' || server.slots[id]?.value !== undefined) continue
    if (entries.some(other => other.id === id && other.fate !== 'made')) continue
    if (Object.values(server.journal).some(booking => hasMetOpenSlot(booking, id))) continue
    if (Object.values(server.journal).some(booking => hasHeld(booking, id))) continue
    const own = listOwnDevices(coachId).map(name => devices[name].notices)
    if (!JSON.stringify([server.copies[coachId], own]).includes(id)) return `slot ${id} is nowhere`
  }
  return undefined
}

/** A session that its coach moves to any time takes the open slots along that it meets there (RS13). */
function hasMetOpenSlot({ moves = [] }: Booking, slotId: string): boolean {
  const slot = slotFromId(slotId)
  return moves.some(({ by, toSlotId }) => {
    const there = slotFromId(toSlotId)
    return by === 'coach' && there !== undefined && slot !== undefined && toSlotId !== slotId && overlaps(there, slot)
  })
}

function listOwnDevices(userId: PersonId): readonly DeviceName[] {
  return deviceNames.filter(name => actorOf[name].userId === userId)
}
