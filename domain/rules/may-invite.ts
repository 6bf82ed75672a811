import type { UserId } from '../model/primitives.ts'
import type { Role } from '../model/role.ts'

/** Who makes an invitation. */
export interface Inviter {
  readonly userId: UserId
  readonly role: Role
  readonly isAdmin: boolean
}

/** What an invitation is for. */
export interface InvitedRight {
  readonly role: Role
  readonly isAdmin: boolean
  /** The coach whose student they become. */
  readonly coachId?: UserId | undefined
}

/** A coach invites own students; whoever administers invites for any role (JO6). */
export function mayInvite({ userId, role, isAdmin }: Inviter, wanted: InvitedRight): boolean {
  // A role of none without the right to administer leaves nothing to do.
  if (wanted.role === 'none' && !wanted.isAdmin) return false
  if (wanted.coachId !== undefined && wanted.role !== 'student') return false
  if (isAdmin) return true
  return role === 'coach' && wanted.role === 'student' && !wanted.isAdmin && wanted.coachId === userId
}
