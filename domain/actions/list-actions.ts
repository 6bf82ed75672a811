import type { Action, ActionId, Tick } from '../model/action.ts'
import type { BookingId, Instant } from '../model/primitives.ts'
import type { SessionCopy } from '../model/session-copy.ts'
import { listOwnActions } from './follow-ups.ts'
import { sortByMaking } from './sort-by-making.ts'

/** One action as a party sees it. */
export interface ListedAction {
  readonly id: ActionId
  readonly bookingId: BookingId
  readonly text: string
  readonly owner: Action['owner']
  /** `YYYY-MM-DD` */
  readonly dueDate?: string | undefined
  /** `withdrawn`: done, and taken back by its coach since (SU5). */
  readonly state: 'open' | 'done' | 'withdrawn'
  readonly doneAt?: Instant
  /** What it said when it was ticked, where it says something else now (SU6). */
  readonly tickedText?: string
}

/** The actions of a session that the owner of this copy sees: a coach all, a student their own. */
export function listActions(call: SessionCopy): readonly ListedAction[] {
  return call.partyRole === 'coach' ? listForCoach(call) : listForStudent(call)
}

function listForCoach(call: SessionCopy): readonly ListedAction[] {
  const { otherTicks = {} } = call
  const own = listOwnActions(call)
  const ofStudent = new Set(own.filter(({ owner }) => owner !== 'coach').map(({ id }) => id))
  const actions = own.map(({ isDone, doneAt, ...action }): ListedAction => {
    const bookingId = call.id
    if (action.owner !== 'coach') return { ...action, bookingId, ...readTick(otherTicks[action.id], action.text) }
    return { ...action, bookingId, state: isDone ? 'done' : 'open', ...(doneAt === undefined ? {} : { doneAt }) }
  })
  return [...actions, ...listWithdrawn(call.id, otherTicks, ofStudent)]
}

function listForStudent(call: SessionCopy): readonly ListedAction[] {
  const { shared, ticks = {} } = call
  const actions = sortByMaking(shared?.actions ?? {}).map(
    ([id, { text, dueDate }]): ListedAction => ({
      id,
      bookingId: call.id,
      text,
      owner: 'student',
      ...(dueDate === undefined ? {} : { dueDate }),
      ...readTick(ticks[id], text)
    })
  )
  return [...actions, ...listWithdrawn(call.id, ticks, new Set(actions.map(({ id }) => id)))]
}

function readTick(tick: Tick | undefined, text: string): Pick<ListedAction, 'state' | 'doneAt' | 'tickedText'> {
  if (tick === undefined || tick.doneAt === null) return { state: 'open' }
  return { state: 'done', doneAt: tick.doneAt, ...(tick.text === text ? {} : { tickedText: tick.text }) }
}

/** Ticked, and not there any more: the tick says what it was. */
function listWithdrawn(
  bookingId: BookingId,
  ticks: Readonly<Record<ActionId, Tick>>,
  known: ReadonlySet<ActionId>
): readonly ListedAction[] {
  return Object.entries(ticks).flatMap(([id, { doneAt, text }]): readonly ListedAction[] =>
    doneAt === null || known.has(id) ? [] : [{ id, bookingId, text, owner: 'student', state: 'withdrawn', doneAt }]
  )
}
