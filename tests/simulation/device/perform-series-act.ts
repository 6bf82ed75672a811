import { createSlotId } from '#domain/model/slot-id.ts'
import { isOffered, type PlannedDate } from '#domain/series/plan-series.ts'
import type { WorkspaceStoreState } from '#renderer/contract/screens.ts'
import type { PersonAct } from '../plan/act.ts'
import type { Deed, Did } from './protocol.ts'

type ActOf<K extends PersonAct['kind']> = Extract<PersonAct, { readonly kind: K }>
type OnIntent = (givenUp: Did) => void

const idle: Deed = { kind: 'idle' }

/** Week by week from an open slot: a student claims what is open, a coach pencils, and has slots made. */
export async function bookSeries(
  { pick, toPick, count }: ActOf<'book-series'>,
  state: WorkspaceStoreState,
  userId: string,
  onIntent: OnIntent
): Promise<Deed> {
  const isCoach = state.coaches.some(({ id }) => id === userId)
  const open = state.slots.filter(({ status, startsAt }) => status === 'open' && startsAt > state.now())
  const slot = choose(isCoach ? open.filter(({ coachId }) => coachId === userId) : open, pick)
  const met = [...new Set(state.calls.map(({ otherId }) => otherId))].toSorted()
  const studentId = isCoach ? choose(met, toPick) : undefined
  if (slot === undefined || (isCoach && studentId === undefined)) return idle
  const series = await state.loadSeriesActions()
  const { coachId, startsAt: firstStartsAt } = slot
  const dates = series.plan({ coachId, firstStartsAt, count, studentId }).filter(isOffered)
  onIntent({ more: dates.map(({ slotId }) => ({ reachedFor: slotId })) })
  const outcome = await (studentId === undefined ? series.claim(coachId, dates) : series.pencil(studentId, dates))
  if (!outcome.ok) return { kind: 'refused', refusal: outcome.refusal }
  const more = outcome.value.flatMap((date): readonly Did[] => {
    if (date.kind === 'refused') return []
    const { bookingId, slotId } = date
    if (studentId === undefined) return [{ claimed: { bookingId, slotId }, reachedFor: slotId }]
    const made = isMade(dates, slotId) ? { created: slotId } : {}
    return [{ pencilled: { bookingId, slotId, studentId }, reachedFor: slotId, ...made }]
  })
  return { kind: 'done', did: { more } }
}

/** A session of a series, if there is one, and all that follow it. */
export async function moveFollowing(
  { pick, byMs, words, reopenSlot }: ActOf<'move-following'>,
  state: WorkspaceStoreState,
  userId: string,
  onIntent: OnIntent
): Promise<Deed> {
  const ofSeries = state.calls.filter(({ status, series }) => status === 'confirmed' && series !== undefined)
  const call = choose(ofSeries, pick)
  if (call === undefined) return idle
  const series = await state.loadSeriesActions()
  const coachId = call.partyRole === 'coach' ? userId : call.otherId
  const wanted = {
    bookingId: call.id,
    to: call.startsAt + byMs,
    reopenSlot,
    isTakenIn: ({ isMovedSingly }: { readonly isMovedSingly: boolean }) => !isMovedSingly
  }
  const towards = series.planMove(wanted).map(({ to }): Did => ({ reachedFor: createSlotId(coachId, to) }))
  onIntent({ more: towards })
  const outcome = await series.moveEach(wanted, words)
  return outcome.ok
    ? { kind: 'done', did: { typed: words, more: towards } }
    : { kind: 'refused', refusal: outcome.refusal }
}

function isMade(dates: readonly PlannedDate[], slotId: string): boolean {
  return dates.some(date => date.slotId === slotId && date.state.kind === 'makes-slot')
}

function choose<T>(list: readonly T[], pick: number): T | undefined {
  return list[Math.floor(pick * list.length)]
}
