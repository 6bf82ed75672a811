/**
 * The narrow waist (F11): the one file that knows PouchDB's adapter. Every write that comes through PouchDB's public
 * methods, by whatever endpoint, is handed to a guard; only the holder of the raw port can store without being asked.
 */
import PouchDB from 'pouchdb'
import type { StoredDocument, WritableDocument } from './document-store.ts'
import type { LevelHandle } from './level-handle.ts'
import { isUnreadable } from './sound-level.ts'
import type { SyncedLeveldown } from './synced-leveldown.ts'

type Callback<T> = (error: Error | null, result?: T) => void

/** What express-pouchdb passes along with a write: `userCtx` is set by our own front. */
interface BulkOptions {
  readonly new_edits: boolean
  readonly userCtx?: unknown
}

/** A row of PouchDB's `_bulkDocs`: ok, an error, or (a revision that is there already) its own document record. */
export interface RawRow {
  readonly ok?: true
  readonly error?: boolean | string
  readonly id?: string
  readonly rev?: string
  readonly name?: string
  readonly status?: number
  readonly message?: string
  readonly metadata?: { readonly rev: string }
}

/** One node of a revision tree: hash, what is known of it, children. */
export type RevisionNode = readonly [
  string,
  { readonly status?: string; readonly deleted?: boolean },
  readonly RevisionNode[]
]
export interface RevisionBranch {
  readonly pos: number
  readonly ids: RevisionNode
}

/** An adapter's own methods, as PouchDB 9.0.0 puts them on an instance. */
export interface PouchInternals {
  _bulkDocs(request: { docs: object[] }, options: BulkOptions, done: Callback<readonly RawRow[]>): void
  _putLocal(doc: object, options: object | Callback<unknown>, done?: Callback<unknown>): void
  _removeLocal(doc: object, options: object | Callback<unknown>, done?: Callback<unknown>): void
  _getLocal(id: string, done: Callback<Record<string, unknown>>): void
  _get(id: string, options: { rev?: string }, done: Callback<{ doc: StoredDocument }>): void
  _getRevisionTree(id: string, done: Callback<readonly RevisionBranch[]>): void
  _info(done: Callback<{ doc_count: number; update_seq: number }>): void
  _allDocs(options: object, done: Callback<{ readonly rows: readonly AllDocsRow[] }>): void
  _changes(options: ChangesOptions): unknown
  /** Closes the files whatever state the instance is in. */
  _close(done: Callback<unknown>): void
}

interface AllDocsRow {
  readonly id: string
  /** Of a tombstone null. */
  readonly doc?: { readonly _id?: string } | null
}

interface ChangesOptions {
  readonly complete: Callback<unknown>
  readonly continuous?: boolean
  readonly filter?: unknown
}

interface AdapterOptions {
  readonly guard: WriteGuard
  readonly findHandle: () => LevelHandle | undefined
  readonly onAttached: (port: RawPort) => void
}

interface Adapter {
  (this: PouchInternals, options: AdapterOptions, done: Callback<unknown>): void
  valid(): boolean
  use_prefix: boolean
}

/** Asked for every write that comes through PouchDB's public methods. Answers one row per document, in order. */
export type WriteGuard = (
  docs: readonly WritableDocument[],
  options: { readonly newEdits: boolean; readonly userContext: unknown }
) => Promise<readonly RawRow[]>

/** Stores without asking the guard. */
export interface RawPort {
  bulkDocs(docs: object[], newEdits: boolean, done: Callback<readonly RawRow[]>): void
  putLocal(doc: object, done: Callback<unknown>): void
  removeLocal(doc: object, done: Callback<unknown>): void
}

export type OpenPouch = PouchDB.Database & PouchInternals

interface PouchRegistry {
  readonly adapters: Readonly<Record<string, Adapter>>
  adapter(name: string, adapter: Adapter, preferred: boolean): void
}

const registry = PouchDB as unknown as PouchRegistry

/** Registers the guarded twin of an adapter that PouchDB knows. Nothing about any one database is kept there. */
export function registerGuardedAdapter(baseName: string): string {
  const guardedName = `guarded-${baseName}`
  const base = registry.adapters[baseName]
  if (base === undefined) throw new Error(`PouchDB has no adapter ${baseName}`)
  const guarded: Adapter = Object.assign(
    function (this: PouchInternals, options: AdapterOptions, done: Callback<unknown>) {
      base.call(this, options, done)
      hideUnreadable(this)
      const handle = options.findHandle()
      if (handle !== undefined) answerFaults(this, handle)
      options.onAttached(guardWrites(this, options.guard))
    },
    { valid: () => true, use_prefix: false }
  )
  registry.adapter(guardedName, guarded, false)
  return guardedName
}

/** What PouchDB's public methods end in, each with how it answers as its last argument. */
const answeringMethods = [
  '_bulkDocs',
  '_putLocal',
  '_removeLocal',
  '_getLocal',
  '_get',
  '_getRevisionTree',
  '_allDocs',
  '_info'
] as const

