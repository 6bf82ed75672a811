import type { Account } from '../model/account.ts'
import type { Instant } from '../model/primitives.ts'
import { minuteMs } from '../time/durations.ts'

/** For so long after it was typed a password stands for acts of an administrator (AC7). */
export const passwordHoldsMs = 10 * minuteMs

/** Whether the password was typed a moment ago. @param enteredAt undefined: nobody knows. A clock that was set back lengthens nothing. */
export function isPasswordRecent(enteredAt: Instant | undefined, now: Instant): boolean {
  return enteredAt !== undefined && now >= enteredAt && now - enteredAt < passwordHoldsMs
}

/** What an administrator may change of somebody else. */
export type Rights = Pick<Account, 'role' | 'isAdmin' | 'disabled'>

/** Whether a coach stops being one that works: somebody has to say what becomes of the sessions (AC9). */
export function needsWordAboutSessions(before: Rights, after: Rights): boolean {
  return worksAsCoach(before) && !worksAsCoach(after)
}

function worksAsCoach({ role, disabled }: Rights): boolean {
  return role === 'coach' && !disabled
}

/** Whoever has neither a role nor the right to administer could do nothing at all. */
export function leavesNothing({ role, isAdmin }: Rights): boolean {
  return role === 'none' && !isAdmin
}
