import { merge, type Observable } from 'rxjs'
import type { OwnDocument } from '#domain/model/own-documents.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { phoneEndOf } from '#domain/rules/phone-end.ts'
import { hourMs, minuteMs } from '#domain/time/durations.ts'
import type { Timers } from '#renderer/contract/application.ts'
import type { DocumentRepository } from '../repositories/document-repository.ts'

/** A timer says little of a computer that slept, or of a clock that was measured anew: it is looked at least this often. */
const longestMs = hourMs
/** Numbers that could not be erased are tried again after this much. */
const retryMs = minuteMs

/**
 * Follows the copies as they are stored, and says when the time of a number in them is over (PH5).
 * @returns how to stop
 */
export function watchPhones(parts: {
  readonly calls: Pick<DocumentRepository<OwnDocument>, 'items' | 'items$'>
  /** Emits where the clock may have been measured anew, or the computer woke up. */
  readonly changed$: Observable<unknown>
  /** By the server's clock as measured, epoch ms. */
  readonly now: () => Instant
  readonly timers: Timers
  readonly onEnded: () => void
}): () => void {
  const { calls, now, timers, onEnded } = parts
  const stopping = new AbortController()
  let waiting = new AbortController()
  /** What had ended when the account was opened is erased by then. */
  let toldAt = now()

  function findNextEnd(): Instant | undefined {
    const ends = calls.items.flatMap(copy =>
      copy.kind === 'call' && copy.otherPhone !== undefined ? (phoneEndOf(copy) ?? []) : []
    )
    return ends.length === 0 ? undefined : ends.reduce((a, b) => Math.min(a, b))
  }

  function look(): void {
    waiting.abort()
    waiting = new AbortController()
    const next = findNextEnd()
    if (next === undefined || stopping.signal.aborted) return
    const at = now()
    if (next <= at && Math.abs(at - toldAt) >= retryMs) {
      toldAt = at
      onEnded()
    }
    const delay = next <= at ? retryMs : Math.min(next - at, longestMs)
    void timers.wait(delay, AbortSignal.any([waiting.signal, stopping.signal])).then(look, () => undefined)
  }

  const following = merge(calls.items$, parts.changed$).subscribe(look)
  return () => {
    following.unsubscribe()
    stopping.abort()
  }
}
