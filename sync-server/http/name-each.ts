import type { PersonName } from '#domain/wire/administration.ts'
import type { AccountDirectory } from '../accounts/account-directory.ts'

/** The names of those who have an account, each once. */
export function nameEach(userIds: readonly string[], directory: Pick<AccountDirectory, 'find'>): PersonName[] {
  return [...new Set(userIds)].flatMap(userId => {
    const account = directory.find(userId)
    return account === undefined ? [] : [{ userId, displayName: account.displayName }]
  })
}
