import type { SessionCopy } from '#domain/model/call.ts'
import type { Reason } from '#domain/model/reasons.ts'

/** How far a wish to move a session has come. `gone`: it was taken back, or another one took its place. */
export type RescheduleProgress =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'moved' }
  | { readonly kind: 'refused'; readonly reason: Reason | undefined }
  | { readonly kind: 'gone' }

/** @param requestId of the wish that is followed */
export function findRescheduleProgress({ request, lastRequest }: SessionCopy, requestId: string): RescheduleProgress {
  if (lastRequest?.requestId === requestId) {
    return lastRequest.verdict === 'accepted' ? { kind: 'moved' } : { kind: 'refused', reason: lastRequest.reason }
  }
  return request?.requestId === requestId ? { kind: 'waiting' } : { kind: 'gone' }
}
