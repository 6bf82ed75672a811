import { assertNever } from '#domain/assert-never.ts'
import { type Booking, isLiveBooking } from '#domain/model/booking.ts'
import type { Instant } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'
import { overlaps } from '#domain/time/interval.ts'
import type { GateIndex } from '../memory/gate-index.ts'

/** What journal and calendar must never say. Sessions that have ended are history: nobody can be in two of them any more. */
export type Disagreement =
  /** Booked, but no live session is in it. `booking` as the journal has it, where it has it. */
  | { readonly kind: 'slot-without-session'; readonly slot: Slot; readonly booking: Booking | undefined }
  | { readonly kind: 'session-without-slot'; readonly booking: Booking }
  /** Two sessions that one person, or two students in one slot, would have at once. */
  | { readonly kind: 'overlap'; readonly of: 'coach' | 'student'; readonly sessions: readonly [Booking, Booking] }

/** Both directions between slots and sessions, and sessions that overlap. The journal's unfinished entries are settled before. */
export function findDisagreements(
  index: Pick<GateIndex, 'bookings' | 'slots' | 'findBooking' | 'findSlot'>,
  now: Instant
): readonly Disagreement[] {
  // One that was closed before its end takes its hours until then.
  const lasting = [...index.bookings()].filter(booking => isLiveBooking(booking) && booking.endsAt > now)
  const ahead = lasting.filter(({ state }) => state === 'confirmed')
  return [
    ...findIdleSlots(index),
    ...lasting
      .filter(({ id, slotId }) => index.findSlot(slotId)?.bookingId !== id)
      .map((booking): Disagreement => ({ kind: 'session-without-slot', booking })),
    ...findOverlaps(ahead, 'coach'),
    // Two sessions of one coach and one student are told as the coach's.
    ...findOverlaps(ahead, 'student').filter(({ sessions: [one, other] }) => one.coachId !== other.coachId)
  ]
}

type Overlap = Disagreement & { readonly kind: 'overlap' }

function findIdleSlots(index: Pick<GateIndex, 'slots' | 'findBooking'>): readonly Disagreement[] {
  return [...index.slots()].flatMap((slot): readonly Disagreement[] => {
    if (slot.status !== 'booked') return []
    const booking = slot.bookingId === undefined ? undefined : index.findBooking(slot.bookingId)
    const isThere = booking !== undefined && isLiveBooking(booking) && booking.slotId === slot.id
    return isThere ? [] : [{ kind: 'slot-without-session', slot, booking }]
  })
}

function findOverlaps(sessions: readonly Booking[], of: 'coach' | 'student'): readonly Overlap[] {
  const byPerson = Map.groupBy(sessions, ({ coachId, studentId }) => (of === 'coach' ? coachId : studentId))
  return [...byPerson.values()].flatMap(group => {
    const ordered = group.toSorted((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1))
    return ordered.flatMap((one, position) => {
      const met: Overlap[] = []
      for (const other of ordered.slice(position + 1)) {
        if (!overlaps(one, other)) break
        met.push({ kind: 'overlap', of, sessions: [one, other] })
      }
      return met
    })
  })
}

/** One line of ids and instants, for a log or a person at a terminal. */
export function describeDisagreement(found: Disagreement): string {
  switch (found.kind) {
    case 'slot-without-session':
      return `slot ${found.slot.id} is booked by ${describeHolder(found)}`
    case 'session-without-slot':
      return `session ${found.booking.id} is ${found.booking.state}, but slot ${found.booking.slotId} is not its own`
    case 'overlap': {
      const [one, other] = found.sessions
      const person = found.of === 'coach' ? `coach ${one.coachId}` : `student ${one.studentId}`
      return `${person} has two sessions at once: ${one.id} at ${toIso(one)} and ${other.id} at ${toIso(other)}`
    }
    default:
      return assertNever(found)
  }
}

function describeHolder({ slot, booking }: Disagreement & { readonly kind: 'slot-without-session' }): string {
  if (booking === undefined) return `${slot.bookingId ?? 'nobody'}, which the journal does not know`
  return booking.slotId === slot.id ? `${booking.id}, which is ${booking.state}` : `${booking.id}, which is elsewhere`
}

function toIso({ startsAt }: Booking): string {
  return new Date(startsAt).toISOString()
}
