import type { SessionCopy, RescheduleRequest } from '#domain/model/session-copy.ts'
import { defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import { reasonMaxLength } from '#domain/model/limits.ts'
import type { SlotId } from '#domain/model/primitives.ts'
import { createMakingId } from '#domain/model/slot.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import {
  findReasonNotToReschedule,
  judgeReschedule,
  type RescheduleEffect,
  type RescheduleVerdict
} from '#domain/rules/judge-reschedule.ts'
import type { Refused, WorkspaceActions } from '#renderer/contract/screens.ts'
import { type ActionContext, refuse } from './action-context.ts'
import { readBooking } from './read-booking.ts'
import { createSessionCopyWrites, findWaitingRefusal } from './session-copy-writes.ts'
import { toReadableCoach } from './readable-coach.ts'
import { readAgendas, readSlot } from './read-agendas.ts'
import { aboutRequest } from './session-actions.ts'
import type { HistoryEntry } from '#renderer/contract/history-entry.ts'
import { listParts } from '../history/parts.ts'
import { noteUndone, withdrawRequest } from './withdraw.ts'

type RescheduleActions = Pick<
  WorkspaceActions,
  'rescheduleSession' | 'findRescheduleRefusal' | 'previewMove' | 'withdrawUnsent'
>

/** Moving a session (RS), and taking back what has not been sent. The gate judges a request when it arrives. */
export function createRescheduleActions(context: ActionContext): RescheduleActions {
  const { account, repositories, now, journal } = context
  const writes = createSessionCopyWrites(context)

  /** What a request to move to any time says beside the time. */
  function toMaking(restores: readonly SlotId[]): Pick<RescheduleRequest, 'makesSlot' | 'restores'> {
    const again = restores.map(slotId => ({ slotId, makingId: createMakingId(context.createId()) }))
    return { makesSlot: true, ...(again.length === 0 ? {} : { restores: again }) }
  }

  /** What the gate would judge by, as far as this device knows it. */
  function readFacts(call: SessionCopy) {
    const coachId = call.partyRole === 'coach' ? account.userId : call.otherId
    const coach = toReadableCoach(repositories.users.find(coachId))
    return {
      coachId,
      coach,
      by: call.partyRole,
      booking: readBooking(call, account.userId),
      policy: coach?.policy ?? call.terms ?? defaultBookingPolicy,
      now: now()
    }
  }

  /** The gate's rules, asked early. */
  function judge(call: SessionCopy, request: RescheduleRequest): RescheduleVerdict {
    const { coachId, ...facts } = readFacts(call)
    const coachSlots = context.readSlots().filter(slot => slot.coachId === coachId)
    const slot = readSlot(context, request.toSlotId)
    const target = { slot, coach: facts.coach, coachSlots, ...readAgendas(context, coachId) }
    return judgeReschedule(request, { ...facts, target })
  }

  /** Why the session may not be moved at all, wherever to. */
  function findRefusalAnywhere(call: SessionCopy): Refused | undefined {
    // Nothing about a pencilled session has been decided yet.
    if (call.status === 'pencilled') return refuse('no-session')
    if (call.status === 'newer') return refuse('newer')
    const waiting = findWaitingRefusal(call)
    if (waiting !== undefined) return waiting
    const reason = findReasonNotToReschedule(readFacts(call))
    return reason === undefined ? undefined : refuse(reason, { slotId: call.slotId })
  }

  function judgeRequest(call: SessionCopy, request: RescheduleRequest): RescheduleEffect | Refused {
    const refused = findRefusalAnywhere(call)
    if (refused !== undefined) return refused
    // An older server would refuse the whole document (VE7).
    if (request.makesSlot === true && !context.hasCapability('move-anywhere')) return refuse('server-older')
    const verdict = judge(call, request)
    if (verdict.kind === 'granted') return verdict.effect
    return refuse(verdict.reason, { slotId: request.toSlotId })
  }

  return {
    findRescheduleRefusal(bookingId, toSlotId, makesSlot) {
      const call = writes.find(bookingId)
      if (call === undefined) return refuse('no-session')
      if (toSlotId === undefined) return findRefusalAnywhere(call)
      const makes = makesSlot === undefined ? {} : { makesSlot }
      const judged = judgeRequest(call, { kind: 'reschedule', requestId: '', toSlotId, ...makes })
      return 'ok' in judged ? judged : undefined
    },
    previewMove(bookingId, startsAt, restores = []) {
      const call = writes.find(bookingId)
      if (call === undefined) return refuse('no-session')
      const toSlotId = createSlotId(account.userId, startsAt)
      // What its coach may say of the old hours is shown as it would be, whatever is said in the end.
      const reopenSlot = restores.length === 0
      const request = { kind: 'reschedule', requestId: '', toSlotId, reopenSlot, ...toMaking(restores) } as const
      const judged = judgeRequest(call, request)
      // There is no slot to name: the hours are what was chosen.
      if ('ok' in judged) return refuse(judged.refusal)
      const mayReopen = judged.free.reopen
      const open = new Set(judged.restore.map(({ id }) => id))
      return {
        ok: true,
        givingWay: context.readSlots().filter(({ id }) => judged.withdraw.includes(id)),
        mayReopen,
        reopens: mayReopen && call.madeSlot === undefined,
        restored: restores.filter(id => id === toSlotId || open.has(id))
      }
    },
    async rescheduleSession(bookingId, { toSlotId, reason, reopenSlot, makesSlot, restores }) {
      const call = writes.find(bookingId)
      if (call === undefined) return refuse('no-session')
      if (reason.length > reasonMaxLength) return refuse('invalid-input', { field: 'reason' })
      const request: RescheduleRequest = {
        kind: 'reschedule',
        requestId: context.createId(),
        toSlotId,
        ...(reason === '' ? {} : { reason }),
        ...(reopenSlot === undefined ? {} : { reopenSlot }),
        ...(makesSlot === undefined ? {} : toMaking(restores ?? []))
      }
      const judged = judgeRequest(call, request)
      if ('ok' in judged) return judged
      const saved = await writes.set(bookingId, { request })
      if (saved.ok) {
        const about = aboutRequest(call, request.requestId)
        const before = call.request === undefined ? {} : { request: call.request }
        await journal.record({
          ...about,
          kind: 'reschedule-asked',
          slotIds: [call.slotId, toSlotId],
          before,
          after: { request }
        })
      }
      return saved
    },
    async withdrawUnsent(bookingId) {
      const call = writes.find(bookingId)
      if (call === undefined) return refuse('no-session')
      if (context.findPending(bookingId) !== 'saved-here') return refuse('already-sent')
      if (call.status === 'pencilled') {
        const removed = await repositories.calls.remove(bookingId)
        const made = repositories.journal.items.find(
          entry => entry.kind === 'pencilled' && listParts(entry).some(part => part.bookingId === bookingId)
        )
        if (removed.ok) await noteUndone(context, made, 'withdrawn', bookingId)
        return removed
      }
      if (findWaitingRefusal(call) === undefined) return refuse('undo-nothing')
      const isIt = ({ requestId }: HistoryEntry) => requestId === call.request?.requestId
      const entry = repositories.journal.items.find(one => listParts(one).some(isIt))
      const withdrawn = await withdrawRequest(writes, call, entry && listParts(entry).find(isIt))
      if (withdrawn.ok) await noteUndone(context, entry, 'withdrawn', bookingId)
      return withdrawn
    }
  }
}
