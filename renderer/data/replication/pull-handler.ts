import type { WithDeleted } from 'rxdb'
import { fromWire, type WireDocument } from '#domain/model/wire.ts'
import type { LocalDocuments } from '../database/collections.ts'
import type { Failure, Result } from '../http/failure.ts'
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts'
import type { Connection } from './connection.ts'
import type { CouchClient, Sequence } from './couch-client.ts'
import type { ReplicatedName } from './replicated.ts'
import { createTombstone } from './tombstone.ts'
import type { UnderWay } from './under-way.ts'

/** Documents that one request brings: large, so that a first sync needs few of them (F29). */
const pageSize = 1_000
/** Of documents that are pushed again and again; the next pull brings what was missed. */
const maxReadings = 3

export interface PullProgress {
  readonly done: number
  readonly total: number
}

export interface Pulled<T> {
  readonly documents: WithDeleted<T>[]
  readonly checkpoint: Checkpoint
}

/**
 * Pulls one collection from its stored checkpoint: for a new database first the live documents, page by page by key, then
 * the changes since the sequence that was read *before* the first page, so that nothing falls between the two. RxDB takes
 * a batch shorter than `batchSize` for the end; therefore a call goes on until it has that many or nothing is left.
 */
export function createPullHandler<N extends ReplicatedName>(parts: {
  readonly collection: N
  /** Its name at the server. */
  readonly remote: string
  readonly client: CouchClient
  readonly connection: Connection
  readonly read: (value: unknown) => LocalDocuments[N] | undefined
  /** Documents between a push's request and its outcome. */
  readonly underWay: UnderWay
  /** Whether documents are here that an earlier pull has written. */
  readonly holdsPulled: () => Promise<boolean>
  readonly onProgress: (progress: PullProgress | undefined) => void
  readonly onSuccess: () => void
  readonly onFailure: (failure: Failure) => void
}): (stored: unknown, batchSize: number) => Promise<Pulled<LocalDocuments[N]>> {
  const { collection, remote, client, connection, read, underWay, onProgress, onFailure } = parts
  type Found = WithDeleted<LocalDocuments[N]>
  const persist = <T>(attempt: () => Promise<Result<T>>): Promise<T> => connection.persist(attempt, onFailure)

  function toFound(id: string, deleted: boolean, document: WireDocument): Found | undefined {
    if (id.startsWith('_design/')) return undefined
    if (deleted) return { ...createTombstone(collection, id), _deleted: true }
    const value = read(fromWire(document))
    if (value !== undefined) return { ...value, _deleted: false }
    onFailure({ kind: 'server-failed', detail: 'a document of unknown shape was left out' })
    return undefined
  }

  async function startSnapshot(): Promise<Checkpoint> {
    const { docCount, updateSeq } = await persist(() => client.readInfo(remote))
    return { phase: 'snapshot', since: updateSeq, done: 0, total: docCount }
  }

  /**
   * Where no checkpoint was stored. After a first pull that was cut off before it was, a snapshot would not tell of what has been
   * removed since; the feed tells of everything.
   */
  async function startAnew(): Promise<Checkpoint> {
    return (await parts.holdsPulled()) ? { phase: 'changes', seq: 0 } : startSnapshot()
  }

  /** The next page of a snapshot, asked for while RxDB still stores the one before. */
  let ahead: { readonly startKey: string; readonly page: ReturnType<CouchClient['readPage']> } | undefined

  async function readPage(startKey: string | undefined): Promise<readonly WireDocument[]> {
    const asked = ahead?.startKey === startKey ? await ahead?.page : undefined
    ahead = undefined
    const rows = asked?.ok === true ? asked.value : await persist(() => client.readPage(remote, startKey, pageSize))
    const last = rows.at(-1)
    if (last !== undefined && rows.length === pageSize) {
      ahead = { startKey: last._id, page: client.readPage(remote, last._id, pageSize) }
    }
    return rows
  }

  async function pullPage(at: Checkpoint & { readonly phase: 'snapshot' }): Promise<Step<Found>> {
    const rows = await readPage(at.startKey)
    // The first row of a later page is the last one of the page before.
    const fresh = rows.filter(row => row._id !== at.startKey)
    const documents = fresh.flatMap(row => toFound(row._id, false, row) ?? [])
    const last = rows.at(-1)
    if (rows.length < pageSize || last === undefined) {
      onProgress(undefined)
      return { documents, next: { phase: 'changes', seq: at.since }, isEnd: false }
    }
    const done = at.done + fresh.length
    const total = Math.max(at.total, done)
    onProgress({ done, total })
    return { documents, next: { ...at, startKey: last._id, done, total }, isEnd: false }
  }

  async function pullChanges(seq: Sequence): Promise<Step<Found>> {
    const { results, lastSeq } = await persist(() => client.readChanges(remote, seq, pageSize))
    // A server that was set back to an older state knows nothing of what we asked for.
    if (isBefore(lastSeq, seq)) return { documents: [], next: await startSnapshot(), isEnd: false }
    const documents = results.flatMap(({ id, deleted, document }) => toFound(id, deleted, document) ?? [])
    return { documents, next: { phase: 'changes', seq: lastSeq }, isEnd: results.length < pageSize }
  }

  /**
   * Waits until nothing of this is under way. What was pushed while it was fetched may have been fetched as it was before, so
   * it is read anew: handed over, the older state would be shown until the next pull.
   */
  async function settle(fetched: readonly Found[], since: number): Promise<Found[]> {
    const foundById = new Map(fetched.map(found => [found.id, found]))
    const ids = [...foundById.keys()]
    for (let [moment, readings] = [since, 0]; readings < maxReadings; readings += 1) {
      await underWay.awaitNone(ids)
      const pushed = underWay.listSince(moment, ids)
      if (pushed.length === 0) break
      moment = underWay.now()
      const states = await persist(() => client.readStates(remote, pushed))
      for (const [id, state] of states) {
        const found = toFound(id, state.kind !== 'live', state.kind === 'live' ? state.document : { _id: id })
        if (found === undefined) foundById.delete(id)
        else foundById.set(id, found)
      }
    }
    return [...foundById.values()]
  }

  return async (stored, batchSize) => {
    const since = underWay.now()
    let checkpoint = parseCheckpoint(stored) ?? (await startAnew())
    const documents: Found[] = []
    for (let isEnd = false; !isEnd && documents.length < batchSize; ) {
      const step = checkpoint.phase === 'snapshot' ? await pullPage(checkpoint) : await pullChanges(checkpoint.seq)
      for (const document of step.documents) documents.push(document)
      checkpoint = step.next
      isEnd = step.isEnd
    }
    const settled = await settle(documents, since)
    parts.onSuccess()
    return { documents: settled, checkpoint }
  }
}

interface Step<T> {
  readonly documents: readonly T[]
  readonly next: Checkpoint
  readonly isEnd: boolean
}

function isBefore(last: Sequence, asked: Sequence): boolean {
  return typeof last === 'number' && typeof asked === 'number' && last < asked
}
