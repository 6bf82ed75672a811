import type {
  Change,
  ChangesPage,
  ChangesQuery,
  DocumentStore,
  KeyRange,
  StoredDocument,
  WritableDocument
} from './document-store.ts'
import type { DiskRoom } from './disk-room.ts'
import type { CommitWrites } from './group-commit.ts'
import type { LevelHandle } from './level-handle.ts'
import type { OpenPouch, RawPort, RevisionBranch } from './pouch-adapter.ts'
import type { StartKeeper } from './start-keeper.ts'
import { listLeaves, listRevisions, readParents } from './revision-tree.ts'
import { findUnsoundDocuments, rebuildDocument } from './unsound-documents.ts'

/** Documents read at a time by `all`: paging by key stays fast where `skip` does not (F29). */
const pageSize = 500

/** A database that is open right now. */
export interface OpenDatabase {
  readonly pouch: OpenPouch
  readonly port: RawPort
  readonly commit: CommitWrites
  readonly starts: StartKeeper
  readonly room: DiskRoom
  /** What lies below PouchDB. */
  readonly handle: LevelHandle
  /** Gives overwritten bytes back to the disk. */
  readonly compactFiles: () => Promise<void>
}

/** Opens the database if need be and keeps it open while the work runs. */
export type WithOpenDatabase = <T>(work: (open: OpenDatabase) => Promise<T>) => Promise<T>

/** The storage interface over one PouchDB database. */
export function createPouchStore(
  name: string,
  withOpen: WithOpenDatabase,
  onChange: DocumentStore['onChange']
): DocumentStore {
  return {
    name,
    onChange,
    read: ids => withOpen(({ pouch }) => Promise.all(ids.map(id => readWinner(pouch, id)))),
    readRevisions: id => withOpen(async ({ pouch }) => listRevisions((await readTree(pouch, id)) ?? [])),
    readAncestry: id => withOpen(async ({ pouch }) => readParents((await readTree(pouch, id)) ?? [])),
    readLeaves: id => withOpen(async ({ pouch }) => listLeaves((await readTree(pouch, id)) ?? [])),
    write: (docs, { newEdits }) => withOpen(({ commit }) => commit(docs, newEdits)),
    all: range => readAll(withOpen, range ?? {}),
    changes: query => withOpen(({ pouch }) => readChanges(pouch, query)),
    info: () =>
      withOpen(async ({ pouch }) => {
        const info = await call<{ doc_count: number; update_seq: number }>(done => pouch._info(done))
        return { docCount: info.doc_count, updateSeq: info.update_seq }
      }),
    readStarts: () => withOpen(({ starts }) => Promise.resolve(starts.log)),
    noteRestored: () => withOpen(({ starts }) => starts.noteRestored()),
    readLocal: id =>
      withOpen(async ({ pouch }) => {
        const row = await readLocalRow(pouch, id)
        if (row === undefined) return undefined
        const { _id, _rev, ...body } = row
        return body
      }),
    writeLocal: (id, body) =>
      withOpen(async ({ pouch, port, room }) => {
        await room.expect()
        // Somebody else may have written in between: the last one wins, as the interface says.
        for (;;) {
          const rev = (await readLocalRow(pouch, id))?._rev
          const doc = { ...body, _id: `_local/${id}`, ...(rev === undefined ? {} : { _rev: rev }) }
          const isStored = await call(done => port.putLocal(doc, done)).then(() => true, conflicting)
          if (isStored) return
        }
      }),
    removeLocal: id =>
      withOpen(async ({ pouch, port, room }) => {
        await room.expect()
        const row = await readLocalRow(pouch, id)
        if (row !== undefined) await call(done => port.removeLocal({ _id: row._id, _rev: row._rev }, done))
      }),
    findUnsound: () => withOpen(({ handle }) => whileSound(handle, findUnsoundDocuments(handle.level))),
    rebuild: doc =>
      withOpen(({ handle, commit }) => {
        const store = async (docs: readonly WritableDocument[]): Promise<void> => {
          const [row] = await commit(docs, false)
          if (row === undefined || 'error' in row) throw new Error(`not rebuilt: ${row?.name ?? 'no answer'}`)
        }
        return whileSound(handle, rebuildDocument(doc, handle.level, store))
      }),
    renewPast: () => withOpen(({ starts }) => starts.renew()),
    compact: () => withOpen(({ compactFiles }) => compactFiles())
  }
}

