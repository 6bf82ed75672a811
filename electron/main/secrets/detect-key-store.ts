import type { Log } from '../log/log.ts'
import type { SafeStorage } from './safe-storage.ts'

/** Chromium's stand-ins on Linux: the one seals with a key that everybody knows, the other was not asked for yet. */
const worthlessBackends: readonly string[] = ['basic_text', 'unknown']
const probe = 'key store probe'

/**
 * Whether the system keeps a key for us. Asked in three ways, because Chromium goes on without one on Linux: which backend it
 * chose, whether it calls itself available, and whether what it seals opens again.
 */
export async function detectKeyStore(safeStorage: SafeStorage, log: Log): Promise<boolean> {
  const backend = safeStorage.getSelectedStorageBackend?.()
  if (backend !== undefined && worthlessBackends.includes(backend)) {
    log.warn('no-key-store', { backend })
    return false
  }
  try {
    if (!safeStorage.isEncryptionAvailable() || !(await safeStorage.isAsyncEncryptionAvailable())) {
      log.warn('no-key-store', { backend: backend ?? 'system' })
      return false
    }
    const { result } = await safeStorage.decryptStringAsync(await safeStorage.encryptStringAsync(probe))
    if (result === probe) return true
    log.error('key-store-opens-wrongly')
  } catch (error) {
    log.error('key-store-fails', error)
  }
  return false
}
