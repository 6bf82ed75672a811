import { assertNever } from '../assert-never.ts'
import { type Booking, claimedSlotIdOf } from '../model/booking.ts'
import { createNoticeId, type Notice } from '../model/notice.ts'
import type { PartyRole } from '../model/role.ts'
import { writeKept } from '../notices/notice-payload.ts'
import { createSeriesNoticeId } from '../notices/series-notice.ts'
import { originalStartOf } from '../series/find-series.ts'
import { createMoved, createRefusal, isRefusalTold, listCancelled } from './answer-notices.ts'
import { createNotice, hoursOf } from './create-notice.ts'
import type { Parties } from './party.ts'
import { projectSeriesAnswers } from './project-series-answers.ts'
import { listSharedNotices } from './shared-notice.ts'

/**
 * What one party has to be told about a booking, as the journal says it (PJ5, NT1). Not dismissed; the caller keeps what the reader chose.
 * @param series the bookings of its series that the journal has, itself among them: they are told together (SR5)
 */
export function projectNotices(
  booking: Booking,
  role: PartyRole,
  parties: Parties,
  series: readonly Booking[] = [booking]
): readonly Notice[] {
  const answered = projectAnswers(booking, role, parties, series)
  const ofSeries = booking.series === undefined ? undefined : projectSeriesNotices(booking, role, parties, series)
  const lost = ofSeries ?? listLost(booking, role, parties)
  const isAdded = role === 'student' && booking.pencilled === true
  const added = ofSeries ?? (isAdded ? [createAdded(booking, parties)] : [])
  const booked = role === 'coach' ? listBooked(booking, parties) : []
  const shared = listSharedNotices(booking, role, parties)
  switch (booking.state) {
    case 'declined':
      return [...answered, ...lost]
    case 'confirmed':
    case 'completed':
    case 'no-show':
    case 'cancelled':
      return [...answered, ...booked, ...added, ...shared]
    default:
      return assertNever(booking.state)
  }
}

/**
 * What one party is told of requests that were answered: that an own one was refused, and what the other party has moved or called off.
 * @param series the bookings of its series, itself among them: what one action asked of several of them is told together (SR10)
 */
function projectAnswers(
  booking: Booking,
  role: PartyRole,
  parties: Parties,
  series: readonly Booking[]
): readonly Notice[] {
  if (booking.series !== undefined) return projectSeriesAnswers(booking, role, parties, series)
  const refused = booking.requests
    .filter(request => request.by === role && isRefusalTold(booking, request))
    .map(request => createRefusal(booking, role, parties, request))
  const moved = (booking.moves ?? [])
    .filter(({ by }) => by !== role)
    .map(move => createMoved(booking, role, parties, move))
  return [...refused, ...moved, ...listCancelled(booking, role, parties)]
}

/**
 * What a party is told of a whole series (SR5): who asked for it, once some of it was not granted, with what became of each date; a
 * student whose coach asked, of the dates that were added. Each booking of the series gives the same notice.
 */
function projectSeriesNotices(
  booking: Booking,
  role: PartyRole,
  parties: Parties,
  series: readonly Booking[]
): readonly Notice[] {
  const sorted = series.toSorted((a, b) => originalStartOf(a) - originalStartOf(b))
  const lost = sorted.filter(({ state }) => state === 'declined')
  const granted = sorted.filter(({ state }) => state !== 'declined')
  const asker = booking.pencilled === true ? 'coach' : 'student'
  if (role !== asker) {
    const [first] = booking.pencilled === true ? granted : []
    return first === undefined ? [] : [createSeriesNotice(first, role, parties, 'session-added', granted)]
  }
  const [first] = lost
  const topic = asker === 'coach' ? 'pencil-lost' : 'claim-lost'
  return first === undefined ? [] : [createSeriesNotice(first, role, parties, topic, sorted)]
}

/** @param first what version 0.1.0 takes the notice to be about */
function createSeriesNotice(
  first: Booking,
  role: PartyRole,
  parties: Parties,
  topic: 'claim-lost' | 'pencil-lost' | 'session-added',
  dates: readonly Booking[]
): Notice {
  const at = Math.max(...dates.map(({ claimedAt }) => claimedAt))
  const notice = createNotice(first, role, parties, topic, at, first.decline?.reason)
  const told = dates.map(date => ({
    startsAt: originalStartOf(date),
    bookingId: date.id,
    ...(date.decline === undefined ? {} : { reason: date.decline.reason })
  }))
  const otherId = role === 'coach' ? first.studentId : first.coachId
  return {
    ...notice,
    ...hoursOf(claimedSlotIdOf(first)),
    ...(first.series === undefined ? {} : { id: createSeriesNoticeId(topic, first.series, otherId) }),
    ...(topic === 'claim-lost' ? { subject: { collection: 'slots', id: first.slotId } } : {}),
    ...(topic === 'session-added'
      ? writeKept(topic, { theirs: { dates: told } })
      : writeKept(topic, { mine: { dates: told } }))
  }
}

/** Of a booking that did not come about hears who wished it: a student of the claim, a coach of the pencil. */
function listLost(booking: Booking, role: PartyRole, parties: Parties): readonly Notice[] {
  if (booking.state !== 'declined') return []
  if (booking.pencilled === true) return role === 'coach' ? [createLostPencil(booking, parties)] : []
  return role === 'student' ? [createLostClaim(booking, parties)] : []
}

function createLostClaim(booking: Booking, parties: Parties): Notice {
  const notice = createNotice(booking, 'student', parties, 'claim-lost', booking.claimedAt, booking.decline?.reason)
  // About the slot, like the notice that the claiming device makes itself: both have one id.
  return {
    ...notice,
    id: createNoticeId('claim-lost', booking.slotId, booking.id),
    subject: { collection: 'slots', id: booking.slotId }
  }
}

/** The device that pencilled makes the same one (merge-session-copy.ts). */
function createLostPencil(booking: Booking, parties: Parties): Notice {
  return createNotice(booking, 'coach', parties, 'pencil-lost', booking.claimedAt, booking.decline?.reason)
}

/** A booking alone is no notice to its coach, or each would be one: a message has to be read (BK23). */
function listBooked(booking: Booking, parties: Parties): readonly Notice[] {
  if (booking.message === undefined) return []
  const notice = createNotice(booking, 'coach', parties, 'session-booked', booking.claimedAt)
  const kept = writeKept('session-booked', { theirs: booking.message })
  return [{ ...notice, ...hoursOf(claimedSlotIdOf(booking)), ...kept }]
}

/** Told with the hours that were booked, wherever the session has moved since. */
function createAdded(booking: Booking, parties: Parties): Notice {
  const notice = createNotice(booking, 'student', parties, 'session-added', booking.claimedAt)
  return { ...notice, ...hoursOf(claimedSlotIdOf(booking)) }
}
