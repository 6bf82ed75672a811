import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { BookingPolicy } from '#domain/model/coach-profile.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { rescheduleDeadline } from '#domain/rules/deadlines.ts'

/**
 * What terms and policy say of moving a session now (RS2, TE2). `free`: until the deadline. `coach`: until the start. `phone`: a student
 * is past the cut-off, or it has started. `unknown`: neither the booking's terms nor the
 * coach's policy are on this device.
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
export function findRescheduleTerms(
  call: SessionCopy,
  policy: BookingPolicy | undefined,
  now: Instant
): RescheduleTerms {
  const hasStarted = now >= call.startsAt
  const deadline = rescheduleDeadline(call, policy)
  if (hasStarted) return { kind: 'phone', deadline, hasStarted }
  if (call.partyRole === 'coach') return { kind: 'coach' }
  if (deadline === undefined) return { kind: 'unknown' }
  return now > deadline ? { kind: 'phone', deadline, hasStarted } : { kind: 'free', deadline }
}
