import { busyTimesId } from '#domain/model/busy-times.ts'
import type { Databases } from '#server/storage/document-store.ts'

/** Storage in which nobody finds when a coach is busy elsewhere. */
export function createUnseenBusyTimes(base: Databases): Databases {
  return {
    ...base,
    async open(name) {
      const store = await base.open(name)
      const read: typeof store.read = async ids =>
        (await store.read(ids)).map((doc, n) => (ids[n] === busyTimesId ? undefined : doc))
      return { ...store, read }
    }
  }
}
