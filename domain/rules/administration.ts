import type { Instant } from '../model/primitives.ts'
import { minuteMs } from '../time/durations.ts'

/** For so long after it was typed a password stands for acts of an administrator (AC7). */
export const passwordHoldsMs = 10 * minuteMs

/** Whether the password was typed a moment ago. @param enteredAt undefined: nobody knows. A clock that was set back lengthens nothing. */
export function isPasswordRecent(enteredAt: Instant | undefined, now: Instant): boolean {
  return enteredAt !== undefined && now >= enteredAt && now - enteredAt < passwordHoldsMs
}
