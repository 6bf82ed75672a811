import type { Action, Tick } from '#domain/model/action.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { type SessionCopy, type WordField, wordFields } from '#domain/model/session-copy.ts'
import { isSame } from '#domain/rules/is-same.ts'
import type { HistoryEntry } from '#renderer/contract/history-entry.ts'
import { readState } from '../history/history.ts'

/**
 * The own words that a change was about, and that the copy still has as it left them: what it said, and what it took away. A change keeps
 * all words of before; of those that it does not say the copy has something again where it left them alone, or somebody said them since.
 */
export function listWordsOf({ before, after }: HistoryEntry, call: SessionCopy): readonly WordField[] {
  const [held, said] = [readState<SessionCopy>(before), readState<SessionCopy>(after)]
  return wordFields.filter(field => field in said || (field in held && call[field] === undefined))
}

/** The words as they were before a change, typed now (JN5). What is undefined leaves the copy. */
export function restoreWordsOf(
  entry: HistoryEntry,
  call: SessionCopy,
  now: Instant
): { readonly [F in WordField]?: SessionCopy[F] | undefined } {
  const before = readState<SessionCopy>(entry.before)
  return Object.fromEntries(
    listWordsOf(entry, call).map(field => {
      if (field === 'actions') return [field, before.actions && touch(before.actions, call.actions, now)]
      if (field === 'ticks') return [field, { ...untick(call.ticks, now), ...touch(before.ticks, call.ticks, now) }]
      return [field, before[field]]
    })
  ) as { readonly [F in WordField]?: SessionCopy[F] | undefined }
}

type Items<T> = Readonly<Record<string, T>>

/** Each as it was; what is changed by that is changed now. */
function touch<T extends Action | Tick>(
  before: Items<T> = {},
  current: Items<T> = {},
  now: Instant
): Record<string, T> {
  const entries = Object.entries(before)
  return Object.fromEntries(
    entries.map(([id, item]) => [id, isSame(item, current[id]) ? item : { ...item, editedAt: now }])
  )
}

function untick(ticks: Items<Tick> = {}, now: Instant): Record<string, Tick> {
  return Object.fromEntries(Object.entries(ticks).map(([id, tick]) => [id, { ...tick, doneAt: null, editedAt: now }]))
}
