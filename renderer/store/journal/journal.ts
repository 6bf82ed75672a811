import type { Instant } from '#domain/model/primitives.ts'
import { dayMs } from '#domain/time/durations.ts'
import { maxJournalEntries, journalDays } from './journal-limits.ts'
import type { JournalEntry } from '#renderer/contract/journal-entry.ts'
import type { DocumentRepository } from '#renderer/data/repositories/document-repository.ts'

/** A change as the action that made it describes it; states are any JSON. */
export type Change = Omit<JournalEntry, 'id' | 'order' | 'at' | 'outcome' | 'reason' | 'before' | 'after'> & {
  readonly before?: object | undefined
  readonly after?: object | undefined
}

/** What this device's person did, for the history and for undo (JN1). */
export interface Journal {
  /** Call it once the change is stored. A journal that cannot be written does not undo what was done. */
  record(change: Change): Promise<void>
  /** The newest change that was made in this window and not undone. */
  findLast(): JournalEntry | undefined
}

export function createJournal(parts: {
  readonly repository: DocumentRepository<JournalEntry>
  /** By the server's clock as measured, epoch ms. */
  readonly now: () => Instant
  readonly createId: () => string
}): Journal {
  const { repository, now, createId } = parts
  let lastId: string | undefined

  /** Entries that are too old, and the oldest of too many (JN2). */
  async function prune(): Promise<void> {
    const oldest = now() - journalDays * dayMs
    const excess = repository.items.filter(({ at }, index) => index >= maxJournalEntries || at < oldest)
    for (const { id } of excess) await repository.remove(id)
  }

  return {
    async record({ before, after, ...change }) {
      const entry: JournalEntry = {
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
