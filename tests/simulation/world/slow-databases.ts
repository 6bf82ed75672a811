import { setTimeout as delay } from 'node:timers/promises'
import type { Databases, DocumentStore } from '#server/storage/document-store.ts'

/** Storage that takes a while: it widens the window between judging and storing. */
export function createSlowDatabases(base: Databases, delayMs: number): Databases {
  const slowDown = (store: DocumentStore): DocumentStore => ({
    ...store,
    async read(ids) {
      await delay(delayMs)
      return store.read(ids)
    },
    async write(docs, options) {
      await delay(delayMs)
      return store.write(docs, options)
    }
  })
  return { ...base, open: async name => slowDown(await base.open(name)) }
}
