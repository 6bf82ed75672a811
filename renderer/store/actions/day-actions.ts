import { createActionIds } from '#domain/model/action-id.ts'
import { reasonMaxLength } from '#domain/model/limits.ts'
import type { SlotId } from '#domain/model/primitives.ts'
import type { CancelRequest, SessionCopy } from '#domain/model/session-copy.ts'
import { contains, type Interval } from '#domain/time/interval.ts'
import { withoutUndefined } from '#domain/without-undefined.ts'
import type { DayActions, DayPlan, Refusal, WorkspaceActions } from '#renderer/contract/screens.ts'
import { planDay, type TakenBack } from '../day-plan.ts'
import { readState } from '../history/history.ts'
import { type ActionContext, refuse } from './action-context.ts'
import { listOwnTakes } from './read-booking.ts'
import { aboutRequest } from './session-actions.ts'
import { createSessionCopyWrites, findWaitingRefusal } from './session-copy-writes.ts'
import { createSlotWrites } from './slot-writes.ts'

/** What the journal keeps of a day that was cancelled. */
export interface CancelledDay {
  /** When the day begins, epoch ms. */
  readonly startsAt: number
  readonly asked: readonly { readonly bookingId: string; readonly requestId: string }[]
  /** What was pencilled in and not sent; absent in a change of an earlier version. */
  readonly takenBack?: readonly TakenBack[]
}

/** A day on which its coach cannot come: all sessions and open slots of it in one change (JN9). */
export function createDayActions(
  context: ActionContext,
  { withdrawUnsent }: Pick<WorkspaceActions, 'withdrawUnsent'>
): DayActions {
  const { account, repositories, now, journal, findPending } = context
  const writes = createSessionCopyWrites(context)
  const slots = createSlotWrites(context)

  function plan(day: Interval): DayPlan {
    const takes = listOwnTakes(context)
    const days = repositories.journal.items.filter(
      ({ kind, outcome }) => kind === 'day-cancelled' && outcome !== 'undone'
    )
    const ofDay = days
      .map(({ after }) => readState<CancelledDay>(after))
      .filter(({ startsAt }) => startsAt === day.startsAt)
    const calls = repositories.calls.items.filter(copy => copy.kind === 'call')
    const isUnsent = ({ id, status }: SessionCopy) => status === 'pencilled' && findPending(id) === 'saved-here'
    // Their slots are taken by nobody else.
    const givenBack = new Set(
      calls.filter(call => isUnsent(call) && contains(day, call.startsAt)).map(call => call.slotId)
    )
    return planDay(day, {
      coachId: account.userId,
      calls,
      takenBack: ofDay.flatMap(({ takenBack = [] }) => takenBack),
      isUnsent,
      slots: context.readSlots(),
      asked: new Set(ofDay.flatMap(({ asked = [] }) => asked.map(({ requestId }) => requestId))),
      judge: call => judgeCancelling(call, day),
      judgeSlot: ({ id }) => (takes.has(id) && !givenBack.has(id) ? 'slot-spoken-for' : undefined),
      now: now()
    })
  }

  /** Nobody is ill on another day to which the other party has moved a session meanwhile. An older server would refuse the hours (VE7). */
  function toRequest(requestId: string, reason: string, { startsAt, endsAt }: Interval): CancelRequest {
    const onlyWithin = context.hasCapability('cancel-within') ? { onlyWithin: { startsAt, endsAt } } : {}
    return { kind: 'cancel', requestId, reason, reopenSlot: false, ...onlyWithin }
  }

  function judgeCancelling(call: SessionCopy, day: Interval) {
    if (call.status === 'pencilled') return 'slot-spoken-for'
    return (findWaitingRefusal(call) ?? writes.judgeRequest(call, toRequest('', '', day)))?.refusal
  }

  return {
    planDay: plan,
    async cancelDay(day, reason) {
      if (reason.length > reasonMaxLength) return refuse('invalid-input', { field: 'reason' })
      const planned = plan(day)
      // The ids of one action begin alike, so that one message can tell of all of it. They say nothing else.
      const createRequestId = createActionIds(context.createId)
      const asked: { bookingId: string; requestId: string }[] = []
      const withdrawn: SlotId[] = []
      let failed: Refusal | undefined
      const takenBack: TakenBack[] = []
      for (const { call, state } of planned.sessions) {
        if (state.kind !== 'unsent') continue
        const { id, slotId, startsAt, endsAt, otherId, otherName } = call
        const withdrew = await withdrawUnsent(id)
        if (withdrew.ok) takenBack.push({ id, slotId, startsAt, endsAt, otherId, otherName })
        else failed ??= withdrew.refusal
      }
      for (const { call, state } of planned.sessions) {
        if (state.kind !== 'ahead') continue
        const requestId = createRequestId()
        const request = toRequest(requestId, reason, day)
        const saved = await writes.set(call.id, { request })
        // What could not be written is still there, and the plan goes on naming it.
        if (!saved.ok) {
          failed ??= saved.refusal
          continue
        }
        asked.push({ bookingId: call.id, requestId })
        await journal.record({
          kind: 'cancel-asked',
          ...aboutRequest(call, requestId),
          before: withoutUndefined({ request: call.request }),
          after: { request }
        })
      }
      for (const { id } of planned.slots) {
        const removed = await slots.remove(id)
        if (removed.ok) withdrawn.push(id)
        else failed ??= removed.refusal
      }
      if (asked.length + withdrawn.length + takenBack.length === 0) return refuse(failed ?? 'undo-nothing')
      const after: CancelledDay = { startsAt: day.startsAt, asked, takenBack }
      await journal.record({ kind: 'day-cancelled', slotIds: withdrawn, after })
      const done = { cancelled: asked.length, takenBack: takenBack.length, withdrawn }
      return { ok: true, value: { ...done, ...(failed === undefined ? {} : { failed }) } }
    }
  }
}
