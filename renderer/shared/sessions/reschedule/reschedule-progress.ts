import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Reason } from '#domain/model/reasons.ts'

/** How far a request to move a session has come. `gone`: it was taken back, or another one took its place. */
export type RescheduleProgress =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'moved' }
  | { readonly kind: 'refused'; readonly reason: Reason | undefined }
  | { readonly kind: 'gone' }

/** @param requestId of the request that is followed */
export function findRescheduleProgress({ request, lastRequest }: SessionCopy, requestId: string): RescheduleProgress {
  if (lastRequest?.requestId === requestId) {
    return lastRequest.verdict === 'accepted' ? { kind: 'moved' } : { kind: 'refused', reason: lastRequest.reason }
  }
  return request?.requestId === requestId ? { kind: 'waiting' } : { kind: 'gone' }
}
