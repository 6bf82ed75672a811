import type { MangoQuerySelector, MangoQuerySortPart, RxCollection } from 'rxdb'
import { BehaviorSubject, type Observable } from 'rxjs'
import type { IdQuery } from '../database/id-query.ts'
import { downstreamContext } from '../database/own-meta.ts'
import { toPlain } from '../database/stored-document.ts'
import { createTellGate } from './tell-gate.ts'
import { applyChanges, type Keyed, type ListChange } from './sorted-list.ts'

/** A pull of so many documents is one of many. */
const manyChanges = 200
/** So many documents of the rest are read at once: between two such parts a page may draw, and hear of a click. */
const partSize = 1_000

/** A document as it is stored; `undefined` where it is gone. */
type StoredChange<T> = readonly [id: string, raw: T | undefined]

/** A document as it is seen; `value` is undefined where it is gone, and where only a newer version can read it. */
interface SeenChange<T> {
  readonly id: string
  readonly value: T | undefined
  readonly isStored: boolean
}

/** A collection's live documents as plain, sorted data that follows every change, also those of other windows. */
export interface LiveList<T> {
  readonly items$: Observable<readonly T[]>
  readonly items: readonly T[]
  readonly find: (id: string) => T | undefined
  /** How many live documents only a newer version can read: they are in no list (VE4). */
  readonly setAside$: Observable<number>
  /** Takes in at once what was stored and is to be told later. */
  catchUp(): void
  /** Reads what was left for later; the list has it all at once when this resolves. May be called again after it has rejected. */
  readRest(): Promise<void>
  stop(): void
}

/** What is read first, and alone until `readRest` reads the others: `$gte` up to `$lt`. */
export type FirstIds = Required<Pick<IdQuery, '$gte' | '$lt'>>

/**
 * Resolves once the stored documents are read, or the first of them.
 * @param compare a total order
 * @param read what is to be seen of a stored document; undefined where this version cannot read it
 * @param first left out: all
 */
export async function openLiveList<T extends Keyed>(
  collection: RxCollection<T>,
  compare: (a: T, b: T) => number,
  read: (raw: T) => T | undefined,
  first?: FirstIds
): Promise<LiveList<T>> {
  const items$ = new BehaviorSubject<readonly T[]>([])
  const setAside$ = new BehaviorSubject(0)
  const itemById = new Map<string, T>()
  const asideIds = new Set<string>()
  let early: StoredChange<T>[] | undefined = []
  /** What changed while the rest is not read: what was heard of it is newer. Undefined: everything is read. */
  let heardIds = first === undefined ? undefined : new Set<string>()
  let isStopped = false

  const gate = createTellGate(catchUp)
  /** What came by the thousand, and the screens have not been told yet. */
  let later: StoredChange<T>[] = []

  function catchUp(): void {
    gate.cancel()
    const changes = later
    later = []
    if (changes.length > 0) apply(changes)
  }

  function apply(stored: readonly StoredChange<T>[]): void {
    take(stored.map(toSeen))
  }

  function toSeen([id, raw]: StoredChange<T>): SeenChange<T> {
    return { id, value: raw === undefined ? undefined : read(raw), isStored: raw !== undefined }
  }

  function take(seen: readonly SeenChange<T>[]): void {
    for (const { id, value, isStored } of seen) {
      if (value === undefined) itemById.delete(id)
      else itemById.set(id, value)
      if (value === undefined && isStored) asideIds.add(id)
      else asideIds.delete(id)
    }
    const changes = seen.map(({ id, value }): ListChange<T> => [id, value])
    items$.next(applyChanges(items$.value, changes, compare))
    if (asideIds.size !== setAside$.value) setAside$.next(asideIds.size)
  }

  /**
   * Straight from the storage: thousands of RxDB's document objects would be made only to be thrown away. By id, because that is how
   * they are stored; the list sorts them.
   */
  async function readIds(id: IdQuery, limit?: number): Promise<readonly StoredChange<T>[]> {
    const query = {
      sort: [{ id: 'asc' }] as MangoQuerySortPart<T>[],
      ...(Object.keys(id).length === 0 ? {} : { selector: { id } as MangoQuerySelector<T> }),
      ...(limit === undefined ? {} : { limit })
    }
    const { documents } = await collection.storageInstance.query(collection.find(query).getPreparedQuery())
    return documents.map(document => [document.id, toPlain<T>(document)])
  }

  /** In parts that are looked through as they come, and told as one. */
  async function readRest(): Promise<void> {
    if (first === undefined || heardIds === undefined) return
    const rest: SeenChange<T>[] = []
    for (const ids of [{ $lt: first.$gte }, { $gte: first.$lt }]) {
      let place: IdQuery = ids
      for (;;) {
        const part = await readIds(place, partSize)
        if (isStopped) return
        rest.push(...part.map(toSeen))
        const last = part.at(-1)
        if (last === undefined || part.length < partSize) break
        place = { ...('$lt' in ids ? { $lt: ids.$lt } : {}), $gt: last[0] }
      }
    }
    const heard = heardIds
    heardIds = undefined
    take(rest.filter(({ id }) => !heard.has(id)))
  }

  const subscription = collection.eventBulks$.subscribe(bulk => {
    const changes = bulk.events.map(({ documentId, documentData }): StoredChange<T> => {
      const document = documentData as T & { readonly _deleted: boolean }
      return [documentId, document._deleted ? undefined : toPlain<T>(document)]
    })
    for (const [id] of changes) heardIds?.add(id)
    if (early !== undefined) return void early.push(...changes)
    later.push(...changes)
    const isOneOfMany = changes.length >= manyChanges && bulk.context.startsWith(downstreamContext)
    if (!isOneOfMany || !gate.ask()) catchUp()
  })
  const stored = await readIds(first ?? {})
  // What changed while the stored ones were read is newer than what was read.
  const changes = early
  early = undefined
  apply([...stored, ...changes])

  return {
    items$: items$.asObservable(),
    get items() {
      return items$.value
    },
    find: id => itemById.get(id),
    setAside$: setAside$.asObservable(),
    catchUp,
    readRest,
    stop() {
      isStopped = true
      gate.cancel()
      subscription.unsubscribe()
    }
  }
}
