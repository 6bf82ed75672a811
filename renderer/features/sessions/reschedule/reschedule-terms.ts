import type { Call } from '#domain/model/call.ts'
import type { BookingPolicy } from '#domain/model/coach-profile.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { cutoffStartOf, rescheduleDeadline } from '#domain/rules/judge-reschedule.ts'

/**
 * What the policy says of moving a session now (RS2). `free`: until the deadline. `coach`: until the start. `phone`: a student
 * is past the cut-off, or it has started. `unknown`: the coach's policy has not arrived here.
 */
export type RescheduleTerms =
  | { readonly kind: 'free'; readonly deadline: Instant }
  | { readonly kind: 'coach' }
  | { readonly kind: 'phone'; readonly deadline: Instant | undefined; readonly hasStarted: boolean }
  | { readonly kind: 'unknown' }

/**
 * @param policy the session's coach's; undefined where it is not on this device
 * @param now server's clock, epoch ms
 */
export function findRescheduleTerms(call: Call, policy: BookingPolicy | undefined, now: Instant): RescheduleTerms {
  const hasStarted = now >= call.startsAt
  const deadline = policy === undefined ? undefined : rescheduleDeadline(cutoffStartOf(call), policy)
  if (hasStarted) return { kind: 'phone', deadline, hasStarted }
  if (call.partyRole === 'coach') return { kind: 'coach' }
  if (deadline === undefined) return { kind: 'unknown' }
  return now > deadline ? { kind: 'phone', deadline, hasStarted } : { kind: 'free', deadline }
}
