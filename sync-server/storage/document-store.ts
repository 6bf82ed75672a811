/**
 * The one storage interface of the sync server. Everything above (gate, projector, hub, accounts) talks to these types;
 * PouchDB and LevelDB are known below them only. Semantics are held by `tests/contract/document-store.suite.ts`.
 *
 * Where storage fails, a call rejects with `StorageUnavailableError`, of a read, too: it never says "absent" instead. A write that
 * rejects is not stored, unless storage is out then: the next successful read says. It opens again by itself.
 */
import type { StartLog } from './start-log.ts'

/** CouchDB's revision history as clients push it: `ids` newest first, `start` is the generation of `ids[0]`. */
export interface RevisionHistory {
  readonly start: number
  readonly ids: readonly string[]
}

/** A document as stored: the winning revision. A tombstone has `_deleted: true` and whatever body was kept with it. */
export interface StoredDocument {
  readonly _id: string
  readonly _rev: string
  readonly _deleted?: true
  readonly [field: string]: unknown
}

/**
 * A document to store. With `newEdits: true`, `_rev` names the revision it replaces (absent for a new document or over a
 * tombstone). With `newEdits: false`, `_rev` is the document's own revision and `_revisions` its history.
 */
export interface WritableDocument {
  readonly _id: string
  readonly _rev?: string
  readonly _deleted?: boolean
  readonly _revisions?: RevisionHistory
  readonly [field: string]: unknown
}

/** One end of a document's tree of revisions. */
export interface Leaf {
  readonly rev: string
  readonly deleted: boolean
}

/** A document that is not stored as a whole, or under a revision that not every client can name. */
export interface UnsoundDocument {
  readonly id: string
  /**
   * `unreadable`: its winning revision cannot be read, so that it reads as absent. `hidden-leaf`: another live revision cannot be read,
   * and will be the winning one when the one that is now is removed. `over-long`: a generation of ten digits or more.
   */
  readonly fault: 'unreadable' | 'hidden-leaf' | 'over-long'
  /** The winning revision; undefined where even that cannot be read. */
  readonly rev: string | undefined
  /** The revisions whose bodies can be read, the highest generation first. */
  readonly remains: readonly StoredDocument[]
}

/** A stored row (`ok`), or why this one row was not stored; its neighbours are not touched by it. */
export type WriteRow =
  | { readonly ok: true; readonly id: string; readonly rev: string }
  | {
      readonly error: true
      readonly id: string
      /** CouchDB's error word: `conflict`, `bad_request`, ... */
      readonly name: string
      /** HTTP status of that word: 409, 400, ... */
      readonly status: number
      readonly message: string
    }

/** One changed document: only its newest change is reported, as CouchDB does. `seq` grows with every write. */
export interface Change {
  readonly seq: number
  readonly id: string
  /** Winning revision first, then any other leaf. */
  readonly revs: readonly string[]
  readonly deleted: boolean
  /** Present when asked for with `includeDocs`. */
  readonly doc?: StoredDocument
}

export interface ChangesPage {
  readonly results: readonly Change[]
  /** Sequence to go on from: that of the last row, or the database's own when nothing is left. */
  readonly lastSeq: number
}

export interface ChangesQuery {
  /** Exclusive lower bound. */
  readonly since: number
  readonly limit: number
  readonly includeDocs: boolean
}

export interface BackwardsQuery {
  /** Exclusive. */
  readonly before: number
  readonly limit: number
  readonly includeDocs: boolean
}

export interface StoreInfo {
  /** Live documents, tombstones not counted. */
  readonly docCount: number
  readonly updateSeq: number
}

/** Key range for `all`; both ends inclusive, compared as raw strings. */
export interface KeyRange {
  readonly startKey?: string
  readonly endKey?: string
}

/** @param startId the start that the sequence belongs to, see start-log.ts */
export type ChangeListener = (name: string, lastSeq: number, startId: string | undefined) => void

/** Revisions of one document by what they were built on. */
export type Ancestry = ReadonlyMap<string, string | undefined>

