import type { Instant } from '#domain/model/primitives.ts'
import { dayMs } from '#domain/time/durations.ts'
import { maxHistoryEntries, historyDays } from './history-limits.ts'
import type { HistoryEntry } from '#renderer/contract/history-entry.ts'
import type { DocumentRepository } from '#renderer/data/repositories/document-repository.ts'

/** A change as the action that made it describes it; states are any JSON. */
export type HistoryChange = Omit<HistoryEntry, 'id' | 'order' | 'at' | 'outcome' | 'reason' | 'before' | 'after'> & {
  readonly before?: object | undefined
  readonly after?: object | undefined
}

/** What this device's person did, for the history and for undo (JN1). */
export interface History {
  /** Call it once the change is stored. A journal that cannot be written does not undo what was done. */
  record(change: HistoryChange): Promise<void>
  /** The newest change that was made in this window and not undone. */
  findLast(): HistoryEntry | undefined
}

export function createHistory(parts: {
  readonly repository: DocumentRepository<HistoryEntry>
  /** By the server's clock as measured, epoch ms. */
  readonly now: () => Instant
  readonly createId: () => string
}): History {
  const { repository, now, createId } = parts
  let lastId: string | undefined

  /** Entries that are too old, and the oldest of too many (JN2). */
  async function prune(): Promise<void> {
    const oldest = now() - historyDays * dayMs
    const excess = repository.items.filter(({ at }, index) => index >= maxHistoryEntries || at < oldest)
    for (const { id } of excess) await repository.remove(id)
  }

  return {
    async record({ before, after, ...change }) {
      const entry: HistoryEntry = {
        ...change,
        id: createId(),
        order: (repository.items[0]?.order ?? 0) + 1,
        at: now(),
        outcome: 'waiting',
        ...(before === undefined ? {} : { before: JSON.stringify(before) }),
        ...(after === undefined ? {} : { after: JSON.stringify(after) })
      }
      const saved = await repository.save(entry)
      if (!saved.ok) return
      lastId = entry.id
      await prune()
    },
    findLast: () => repository.items.find(({ id }) => id === lastId)
  }
}

/** A state that an entry keeps, field by field; empty where there was nothing. */
export function readState<T extends object>(json: string | undefined): Partial<T> {
  return json === undefined ? {} : (JSON.parse(json) as Partial<T>)
}
