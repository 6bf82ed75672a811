import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { HistoryEntry } from '#renderer/contract/history-entry.ts'
import type { Outcome } from '#renderer/contract/screens.ts'
import { readState } from '../history/history.ts'
import { withPartUndone } from '../history/parts.ts'
import type { ActionContext } from './action-context.ts'
import type { SessionCopyWrites } from './session-copy-writes.ts'

/** Notes that a change of this device was taken back: before anybody heard of it, or by a later change. */
export async function noteUndone(
  { repositories }: ActionContext,
  entry: HistoryEntry | undefined,
  undoneAs: 'withdrawn' | 'reverted',
  /** Of a change of several sessions: the one that was taken back. */
  bookingId?: string
): Promise<void> {
  if (entry === undefined) return
  await repositories.journal.change(entry.id, current => withPartUndone(current, bookingId, undoneAs))
}

/** The request that stood before this one, if any: with it the copy is what the server has, and nothing is sent. */
export function withdrawRequest(
  writes: SessionCopyWrites,
  { id }: SessionCopy,
  entry: HistoryEntry | undefined
): Promise<Outcome> {
  return writes.set(id, { request: readState<SessionCopy>(entry?.before).request })
}
