import { isWatchId, type Watch, watchSchema } from '#domain/model/watch.ts'
import { fromWire } from '#domain/model/wire.ts'
import type { DocumentStore } from '../storage/document-store.ts'

/** The ids of watches, and nothing else, lie in this range. */
const range = { startKey: 'watch:', endKey: 'watch:~' } as const

/** The watches in a student's own database. One that cannot be understood is left out. */
export async function readWatches(store: Pick<DocumentStore, 'all'>): Promise<readonly Watch[]> {
  const watches: Watch[] = []
  for await (const doc of store.all(range)) {
    const { data } = watchSchema.safeParse(fromWire(doc))
    if (isWatchId(doc._id) && data !== undefined) watches.push(data)
  }
  return watches
}
