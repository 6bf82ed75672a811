import { z } from 'zod'
import { userIdSchema } from '#domain/model/primitives.ts'
import { roleSchema } from '#domain/model/role.ts'
import { serverKeySchema } from '#domain/wire/identity.ts'
import { parseJson } from '#domain/parse-json.ts'
import type { KeyValueStore } from '#renderer/contract/application.ts'
import type { DeviceAccount } from '#renderer/contract/screens.ts'
import { passwordCheckSchema } from './password-check.ts'

export const accountsKey = 'coachdesk.accounts'
const openKey = 'coachdesk.open-account'

const rememberedSchema = z.object({
  key: z.string(),
  serverUrl: z.string(),
  userId: userIdSchema,
  name: z.string(),
  /** The confirmed e-mail address, which stands for the name (JO20). */
  email: z.string().optional(),
  displayName: z.string(),
  role: roleSchema,
  /** The server says it with each token. */
  isAdmin: z.boolean().default(false),
  zone: z.string(),
  /** Whether it opens without its password. */
  signedIn: z.boolean(),
  passwordCheck: passwordCheckSchema,
  /** Shown at the next sign-in, so that guesses from elsewhere do not lock this device out. */
  deviceToken: z.string().optional(),
  /** Who its server is, as it said at a sign-in. Another address of it has to prove that it holds this key. */
  serverKey: serverKeySchema.optional(),
  /** From its first sign-in here until its person has read what CoachDesk is for. */
  isFirstVisit: z.boolean().default(false)
})
export type RememberedAccount = z.infer<typeof rememberedSchema>

/** The accounts that signed in on this device, and which one is open. Never a password, never a token that opens anything. */
export interface RememberedAccounts {
  list(): readonly RememberedAccount[]
  find(key: string): RememberedAccount | undefined
  /** Adds or replaces by key; the one used last comes first. */
  save(account: RememberedAccount): void
  change(key: string, fields: Partial<Omit<RememberedAccount, 'key'>>): void
  readOpenKey(): string | undefined
  saveOpenKey(key: string | undefined): void
}

export function createRememberedAccounts(store: KeyValueStore): RememberedAccounts {
  function list(): readonly RememberedAccount[] {
    const parsed = z.array(z.unknown()).safeParse(parseJson(store.getItem(accountsKey) ?? '') ?? [])
    // One entry that cannot be read (from a newer version, say) must not hide the others.
    return (parsed.data ?? []).flatMap(entry => rememberedSchema.safeParse(entry).data ?? [])
  }
  const write = (accounts: readonly RememberedAccount[]) => store.setItem(accountsKey, JSON.stringify(accounts))

  return {
    list,
    find: key => list().find(account => account.key === key),
    save: account => write([account, ...list().filter(known => known.key !== account.key)]),
    change: (key, fields) =>
      write(list().map(account => (account.key === key ? { ...account, ...fields, key } : account))),
    readOpenKey: () => store.getItem(openKey) ?? undefined,
    saveOpenKey: key => (key === undefined ? store.removeItem(openKey) : store.setItem(openKey, key))
  }
}

/** What the screens may know of an account. */
export function toDeviceAccount(account: RememberedAccount): DeviceAccount {
  const { key, serverUrl, userId, name, displayName, role, isAdmin, zone, isFirstVisit } = account
  return { key, serverUrl, userId, name, displayName, role, zone, isAdmin, isFirstVisit }
}

export function createAccountKey(userId: string, serverUrl: string): string {
  return `${userId}@${serverUrl}`
}

/** The address at which the account's data on this device began: it names them for good, also where the server has moved since. */
export function readHomeUrl({ key, userId }: Pick<DeviceAccount, 'key' | 'userId'>): string {
  return key.slice(userId.length + 1)
}
