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
 * Marks what a pull writes, in the same write. RxDB notes only in a second one that this is the server's state; a device that dies
 * between the two would take it for its own change. The mark holds for the revision that it was written with, so whatever is
 * written here afterwards is the device's own. (RxDB's own mark of this kind is lost where a document is new.)
 */
export function withPulledMark(storage: RxStorage<unknown, unknown>): RxStorage<unknown, unknown> {
  const createStorageInstance: typeof storage.createStorageInstance = async params => {
    const instance = await storage.createStorageInstance(params)
    if (parseSchemaTitle(params.schema.title) === undefined) return instance
    const write = instance.bulkWrite.bind(instance)
    instance.bulkWrite = (rows, context) =>
      write(
        context.startsWith(downstreamContext)
          ? rows.map(row => ({ ...row, document: mark(row.document as Stored) as unknown as typeof row.document }))
          : rows,
        context
      )
    return instance
  }
  return { ...storage, createStorageInstance }
}

function mark(document: Stored): Stored {
  return { ...document, _meta: { ...document._meta, pulledAs: getHeightOfRevision(document._rev) } }
}

/** Whether what is stored is a state that was pulled, and nothing was done to it here. */
export function isPulled(document: object): boolean {
  const { _rev: rev, _meta: meta } = document as Partial<Stored>
  if (rev === undefined || meta === undefined) return false
  return 'pulledAs' in meta && meta.pulledAs === getHeightOfRevision(rev)
}
