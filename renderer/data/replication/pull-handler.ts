import { isFilledSlot } from '#domain/model/filled-making.ts'
import type { WithDeleted } from 'rxdb'
import type { Versioned } from '#domain/merge/meeting.ts'
import type { Slot } from '#domain/model/slot.ts'
import { fromWire, type WireDocument } from '#domain/model/wire.ts'
import type { OpaqueSequence } from '#domain/wire/replication.ts'
import type { LocalDocuments } from '../database/collections.ts'
import { toVersioned } from '../database/stored-document.ts'
import { type Failure, FailureError, type Result } from '../http/failure.ts'
import { type Checkpoint, parseCheckpoint, sinceOf } from './checkpoint.ts'
import type { Connection } from './connection.ts'
import { createAdaptiveSize } from './adaptive-size.ts'
import { readStatesInParts } from './read-states.ts'
import type { CouchClient, StatesAt } from './couch-client.ts'
import type { Finding } from './past/finding.ts'
import type { NewestSeen } from './past/newest-seen.ts'
import type { ReplicatedName } from './replicated.ts'
import { createTombstone } from './tombstone.ts'
import type { UnderWay } from './under-way.ts'
import { readWhole, type SnapshotPage, type WholeSnapshot } from './whole-snapshot.ts'

/** Documents that one request brings: large, so that a first sync needs few of them (F29). A slow line makes it smaller. */
const largestPage = 1_000
/** The first row of a later page is known already. */
const smallestPage = 2
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
 * Pulls one collection from its stored checkpoint: for a new database first the live documents, then the changes since a sequence
 * that is no newer than any of them, so that nothing falls between the two. What everybody may read comes in one answer where the
 * line carries it; otherwise documents come page by page by key, and the sequence is read *before* the first page. RxDB takes
 * a batch shorter than `batchSize` for the end; therefore a call goes on until it has that many or nothing is left.
 */
