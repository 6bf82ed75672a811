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
  /** This moment, for `listSince`. */
  now(): number
  /** Those of the ids that were under way at any time since then: what was read of them meanwhile may be older than what is known here. */
  listSince(moment: number, ids: readonly string[]): readonly string[]
}

export function createUnderWay(): UnderWay {
  let moment = 0
  const endedAtById = new Map<string, number>()
  const counts$ = new BehaviorSubject<ReadonlyMap<string, number>>(new Map())

  function add(ids: readonly string[], step: 1 | -1): void {
    const next = new Map(counts$.value)
    moment += 1
    for (const id of ids) {
      if (step === -1) endedAtById.set(id, moment)
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
    },
    now: () => moment,
    listSince: (since, ids) => ids.filter(id => counts$.value.has(id) || (endedAtById.get(id) ?? 0) > since)
  }
}
