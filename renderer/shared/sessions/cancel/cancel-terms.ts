import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { BookingPolicy } from '#domain/model/coach-profile.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { cancelDeadline } from '#domain/rules/deadlines.ts'

/**
 * What terms and policy say of calling a session off now (SE1, TE2, TE5).
 * `free`: in time. `late`: after the cut-off, which a coach may still do. `phone`: a student is past the cut-off, or
 * the session has started, and has to settle it with the coach. `unknown`: neither the booking's terms nor the coach's policy are on
 * this device.
 */
export type CancelTerms =
  | { readonly kind: 'free'; readonly deadline: Instant }
  | { readonly kind: 'late'; readonly deadline: Instant }
  | { readonly kind: 'phone'; readonly deadline: Instant | undefined; readonly hasStarted: boolean }
  | { readonly kind: 'unknown' }

/**
 * @param policy the session's coach's; undefined where it is not on this device
 * @param now server's clock, epoch ms
 */
export function findCancelTerms(call: SessionCopy, policy: BookingPolicy | undefined, now: Instant): CancelTerms {
  const deadline = cancelDeadline(call, policy)
  const hasStarted = now >= call.startsAt
  if (call.partyRole === 'student' && (hasStarted || (deadline !== undefined && now > deadline))) {
    return { kind: 'phone', deadline, hasStarted }
  }
  if (deadline === undefined) return { kind: 'unknown' }
  return { kind: now > deadline ? 'late' : 'free', deadline }
}