/** A handle that failed answers nothing any more: who waits for it, or comes later, is told of the fault instead. */
function answerFaults(api: PouchInternals, handle: LevelHandle): void {
  function expectAnswer(done: Callback<unknown>): Callback<unknown> {
    let isAnswered = false
    const stop = handle.onFault(fault => process.nextTick(answer, fault))
    function answer(...outcome: Parameters<Callback<unknown>>): void {
      if (isAnswered) return
      isAnswered = true
      stop()
      done(...outcome)
    }
    return answer
  }

  const methods = api as unknown as Record<string, (...args: unknown[]) => unknown>
  for (const name of answeringMethods) {
    const method = methods[name]?.bind(api)
    if (method === undefined) throw new Error(`the storage adapter has no ${name}`)
    methods[name] = (...args) => {
      const done = expectAnswer(args.at(-1) as Callback<unknown>)
      return handle.fault === undefined ? method(...args.slice(0, -1), done) : undefined
    }
  }
  const readChanges = api._changes.bind(api)
  api._changes = options => {
    const complete = expectAnswer(options.complete)
    return handle.fault === undefined ? readChanges({ ...options, complete }) : { cancel: () => undefined }
  }
}

/** PouchDB's own error for what is not there. */
const missingError = { status: 404, name: 'not_found', reason: 'missing', error: true } as const

/** A document that cannot be read is not there for anybody: what stands for it below (`sound-level.ts`) goes no further. */
function hideUnreadable(api: PouchInternals): void {
  const get = api._get.bind(api)
  const allDocs = api._allDocs.bind(api)
  const readChanges = api._changes.bind(api)
  api._get = (id, options, done) =>
    get(id, options, (error, result) => {
      // PouchDB's words for the body of another document, or of another revision.
      const isWrong = error !== null && error !== undefined && error.message === 'wrong doc returned'
      if (isWrong || (result !== undefined && isUnreadable(result.doc, id))) {
        done(Object.assign(new Error('missing'), missingError))
      } else done(error, result)
    })
  api._allDocs = (options, done) =>
    allDocs(options, (error, result) => {
      if (error || result === undefined) return done(error)
      const rows = result.rows.map(row => (row.doc && isUnreadable(row.doc, row.id) ? { ...row, doc: null } : row))
      done(null, { ...result, rows })
    })
  api._changes = options => {
    if (options.continuous === true || options.filter !== undefined) return readChanges(options)
    return readChanges({ ...options, filter: (doc: object) => !isUnreadable(doc) })
  }
}

function guardWrites(api: PouchInternals, guard: WriteGuard): RawPort {
  const bulkDocs = api._bulkDocs.bind(api)
  const putLocal = api._putLocal.bind(api)
  const removeLocal = api._removeLocal.bind(api)
  api._bulkDocs = (request, options, done) => {
    const asked = guard(request.docs as WritableDocument[], {
      newEdits: options.new_edits,
      userContext: options.userCtx
    })
    asked.then(
      rows => done(null, [...rows]),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error)))
    )
  }
  // Local documents have endpoints of their own; through PouchDB nobody writes them.
  const refuse = (_doc: object, options: object | Callback<unknown>, done?: Callback<unknown>): void => {
    const callback = typeof options === 'function' ? (options as Callback<unknown>) : done
    callback?.(Object.assign(new Error('local documents are not written here'), { name: 'forbidden', status: 403 }))
  }
  api._putLocal = refuse
  api._removeLocal = refuse
  return {
    bulkDocs: (docs, newEdits, done) => bulkDocs({ docs }, { new_edits: newEdits }, done),
    putLocal: (doc, done) => putLocal(doc, {}, done),
    removeLocal: (doc, done) => removeLocal(doc, {}, done)
  }
}

export interface OpenPouchOptions {
  readonly adapter: string
  /** Put before the name as it is: a folder with its slash, or a prefix of a memory store. */
  readonly prefix: string
  readonly name: string
  readonly leveldown: SyncedLeveldown
  readonly guard: WriteGuard
}

export interface OpenedPouch {
  readonly pouch: OpenPouch
  readonly port: RawPort
  readonly handle: LevelHandle
  /** Closes the files of a handle that has failed. */
  readonly release: () => Promise<void>
}

/** Opens one database and waits until it is usable. Rejects with an error of which `cause` names LevelDB's reason. */
export async function openPouch({ leveldown, prefix, name, ...options }: OpenPouchOptions): Promise<OpenedPouch> {
  const findHandle = (): LevelHandle | undefined => leveldown.findHandle(prefix + name)
  const before = findHandle()
  let port: RawPort | undefined
  const pouch = new PouchDB(name, {
    prefix,
    // 200 revisions keep a hot document fast (F29) and still reach back far enough for a client offline for weeks.
    revs_limit: 200,
    auto_compaction: true,
    db: leveldown.construct,
    ...options,
    findHandle,
    onAttached: (attached: RawPort) => {
      port = attached
    }
  } as PouchDB.Configuration.LocalDatabaseConfiguration) as OpenPouch
  const handle = findHandle()
  const release = (): Promise<void> => closeFiles(pouch, handle)
  try {
    if (handle === undefined) throw new Error('the files were not opened')
    await Promise.race([pouch.info(), failing(handle)])
    if (port === undefined) throw new Error('the storage adapter was not wrapped')
    // PouchDB keeps what is open by its path (F37): counters are read anew from a new handle only.
    if (handle === before) throw new Error('the files are still open from before')
    return { pouch, port, handle, release }
  } catch (error) {
    await release().catch(() => undefined)
    throw error
  }
}

function failing(handle: LevelHandle): Promise<never> {
  return new Promise((_resolve, reject) => {
    handle.onFault(reject)
  })
}

/** PouchDB's own `close` waits for an instance to be ready, which one that failed while it was opened never is. */
async function closeFiles(pouch: OpenPouch, handle: LevelHandle | undefined): Promise<void> {
  if (handle?.level.status !== 'open') return
  await new Promise<void>((resolve, reject) => {
    pouch._close(error => (error ? reject(error) : resolve()))
  })
}
