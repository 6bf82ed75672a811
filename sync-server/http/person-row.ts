import type { Account } from '#domain/model/account.ts'
import type { PersonRow } from '#domain/wire/administration.ts'
import type { SignIns } from '../accounts/sign-ins.ts'

/** What an administrator reads of an account. */
export function toPersonRow(account: Account, signIns: Pick<SignIns, 'list'>): PersonRow {
  const { id, name, role, isAdmin, displayName, disabled, createdAt, email, emailConfirmedAt } = account
  const standing = signIns.list(id)
  const lastUsedAt = standing[0]?.usedAt
  return {
    userId: id,
    name,
    role,
    isAdmin,
    displayName,
    disabled,
    createdAt,
    ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
    signIns: standing.length,
    address: email === undefined ? 'none' : tellAddress(emailConfirmedAt)
  }
}

function tellAddress(confirmedAt: number | undefined): PersonRow['address'] {
  return confirmedAt === undefined ? 'unconfirmed' : 'confirmed'
}
