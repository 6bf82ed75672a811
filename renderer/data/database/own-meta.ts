import { getHeightOfRevision, type RxStorage } from 'rxdb'
import type { LocalName } from './collections.ts'
import { parseSchemaTitle, sealedNames } from './rx-schema.ts'
import type { StoredFields } from './sealing/document-codec.ts'
import { toPlain } from './stored-document.ts'

/** How RxDB marks writes that came from the server. */
export const downstreamContext = 'replication-downstream-'

/** A document as a storage instance holds it. */
interface Stored {
  readonly _rev: string
  readonly _meta: { readonly base?: StoredFields }
}

/**
 * Whether documents of a collection say themselves which state the server has, until RxDB notes it. Private ones do not: what is sealed,
 * or has to be erased one day, is in the places that are known for it.
 */
export function isSelfNoting(name: LocalName): boolean {
  return !sealedNames.includes(name)
}

/**
 * Gives each document that is written a `_meta` of its own, which layers below may change: RxDB shares one among all new documents
 * of a batch, and writes those again with it that are refused as removed before.
 *
 * Marks there what a pull writes. RxDB notes only in a second write that this is the server's state; a device that dies between
 * the two would take it for its own change. The mark holds for the revision that it was written with, so whatever is written
 * here afterwards is the device's own. (RxDB's own mark of this kind is lost where a document is new.) The first such write keeps
 * beside it the state that was pulled: it is the server's until RxDB notes another one.
 */
export function withOwnMeta(storage: RxStorage<unknown, unknown>): RxStorage<unknown, unknown> {
  const createStorageInstance: typeof storage.createStorageInstance = async params => {
    const instance = await storage.createStorageInstance(params)
    const name = parseSchemaTitle(params.schema.title)
    const isNoting = name !== undefined && isSelfNoting(name)
    const write = instance.bulkWrite.bind(instance)
    instance.bulkWrite = (rows, context) => {
      const isPull = name !== undefined && context.startsWith(downstreamContext)
      for (const { document, previous } of rows) {
        const { base: _, ...meta } = document._meta as typeof document._meta & Stored['_meta']
        const base = isPull || !isNoting || previous === undefined ? undefined : findServerState(previous)
        const mark = isPull ? { pulledAs: getHeightOfRevision(document._rev) } : {}
        document._meta = { ...meta, ...mark, ...(base === undefined ? {} : { base }) } as typeof document._meta
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

/**
 * The server's state, as the document itself knows it: its own, where it was pulled and nothing was done to it here; otherwise the one
 * that was pulled before. RxDB's note, where there is one, is newer.
 */
export function findServerState(document: object): StoredFields | undefined {
  const { _deleted: deleted, _meta: meta } = document as Partial<Stored> & { readonly _deleted?: boolean }
  return isPulled(document) ? { ...toPlain(document), _deleted: deleted } : meta?.base
}
