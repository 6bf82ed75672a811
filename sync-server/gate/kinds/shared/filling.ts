import { isFilledSlot } from '#domain/model/filled-making.ts'
import { planHours } from '#domain/hours/plan-hours.ts'
import { addSkip, isWantedNow } from '#domain/hours/skips.ts'
import { type BusyTimes, busyTimesIds } from '#domain/model/busy-times.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { Instant } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { maxSlots } from '#domain/rules/judge-slot.ts'
import type { Interval } from '#domain/time/interval.ts'
import { type GateView, startsFrom } from '../../memory/gate-index.ts'
import { findDocument, type JudgingContext } from '../../memory/judging-context.ts'
import { buildNext, type MakeHash } from '../../revisions/revision-history.ts'
import type { Plan } from '../plan.ts'

/** So many slots change in the commit of one write at most; the rest follows at once (`Plan.fillsOn`). */
const maxFilledAtOnce = 400

export interface Filling {
  readonly add: readonly Slot[]
  readonly remove: readonly Slot[]
  /** There is more to be done. */
  readonly isCut: boolean
}

/**
 * What a coach's hours ask of the calendar as it is (AV1). What goes comes first: nobody should book it any more.
 * @param busy when the coach has no time
 */
export function planCalendarOf(
  {
    coach,
    isActive,
    busy
  }: { readonly coach: CoachProfile; readonly isActive: boolean; readonly busy: readonly Interval[] },
  { view, now, makeHash }: { readonly view: GateView; readonly now: Instant; readonly makeHash: MakeHash }
): Filling {
  const starts = startsFrom(now)
  const { add, remove } = planHours({
    coach,
    isActive,
    busy,
    slots: view.listSlots(coach.id, starts),
    bookings: view.listCoachBookings(coach.id, starts),
    room: maxSlots - view.countSlots(coach.id),
    nonce: makeHash().slice(0, 4),
    now
  })
  const removed = remove.slice(0, maxFilledAtOnce)
  const added = add.slice(0, maxFilledAtOnce - removed.length)
  return { add: added, remove: removed, isCut: removed.length + added.length < add.length + remove.length }
}

/** The same as a part of the write that changes the hours, or what they go by. */
export function planFilling(
  coach: CoachProfile,
  busy: readonly Interval[],
  context: JudgingContext
): Pick<Plan, 'slots' | 'fillsOn'> {
  const { add, remove, isCut } = planCalendarOf({ coach, isActive: true, busy }, context)
  if (add.length + remove.length === 0) return {}
  const { makeHash } = context
  const docs = [
    ...remove.map(({ id }) => buildNext(findDocument('slots', id, context), { removed: id }, true, makeHash)),
    ...add.map(value => buildNext(findDocument('slots', value.id, context), { value }, true, makeHash))
  ]
  const changes = [...remove.map(({ id }) => ({ id, slot: undefined })), ...add.map(slot => ({ id: slot.id, slot }))]
  return {
    slots: { database: 'slots', newEdits: true, docs, changes },
    ...(isCut ? { fillsOn: coach.id } : {})
  }
}

/**
 * When a coach has no time, as it is stored: by a file, and by a calendar that the server reads.
 * @param pushed what one of the two says from now on
 */
export function readBusy(
  coachId: string,
  { loaded }: JudgingContext,
  pushed?: Pick<BusyTimes, 'id' | 'intervals'>
): readonly Interval[] {
  return busyTimesIds.flatMap(id => {
    if (id === pushed?.id) return pushed.intervals
    const { current } = loaded.find(createCallsName(coachId), id)
    return current.kind === 'live' ? (current.value as BusyTimes).intervals : []
  })
}

/** A coach takes an open start away: hours that want it do not fill it again (AV4). Stored with whatever takes it away. */
export function planSkip(coachId: string, startsAt: Instant, context: JudgingContext): Pick<Plan, 'hours'> {
  const found = context.loaded.find('users', coachId)
  if (found.current.kind !== 'live') return {}
  const next = addSkip(found.current.value as CoachProfile, startsAt, context.now)
  if (next === undefined) return {}
  return {
    hours: { database: 'users', newEdits: true, docs: [buildNext(found, { value: next }, true, context.makeHash)] }
  }
}

/** Whether a slot that its session leaves may be open again: one that hours have made only as long as they want it (AV6). */
export function mayOpenAgain(slot: Slot, { loaded }: JudgingContext): boolean {
  if (!isFilledSlot(slot)) return true
  const coach = loaded.findProfile(slot.coachId)
  return coach !== undefined && isWantedNow(coach, slot.startsAt)
}
