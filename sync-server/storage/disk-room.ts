import { statfs } from 'node:fs/promises'
import { StorageUnavailableError } from './storage-unavailable.ts'

/** Sees to it that some room stays free on the disk, so that what was begun can be ended and the files be opened again. */
export interface DiskRoom {
  isLow(): Promise<boolean>
  /** Rejects where there is too little: nothing is begun then. */
  expect(): Promise<void>
}

/** Where nothing can run full. */
export const endlessRoom: DiskRoom = { isLow: () => Promise.resolve(false), expect: () => Promise.resolve() }

/** @param minFreeBytes 0: it is not looked at */
export function createDiskRoom(folder: string, minFreeBytes: number): DiskRoom {
  if (minFreeBytes === 0) return endlessRoom

  async function isLow(): Promise<boolean> {
    // A disk that does not say how full it is may take writes all the same: those fail by themselves.
    const { bavail, bsize } = await statfs(folder).catch(() => ({ bavail: minFreeBytes, bsize: 1 }))
    return bavail * bsize < minFreeBytes
  }

  return {
    isLow,
    async expect() {
      if (await isLow())
        throw new StorageUnavailableError({ cause: new Error(`less than ${minFreeBytes} bytes are free`) })
    }
  }
}
