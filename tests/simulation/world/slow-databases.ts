import type { Databases, DocumentStore } from '../../../sync-server/storage/document-store.ts'

/** Storage that takes a while: it widens the window between judging and storing. */
export function createSlowDatabases(base: Databases, delayMs: number): Databases {
  async function wait(): Promise<void> {
    await new Promise(resolve => {
      setTimeout(resolve, delayMs)
    })
  }
  const slowDown = (store: DocumentStore): DocumentStore => ({
    ...store,
    async read(ids) {
      await wait()
      return store.read(ids)
    },
    async write(docs, options) {
      await wait()
      return store.write(docs, options)
    }
  })
  return { ...base, open: async name => slowDown(await base.open(name)) }
}