/** A handle that has failed answers nothing any more. */
function whileSound<T>(handle: LevelHandle, work: Promise<T>): Promise<T> {
  const failing = Promise.withResolvers<never>()
  const stop = handle.onFault(failing.reject)
  return Promise.race([work, failing.promise]).finally(stop)
}

async function readWinner(pouch: OpenPouch, id: string): Promise<StoredDocument | undefined> {
  for (let last: string | undefined; ; ) {
    const live = await call<{ doc: StoredDocument }>(done => pouch._get(id, {}, done)).catch(missing)
    if (live === 'missing') return undefined
    if (live !== 'deleted') return live.doc
    const [winner] = listLeaves((await readTree(pouch, id)) ?? [])
    if (winner === undefined) return undefined
    const { rev } = winner
    const stored = await call<{ doc: StoredDocument }>(done => pouch._get(id, { rev }, done)).catch(missing)
    if (stored === 'missing' || stored === 'deleted') {
      // Of a tombstone, that it is there says nearly all.
      if (rev === last) return winner.deleted ? { _id: id, _rev: rev, _deleted: true } : undefined
      // A write in between may have replaced that revision: look again.
      last = rev
      continue
    }
    return { ...stored.doc, ...(winner.deleted ? { _deleted: true } : {}) }
  }
}

function readTree(pouch: OpenPouch, id: string): Promise<readonly RevisionBranch[] | undefined> {
  return call<readonly RevisionBranch[]>(done => pouch._getRevisionTree(id, done)).catch(absent)
}

function readLocalRow(pouch: OpenPouch, id: string): Promise<Record<string, unknown> | undefined> {
  return call<Record<string, unknown>>(done => pouch._getLocal(`_local/${id}`, done)).catch(absent)
}

async function readChanges(pouch: OpenPouch, query: ChangesQuery): Promise<ChangesPage> {
  const page = await pouch.changes({
    since: query.since,
    limit: Math.max(1, query.limit),
    include_docs: query.includeDocs,
    style: 'all_docs'
  })
  const results = page.results.map(
    (row): Change => ({
      seq: Number(row.seq),
      id: row.id,
      revs: row.changes.map(change => change.rev),
      deleted: row.deleted === true,
      ...(query.includeDocs ? { doc: row.doc as unknown as StoredDocument } : {})
    })
  )
  return { results, lastSeq: Number(page.last_seq) }
}

async function* readAll(withOpen: WithOpenDatabase, range: KeyRange): AsyncIterable<StoredDocument> {
  let startKey = range.startKey
  for (;;) {
    const rows = await withOpen(async ({ pouch }) => {
      const page = await pouch.allDocs({
        include_docs: true,
        limit: pageSize,
        ...(startKey === undefined ? {} : { startkey: startKey }),
        ...(range.endKey === undefined ? {} : { endkey: range.endKey })
      } as PouchDB.Core.AllDocsWithinRangeOptions)
      return page.rows
    })
    for (const row of rows) if (row.doc) yield row.doc as unknown as StoredDocument
    if (rows.length < pageSize) return
    // The next possible key: `skip` would miss a document when the last one is removed meanwhile.
    startKey = `${rows.at(-1)?.id}\u0000`
  }
}

function call<T>(start: (done: (error: Error | null, result?: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    start((error, result) => (error ? reject(error) : resolve(result as T)))
  })
}

function conflicting(error: unknown): false {
  if ((error as { readonly status?: number }).status !== 409) throw error
  return false
}

/** PouchDB's two ways of saying that there is no live document; anything else is a fault and goes on. */
function missing(error: unknown): 'missing' | 'deleted' {
  const { status, reason } = error as { readonly status?: number; readonly reason?: string }
  if (status !== 404) throw error
  return reason === 'deleted' ? 'deleted' : 'missing'
}

function absent(error: unknown): undefined {
  missing(error)
}
