import { merge, type Observable } from 'rxjs'
import type { Notice } from '#domain/model/notice.ts'
import type { Instant } from '#domain/model/primitives.ts'
import type { HistoryEntry } from '#renderer/contract/history-entry.ts'
import type { DocumentRepository } from '#renderer/data/repositories/document-repository.ts'
import { findOutcome, type Traces } from './find-outcome.ts'
import { listParts, type SettledOutcome } from './parts.ts'
import { createWithdrawnLate, wasSentAfterAll } from './withdrawn-late.ts'

export interface SettleParts {
  readonly repository: DocumentRepository<HistoryEntry>
  /** Tells of an id whether the server has not confirmed it, as of now; undefined until that is known, and in windows that do not replicate. */
  readonly findUnsent: () => ((id: string) => boolean) | undefined
  readonly traces: Omit<Traces, 'isUnsent'>
  /** Keeps what the person has to know; each notice once. */
  readonly tell: (notice: Notice) => Promise<unknown>
  /** By the server's clock as measured, epoch ms. */
  readonly now: () => Instant
  /** Emit when an outcome may have come. */
  readonly changes: readonly Observable<unknown>[]
}

/** Follows what becomes of the changes of this device, and notes it (JN3). Returns how to stop. */
export function startSettling({ repository, findUnsent, traces, tell, now, changes }: SettleParts): () => void {
  let isRunning = false
  let isOwed = false
  const stopping = new AbortController()

  async function settle(): Promise<void> {
    // What is recorded after the look at the unsent ones is not judged by it.
    const open = repository.items.filter(
      entry => entry.outcome === 'waiting' || listParts(entry).some(part => wasSentAfterAll(part, traces.findCall))
    )
    if (open.length === 0) return
    const isUnsent = findUnsent()
    if (isUnsent === undefined) return
    const seen = { ...traces, isUnsent }
    for (const entry of open) {
      const next = findOutcome(entry, seen)
      if (next.outcome === 'waiting' || stopping.signal.aborted) continue
      const { outcome, reason } = next
      // What was granted after all; of what was refused the server tells.
      const late = listParts(entry)
        .filter(part => findOutcome(part, seen).outcome === 'confirmed')
        .flatMap(part => createWithdrawnLate(part, traces.findCall, now()) ?? [])
      // Told before it is noted: an interruption tells the same once more.
      for (const notice of late) await tell(notice)
      await repository.change(entry.id, current =>
        current.outcome === entry.outcome ? toSettled(current, { outcome, reason }) : current
      )
    }
  }

  async function run(): Promise<void> {
    isOwed = true
    if (isRunning) return
    isRunning = true
    while (isOwed && !stopping.signal.aborted) {
      isOwed = false
      // A storage that fails says so elsewhere; the next change tries again.
      await settle().catch(() => undefined)
    }
    isRunning = false
  }

  const subscription = merge(...changes, repository.items$).subscribe(() => void run())
  return () => {
    stopping.abort()
    subscription.unsubscribe()
  }
}

function toSettled({ undoneAs: _, ...entry }: HistoryEntry, { outcome, reason }: SettledOutcome): HistoryEntry {
  return { ...entry, outcome, ...(reason === undefined ? {} : { reason }) }
}
