import type { MangoQuerySortPart, RxCollection } from 'rxdb'
import { BehaviorSubject, type Observable } from 'rxjs'
import { toPlain } from '../database/stored-document.ts'
import { applyChanges, type Keyed, type ListChange } from './sorted-list.ts'

/** A collection's live documents as plain, sorted data that follows every change, also those of other windows. */
export interface LiveList<T> {
  readonly items$: Observable<readonly T[]>
  readonly items: readonly T[]
  readonly find: (id: string) => T | undefined
  stop(): void
}

/** Resolves once the stored documents are read. @param compare a total order */
export async function openLiveList<T extends Keyed>(
  collection: RxCollection<T>,
  compare: (a: T, b: T) => number
): Promise<LiveList<T>> {
  const items$ = new BehaviorSubject<readonly T[]>([])
  const itemById = new Map<string, T>()
  let early: ListChange<T>[] | undefined = []

  function apply(changes: readonly ListChange<T>[]): void {
    for (const [id, value] of changes) {
      if (value === undefined) itemById.delete(id)
      else itemById.set(id, value)
    }
    items$.next(applyChanges(items$.value, changes, compare))
  }

  const subscription = collection.eventBulks$.subscribe(bulk => {
    const changes = bulk.events.map(({ documentId, documentData }): ListChange<T> => {
      const document = documentData as T & { readonly _deleted: boolean }
      return [documentId, document._deleted ? undefined : toPlain<T>(document)]
    })
    if (early === undefined) apply(changes)
    else early.push(...changes)
  })
  // Straight from the storage: thousands of RxDB's document objects would be made only to be thrown away. By id, because that
  // is how they are stored; the list sorts them.
  const all = collection.find({ sort: [{ id: 'asc' }] as MangoQuerySortPart<T>[] }).getPreparedQuery()
  const { documents } = await collection.storageInstance.query(all)
  // What changed while the stored ones were read is newer than what was read.
  const changes = early
  early = undefined
  apply([...documents.map((document): ListChange<T> => [document.id, toPlain<T>(document)]), ...changes])

  return {
    items$: items$.asObservable(),
    get items() {
      return items$.value
    },
    find: id => itemById.get(id),
    stop: () => subscription.unsubscribe()
  }
}
