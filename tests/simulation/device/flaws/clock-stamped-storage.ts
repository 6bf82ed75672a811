import { nextStamp, stampRows } from '#renderer/data/database/stamps/next-stamp.ts'
import { withStamps as withSoundStamps } from '#renderer/data/database/stamps/stamped-storage.ts'
import { hasFlaw } from './current-flaw.ts'

export { hearStored, readLargestStamp } from '#renderer/data/database/stamps/stamped-storage.ts'

/** Storage that stamps as RxDB does: by the device's clock, which rises for as long as the application runs, and knows nothing before. */
export const withStamps: typeof withSoundStamps = (storage, now) => {
  if (!hasFlaw('clock-stamps')) return withSoundStamps(storage, now)
  let last = 0
  const createStorageInstance: typeof storage.createStorageInstance = async params => {
    const instance = await storage.createStorageInstance(params)
    const write = instance.bulkWrite.bind(instance)
    const bulkWrite: typeof write = (rows, context) => {
      last = nextStamp(now(), last)
      stampRows(rows, last)
      return write(rows, context)
    }
    return Object.assign(instance, { bulkWrite })
  }
  return withSoundStamps({ ...storage, createStorageInstance }, now)
}
