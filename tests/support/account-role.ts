import type { NewAccount } from '#server/accounts/account-service.ts'

/** What an account is made with: to administer is a right beside the role. */
export function toAccountRole(role: 'coach' | 'student' | 'admin'): Pick<NewAccount, 'role' | 'isAdmin'> {
  return role === 'admin' ? { role: 'none', isAdmin: true } : { role }
}
