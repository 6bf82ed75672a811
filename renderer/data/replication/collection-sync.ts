import { createRevision, getAssumedMasterState, type RxCollection, setCheckpoint, type WithDeleted } from 'rxdb'
import { replicateRxCollection, type RxReplicationState } from 'rxdb/plugins/replication'
import { BehaviorSubject, Subject, type Subscription } from 'rxjs'
import type { Versioned } from '#domain/merge/meeting.ts'
import type { Instant } from '#domain/model/primitives.ts'
import type { LocalDocuments } from '../database/collections.ts'
import { isSelfNoting } from '../database/own-meta.ts'
import { hearStored, readLargestStamp } from '../database/stamps/stamped-storage.ts'
import { toVersioned } from '../database/stored-document.ts'
import { classifyStorageError } from '../database/storage-fault.ts'
import { describeFailure, type Failure, FailureError, failureToRefusal, succeed } from '../http/failure.ts'
import type { OnStorage } from '../repositories/write-outcome.ts'
import type { CollectionSync } from '#renderer/contract/screens.ts'
import type { Backoff } from './backoff.ts'
import type { Checkpoint } from './checkpoint.ts'
import type { Connection } from './connection.ts'
import type { CouchClient } from './couch-client.ts'
import { createEchoes } from './echoes.ts'
import { finishPull, holdsPulled } from './finish-pull.ts'
import { createPullHandler, type LocalState } from './pull-handler.ts'
import { createPushHandler, pushBatchSize } from './push-handler.ts'
import type { Refusals } from './refusals.ts'
import { createReplicationIdentifier, type MetaInstance, writtenUpToField } from './meta-instance.ts'
import type { Finding } from './past/finding.ts'
import { holdsAny } from './past/local-side.ts'
import { createNewestSeen } from './past/newest-seen.ts'
import { readPullPlace } from './past/read-checkpoint.ts'
import { writeSeen } from './past/write-notes.ts'
import type { ReplicatedName } from './replicated.ts'
import type { PushRow } from './plan-push.ts'
import { isEqualState, isSameState } from './same-state.ts'
import { createUnderWay, type UnderWay } from './under-way.ts'
import { createUnsent, type Unsent } from './unsent.ts'

/**
 * RxDB takes less for the end, and stores what it has been given: a pull over a slow line, whose pages are small, is stored in small
 * pieces. A larger page counts as a whole.
 */
const pullBatchSize = 100
/** RxDB's own waiting; our handlers wait themselves and throw only when they are being stopped. */
const rxRetryMs = 1_000

export interface CollectionSyncParts<N extends ReplicatedName> {
  readonly name: N
  readonly collection: RxCollection<LocalDocuments[N]>
  /** Its name at the server. */
  readonly remote: string
  readonly userId: string
  readonly serverUrl: string
  readonly client: CouchClient
  readonly connection: Connection
  readonly backoff: Backoff
  readonly refusals: Refusals
  /** Takes out of what the server sends what this device must not keep. */
  readonly tidy: (document: LocalDocuments[N]) => LocalDocuments[N]
  /** Before each start, while no replication runs. Its failure ends nothing. */
  readonly beforeStart: (identifier: string) => Promise<void>
  /** See `PushParts`. */
  readonly saysAdjusted: () => boolean
  /** Collections that are sent before this one. */
  readonly earlier: readonly Unsent[]
  /** This device's clock, epoch ms. */
  readonly now: () => Instant
  readonly onStorage: OnStorage
  /** Device and server differ in a way that replication cannot settle: it has to pause for that. */
  readonly onFinding: (finding: Finding) => void
}

/** The replication of one collection, with what the sync panel shows of it. */
export interface CollectionReplication {
  readonly name: ReplicatedName
  readonly unsent: Unsent
  readonly status$: BehaviorSubject<Omit<CollectionSync, 'collection' | 'waiting'>>
  readonly underWay: UnderWay
  /** Pulls from the stored checkpoint and pushes what waits. */
  resync(): void
  onFailure(failure: Failure): void
  /** Nothing is pulled or pushed until `resume`; what this does to documents and to RxDB's notes, replication takes up from there. */
  pause(): Promise<void>
  resume(): void
  stop(): Promise<void>
}

