import {
  getAssumedMasterState,
  getChangedDocumentsSince,
  type RxCollection,
  type RxConflictHandler,
  type RxStorageInstanceReplicationState,
  type WithDeleted,
  writeDocToDocState
} from 'rxdb'
import {
  BehaviorSubject,
  filter,
  firstValueFrom,
  fromEvent,
  map,
  merge,
  type Observable,
  race,
  Subject,
  type Subscription
} from 'rxjs'
import type { Versioned } from '#domain/merge/meeting.ts'
import { downstreamContext } from '../database/own-meta.ts'
import { toVersioned } from '../database/stored-document.ts'

const scanSize = 500

interface Counted {
  /** False until the stored documents were looked through. */
  readonly isKnown: boolean
  /** Ids of local states that the server has not confirmed. */
  readonly ids: ReadonlySet<string>
  /** Those of them that were made here and removed again before the server had confirmed them. */
  readonly withdrawn: ReadonlySet<string>
}

/** A local state that the server has not confirmed, and the one that it was built on; none for what is new. */
export interface UnsentDocument<T> {
  readonly local: Versioned<T>
  readonly base: Versioned<T> | undefined
}

/**
 * Which documents of a collection hold something that the server has not confirmed. It is derived from what RxDB stores (local
 * state against the state that the server is known to hold), so it is right after a restart without any bookkeeping.
 */
export interface Unsent<T = object> {
  readonly ids$: Observable<Counted>
  readonly ids: ReadonlySet<string>
  /** The same, as of now; undefined until what is stored was looked through. */
  readonly knownIds: ReadonlySet<string> | undefined
  /** How many of them a person waits for: what was made and removed again before the server confirmed it is nobody's loss. */
  readonly missedCount: number
  /** Emits when what `read` answers may have changed. */
  readonly changed$: Observable<void>
  /** The unsent documents themselves; undefined until what is stored was looked through. */
  read(): Promise<readonly UnsentDocument<T>[] | undefined>
  /** Looks through what is stored and follows it from then on; until then, only new local writes are known. */
  attach(state: RxStorageInstanceReplicationState<unknown>): Promise<void>
  /** The replication stops for a while: what is unsent is not known until the next `attach`. */
  detach(): void
  /** Resolves once nothing is unsent; rejects when stopped. */
  awaitNone(signal: AbortSignal): Promise<void>
  stop(): void
}

