import type { Databases } from '../storage/document-store.ts'
import { type AccountDirectory, loadAccountDirectory } from './account-directory.ts'
import { type AccountService, createAccountService } from './account-service.ts'
import { keepCoachProfile } from './coach-profile-keeper.ts'
import type { PasswordHasher } from './password-hash.ts'

export interface Accounts {
  readonly directory: AccountDirectory
  readonly service: AccountService
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
}): Promise<Accounts> {
  const directory = await loadAccountDirectory(await parts.databases.open('accounts'))
  const users = await parts.databases.open('users')
  for (const account of directory.list()) await keepCoachProfile(users, account, undefined)
  directory.onChange((account, before) => keepCoachProfile(users, account, before))
  return { directory, service: createAccountService({ ...parts, directory }) }
}
