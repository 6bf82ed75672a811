import type { Account } from '#domain/model/account.ts'

/** What the copies of other people say of somebody. */
const seenFields = ['displayName', 'phone', 'zone', 'role'] as const

/** Whether copies that other people have must be refreshed: not for a password, an e-mail address, or a disabled account. */
export function isSeenOtherwise(account: Account, before: Account): boolean {
  return seenFields.some(field => account[field] !== before[field])
}
