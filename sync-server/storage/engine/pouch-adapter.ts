/**
 * PouchDB on an engine (F45): the methods that PouchDB 9.0.0 asks of an adapter. Every write that comes through PouchDB's public
 * methods, by whatever endpoint, is handed to a guard; nothing is stored from here. There are no attachments and no views.
 */
import PouchDB from 'pouchdb'
import { latest } from 'pouchdb-merge'
import type { WritableDocument, WriteRow } from '../document-store.ts'
import type { Engine } from './engine.ts'
import { type ChangesOptions, walkChanges } from './pouch-changes.ts'
import { type AllDocsOptions, listDocuments, type Metadata, toMetadata } from './pouch-documents.ts'
import { CouchError, notFound } from './pouch-errors.ts'
import { unpackTree } from './revision-tree.ts'

/** A row as the guard answers it; PouchDB reads the same fields as we do. */
export type GuardRow = WriteRow

/** Asked for every write that comes through PouchDB's public methods. Answers one row per document, in order. */
export type WriteGuard = (
  docs: readonly WritableDocument[],
  options: { readonly newEdits: boolean }
) => Promise<readonly GuardRow[]>

export interface AdapterParts {
  readonly engine: Engine
  readonly guard: WriteGuard
}

interface BulkOptions {
  readonly new_edits: boolean
}

interface AdapterOptions {
  readonly name: string
  readonly parts: () => AdapterParts
}

type Done = (error: unknown, result?: unknown) => void

interface PouchRegistry {
  adapter(name: string, adapter: unknown, preferred: boolean): void
}

const adapterName = 'engine'
const adapter = Object.assign(attach, { valid: () => true, use_prefix: false })
;(PouchDB as unknown as PouchRegistry).adapter(adapterName, adapter, false)

/** A PouchDB of one database. Nothing is opened by it, so nothing has to be closed. */
export function openPouchOn(name: string, parts: AdapterParts): PouchDB.Database {
  // PouchDB copies what stands among its options, but for functions.
  const options = { adapter: adapterName, parts: () => parts }
  return new PouchDB(name, options)
}

function attach(this: object, { name, parts }: AdapterOptions, opened: Done): void {
  const { engine, guard } = parts()
  Object.assign(this, createMethods(engine, name, guard))
  process.nextTick(opened, null, this)
}

function createMethods(engine: Engine, name: string, guard: WriteGuard): Readonly<Record<string, unknown>> {
  const readOne = async (id: string) => {
    const [record] = await engine.read(name, [id])
    if (record === undefined) throw notFound('missing')
    return record
  }
  const refuseLocal = answering(() =>
    Promise.reject(new CouchError(403, 'forbidden', 'local documents are not written here'))
  )
  return {
    _remote: false,
    type: () => adapterName,
    _id: answering(async () => (await engine.info(name))?.uuid),
    _info: answering(async () => {
      const info = await engine.info(name)
      return { doc_count: info?.docCount ?? 0, update_seq: info?.updateSeq ?? 0 }
    }),
    _get: answering(async (id: string, options: { readonly rev?: string; readonly latest?: boolean }) => {
      const record = await readOne(id)
      if (options.rev === undefined && record.deleted) throw notFound('deleted')
      const metadata: Metadata = toMetadata(record)
      const asked = options.rev ?? record.rev
      const rev = options.latest === true ? latest(asked, metadata) : asked
      const body = rev === record.rev ? record.body : record.others?.[rev]
      if (body === undefined) throw notFound('missing')
      return { doc: { ...body, _id: id, _rev: rev }, metadata }
    }),
    _getRevisionTree: answering(async (id: string) => unpackTree((await readOne(id)).tree)),
    _allDocs: answering((options: AllDocsOptions) => listDocuments(engine, name, options)),
    _changes: (options: ChangesOptions) => walkChanges(engine, name, options),
    _getLocal: answering(async (id: string) => {
      const body = await engine.readLocal(name, id.replace(/^_local\//, ''))
      if (body === undefined) throw notFound('missing')
      return { ...body, _id: id, _rev: '0-1' }
    }),
    _bulkDocs: answering(async ({ docs }: { readonly docs: readonly WritableDocument[] }, options: BulkOptions) => [
      ...(await guard(docs, { newEdits: options.new_edits }))
    ]),
    // Local documents have endpoints of their own; through PouchDB nobody writes them.
    _putLocal: refuseLocal,
    _removeLocal: refuseLocal,
    // Bodies of what is no leaf go with the write itself.
    _doCompaction: answering(() => Promise.resolve(undefined)),
    _close: answering(() => Promise.resolve(undefined))
  }
}

/** A method that answers through its last argument, as PouchDB calls it, from one that promises. */
function answering(work: (...args: never[]) => Promise<unknown>): (...args: unknown[]) => void {
  return (...args) => {
    const done = args.findLast(arg => typeof arg === 'function') as Done
    // Outside of the promise: what is thrown by whoever is answered is not a failure of the work.
    work(...(args as never[])).then(
      result => process.nextTick(done, null, result),
      (error: unknown) => process.nextTick(done, error)
    )
  }
}
