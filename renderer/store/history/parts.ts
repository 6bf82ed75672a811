import type { ChangeOutcome, HistoryEntry, HistoryPart } from '#renderer/contract/history-entry.ts'
import type { KeptReason } from '#domain/model/reasons.ts'

export interface SettledOutcome {
  readonly outcome: ChangeOutcome
  readonly reason?: KeptReason | undefined
}

/**
 * What one change did to each of several sessions, as changes of their own: a series that was asked for, or called off. Of any other
 * change it is the change itself.
 */
export function listParts(entry: HistoryEntry): readonly HistoryEntry[] {
  const { parts, ...whole } = entry
  return parts === undefined ? [entry] : parts.map(part => toEntry(whole, part))
}

function toEntry(whole: Omit<HistoryEntry, 'parts'>, { undoneAs, ...part }: HistoryPart): HistoryEntry {
  const { bookingId: _b, requestId: _r, before: _v, after: _n, ...shared } = whole
  return { ...shared, ...part, ...(undoneAs === undefined ? {} : { outcome: 'undone', undoneAs }) }
}

/** The entry with one of its sessions taken back; undone where that was the last one. */
export function withPartUndone(
  entry: HistoryEntry,
  bookingId: string | undefined,
  undoneAs: 'withdrawn' | 'reverted'
): HistoryEntry {
  const parts = entry.parts?.map(part => (part.bookingId === bookingId ? { ...part, undoneAs } : part))
  const isWhole = parts === undefined || bookingId === undefined || parts.every(part => part.undoneAs !== undefined)
  return { ...entry, ...(parts === undefined ? {} : { parts }), ...(isWhole ? { outcome: 'undone', undoneAs } : {}) }
}

/** What became of a change as a whole: `adjusted` where some of it was granted and some was not. */
export function joinOutcomes(outcomes: readonly SettledOutcome[]): SettledOutcome {
  const [first = { outcome: 'undone' as const }] = outcomes
  const waiting = outcomes.find(({ outcome }) => outcome === 'waiting')
  if (waiting !== undefined) return waiting
  if (outcomes.every(({ outcome }) => outcome === first.outcome)) return first
  return { outcome: 'adjusted', reason: outcomes.find(({ reason }) => reason !== undefined)?.reason }
}