export function createUnsent<T extends { readonly id: string }>(
  collection: RxCollection<T>,
  isEqual: RxConflictHandler<T>['isEqual']
): Unsent<T> {
  const counted$ = new BehaviorSubject<Counted>({ isKnown: false, ids: new Set(), withdrawn: new Set() })
  const rewritten$ = new Subject<void>()
  const subscriptions: Subscription[] = []
  let following: Subscription | undefined
  let replication: RxStorageInstanceReplicationState<unknown> | undefined
  /** How often each unsent document was written since it became so. */
  const writesById = new Map<string, number>()
  /** What was heard last of documents that are or may be unsent, since the replication began. */
  const heardById = new Map<string, WithDeleted<T>>()
  let checks: Promise<void> = Promise.resolve()

  function change(
    add: readonly string[],
    remove: readonly string[],
    isKnown = counted$.value.isKnown,
    withdrawn: ReadonlySet<string> = new Set()
  ): void {
    const { ids, withdrawn: known, isKnown: wasKnown } = counted$.value
    const isOther = (id: string): boolean => !ids.has(id) || known.has(id) !== withdrawn.has(id)
    if (!add.some(isOther) && !remove.some(id => ids.has(id)) && wasKnown === isKnown) return
    const concerned = new Set([...add, ...remove])
    counted$.next({
      isKnown,
      ids: new Set([...[...ids].filter(id => !concerned.has(id)), ...add]),
      withdrawn: new Set([...[...known].filter(id => !concerned.has(id)), ...withdrawn])
    })
  }

  async function check(ids: readonly string[], isKnown?: boolean): Promise<void> {
    const state = replication
    if (state === undefined || collection.closed || state.events.canceled.value) return
    const before = new Map(ids.map(id => [id, writesById.get(id)]))
    const [stored, assumedById] = await Promise.all([
      collection.storageInstance.findDocumentsById([...ids], true),
      getAssumedMasterState(state, [...ids])
    ])
    if (state !== replication) return
    const found = stored.filter(document => {
      const assumed = assumedById[document.id]
      const local = writeDocToDocState(document, false, false) as unknown as WithDeleted<T>
      return assumed === undefined || !isEqual(assumed.docData as WithDeleted<T>, local, 'unsent')
    })
    const unsent = found.map(({ id }) => id)
    const withdrawn = found.filter(({ id, _deleted }) => _deleted && assumedById[id] === undefined).map(({ id }) => id)
    const waiting = new Set(unsent)
    // What was written while this looked is looked at again, and stays unsent until then.
    const confirmed = ids.filter(id => !waiting.has(id) && writesById.get(id) === before.get(id))
    change(unsent, confirmed, isKnown, new Set(withdrawn))
    confirmed.forEach(forget)
  }

  function forget(id: string): void {
    writesById.delete(id)
    heardById.delete(id)
  }

  /** RxDB has noted what the server holds. Where that is what was heard of last, nothing has to be read for it. */
  async function checkNoted(notes: ReadonlyMap<string, WithDeleted<T>>): Promise<void> {
    if (replication === undefined) return
    const confirmed = [...notes].flatMap(([id, noted]) => {
      const heard = heardById.get(id)
      return heard !== undefined && isEqual(noted, heard, 'unsent') ? [id] : []
    })
    change([], confirmed)
    confirmed.forEach(forget)
    const open = [...notes.keys()].filter(id => counted$.value.ids.has(id))
    if (open.length > 0) await check(open)
  }

  function enqueue(task: () => Promise<void>): Promise<void> {
    // A database that is being closed ends every check under way.
    checks = checks.then(task).catch(() => undefined)
    return checks
  }

  subscriptions.push(
    collection.storageInstance.changeStream().subscribe(bulk => {
      const ids = bulk.events.map(({ documentId }) => documentId)
      const known = counted$.value.ids
      const isFromServer = bulk.context.startsWith(downstreamContext)
      const concerned = isFromServer ? ids.filter(id => known.has(id)) : ids
      if (concerned.length === 0) return
      rewritten$.next()
      for (const id of concerned) writesById.set(id, (writesById.get(id) ?? 0) + 1)
      for (const { documentId: id, documentData } of bulk.events) {
        if (writesById.has(id)) heardById.set(id, writeDocToDocState(documentData as never, false, false))
      }
      // What was just written here is unsent until proven otherwise: whoever waits for it must not run ahead.
      if (!bulk.context.startsWith('replication-')) change(concerned, [])
      void enqueue(() => check(concerned))
    })
  )

  return {
    ids$: counted$.asObservable(),
    get ids() {
      return counted$.value.ids
    },
    get knownIds() {
      const { isKnown, ids } = counted$.value
      return isKnown && replication !== undefined && !collection.closed ? ids : undefined
    },
    get missedCount() {
      return counted$.value.ids.size - counted$.value.withdrawn.size
    },
    changed$: merge(counted$.pipe(map(() => undefined)), rewritten$),
    async read() {
      const state = replication
      const { isKnown, ids } = counted$.value
      if (!isKnown || state === undefined || collection.closed) return undefined
      const [stored, assumedById] = await Promise.all([
        collection.storageInstance.findDocumentsById([...ids], true),
        getAssumedMasterState(state, [...ids])
      ])
      return stored.map(document => {
        const base = assumedById[document.id]?.docData as WithDeleted<T> | undefined
        const local = writeDocToDocState(document, false, false) as unknown as WithDeleted<T>
        return { local: toVersioned<T>(local), base: base === undefined ? undefined : toVersioned<T>(base) }
      })
    },
    async attach(state) {
      replication = state
      heardById.clear()
      following?.unsubscribe()
      following = state.input.metaInstance.changeStream().subscribe(bulk => {
        const known = counted$.value.ids
        const notes = bulk.events.flatMap(({ documentData: { itemId, docData } }) =>
          known.has(itemId) ? [[itemId, docData as WithDeleted<T>] as const] : []
        )
        if (notes.length > 0) void enqueue(() => checkNoted(new Map(notes)))
      })
      await enqueue(async () => {
        const [upCheckpoint] = await state.input.metaInstance.findDocumentsById(['up|1'], false)
        let since = upCheckpoint?.checkpointData as unknown
        for (;;) {
          const page = await getChangedDocumentsSince(collection.storageInstance, scanSize, since)
          if (page.documents.length === 0) break
          since = page.checkpoint
          await check(page.documents.map(({ id }) => id))
        }
        await check([...counted$.value.ids], true)
      })
    },
    detach() {
      replication = undefined
      following?.unsubscribe()
      counted$.next({ ...counted$.value, isKnown: false })
    },
    async awaitNone(signal) {
      const none = counted$.pipe(filter(({ isKnown, ids }) => isKnown && ids.size === 0))
      if (!signal.aborted) await firstValueFrom(race(none, fromEvent(signal, 'abort')))
      signal.throwIfAborted()
    },
    stop() {
      following?.unsubscribe()
      for (const subscription of subscriptions) subscription.unsubscribe()
    }
  }
}
