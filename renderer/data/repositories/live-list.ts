import type { MangoQuerySortPart, RxCollection } from 'rxdb'
import { BehaviorSubject, type Observable } from 'rxjs'
import { downstreamContext } from '../database/own-meta.ts'
import { toPlain } from '../database/stored-document.ts'
import { createTellGate } from './tell-gate.ts'
import { applyChanges, type Keyed, type ListChange } from './sorted-list.ts'

/** A pull of so many documents is one of many. */
const manyChanges = 200

/** A document as it is stored; `undefined` where it is gone. */
type StoredChange<T> = readonly [id: string, raw: T | undefined]

/** A collection's live documents as plain, sorted data that follows every change, also those of other windows. */
export interface LiveList<T> {
  readonly items$: Observable<readonly T[]>
  readonly items: readonly T[]
  readonly find: (id: string) => T | undefined
  /** How many live documents only a newer version can read: they are in no list (VE4). */
  readonly setAside$: Observable<number>
  /** Takes in at once what was stored and is to be told later. */
  catchUp(): void
  stop(): void
}

/**
 * Resolves once the stored documents are read.
 * @param compare a total order
 * @param read what is to be seen of a stored document; undefined where this version cannot read it
 */
export async function openLiveList<T extends Keyed>(
  collection: RxCollection<T>,
  compare: (a: T, b: T) => number,
  read: (raw: T) => T | undefined
): Promise<LiveList<T>> {
  const items$ = new BehaviorSubject<readonly T[]>([])
  const setAside$ = new BehaviorSubject(0)
  const itemById = new Map<string, T>()
  const asideIds = new Set<string>()
  let early: StoredChange<T>[] | undefined = []

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
    const changes = stored.map(([id, raw]): ListChange<T> => [id, raw === undefined ? undefined : read(raw)])
    for (const [at, [id, value]] of changes.entries()) {
      if (value === undefined) itemById.delete(id)
      else itemById.set(id, value)
      if (value === undefined && stored[at]?.[1] !== undefined) asideIds.add(id)
      else asideIds.delete(id)
    }
    items$.next(applyChanges(items$.value, changes, compare))
    if (asideIds.size !== setAside$.value) setAside$.next(asideIds.size)
  }

  const subscription = collection.eventBulks$.subscribe(bulk => {
    const changes = bulk.events.map(({ documentId, documentData }): StoredChange<T> => {
      const document = documentData as T & { readonly _deleted: boolean }
      return [documentId, document._deleted ? undefined : toPlain<T>(document)]
    })
    if (early !== undefined) return void early.push(...changes)
    later.push(...changes)
    const isOneOfMany = changes.length >= manyChanges && bulk.context.startsWith(downstreamContext)
    if (!isOneOfMany || !gate.ask()) catchUp()
  })
  // Straight from the storage: thousands of RxDB's document objects would be made only to be thrown away. By id, because that
  // is how they are stored; the list sorts them.
  const all = collection.find({ sort: [{ id: 'asc' }] as MangoQuerySortPart<T>[] }).getPreparedQuery()
  const { documents } = await collection.storageInstance.query(all)
  // What changed while the stored ones were read is newer than what was read.
  const changes = early
  early = undefined
  apply([...documents.map((document): StoredChange<T> => [document.id, toPlain<T>(document)]), ...changes])

  return {
    items$: items$.asObservable(),
    get items() {
      return items$.value
    },
    find: id => itemById.get(id),
    setAside$: setAside$.asObservable(),
    catchUp,
    stop() {
      gate.cancel()
      subscription.unsubscribe()
    }
  }
}
