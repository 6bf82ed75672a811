import type { Outcome } from '../../store/contract.ts'
import { classifyStorageError, type StorageFault } from '../database/storage-fault.ts'

/** Hears whether the local storage takes writes; `undefined` when it does again. */
export type OnStorage = (fault: StorageFault | undefined) => void

/** Runs a local write. Nothing is pretended to be saved: a write that fails is a refusal with the reason. */
export async function tryWrite<T>(write: () => Promise<T>, onStorage: OnStorage): Promise<Outcome<T>> {
  try {
    const value = await write()
    onStorage(undefined)
    return { ok: true, value }
  } catch (error) {
    const refusal = classifyStorageError(error)
    onStorage(refusal)
    return { ok: false, refusal }
  }
}
