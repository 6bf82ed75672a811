import { getHeightOfRevision, type RxStorage } from 'rxdb'
import { parseSchemaTitle } from './rx-schema.ts'

/** How RxDB marks writes that came from the server. */
export const downstreamContext = 'replication-downstream-'

/** A document as a storage instance holds it. */
interface Stored {
  readonly _rev: string
  readonly _meta: object
}

/**
 * Gives each document that is written a `_meta` of its own, which layers below may change: RxDB shares one among all new documents
 * of a batch, and writes those again with it that are refused as removed before.
 *
 * Marks there what a pull writes. RxDB notes only in a second write that this is the server's state; a device that dies between
 * the two would take it for its own change. The mark holds for the revision that it was written with, so whatever is written
 * here afterwards is the device's own. (RxDB's own mark of this kind is lost where a document is new.)
 */
export function withOwnMeta(storage: RxStorage<unknown, unknown>): RxStorage<unknown, unknown> {
  const createStorageInstance: typeof storage.createStorageInstance = async params => {
    const instance = await storage.createStorageInstance(params)
    const isCollection = parseSchemaTitle(params.schema.title) !== undefined
    const write = instance.bulkWrite.bind(instance)
    instance.bulkWrite = (rows, context) => {
      const isPull = isCollection && context.startsWith(downstreamContext)
      for (const { document } of rows) {
        const mark = isPull ? { pulledAs: getHeightOfRevision(document._rev) } : {}
        document._meta = { ...document._meta, ...mark }
      }
      return write(rows, context)
    }
    return instance
  }
  return { ...storage, createStorageInstance }
}

/** Whether what is stored is a state that was pulled, and nothing was done to it here. */
export function isPulled(document: object): boolean {
  const { _rev: rev, _meta: meta } = document as Partial<Stored>
  if (rev === undefined || meta === undefined) return false
  return 'pulledAs' in meta && meta.pulledAs === getHeightOfRevision(rev)
}