export function startCollectionSync<N extends ReplicatedName>(parts: CollectionSyncParts<N>): CollectionReplication {
  const { name, collection, connection, backoff, now } = parts
  type Doc = LocalDocuments[N]
  const unsent = createUnsent<Doc>(collection, isEqualState)
  const status$ = new BehaviorSubject<Omit<CollectionSync, 'collection' | 'waiting'>>({})
  const underWay = createUnderWay()
  const echoes = createEchoes<Doc>()
  const stream$ = new Subject<'RESYNC'>()
  const stopping = new AbortController()
  let replication: RxReplicationState<Doc, Checkpoint> | undefined
  let following: Subscription | undefined
  let faults = 0
  let isPaused = false
  const seen = createNewestSeen({
    async isSamePast(since) {
      const changes = await parts.client.readChanges(parts.remote, since, 1)
      return changes.ok ? succeed(changes.value.setBack === undefined) : changes
    },
    async store(seq) {
      const notes = replication?.internalReplicationState?.input.metaInstance
      if (notes === undefined) throw new FailureError({ kind: 'stopped' })
      await writeSeen(notes as unknown as MetaInstance, seq)
    }
  })

  async function findLocalStates(ids: readonly string[]): Promise<ReadonlyMap<string, LocalState<Doc>>> {
    const state = replication?.internalReplicationState
    if (state === undefined) throw new FailureError({ kind: 'stopped' })
    const [localById, notedById] = await Promise.all([
      findLocal(collection, ids),
      getAssumedMasterState(state, [...ids])
    ])
    const isUnsent = (id: string, local: Versioned<Doc>): boolean => {
      const noted = notedById[id]?.docData
      return noted === undefined || !isSameState(toVersioned<Doc>(noted), local)
    }
    return new Map([...localById].map(([id, local]) => [id, { ...local, isUnsent: isUnsent(id, local) }]))
  }

  /** As RxDB would store what it pulls, without looking for what cannot be there, and without a note of each document. */
  async function storeNew(documents: readonly WithDeleted<Doc>[]): Promise<readonly WithDeleted<Doc>[]> {
    const context = await replication?.internalReplicationState?.downstreamBulkWriteFlag
    if (context === undefined) throw new FailureError({ kind: 'stopped' })
    const revision = createRevision(collection.database.token)
    const rows = documents.map(document => {
      return { document: { ...document, _rev: revision, _meta: { lwt: 1 }, _attachments: {} } }
    })
    const { error } = await collection.storageInstance.originalStorageInstance.bulkWrite(rows as never, context)
    const failed = error.find(({ status }) => status !== 409)
    if (failed !== undefined) throw new Error(`a document could not be stored: ${failed.status}`)
    const present = new Set(error.map(({ documentId }) => documentId))
    return present.size === 0 ? [] : documents.filter(({ id }) => present.has(id))
  }

  async function storeCheckpoint(checkpoint: Checkpoint): Promise<void> {
    const state = replication?.internalReplicationState
    if (state === undefined) throw new FailureError({ kind: 'stopped' })
    await setCheckpoint(state, 'down', { ...checkpoint, [writtenUpToField]: await readLargestStamp(collection) })
  }

  function onSuccess(): void {
    if (faults > 0) parts.onStorage(undefined)
    faults = 0
    const { lastError: _, ...rest } = status$.value
    status$.next({ ...rest, lastSuccessAt: now() })
  }

  function onFailure(failure: Failure): void {
    const lastError = { at: now(), refusal: failureToRefusal(failure), detail: describeFailure(failure) }
    status$.next({ ...status$.value, lastError })
  }

  const shared = {
    collection: name,
    remote: parts.remote,
    userId: parts.userId,
    client: parts.client,
    connection,
    tidy: parts.tidy,
    onFailure
  }
  const pull = createPullHandler<N>({
    ...shared,
    underWay,
    takeEcho: (state, rev) => echoes.take(state, rev),
    holdsPulled: () => holdsPulled(collection),
    holdsAny: () => holdsAny(collection),
    findLocal: findLocalStates,
    storeNew: isSelfNoting(name) ? storeNew : documents => Promise.resolve(documents),
    storeCheckpoint,
    seen,
    onFinding: parts.onFinding,
    // Only what is stored was received.
    onSuccess: () => void awaitPulled().then(onSuccess, () => undefined),
    onProgress(progress) {
      const { progress: _, ...rest } = status$.value
      status$.next(progress === undefined ? rest : { ...rest, progress })
    }
  })
  const push = createPushHandler<N>({
    ...shared,
    refusals: parts.refusals,
    saysAdjusted: parts.saysAdjusted,
    seen,
    onAccepted: (state, rev) => echoes.note(state, rev),
    onSetBack: () => parts.onFinding({ kind: 'set-back' }),
    onSuccess,
    findChanged: rows => findChanged(collection, rows),
    awaitTurn: async () => {
      for (const before of parts.earlier) await before.awaitNone(stopping.signal)
    },
    onBegin: ids => underWay.begin(ids),
    onEnd: ids => void awaitStored().then(() => underWay.end(ids))
  })

  /** The stamp is read before the documents are handed over, so what they are stored with lies above it. */
  const pullAndMark: typeof pull = async (stored, batchSize) => {
    const { documents, checkpoint } = await pull(stored, batchSize)
    return { documents, checkpoint: { ...checkpoint, [writtenUpToField]: await readLargestStamp(collection) } }
  }

  const identifier = createReplicationIdentifier(parts.serverUrl, parts.remote)

  function start(): void {
    echoes.forget()
    const started = replicateRxCollection<Doc, Checkpoint>({
      replicationIdentifier: identifier,
      collection,
      live: true,
      retryTime: rxRetryMs,
      // Whoever starts this holds the leadership already.
      waitForLeadership: false,
      autoStart: false,
      pull: { handler: pullAndMark, batchSize: pullBatchSize, stream$ },
      push: { handler: push, batchSize: pushBatchSize }
    })
    replication = started
    following = started.error$.subscribe(error => void recover(started, error))
    void follow(started).catch((error: unknown) => recover(started, error))
  }

  async function follow(started: RxReplicationState<Doc, Checkpoint>): Promise<void> {
    await finishPull(collection, name, identifier)
    await parts.beforeStart(identifier).catch((error: unknown) => parts.onStorage(classifyStorageError(error)))
    await hearStored(collection)
    seen.load((await readPullPlace(collection, name, identifier)).seen)
    await started.start()
    const state = started.internalReplicationState
    if (state === undefined) return
    await unsent.attach(state as Parameters<Unsent['attach']>[0])
  }

  /** RxDB's queue of pushes ends with the one that is being answered: once it is through, the outcome is stored. */
  async function awaitStored(): Promise<void> {
    await replication?.internalReplicationState?.streamQueue.up.catch(() => undefined)
  }

  /** RxDB's queue of pulls ends with the one that is being answered. Rejects where its documents could not be stored. */
  async function awaitPulled(): Promise<void> {
    const state = replication?.internalReplicationState
    await state?.streamQueue.down.catch(() => undefined)
    if (state === undefined || state !== replication?.internalReplicationState) throw new Error('not stored')
  }

  /**
   * Our handlers do not throw while they run, so an error is one of the local storage. RxDB would go on with the next batch
   * and move its checkpoint past what was not stored; starting again from the stored checkpoint loses nothing.
   */
  async function recover(failed: RxReplicationState<Doc, Checkpoint>, error: unknown): Promise<void> {
    if (failed !== replication || stopping.signal.aborted) return
    replication = undefined
    failed.internalReplicationState?.events.canceled.next(true)
    const fault = classifyStorageError(error)
    status$.next({
      ...status$.value,
      lastError: { at: now(), refusal: fault, detail: error instanceof Error ? error.message.slice(0, 200) : fault }
    })
    parts.onStorage(fault)
    following?.unsubscribe()
    await failed.cancel().catch(() => undefined)
    faults += 1
    await backoff.wait(faults, stopping.signal)
    if (!stopping.signal.aborted && !collection.closed && !isPaused && replication === undefined) start()
  }

  start()
  return {
    name,
    unsent,
    status$,
    underWay,
    resync: () => stream$.next('RESYNC'),
    onFailure,
    async pause() {
      const paused = replication
      isPaused = true
      replication = undefined
      following?.unsubscribe()
      unsent.detach()
      const { lastSuccessAt: _, ...rest } = status$.value
      status$.next(rest)
      paused?.internalReplicationState?.events.canceled.next(true)
      await paused?.cancel().catch(() => undefined)
    },
    resume() {
      isPaused = false
      if (!stopping.signal.aborted && !collection.closed && replication === undefined) start()
    },
    async stop() {
      stopping.abort()
      unsent.stop()
      following?.unsubscribe()
      await replication?.cancel()
    }
  }
}

async function findLocal<T extends { readonly id: string }>(
  { storageInstance }: RxCollection<T>,
  ids: readonly string[]
): Promise<ReadonlyMap<string, Versioned<T>>> {
  const stored = await storageInstance.findDocumentsById([...ids], true)
  return new Map(stored.map(document => [document.id, toVersioned<T>(document)]))
}

/** The ids of those whose state on this device is another one by now. */
async function findChanged<T extends { readonly id: string }>(
  collection: RxCollection<T>,
  rows: readonly PushRow<T>[]
): Promise<ReadonlySet<string>> {
  const storedById = await findLocal(
    collection,
    rows.map(({ id }) => id)
  )
  return new Set(rows.filter(({ id, local }) => !isSameState(storedById.get(id), local)).map(({ id }) => id))
}
