import type { Booking } from '../model/booking.ts'
import { type SessionCopy, partyOwnedFields, type SignedMeeting } from '../model/session-copy.ts'
import type { PartyRole } from '../model/role.ts'
import { pickTicksForCoach } from '../rules/share-words.ts'
import { listAnswers } from '../rules/answers.ts'
import type { Instant } from '../model/primitives.ts'
import { bookingPhoneEndOf } from '../rules/phone-end.ts'
import type { Parties, Person } from './party.ts'

/** What a projection goes by beside the journal. */
export interface ProjectionFacts {
  /** Server's clock, epoch ms. */
  readonly now: Instant
  /** How long after a session its parties keep each other's number, ms; undefined: for good. */
  readonly keepPhonesMs?: number | undefined
  /** The server's signature of this booking, which goes into the coach's copy (SB5). */
  readonly signed?: SignedMeeting | undefined
}

/**
 * One party's copy of a booking as the journal says it should be (PJ1 to PJ4): server-owned fields from the journal,
 * own words from the copy that exists. Phone and zone of the other party appear from confirmation on (PH1 to PH4).
 */
export function projectSessionCopy(
  booking: Booking,
  role: PartyRole,
  parties: Parties,
  existing: SessionCopy | undefined,
  facts: ProjectionFacts
): SessionCopy {
  const isCoach = role === 'coach'
  const other = isCoach ? parties.student : parties.coach
  const isParty = booking.state !== 'declined'
  const { signed } = facts
  const requests = listAnswers(booking).filter(request => request.by === role)
  // The answer to what the copy asks; a device would wait for ever for that of a request which another one has followed.
  const lastRequest = requests.find(({ requestId }) => requestId === existing?.request?.requestId) ?? requests.at(-1)
  return {
    id: booking.id,
    kind: 'call',
    status: booking.state,
    slotId: booking.slotId,
    startsAt: booking.startsAt,
    endsAt: booking.endsAt,
    partyRole: role,
    otherId: isCoach ? booking.studentId : booking.coachId,
    otherName: other?.displayName ?? '',
    ...choosePhone(booking, other, existing, facts),
    ...(other !== undefined ? { otherZone: other.zone } : {}),
    claimedAt: booking.claimedAt,
    ...choosePlace(booking, parties.coach, existing, facts),
    ...(booking.decline === undefined ? {} : { decline: booking.decline }),
    ...(booking.terms === undefined ? {} : { terms: booking.terms }),
    ...(booking.pencilled === undefined ? {} : { pencilled: booking.pencilled }),
    ...(booking.message === undefined ? {} : { message: booking.message }),
    ...(booking.series === undefined ? {} : { series: booking.series }),
    ...(booking.moves === undefined ? {} : { moves: booking.moves }),
    ...(booking.madeSlot === undefined ? {} : { madeSlot: booking.madeSlot }),
    ...(booking.cancellation === undefined ? {} : { cancellation: booking.cancellation }),
    ...(booking.outcomeAt === undefined ? {} : { outcomeAt: booking.outcomeAt }),
    ...(lastRequest === undefined ? {} : { lastRequest }),
    ...(isCoach && booking.studentReview !== undefined ? { otherReview: booking.studentReview } : {}),
    ...(isCoach ? chooseTicks(booking) : chooseShared(booking)),
    ...(isCoach && isParty && signed !== undefined ? { signed } : {}),
    ...pickOwned(existing)
  }
}

/**
 * The other party's number. One of a session that was called off is never refreshed, and never comes back: a copy that is first made after
 * the cancellation has none (PH3).
 */
function choosePhone(
  booking: Booking,
  other: Person | undefined,
  existing: SessionCopy | undefined,
  { now, keepPhonesMs }: ProjectionFacts
): Pick<SessionCopy, 'otherPhone' | 'phoneUntil'> {
  // Nor is there one of somebody whose account is gone.
  if (booking.state === 'declined' || other === undefined) return {}
  const end = bookingPhoneEndOf(booking, keepPhonesMs)
  const isCancelled = booking.state === 'cancelled'
  const phone = isCancelled ? existing?.otherPhone : other.phone
  return {
    ...(phone === undefined || (end !== undefined && now >= end) ? {} : { otherPhone: phone }),
    ...(isCancelled || end === undefined ? {} : { phoneUntil: end })
  }
}

/** How the two meet: as the coach says it now for a session ahead (HM3); from its start on as it was then, and of a cancelled one nothing (HM4). */
function choosePlace(
  { state, startsAt }: Booking,
  coach: Person | undefined,
  existing: SessionCopy | undefined,
  { now }: ProjectionFacts
): Pick<SessionCopy, 'meeting'> {
  if (state === 'cancelled' || state === 'declined') return {}
  const isAhead = state === 'confirmed' && now < startsAt
  const place = isAhead && coach?.meets !== undefined ? coach.meets.place : existing?.meeting
  return place === undefined ? {} : { meeting: place }
}

/** The coach's copy has what the student ticked, the student's what the coach wrote for the student (SU2, SU3). */
function chooseTicks(booking: Booking): Pick<SessionCopy, 'otherTicks'> {
  const otherTicks = pickTicksForCoach(booking)
  return otherTicks === undefined ? {} : { otherTicks }
}

function chooseShared({ shared }: Booking): Pick<SessionCopy, 'shared'> {
  return shared === undefined ? {} : { shared }
}

/** The party's own words and the stamp that belongs to them. */
function pickOwned(existing: SessionCopy | undefined): Partial<SessionCopy> {
  if (existing === undefined) return {}
  const fields = [...partyOwnedFields, 'wordsStamp'] as const
  return Object.fromEntries(
    fields.filter(field => existing[field] !== undefined).map(field => [field, existing[field]])
  )
}
