import { normalizePassword } from '#domain/model/password.ts'
import type { DataKeyVault, KeyValueStore, WrappedKey } from '#renderer/contract/application.ts'
import { toBase64 } from '../bytes.ts'
import { dataKeyBytes } from './data-key.ts'
import type { DeviceKeys } from './device-keys.ts'
import { defaultPasswordRounds } from './password-check.ts'
import {
  derivePasswordKey,
  parseWrappedKey,
  type PasswordKey,
  toHandle,
  unwrapByPassword,
  unwrapKey,
  wrapKey
} from './wrapped-key.ts'

const prefix = 'coachdesk.data-key.'
const saltBytes = 16

/**
 * Keeps data keys where there is no system's key store: in a browser. While an account is signed in, a reload opens it without its
 * password; after signing out it takes the password, which works without a network.
 */
export function createBrowserKeyVault(parts: {
  readonly store: KeyValueStore
  readonly deviceKeys: DeviceKeys
  readonly randomBytes: (length: number) => Uint8Array<ArrayBuffer>
  readonly passwordRounds?: number
  /** Runs a task while no other window of this browser runs one of the same name. */
  readonly runAlone: <T>(name: string, task: () => Promise<T>) => Promise<T>
}): DataKeyVault {
  const { store, deviceKeys, randomBytes, runAlone, passwordRounds = defaultPasswordRounds } = parts
  /** Of a password that was just typed and opened nothing: a new key will be wrapped with it. */
  const waitingByAccount = new Map<string, PasswordKey>()
  /** What `load` saw when it found no key that opens. */
  const seenByAccount = new Map<string, string | null>()

  const read = (accountKey: string): WrappedKey | undefined =>
    parseWrappedKey(store.getItem(prefix + accountKey) ?? undefined)
  const write = (accountKey: string, wrapped: WrappedKey): void =>
    store.setItem(prefix + accountKey, JSON.stringify(wrapped))

  /** The key in a form that can be wrapped again; it goes no further than this file. */
  async function openByDevice(accountKey: string): Promise<CryptoKey | undefined> {
    const wrapped = read(accountKey)?.byDevice
    const deviceKey = wrapped === undefined ? undefined : await deviceKeys.find(accountKey)
    return wrapped === undefined || deviceKey === undefined ? undefined : unwrapKey(wrapped, deviceKey)
  }

  async function wrapByDevice(accountKey: string, dataKey: CryptoKey): Promise<string> {
    return wrapKey(dataKey, (await deviceKeys.find(accountKey)) ?? (await deviceKeys.create(accountKey)))
  }

  const deriveFresh = (password: string): Promise<PasswordKey> =>
    derivePasswordKey(normalizePassword(password), passwordRounds, toBase64(randomBytes(saltBytes)))

  /** The key as a password wraps it, in any form that this version or 0.1.0 gave the password. */
  async function openByPassword(accountKey: string, typed: string): Promise<CryptoKey | undefined> {
    const { byPassword } = read(accountKey) ?? {}
    if (byPassword === undefined) return undefined
    const opened = await unwrapByPassword(byPassword, typed)
    if (opened === undefined) return undefined
    const { dataKey, form, by } = opened
    // Wrapped anew with the password's one form, where it was another.
    await keep(
      accountKey,
      dataKey,
      form === normalizePassword(typed) ? { ...by, ...byPassword } : await deriveFresh(typed)
    )
    waitingByAccount.delete(accountKey)
    return dataKey
  }

  async function keep(accountKey: string, dataKey: CryptoKey, by: PasswordKey | undefined): Promise<void> {
    const byDevice = await wrapByDevice(accountKey, dataKey)
    if (by === undefined) return write(accountKey, { byDevice })
    const { key, rounds, salt } = by
    write(accountKey, { byDevice, byPassword: { rounds, salt, wrapped: await wrapKey(dataKey, key) } })
  }

  return {
    async load(accountKey) {
      const dataKey = await openByDevice(accountKey)
      if (dataKey !== undefined) return { kind: 'found', key: await toHandle(dataKey) }
      seenByAccount.set(accountKey, store.getItem(prefix + accountKey))
      if (read(accountKey) === undefined) return { kind: 'none' }
      // The right password was typed and did not open it.
      return { kind: waitingByAccount.has(accountKey) ? 'unreadable' : 'locked' }
    },
    create: accountKey =>
      runAlone(prefix + accountKey, async () => {
        // Another window was faster: two keys for one database would be one too many.
        const isNews = store.getItem(prefix + accountKey) !== seenByAccount.get(accountKey)
        const made = isNews ? await openByDevice(accountKey) : undefined
        if (made !== undefined) return toHandle(made)
        const bytes = randomBytes(dataKeyBytes)
        const dataKey = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', true, ['encrypt', 'decrypt'])
        await keep(accountKey, dataKey, waitingByAccount.get(accountKey))
        waitingByAccount.delete(accountKey)
        return toHandle(dataKey)
      }),
    async unlock(accountKey, password) {
      if ((await openByPassword(accountKey, password)) !== undefined) return
      const fresh = await deriveFresh(password)
      const open = await openByDevice(accountKey)
      if (open === undefined) waitingByAccount.set(accountKey, fresh)
      else await keep(accountKey, open, fresh)
    },
    async unlockWithFormer(accountKey, password) {
      const current = waitingByAccount.get(accountKey)
      const dataKey = await openByPassword(accountKey, password)
      if (dataKey === undefined) return false
      // The password of today opens it from now on.
      if (current !== undefined) await keep(accountKey, dataKey, current)
      return true
    },
    describeWrapping: accountKey => store.getItem(prefix + accountKey) ?? undefined,
    async findFormer(accountKey, wrapping) {
      const deviceKey = wrapping?.byDevice === undefined ? undefined : await deviceKeys.find(accountKey)
      const dataKey = deviceKey && (await unwrapKey(wrapping?.byDevice ?? '', deviceKey))
      return dataKey === undefined ? [] : [await toHandle(dataKey)]
    },
    async changePassword(accountKey, next) {
      const dataKey = await openByDevice(accountKey)
      if (dataKey !== undefined) await keep(accountKey, dataKey, await deriveFresh(next))
    },
    async lock(accountKey) {
      waitingByAccount.delete(accountKey)
      const { byPassword } = read(accountKey) ?? {}
      // Of an account that was never signed in since it has a key, this browser's is the only one that opens it.
      if (byPassword === undefined) return
      write(accountKey, { byPassword })
      await deviceKeys.remove(accountKey)
    }
  }
}