export function createPullHandler<N extends ReplicatedName>(parts: {
  readonly collection: N
  /** Its name at the server. */
  readonly remote: string
  readonly userId: string
  readonly client: CouchClient
  readonly connection: Connection
  /** Takes out of a document what this device must not keep. */
  readonly tidy: (document: LocalDocuments[N]) => LocalDocuments[N]
  /** Whether this is what the server has accepted of this device, under this revision: no news. */
  readonly takeEcho: (state: Versioned<LocalDocuments[N]>, rev: string | undefined) => boolean
  /** Documents between a push's request and its outcome. */
  readonly underWay: UnderWay
  /** Whether documents are here that an earlier pull has written. */
  readonly holdsPulled: () => Promise<boolean>
  /** Whether documents are here at all. */
  readonly holdsAny: () => Promise<boolean>
  /** What this device holds of these ids, removed or not, and whether that waits to be sent. */
  readonly findLocal: (ids: readonly string[]) => Promise<ReadonlyMap<string, LocalState<LocalDocuments[N]>>>
  /** Stores documents of a first sync that this device does not hold. @returns those that it holds after all */
  readonly storeNew: (documents: readonly WithDeleted<LocalDocuments[N]>[]) => Promise<typeof documents>
  /** RxDB does it only with documents that it stores itself. */
  readonly storeCheckpoint: (checkpoint: Checkpoint) => Promise<void>
  /** The pull cannot go on: what was found has to be settled first. Then the pull starts anew. */
  readonly onFinding: (finding: Finding) => void
  /** On the disk before what is handed over. */
  readonly seen: NewestSeen
  readonly onProgress: (progress: PullProgress | undefined) => void
  readonly onSuccess: () => void
  readonly onFailure: (failure: Failure) => void
}): (stored: unknown, batchSize: number) => Promise<Pulled<LocalDocuments[N]>> {
  const { collection, remote, client, connection, tidy, underWay, onProgress, onFailure } = parts
  type Found = WithDeleted<LocalDocuments[N]>
  const persist = <T>(attempt: () => Promise<Result<T>>): Promise<T> => connection.persist(attempt, onFailure)
  const size = createAdaptiveSize({ most: largestPage, least: smallestPage })
  const keysSize = createAdaptiveSize({ most: largestPage })

  function toFound(id: string, deleted: boolean, document: WireDocument): Found | undefined {
    if (id.startsWith('_design/')) return undefined
    if (deleted) return { ...createTombstone(collection, id), _deleted: true }
    // Whatever its shape: a newer version may be able to read it (VE4).
    return { ...tidy(fromWire(document) as unknown as LocalDocuments[N]), _deleted: false }
  }

  /** What is left of an answer that brought everything at once, and when it was asked for. */
  let whole: { readonly snapshot: WholeSnapshot; readonly since: number } | undefined

  async function startSnapshot(): Promise<Checkpoint> {
    whole = undefined
    // It may be a moment older than what this device has seen of the server already.
    if (collection !== 'calls' && parts.seen.value === undefined) {
      const since = underWay.now()
      const snapshot = await persist(() => readWhole(client, remote, largestPage))
      if (snapshot !== undefined) {
        whole = { snapshot, since }
        return { phase: 'snapshot', since: snapshot.updateSeq, done: 0, total: snapshot.count, compared: true }
      }
    }
    const { docCount, updateSeq } = await persist(() => client.readInfo(remote))
    return { phase: 'snapshot', since: updateSeq, done: 0, total: docCount, compared: true }
  }

  /**
   * Where no checkpoint was stored. After a first pull that was cut off before it was, a snapshot would not tell of what has been
   * removed since; the feed tells of everything.
   */
  async function startAnew(): Promise<Checkpoint> {
    // Version 0.1.0 stored no checkpoint where nothing was there to be pulled.
    if (parts.seen.value === undefined && (await parts.holdsAny())) return compareFirst()
    return (await parts.holdsPulled()) ? { phase: 'changes', seq: 0, compared: true } : startSnapshot()
  }

  /** Without a network everything goes on as it was. */
  async function compareFirst(): Promise<never> {
    await persist(() => client.readInfo(remote))
    throw stopFor({ kind: 'compare' })
  }

  /** One page of as many rows as the network carries; with fewer rows than were asked for it is the last one. */
  async function readSized<T>(read: (limit: number) => Promise<Result<T>>): Promise<Sized<T>> {
    const limit = size.value
    const result = await read(limit)
    if (result.ok) size.succeed()
    else size.shrink(result.failure, limit)
    return { result, limit }
  }

  async function persistSized<T>(read: (limit: number) => Promise<Result<T>>): Promise<{ page: T; limit: number }> {
    let limit = 0
    const page = await persist(async () => {
      const sized = await readSized(read)
      limit = sized.limit
      return sized.result
    })
    return { page, limit }
  }

  /** The next page of a snapshot, asked for while RxDB still stores the one before. */
  let ahead: { readonly startKey: string; readonly sized: Promise<Sized<readonly WireDocument[]>> } | undefined

  async function readPage(startKey: string | undefined): Promise<SnapshotPage> {
    const kept = whole?.snapshot.takePage(startKey)
    if (kept === undefined || kept.isLast) whole = undefined
    if (kept !== undefined) return kept
    const read = (from: string | undefined) => (limit: number) => client.readPage(remote, from, limit)
    const asked = ahead?.startKey === startKey ? await ahead?.sized : undefined
    ahead = undefined
    const { page: rows, limit } =
      asked?.result.ok === true ? { page: asked.result.value, limit: asked.limit } : await persistSized(read(startKey))
    const last = rows.at(-1)
    const isLast = last === undefined || rows.length < limit
    if (!isLast) ahead = { startKey: last._id, sized: readSized(read(last._id)) }
    return { rows, isLast }
  }

  async function pullPage(at: Checkpoint & { readonly phase: 'snapshot' }): Promise<Step<Found>> {
    const { rows, isLast } = await readPage(at.startKey)
    // The first row of a later page is the last one of the page before.
    const fresh = rows.filter(row => row._id !== at.startKey)
    const documents = fresh.flatMap(row => toFound(row._id, false, row) ?? [])
    const last = rows.at(-1)
    if (isLast || last === undefined) {
      onProgress(undefined)
      return { documents, next: { phase: 'changes', seq: at.since, compared: true }, isEnd: false }
    }
    const done = at.done + fresh.length
    const total = Math.max(at.total, done)
    onProgress({ done, total })
    return { documents, next: { ...at, startKey: last._id, done, total }, isEnd: false }
  }

  async function pullChanges(seq: OpaqueSequence): Promise<Step<Found>> {
    const { page, limit } = await persistSized(rows => client.readChanges(remote, seq, rows))
    const { results, lastSeq, setBack } = page
    if (setBack !== undefined) throw stopFor({ kind: 'set-back' })
    // A server of version 0.1.0 that was set back to an older state knows nothing of what we asked for.
    if (isBefore(lastSeq, seq)) return { documents: [], next: await startSnapshot(), isEnd: false }
    const documents = results.flatMap(({ id, deleted, document }) => toFound(id, deleted, document) ?? [])
    const revById = new Map(results.map(({ id, document }) => [id, document._rev]))
    return {
      documents,
      revById,
      next: { phase: 'changes', seq: lastSeq, compared: true },
      isEnd: results.length < limit
    }
  }

  function readStates(ids: readonly string[]): Promise<Result<StatesAt>> {
    return readStatesInParts({ client, remote, ids, size: keysSize, isPastKnown: typeof parts.seen.value === 'string' })
  }

  async function note(seq: OpaqueSequence | undefined): Promise<void> {
    if (!(await persist(() => parts.seen.note(seq)))) throw stopFor({ kind: 'set-back' })
  }

  /** Ends this call: nothing of what it has read is handed over. */
  function stopFor(finding: Finding): Error {
    parts.onFinding(finding)
    return new FailureError({ kind: 'stopped' })
  }

  const isOwnSlotId = (id: string): boolean => id.startsWith(`${parts.userId}:`)

  /**
   * Own slots that are removed here and live again at the server, in the same making: another device has brought them back after a
   * set-back. And of removals that others made, the making that was removed is kept.
   */
  async function withMakings(found: readonly Found[]): Promise<readonly Found[]> {
    const ownIds = collection === 'slots' ? found.map(({ id }) => id).filter(isOwnSlotId) : []
    if (ownIds.length === 0) return found
    const localById = await parts.findLocal(ownIds)
    const makingOf = (id: string): string | undefined => (localById.get(id)?.value as Slot | undefined)?.makingId
    const isBack = (slot: Slot): boolean => {
      const local = localById.get(slot.id)
      const isRemoved = local?.deleted === true && !local.isUnsent
      // What hours have filled again was not brought back by anybody: the skips say what its coach took away (AV4).
      if (isFilledSlot(slot)) return false
      return slot.status === 'open' && isRemoved && slot.makingId !== undefined && slot.makingId === makingOf(slot.id)
    }
    const again = found.filter(state => !state._deleted && isBack(state as unknown as Slot))
    if (again.length > 0) throw stopFor({ kind: 'removed-again', ids: again.map(({ id }) => id) })
    return found.map(state => {
      const makingId = makingOf(state.id)
      return state._deleted && makingId !== undefined ? { ...state, makingId } : state
    })
  }

  /**
   * Waits until nothing of this is under way. What was pushed while it was fetched may have been fetched as it was before, so
   * it is read anew: handed over, the older state would be shown until the next pull. What it tells of this device's own pushes is left out.
   */
  async function settle(fetched: readonly Found[], since: number, revById: Revisions): Promise<Found[]> {
    const foundById = new Map(fetched.map(found => [found.id, found]))
    for (let [moment, readings] = [since, 0]; readings < maxReadings; readings += 1) {
      await underWay.awaitNone([...foundById.keys()])
      for (const [id, found] of foundById) {
        if (parts.takeEcho(toVersioned(found), revById.get(id))) foundById.delete(id)
      }
      const pushed = underWay.listSince(moment, [...foundById.keys()])
      if (pushed.length === 0) break
      moment = underWay.now()
      const { states, updateSeq } = await persist(() => readStates(pushed))
      keysSize.succeed()
      // What is read by keys may be of another past than the changes.
      await note(updateSeq)
      for (const [id, state] of states) {
        const found = toFound(id, state.kind !== 'live', state.kind === 'live' ? state.document : { _id: id })
        if (found === undefined) foundById.delete(id)
        else foundById.set(id, found)
        revById.set(id, state.kind === 'absent' ? undefined : state.rev)
      }
    }
    return [...foundById.values()]
  }

  /** Whether RxDB has been given so much that it asks for more before it has stored it. */
  let isMoreAsked = false

  /** What this device does not hold yet is stored page by page; what it holds after all, RxDB compares. */
  async function storeStep({ documents, next }: Step<Found>): Promise<readonly Found[]> {
    if (documents.length === 0) return []
    await note(sinceOf(next))
    return parts.storeNew(documents)
  }

  return async (stored, batchSize) => {
    const since = whole?.since ?? underWay.now()
    let checkpoint = parseCheckpoint(stored) ?? (await startAnew())
    if (checkpoint.compared !== true) return compareFirst()
    let documents: Found[] = []
    const revById: Revisions = new Map()
    let isCheckpointDue = false
    for (let isEnd = false; !isEnd && documents.length < batchSize; ) {
      const isSnapshot = checkpoint.phase === 'snapshot'
      const step = checkpoint.phase === 'snapshot' ? await pullPage(checkpoint) : await pullChanges(checkpoint.seq)
      for (const document of isSnapshot ? await storeStep(step) : step.documents) documents.push(document)
      for (const [id, rev] of step.revById ?? []) revById.set(id, rev)
      checkpoint = step.next
      isEnd = step.isEnd
      isCheckpointDue ||= isSnapshot
      // Of an answer that brought everything, where it came to an end: its pages cost nothing to ask for again.
      if (isCheckpointDue && documents.length === 0 && (isEnd || whole === undefined)) {
        await parts.storeCheckpoint(checkpoint)
        isCheckpointDue = false
      }
      if (!isEnd && documents.length < batchSize) continue
      // Fewer may be left of them, and RxDB would take that for the end.
      await note(sinceOf(checkpoint))
      documents = await settle(documents, since, revById)
    }
    // RxDB stores none with an empty answer, and the same would come again. Of the answer before, everything is stored by then.
    if (documents.length === 0 && revById.size > 0 && !isMoreAsked) await parts.storeCheckpoint(checkpoint)
    isMoreAsked = documents.length >= batchSize
    const settled = await withMakings(documents)
    parts.onSuccess()
    return { documents: [...settled], checkpoint }
  }
}

export interface LocalState<T> extends Versioned<T> {
  readonly isUnsent: boolean
}

interface Sized<T> {
  readonly result: Result<T>
  /** How many rows were asked for. */
  readonly limit: number
}

/** Under which revision the server holds what was fetched. */
type Revisions = Map<string, string | undefined>

interface Step<T> {
  readonly documents: readonly T[]
  readonly revById?: ReadonlyMap<string, string | undefined>
  readonly next: Checkpoint
  readonly isEnd: boolean
}

function isBefore(last: OpaqueSequence, asked: OpaqueSequence): boolean {
  return typeof last === 'number' && typeof asked === 'number' && last < asked
}
