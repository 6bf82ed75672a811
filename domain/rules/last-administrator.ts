import type { Account } from '../model/account.ts'

/** Whether a change would leave an organisation without anybody who can administer it (AC5). @param all with the account as it is */
export function isLastAdministrator(account: Account, changed: Account, all: readonly Account[]): boolean {
  if (!canAdminister(account) || canAdminister(changed)) return false
  return !all.some(other => other.id !== account.id && canAdminister(other))
}

function canAdminister({ isAdmin, disabled }: Account): boolean {
  return isAdmin && !disabled
}
