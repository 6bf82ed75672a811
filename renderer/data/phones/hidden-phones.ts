import { BehaviorSubject, combineLatest, map } from 'rxjs'
import type { OwnDocument } from '#domain/model/own-documents.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { hideEndedPhone } from '#domain/rules/phone-end.ts'
import type { DocumentRepository } from '../repositories/document-repository.ts'

type Copy = OwnDocument

export interface HiddenPhones {
  /** The same copies, without the numbers whose time is over. What is written goes to the repository below. */
  readonly calls: DocumentRepository<Copy>
  /** Time has passed, or the clock was measured anew: whoever follows the copies gets them as they are to be seen now. */
  refresh(): void
}

/**
 * Hides ended numbers from everything above (PH5), from the moment on: erasing them from the disk takes longer, and a full disk may
 * refuse it.
 * @param now by the server's clock as measured, epoch ms
 */
export function hidePhones(calls: DocumentRepository<Copy>, now: () => Instant): HiddenPhones {
  const refreshed$ = new BehaviorSubject<undefined>(undefined)
  /** One object for each copy, so that what did not change stays the same. */
  const hiddenByCopy = new WeakMap<Copy, Copy>()
  let last: { readonly of: readonly Copy[]; readonly count: number; readonly shown: readonly Copy[] } | undefined

  function show(copy: Copy): Copy {
    if (copy.kind !== 'call') return copy
    const shown = hideEndedPhone(copy, now())
    if (shown === copy || copy.otherPhone === undefined) return copy
    const known = hiddenByCopy.get(copy) ?? shown
    hiddenByCopy.set(copy, known)
    return known
  }

  function showAll(copies: readonly Copy[]): readonly Copy[] {
    const shown = copies.map(show)
    const count = shown.filter((copy, position) => copy !== copies[position]).length
    if (count === 0) return copies
    // Time hides more and more of the same copies: as many are the same ones.
    if (last?.of === copies && last.count === count) return last.shown
    last = { of: copies, count, shown }
    return shown
  }

  return {
    refresh: () => refreshed$.next(undefined),
    calls: {
      ...calls,
      items$: combineLatest([calls.items$, refreshed$]).pipe(map(([copies]) => showAll(copies))),
      get items() {
        return showAll(calls.items)
      },
      find(id) {
        const copy = calls.find(id)
        return copy === undefined ? undefined : show(copy)
      }
    }
  }
}
