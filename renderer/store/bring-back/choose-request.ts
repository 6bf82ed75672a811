import type { SessionCopy, SessionRequest } from '#domain/model/session-copy.ts'
import { findUnanswered } from '#domain/projection/waiting.ts'
import type { Refusal } from '#renderer/contract/screens.ts'

interface Choice {
  /** What the party asks of the session from now on. */
  readonly request: SessionCopy['request']
  /** Why what was asked in the file is not asked again. */
  readonly refusal?: Refusal
}

/**
 * Whether what a party had asked on another device, or before, is asked again (PW8): only where it was not sent, nothing else waits
 * here, and the rules still allow it.
 * @param base the server's state that the kept copy was built on
 * @param judge why it may not be asked now
 */
export function chooseRequest(
  kept: SessionCopy,
  base: SessionCopy | undefined,
  current: SessionCopy,
  judge: (request: SessionRequest) => Refusal | undefined
): Choice {
  const { request } = kept
  const stands = { request: current.request }
  if (request === undefined || request.kind === 'newer' || isSettled(request, kept, base, current)) return stands
  if (findUnanswered(current) !== undefined) return { ...stands, refusal: 'request-waiting' }
  const refusal = judge(request)
  return refusal === undefined ? { request } : { ...stands, refusal }
}

/** It had been sent, or has been since, or the session is as it asks, or about to be. */
function isSettled(
  request: SessionRequest,
  kept: SessionCopy,
  base: SessionCopy | undefined,
  current: SessionCopy
): boolean {
  const known = [
    base?.request?.requestId,
    kept.lastRequest?.requestId,
    current.request?.requestId,
    current.lastRequest?.requestId
  ]
  if (known.includes(request.requestId)) return true
  const asked = current.request
  switch (request.kind) {
    case 'cancel':
      return current.status === 'cancelled'
    case 'reschedule':
      return [current.slotId, asked?.kind === 'reschedule' ? asked.toSlotId : undefined].includes(request.toSlotId)
    case 'outcome':
      return [current.status, asked?.kind === 'outcome' ? asked.outcome : undefined].includes(request.outcome)
  }
}
