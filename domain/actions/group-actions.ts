import type { ListedAction } from './list-actions.ts'

export const actionGroups = ['overdue', 'week', 'later', 'done'] as const
export type ActionGroup = (typeof actionGroups)[number]

/** The days that a list of actions is drawn for, `YYYY-MM-DD`, on its reader's clock. */
export interface ActionDays {
  readonly today: string
  /** The last day of this week. */
  readonly weekEnd: string
}

/** Where an action stands in the list of all: one without a date comes later, one that is withdrawn is done with. */
function groupOf({ state, dueDate }: Pick<ListedAction, 'state' | 'dueDate'>, days: ActionDays): ActionGroup {
  if (state !== 'open') return 'done'
  if (dueDate === undefined || dueDate > days.weekEnd) return 'later'
  return dueDate < days.today ? 'overdue' : 'week'
}

/** Each group in the order in which it is worked off: the earliest date first, then without one; what was done last comes first. */
export function groupActions<A extends ListedAction>(
  actions: readonly A[],
  days: ActionDays
): Readonly<Record<ActionGroup, readonly A[]>> {
  const of = (group: ActionGroup): readonly A[] => actions.filter(action => groupOf(action, days) === group)
  const byDate = (a: A, b: A): number => compare(a.dueDate ?? '9999', b.dueDate ?? '9999')
  return {
    overdue: of('overdue').toSorted(byDate),
    week: of('week').toSorted(byDate),
    later: of('later').toSorted(byDate),
    done: of('done').toSorted((a, b) => (b.doneAt ?? 0) - (a.doneAt ?? 0))
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
