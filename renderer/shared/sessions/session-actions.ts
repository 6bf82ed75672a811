import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { findPendingRequest, outcomeOf } from './session-status.ts'

export type SessionAction = 'wrapUp' | 'editWrapUp' | 'review' | 'editReview' | 'move' | 'cancel'

/**
 * What this party may do with a session now, the most likely first (SE1, SE5, SE6, FB1, FB2, RS1).
 * @param now server's clock, epoch ms
 */
export function listSessionActions(call: SessionCopy, now: Instant): readonly SessionAction[] {
  if (call.status === 'pencilled' || call.status === 'cancelled' || call.status === 'declined') return []
  const pending = findPendingRequest(call)
  if (pending?.kind === 'cancel' || pending?.kind === 'reschedule') return []
  if (now < call.startsAt) return call.status === 'confirmed' ? ['move', 'cancel'] : []
  if (call.partyRole === 'coach') return [isOutcomeOpen(call) ? 'wrapUp' : 'editWrapUp']
  return [call.review === undefined ? 'review' : 'editReview']
}

/** Of a status that only a newer version knows nobody here may say how it went; words are possible all the same. */
function isOutcomeOpen(call: SessionCopy): boolean {
  return call.status !== 'newer' && outcomeOf(call) === undefined
}

/** Whether the party has a request that can be taken back as long as it has not been sent. */
export function mayWithdraw(call: SessionCopy): boolean {
  const pending = findPendingRequest(call)
  return call.status === 'pencilled' || pending?.kind === 'cancel' || pending?.kind === 'reschedule'
}

/** Whether a coach may still call it off while closing it: nothing else has been recorded or asked for. */
export function mayCancelLate(call: SessionCopy): boolean {
  return call.status === 'confirmed' && findPendingRequest(call) === undefined
}
