import type { Desktop } from '#electron/contract/ipc-contract.ts'
import type { DataKeyVault, RecoveryVault, TokenVault } from '../contract/application.ts'
import { dataKeyBytes, importDataKey } from '../data/account/data-key.ts'
import { fromBase64, toBase64 } from '../data/bytes.ts'

/** Sign-in tokens, kept by the operating system. One that cannot be stored is kept until the window closes. */
export function createDesktopTokenVault(desktop: Desktop): TokenVault {
  const unsaved = new Map<string, string>()
  return {
    async load(accountKey) {
      const waiting = unsaved.get(accountKey)
      if (waiting !== undefined) return waiting
      const answer = await desktop.call('secrets:load', 'token', accountKey)
      return answer.kind === 'found' ? answer.value : undefined
    },
    async save(accountKey, secret) {
      const isSaved = await desktop.call('secrets:save', 'token', accountKey, secret).catch(() => false)
      if (isSaved) unsaved.delete(accountKey)
      else unsaved.set(accountKey, secret)
    },
    async remove(accountKey) {
      unsaved.delete(accountKey)
      await desktop.call('secrets:remove', 'token', accountKey)
    }
  }
}

/** The keys of private fields, their bytes kept by the operating system. Rejects where it does not answer. */
export function createDesktopDataKeyVault(
  desktop: Desktop,
  randomBytes: (length: number) => Uint8Array<ArrayBuffer>
): DataKeyVault {
  return {
    async load(accountKey) {
      const answer = await desktop.call('secrets:load', 'data-key', accountKey)
      if (answer.kind !== 'found') return answer
      const bytes = readBytes(answer.value)
      if (bytes?.length !== dataKeyBytes) return { kind: 'unreadable' }
      return { kind: 'found', key: await importDataKey(bytes) }
    },
    async findFormer(accountKey) {
      const values = await desktop.call('secrets:load-former', 'data-key', accountKey)
      const keys = values.map(readBytes).filter(bytes => bytes?.length === dataKeyBytes)
      return Promise.all(keys.flatMap(bytes => (bytes === undefined ? [] : importDataKey(bytes))))
    },
    async create(accountKey) {
      const bytes = randomBytes(dataKeyBytes)
      const isSaved = await desktop.call('secrets:save', 'data-key', accountKey, toBase64(bytes)).catch(() => false)
      return isSaved ? importDataKey(bytes) : undefined
    }
  }
}

/** What a place outside the local database remembers of it. */
export function createDesktopRecoveryVault(desktop: Desktop): RecoveryVault {
  return {
    load: accountKey => desktop.call('recovery:load', accountKey),
    save: (accountKey, mark, contents) => desktop.call('recovery:save', accountKey, mark, contents).catch(() => false),
    export: (accountKey, contents) => desktop.call('recovery:export', accountKey, contents).catch(() => undefined)
  }
}

/** Undefined where what was kept is no base64. */
function readBytes(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return fromBase64(text)
  } catch {
    return undefined
  }
}