export interface DocumentStore {
  readonly name: string
  /** Winners (tombstones included) in the order asked for; `undefined` for an id that never existed. */
  read(ids: readonly string[]): Promise<readonly (StoredDocument | undefined)[]>
  /** Every revision id of a document that the store knows of (ancestors and leaves); empty for an unknown id. */
  readRevisions(id: string): Promise<readonly string[]>
  /** The same, each with the revision that it was built on: undefined where the store knows of none. */
  readAncestry(id: string): Promise<Ancestry>
  /** The ends of a document's tree of revisions, the winner first; empty for an unknown id. Clients that fork leave several. */
  readLeaves(id: string): Promise<readonly Leaf[]>
  /**
   * A SYSTEM write: stored as given, judged by nobody. Resolves once the rows are on disk (fsync), one row per document in
   * order. Calls that wait at the same time share one atomic LevelDB batch (group commit); one call is never split. Calls
   * take effect in the order they are made.
   */
  write(docs: readonly WritableDocument[], options: { readonly newEdits: boolean }): Promise<readonly WriteRow[]>
  /** Live documents in key order, read page by page; a write meanwhile may or may not be seen. */
  all(range?: KeyRange): AsyncIterable<StoredDocument>
  changes(query: ChangesQuery): Promise<ChangesPage>
  /**
   * Those before a sequence, the newest first; `Infinity`: all. Fewer than `limit`: there are no more. A document that changes
   * between two pages is in none of those that follow.
   */
  changesBackwards(query: BackwardsQuery): Promise<readonly Change[]>
  /**
   * Calls the listener after every commit with the sequence then reached, and after the database was opened again because it
   * had failed. Returns how to stop.
   */
  onChange(listener: (lastSeq: number) => void): () => void
  info(): Promise<StoreInfo>
  /**
   * The starts that made this database's sequences. Every sequence that was read before belongs to one of them: read a page
   * first, then the starts.
   */
  readStarts(): Promise<StartLog>
  /** Notes that the database was put back from a copy: what clients know of it may be of another past. */
  noteRestored(): Promise<void>
  /** A local (never replicated) document's body, without `_id` and `_rev`; `id` without the `_local/` prefix. */
  readLocal(id: string): Promise<Readonly<Record<string, unknown>> | undefined>
  /** Replaces a local document whole, whatever was there. On disk before it resolves. */
  writeLocal(id: string, body: Readonly<Record<string, unknown>>): Promise<void>
  removeLocal(id: string): Promise<void>
  /**
   * Reads everything, and says what is not whole. A document that cannot be read is left out of every other answer. Nobody may write
   * meanwhile.
   */
  findUnsound(): Promise<readonly UnsoundDocument[]>
  /**
   * Replaces an unsound document with all of its history by one revision, or by a tombstone, which is on disk when it resolves. Its
   * generation is one more than the highest that clients can name, so that replicas take it over.
   */
  rebuild(doc: WritableDocument): Promise<void>
  /** From now on this is another past for every client: what they hold counts, and is compared with what is here (SB1). */
  renewPast(): Promise<void>
  /** Drops the bodies of all but the leaf revisions. */
  compact(): Promise<void>
}

/** Documents of one database that are stored together with others. */
export interface CommitPart {
  readonly database: string
  readonly docs: readonly WritableDocument[]
  readonly newEdits: boolean
}

/** What a commit came to: the rows of each part, in order. Where it was not stored, the rows with errors say why, or `error` does. */
export interface CommitOutcome {
  readonly stored: boolean
  readonly rows: readonly (readonly WriteRow[])[]
  /** A document could not be parsed. */
  readonly error?: Error
}

/** What storage lacks at the moment. */
export interface StorageHealth {
  /** Databases that failed and could not be opened again yet. */
  readonly failing: readonly string[]
  /** Whether there is less room on the disk than must stay free. */
  readonly isFull: boolean
  /** Whether something could not be read because the files are damaged: it has to be repaired. */
  readonly isDamaged: boolean
}

/** All databases of one data folder. */
export interface Databases {
  /**
   * The store of that name, created when absent. Always the same object for one name; it may be kept for as long as one likes.
   */
  open(name: string): Promise<DocumentStore>
  has(name: string): Promise<boolean>
  list(): Promise<readonly string[]>
  /** Calls the listener after every commit in any database. Returns how to stop. */
  onChange(listener: ChangeListener): () => void
  health(): Promise<StorageHealth>
  /** Documents of any number of databases: all are stored, on disk before it resolves, or none. */
  commitTogether(parts: readonly CommitPart[]): Promise<CommitOutcome>
  /**
   * The same for several such units, in order and on disk at once. The first that is not stored ends it, as those after it may
   * rest on it: there are outcomes up to it.
   */
  commitInOrder(units: readonly (readonly CommitPart[])[]): Promise<readonly CommitOutcome[]>
  /** Removes a database. */
  destroy(name: string): Promise<void>
  /** Waits for writes under way, then closes everything. */
  close(): Promise<void>
}
