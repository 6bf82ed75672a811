import type { Account } from '#domain/model/account.ts'
import { coachProfileSchema } from '#domain/model/coach-profile.ts'
import { fromWire } from '#domain/model/wire.ts'
import { describeMended } from '../repair/mend-documents.ts'
import { mendWhereNeeded } from '../repair/mend-where-needed.ts'
import type { Databases, StoredDocument } from '../storage/document-store.ts'
import { type AccountDirectory, loadAccountDirectory, parseAccount } from './account-directory.ts'
import { type AccountService, createAccountService } from './account-service.ts'
import { keepCoachProfile, planCoachProfile } from './coach-profile-keeper.ts'
import type { PasswordHasher } from './password-hash.ts'
import { isSeenOtherwise } from './seen-by-others.ts'

export interface Accounts {
  readonly directory: AccountDirectory
  readonly service: AccountService
  /** Called once what others see of somebody is on disk and differs, the public profile that follows an account too. Nobody waits. */
  onSeenOtherwise(listener: (account: Account) => void): void
}

/**
 * Opens the accounts of a data folder and sees to it that every coach has a public profile, also one who was added just
 * before a crash. Rejects with LevelDB's error when another process holds the folder.
 */
export async function openAccounts(parts: {
  readonly databases: Databases
  readonly hasher: PasswordHasher
  readonly now: () => number
  readonly randomBytes: (length: number) => Uint8Array
  /** What is damaged, one line of ids each. */
  readonly tell: (line: string) => void
}): Promise<Accounts> {
  const { databases, tell } = parts
  const accounts = await databases.open('accounts')
  const users = await databases.open('users')
  const mended = [
    // Nothing else knows an account: one that cannot be read waits for a backup.
    ...(await mendWhereNeeded(accounts, { isUnderstood: doc => parseAccount(doc).success, lost: 'left' })),
    ...(await mendWhereNeeded(users, { isUnderstood: isProfile }))
  ]
  for (const one of mended) tell(describeMended(one))
  const directory = await loadAccountDirectory({
    store: accounts,
    commit: parts => databases.commitTogether(parts),
    planCompanion: (account, before) => planCoachProfile(users, account, before),
    onRefused: id => tell(`accounts/${id} cannot be understood`)
  })
  for (const account of directory.list()) await keepCoachProfile(users, account)
  const listeners = new Set<(account: Account) => void>()
  directory.onChange((account, before) => {
    if (before === undefined || isSeenOtherwise(account, before)) for (const tell of listeners) tell(account)
  })
  return {
    directory,
    service: createAccountService({ ...parts, directory }),
    onSeenOtherwise: listener => void listeners.add(listener)
  }
}

export function isProfile(doc: StoredDocument): boolean {
  return coachProfileSchema.safeParse(fromWire(doc)).success
}
