import { assertNever } from '#domain/assert-never.ts'
import type { KeyStoreState } from '#electron/contract/desktop-types.ts'
import { joinBytes } from '../files/bytes.ts'
import type { Log } from '../log/log.ts'
import type { SafeStorage } from './safe-storage.ts'

/** Seals files as the secrets are: the first byte says how. */
export interface Sealer {
  /** Undefined where nothing may be stored (`unavailable`, `undecided`, `memory`) or the key store fails. */
  seal(text: string): Promise<Uint8Array | undefined>
  /** Undefined where the key is gone or the bytes are none of ours. */
  unseal(bytes: Uint8Array): Promise<string | undefined>
}

const readableForm = 0
const sealedForm = 1

export function createSealer(safeStorage: SafeStorage, readState: () => KeyStoreState, log: Log): Sealer {
  return {
    async seal(text) {
      const state = readState()
      switch (state.kind) {
        case 'unavailable':
        case 'undecided':
        case 'memory':
          return undefined
        case 'unprotected':
          return joinBytes(Buffer.of(readableForm), Buffer.from(text))
        case 'protected':
          try {
            return joinBytes(Buffer.of(sealedForm), await safeStorage.encryptStringAsync(text))
          } catch (error) {
            log.error('sealing-failed', error)
            return undefined
          }
        default:
          return assertNever(state)
      }
    },
    async unseal(bytes) {
      const body = Buffer.from(bytes.subarray(1))
      if (bytes[0] === readableForm) return body.toString('utf8')
      if (bytes[0] !== sealedForm) return undefined
      try {
        return (await safeStorage.decryptStringAsync(body)).result
      } catch (error) {
        log.error('unsealing-failed', error)
        return undefined
      }
    }
  }
}
