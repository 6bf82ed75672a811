import { type ListedAction, listActions } from '#domain/actions/list-actions.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'

/** An action to be done, and the session that it is from. */
export interface OpenAction {
  readonly action: ListedAction
  readonly call: SessionCopy
}

/** What is to be done after these sessions, by either of the two: the earliest date first, what has none last. */
export function listOpenActions(calls: readonly SessionCopy[]): readonly OpenAction[] {
  return calls
    .filter(({ status }) => status !== 'declined' && status !== 'cancelled')
    .flatMap(call =>
      listActions(call)
        .filter(({ state }) => state === 'open')
        .map(action => ({ action, call }))
    )
    .toSorted(byDate)
}

function byDate(a: OpenAction, b: OpenAction): number {
  const [one, other] = [a, b].map(({ action }) => action.dueDate ?? '9999-12-31') as [string, string]
  if (one !== other) return one < other ? -1 : 1
  return a.call.startsAt - b.call.startsAt
}
