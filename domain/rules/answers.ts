import type { Booking, RequestVerdict } from '../model/booking.ts'
import { maxAnswers, maxFurtherRefusals } from '../model/limits.ts'
import type { PartyRole } from '../model/role.ts'

/** So many refusals of one party are kept with what was typed, and told by a notice (SE9). */
export const maxRefusals = 20
/** An outcome and its corrections (SE10). */
export const maxOutcomes = 9

/** Every answer that the journal gives, in the order in which they were given: that of a move may stand with the move alone. */
export function listAnswers({ requests, moves = [] }: Booking): readonly RequestVerdict[] {
  const known = new Set(requests.map(({ requestId }) => requestId))
  const ofMoves = moves.filter(({ requestId }) => !known.has(requestId)).map(moveToAnswer)
  return ofMoves.length === 0 ? requests : [...ofMoves, ...requests].sort((a, b) => a.at - b.at)
}

export function moveToAnswer({ requestId, by, at }: Pick<RequestVerdict, 'requestId' | 'by' | 'at'>): RequestVerdict {
  return { requestId, by, kind: 'reschedule', verdict: 'accepted', at }
}

/** Whether the journal has answered this request of a party before, be it by a row alone. */
export function hasFurtherRefusal(booking: Booking, by: PartyRole, requestId: string): boolean {
  return booking.furtherRefusals?.[by]?.includes(requestId) === true
}

export function countRefusals({ requests }: Booking, by: PartyRole): number {
  return requests.filter(request => request.by === by && request.verdict === 'declined').length
}

/** The journal with one more answer. Where it is full, one gives way that the journal knows otherwise. */
export function addAnswer(booking: Booking, answer: RequestVerdict): Booking {
  const roomy = booking.requests.length < maxAnswers ? booking : makeRoom(booking)
  return { ...roomy, requests: [...roomy.requests.slice(0, maxAnswers - 1), answer] }
}

/** A granted move stands among the moves. Of journals from before each party had its places, a refusal beyond them goes. */
function makeRoom(booking: Booking): Booking {
  const { requests, moves = [] } = booking
  const ofMove = requests.find(({ requestId }) => moves.some(move => move.requestId === requestId))
  const beyond = requests.find(({ by, verdict }) => verdict === 'declined' && countRefusals(booking, by) > maxRefusals)
  const gone = ofMove ?? beyond
  if (gone === undefined) return booking
  const rest = { ...booking, requests: requests.filter(request => request !== gone) }
  return ofMove === undefined ? noteFurtherRefusal(rest, gone.by, gone.requestId) : rest
}

/** The id alone, so that a repetition is never granted. */
export function noteFurtherRefusal(booking: Booking, by: PartyRole, requestId: string): Booking {
  const { furtherRefusals = {} } = booking
  const ids = [...(furtherRefusals[by] ?? []), requestId].slice(0, maxFurtherRefusals)
  return { ...booking, furtherRefusals: { ...furtherRefusals, [by]: ids } }
}
