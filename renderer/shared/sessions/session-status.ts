import { assertNever } from '#domain/assert-never.ts'
import type { SessionCopy, SessionRequest } from '#domain/model/session-copy.ts'
import type { Instant } from '#domain/model/primitives.ts'
import type { Reason } from '#domain/model/reasons.ts'
import { findUnanswered } from '#domain/projection/waiting.ts'

/**
 * What a person is told a session is. `upcoming` and `running` are confirmed ones; `moving`, `cancelling` and `closing`
 * have a request that the server has not answered yet, `pencilled` is itself such a request; `ended` was never closed by its coach.
 */
export type SessionPhase =
  | { readonly kind: 'upcoming' }
  | { readonly kind: 'running' }
  | { readonly kind: 'ended' }
  | { readonly kind: 'completed' }
  | { readonly kind: 'no-show' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'declined' }
  | { readonly kind: 'pencilled' }
  /** Only a newer version knows. */
  | { readonly kind: 'newer' }
  | { readonly kind: 'moving' }
  | { readonly kind: 'cancelling' }
  | { readonly kind: 'closing'; readonly outcome: 'completed' | 'no-show' }

/** The request that has no answer yet and that can be told in words; undefined where there is none. */
export function findPendingRequest(call: SessionCopy): SessionRequest | undefined {
  const request = findUnanswered(call)
  return request?.kind === 'newer' ? undefined : request
}

/** Why the party's latest request was refused; undefined where it was not. */
export function findRefusedRequest(
  call: SessionCopy
): { readonly kind: SessionRequest['kind']; readonly reason: Reason | undefined } | undefined {
  const { request, lastRequest } = call
  if (
    request === undefined ||
    request.kind === 'newer' ||
    lastRequest?.requestId !== request.requestId ||
    lastRequest.verdict === 'accepted'
  ) {
    return undefined
  }
  return { kind: request.kind, reason: lastRequest.reason }
}

/** @param now server's clock, epoch ms */
export function toPhase(call: SessionCopy, now: Instant): SessionPhase {
  switch (call.status) {
    case 'completed':
    case 'no-show':
    case 'confirmed': {
      const pending = findPendingRequest(call)
      if (pending?.kind === 'outcome') return toClosing(call, pending.outcome)
      if (call.status !== 'confirmed') return { kind: call.status }
      if (pending?.kind === 'cancel') return { kind: 'cancelling' }
      if (pending?.kind === 'reschedule') return { kind: 'moving' }
      return toTimePhase(call, now)
    }
    case 'pencilled':
    case 'cancelled':
    case 'declined':
    case 'newer':
      return { kind: call.status }
    default:
      return assertNever(call.status)
  }
}

/** A request for the outcome that stands already says nothing new. */
function toClosing(call: SessionCopy, outcome: 'completed' | 'no-show'): SessionPhase {
  return call.status === outcome ? { kind: outcome } : { kind: 'closing', outcome }
}

function toTimePhase(call: SessionCopy, now: Instant): SessionPhase {
  if (now < call.startsAt) return { kind: 'upcoming' }
  return { kind: now < call.endsAt ? 'running' : 'ended' }
}

/** How the session went, as far as its coach has said: also where the server has not heard of it yet. */
export function outcomeOf(call: SessionCopy): 'completed' | 'no-show' | undefined {
  const pending = findPendingRequest(call)
  if (pending?.kind === 'outcome') return pending.outcome
  return call.status === 'completed' || call.status === 'no-show' ? call.status : undefined
}
