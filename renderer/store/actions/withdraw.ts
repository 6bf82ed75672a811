import type { SessionCopy } from '#domain/model/call.ts'
import type { HistoryEntry } from '#renderer/contract/journal-entry.ts'
import type { Outcome } from '#renderer/contract/screens.ts'
import { readState } from '../journal/journal.ts'
import type { ActionContext } from './action-context.ts'
import type { SessionCopyWrites } from './call-writes.ts'

/** Notes that a change of this device was taken back: before anybody heard of it, or by a later change. */
export async function noteUndone(
  { repositories }: ActionContext,
  entry: HistoryEntry | undefined,
  undoneAs: 'withdrawn' | 'reverted'
): Promise<void> {
  if (entry === undefined) return
  await repositories.journal.change(entry.id, current => ({ ...current, outcome: 'undone', undoneAs }))
}

/** The request that stood before this one, if any: with it the copy is what the server has, and nothing is sent. */
export function withdrawRequest(writes: SessionCopyWrites, { id }: SessionCopy, entry: HistoryEntry | undefined): Promise<Outcome> {
  return writes.set(id, { request: readState<SessionCopy>(entry?.before).request })
}
