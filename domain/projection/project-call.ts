import type { Booking } from '../model/booking.ts'
import { type Call, type CallStatus, partyOwnedFields, type SignedMeeting } from '../model/call.ts'
import type { PartyRole } from '../model/role.ts'
import { listAnswers } from '../rules/answers.ts'
import type { Parties } from './party.ts'

/**
 * One party's copy of a booking as the journal says it should be (PJ1 to PJ4): server-owned fields from the journal,
 * own words from the copy that exists. Phone and zone of the other party appear from confirmation on.
 * @param signed the server's signature of this booking, which goes into the coach's copy (SB5)
 */
export function projectCall(
  booking: Booking,
  role: PartyRole,
  parties: Parties,
  existing: Call | undefined,
  signed?: SignedMeeting
): Call {
  const isCoach = role === 'coach'
  const other = isCoach ? parties.student : parties.coach
  const isParty = booking.state !== 'declined'
  const requests = listAnswers(booking).filter(request => request.by === role)
  // The answer to what the copy asks; a device would wait for ever for that of a request which another one has followed.
  const lastRequest = requests.find(({ requestId }) => requestId === existing?.request?.requestId) ?? requests.at(-1)
  return {
    id: booking.id,
    kind: 'call',
    status: toStatus(booking),
    slotId: booking.slotId,
    startsAt: booking.startsAt,
    endsAt: booking.endsAt,
    partyRole: role,
    otherId: isCoach ? booking.studentId : booking.coachId,
    otherName: other?.displayName ?? '',
    ...(isParty && other !== undefined ? { otherPhone: other.phone } : {}),
    ...(other !== undefined ? { otherZone: other.zone } : {}),
    claimedAt: booking.claimedAt,
    ...(booking.decline === undefined ? {} : { decline: booking.decline }),
    ...(booking.terms === undefined ? {} : { terms: booking.terms }),
    ...(booking.pencilled === undefined ? {} : { pencilled: booking.pencilled }),
    ...(booking.moves === undefined ? {} : { moves: booking.moves }),
    ...(booking.cancellation === undefined ? {} : { cancellation: booking.cancellation }),
    ...(booking.outcomeAt === undefined ? {} : { outcomeAt: booking.outcomeAt }),
    ...(lastRequest === undefined ? {} : { lastRequest }),
    ...(isCoach && booking.studentReview !== undefined ? { otherReview: booking.studentReview } : {}),
    ...(isCoach && isParty && signed !== undefined ? { signed } : {}),
    ...pickOwned(existing)
  }
}

function toStatus({ state }: Booking): CallStatus {
  if (state === 'intent') throw new Error('an intent has no copies')
  return state
}

/** The party's own words and the stamp that belongs to them. */
function pickOwned(existing: Call | undefined): Partial<Call> {
  if (existing === undefined) return {}
  const fields = [...partyOwnedFields, 'wordsStamp'] as const
  return Object.fromEntries(
    fields.filter(field => existing[field] !== undefined).map(field => [field, existing[field]])
  )
}
