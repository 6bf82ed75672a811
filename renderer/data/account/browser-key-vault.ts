import { z } from 'zod'
import { listPasswordForms, normalizePassword } from '#domain/model/password.ts'
import type { DataKeyVault, KeyValueStore } from '../application-contract.ts'
import { fromBase64, toBase64 } from '../database/sealing/seal.ts'
import { dataKeyBytes, importDataKey } from './data-key.ts'
import type { DeviceKeys } from './device-keys.ts'
import { defaultPasswordRounds } from './password-check.ts'

const prefix = 'coachdesk.data-key.'
const saltBytes = 16

/** The data key of one account, wrapped: by the password for good, by this browser's own key while the account is signed in. */
const wrappedKeySchema = z.object({
  byPassword: z.object({ rounds: z.int().min(1), salt: z.string(), wrapped: z.string() }).optional(),
  byDevice: z.string().optional()
})
type WrappedKey = z.infer<typeof wrappedKeySchema>

interface PasswordKey {
  readonly key: CryptoKey
  readonly rounds: number
  readonly salt: string
}

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

  function read(accountKey: string): WrappedKey | undefined {
    try {
      return wrappedKeySchema.parse(JSON.parse(store.getItem(prefix + accountKey) ?? ''))
    } catch {
      return undefined
    }
  }
  const write = (accountKey: string, wrapped: WrappedKey): void =>
    store.setItem(prefix + accountKey, JSON.stringify(wrapped))

  /** The key in a form that can be wrapped again; it goes no further than this file. */
  async function openByDevice(accountKey: string): Promise<CryptoKey | undefined> {
    const wrapped = read(accountKey)?.byDevice
    const deviceKey = wrapped === undefined ? undefined : await deviceKeys.find(accountKey)
    return wrapped === undefined || deviceKey === undefined ? undefined : unwrap(wrapped, deviceKey)
  }

  async function wrapByDevice(accountKey: string, dataKey: CryptoKey): Promise<string> {
    return wrap(dataKey, (await deviceKeys.find(accountKey)) ?? (await deviceKeys.create(accountKey)))
  }

  async function derive(password: string, rounds: number, salt: string): Promise<PasswordKey> {
    const secret = await crypto.subtle.importKey('raw', new TextEncoder().encode(password), 'PBKDF2', false, [
      'deriveKey'
    ])
    const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt: fromBase64(salt), iterations: rounds }
    const usages = ['wrapKey', 'unwrapKey'] as const
    const key = await crypto.subtle.deriveKey(algorithm, secret, { name: 'AES-KW', length: 256 }, false, [...usages])
    return { key, rounds, salt }
  }
  const deriveFresh = (password: string): Promise<PasswordKey> =>
    derive(normalizePassword(password), passwordRounds, toBase64(randomBytes(saltBytes)))

  /** The key as a password wraps it, in any form that this version or 0.1.0 gave the password. */
  async function openByPassword(accountKey: string, typed: string): Promise<CryptoKey | undefined> {
    const { byPassword } = read(accountKey) ?? {}
    if (byPassword === undefined) return undefined
    for (const form of listPasswordForms(typed)) {
      const by = await derive(form, byPassword.rounds, byPassword.salt)
      const dataKey = await unwrap(byPassword.wrapped, by.key)
      if (dataKey === undefined) continue
      // Wrapped anew with the password's one form, where it was another.
      await keep(
        accountKey,
        dataKey,
        form === normalizePassword(typed) ? { ...by, ...byPassword } : await deriveFresh(typed)
      )
      waitingByAccount.delete(accountKey)
      return dataKey
    }
    return undefined
  }

  async function keep(accountKey: string, dataKey: CryptoKey, by: PasswordKey | undefined): Promise<void> {
    const byDevice = await wrapByDevice(accountKey, dataKey)
    if (by === undefined) return write(accountKey, { byDevice })
    const { key, rounds, salt } = by
    write(accountKey, { byDevice, byPassword: { rounds, salt, wrapped: await wrap(dataKey, key) } })
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

async function wrap(dataKey: CryptoKey, by: CryptoKey): Promise<string> {
  return toBase64(new Uint8Array(await crypto.subtle.wrapKey('raw', dataKey, by, 'AES-KW')))
}

/** Undefined where it was wrapped by another key. */
async function unwrap(wrapped: string, by: CryptoKey): Promise<CryptoKey | undefined> {
  try {
    const usages = ['encrypt', 'decrypt'] as const
    return await crypto.subtle.unwrapKey('raw', fromBase64(wrapped), by, 'AES-KW', 'AES-GCM', true, [...usages])
  } catch {
    return undefined
  }
}

async function toHandle(dataKey: CryptoKey): Promise<CryptoKey> {
  return importDataKey(new Uint8Array(await crypto.subtle.exportKey('raw', dataKey)))
}
