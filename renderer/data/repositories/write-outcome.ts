import type { Outcome, Refusal } from '#renderer/contract/screens.ts'
import { classifyStorageError, type StorageFault } from '../database/storage-fault.ts'

/** Hears whether the local storage takes writes; `undefined` when it does again. */
export type OnStorage = (fault: StorageFault | undefined) => void

/** What stands around the writes of a person. */
export interface LocalWriteGuard {
  readonly onStorage: OnStorage
  /** Why nothing may be written at this moment, asked before the storage is touched. */
  readonly findObstacle: () => Refusal | undefined
}

/** Runs a local write. Nothing is pretended to be saved: a write that fails is a refusal with the reason. */
export async function tryWrite<T>(write: () => Promise<T>, guard: LocalWriteGuard): Promise<Outcome<T>> {
  const obstacle = guard.findObstacle()
  if (obstacle !== undefined) return { ok: false, refusal: obstacle }
  try {
    const value = await write()
    guard.onStorage(undefined)
    return { ok: true, value }
  } catch (error) {
    const refusal = classifyStorageError(error)
    guard.onStorage(refusal)
    return { ok: false, refusal }
  }
}
