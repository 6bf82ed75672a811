/**
 * A store of documents: several databases in one place, each document with everything that is kept of it, and commits that are
 * atomic over any number of databases. It knows neither PouchDB nor how a new revision comes about (`apply-document.ts`).
 * Semantics are held by `tests/contract/engine/engine.suite.ts`.
 *
 * A read that fails rejects. It never says "absent" instead: who believed that would write over what is there. A document that is not
 * stored as a whole is left out of every answer; `examine` finds it.
 */
import type { RevisionTree } from './revision-tree.ts'

export type Body = Readonly<Record<string, unknown>>

/** A document: its tree of revisions, and the body of each end of that tree. */
export interface DocumentRecord {
  readonly id: string
  /** Of its newest change; given by the engine. */
  readonly seq: number
  readonly tree: RevisionTree
  /** The winner, whether it is a tombstone, and its body without `_id`, `_rev` and `_deleted`. */
  readonly rev: string
  readonly deleted: boolean
  readonly body: Body
  /** Bodies of the other leaves, by revision; absent where there is one leaf. */
  readonly others?: Readonly<Record<string, Body>>
}

/** A document as it may be stored: without the body of its winner it is not whole, and no answer but `examine` has it. */
export interface StoredRecord extends Omit<DocumentRecord, 'body'> {
  readonly body?: Body
}

/** A document as it is found. */
export interface Examined {
  readonly id: string
  /** Undefined where nothing of it can be understood. */
  readonly stored: StoredRecord | undefined
  /** Whether its newest change is among the changes. */
  readonly isListed: boolean
}

/** A document to store in the place of the one that has its id. */
export interface NewRecord extends Omit<DocumentRecord, 'seq'> {
  /** Sequence of the record that it replaces; undefined for a new document. */
  readonly replaces: number | undefined
}

/** A local document to store; `body: undefined` removes it. */
export interface LocalWrite {
  readonly id: string
  readonly body: Body | undefined
}

/** What one commit does to one database, which is made if there is none of that name. */
export interface DatabaseWrite {
  readonly database: string
  /** In the order in which they get their sequences; each id once. */
  readonly records: readonly NewRecord[]
  readonly docCountChange: number
  readonly locals: readonly LocalWrite[]
}

export interface DatabaseInfo {
  readonly updateSeq: number
  /** Live documents. */
  readonly docCount: number
  readonly uuid: string
}

/** A range of ids, compared as raw strings. `from` and `to` are inclusive, `after` and `before` are not. */
export interface IdRange {
  readonly from?: string
  readonly after?: string
  readonly to?: string
  readonly before?: string
  /** From the end of the range. */
  readonly reverse?: boolean
}

export type SnapshotEntry =
  | { readonly kind: 'database'; readonly database: string; readonly info: DatabaseInfo }
  | { readonly kind: 'record'; readonly database: string; readonly record: StoredRecord }
  | { readonly kind: 'local'; readonly database: string; readonly id: string; readonly body: Body }

export interface Engine {
  /** Names of the databases, sorted. */
  list(): Promise<readonly string[]>
  /** As of the last commit that was answered; undefined where there is no such database. */
  info(database: string): Promise<DatabaseInfo | undefined>
  /** Documents, tombstones included, in the order asked for. Of a database that does not exist there are none. */
  read(database: string, ids: readonly string[]): Promise<readonly (DocumentRecord | undefined)[]>
  readLocal(database: string, id: string): Promise<Body | undefined>
  /** Tombstones included. Fewer than `limit`: the range is at its end. */
  scanById(database: string, range: IdRange, limit: number): Promise<readonly DocumentRecord[]>
  /**
   * Documents that changed after `since`, in the order of their newest changes. Never beyond the sequence that `info` told when
   * it was asked. Fewer than `limit`: there are no more.
   */
  scanBySeq(database: string, since: number, limit: number): Promise<readonly DocumentRecord[]>
  /** The same for those before `before`, the newest first. */
  scanBackwards(database: string, before: number, limit: number): Promise<readonly DocumentRecord[]>
  /** Every document that there is anything of, as of one moment. */
  examine(database: string): AsyncIterable<Examined>
  /**
   * All or nothing, and on disk before it resolves, with what the databases are then. Calls that overlap take turns. When it
   * rejects, nothing of it is stored, but for one case: the store could not be opened again to look. Then every call
   * rejects until it is open, and what is stored by then stays as it is.
   */
  commit(writes: readonly DatabaseWrite[]): Promise<ReadonlyMap<string, DatabaseInfo>>
  /** Removes a database. Interrupted, it is gone all the same. */
  destroy(database: string): Promise<void>
  /** Gives the bytes of what a database has overwritten back to the disk. */
  compact(database: string): Promise<void>
  /** Everything, as of one moment, while writes go on: each database first, then what is in it. */
  snapshot(): AsyncIterable<SnapshotEntry>
  /** Fills an empty store with what a snapshot told, sequences included. Interrupted, the store is empty still. */
  restore(entries: AsyncIterable<SnapshotEntry>): Promise<void>
  /** Whether the store has failed and could not be opened again yet. */
  isFailing(): boolean
  /** Whether something of it could not be read in this run, because its files are damaged: trying again does not help. */
  isDamaged(): boolean
  /** Calls the listener each time that the store was opened again after a failure. Returns how to stop. */
  onReopened(listener: () => void): () => void
  close(): Promise<void>
}

/** Where a commit takes a database: each record with its sequence, and the counters afterwards. */
export function advance(
  info: DatabaseInfo,
  { records, docCountChange }: DatabaseWrite
): { readonly records: readonly (DocumentRecord & Pick<NewRecord, 'replaces'>)[]; readonly info: DatabaseInfo } {
  const numbered = records.map((record, n) => ({ ...record, seq: info.updateSeq + n + 1 }))
  const updateSeq = info.updateSeq + records.length
  return { records: numbered, info: { ...info, updateSeq, docCount: info.docCount + docCountChange } }
}
