import { BehaviorSubject, filter, firstValueFrom, type Observable } from 'rxjs'

/**
 * Documents between the request of their push and the moment when RxDB has stored its outcome. Until then RxDB takes the state
 * that the server had before for the one it has: a pull of such a document would be dropped, or would undo a newer local
 * change.
 */
export interface UnderWay {
  readonly ids$: Observable<ReadonlyMap<string, number>>
  readonly ids: ReadonlyMap<string, number>
  /** A document may be on its way more than once. */
  begin(ids: readonly string[]): void
  end(ids: readonly string[]): void
  /** Resolves when none of these is under way. */
  awaitNone(ids: readonly string[]): Promise<void>
}

export function createUnderWay(): UnderWay {
  const counts$ = new BehaviorSubject<ReadonlyMap<string, number>>(new Map())

  function add(ids: readonly string[], step: 1 | -1): void {
    const next = new Map(counts$.value)
    for (const id of ids) {
      const count = (next.get(id) ?? 0) + step
      if (count > 0) next.set(id, count)
      else next.delete(id)
    }
    counts$.next(next)
  }

  return {
    ids$: counts$.asObservable(),
    get ids() {
      return counts$.value
    },
    begin: ids => add(ids, 1),
    end: ids => add(ids, -1),
    async awaitNone(ids) {
      await firstValueFrom(counts$.pipe(filter(counts => !ids.some(id => counts.has(id)))))
    }
  }
}
