import type { SessionCopy, RescheduleRequest } from '#domain/model/session-copy.ts'
import { defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import { reasonMaxLength } from '#domain/model/limits.ts'
import type { SlotId } from '#domain/model/primitives.ts'
import { findReasonNotToReschedule, judgeReschedule } from '#domain/rules/judge-reschedule.ts'
import type { Refused, WorkspaceActions } from '#renderer/contract/screens.ts'
import { type ActionContext, refuse } from './action-context.ts'
import { readBooking } from './read-booking.ts'
import { createSessionCopyWrites, findWaitingRefusal } from './session-copy-writes.ts'
import { toReadableCoach } from './readable-coach.ts'
import { readAgendas, readSlot } from './read-agendas.ts'
import { aboutRequest } from './session-actions.ts'
import { noteUndone, withdrawRequest } from './withdraw.ts'

type RescheduleActions = Pick<WorkspaceActions, 'rescheduleSession' | 'findRescheduleRefusal' | 'withdrawUnsent'>

/** Moving a session (RS), and taking back what has not been sent. The gate judges a request when it arrives. */
export function createRescheduleActions(context: ActionContext): RescheduleActions {
  const { account, repositories, now, journal } = context
  const writes = createSessionCopyWrites(context)

  /** The gate's rules, asked early with what this device knows. Without a request: whether it may be moved at all. */
  function judge(call: SessionCopy, request?: RescheduleRequest): Refused | undefined {
    const coachId = call.partyRole === 'coach' ? account.userId : call.otherId
    const coach = toReadableCoach(repositories.users.find(coachId))
    const asked = {
      by: call.partyRole,
      booking: readBooking(call, account.userId),
      policy: coach?.policy ?? call.terms ?? defaultBookingPolicy,
      now: now()
    }
    if (request === undefined) return toRefused(findReasonNotToReschedule(asked), call.slotId)
    const target = { slot: readSlot(context, request.toSlotId), coach, ...readAgendas(context, coachId) }
    const verdict = judgeReschedule(request, { ...asked, target })
    return verdict.kind === 'refused' ? refuse(verdict.reason, { slotId: request.toSlotId }) : undefined
  }

  function findRefusal(call: SessionCopy, request?: RescheduleRequest): Refused | undefined {
    // Nothing about a pencilled session has been decided yet.
    if (call.status === 'pencilled') return refuse('no-session')
    if (call.status === 'newer') return refuse('newer')
    return findWaitingRefusal(call) ?? judge(call, request)
  }

  return {
    findRescheduleRefusal(bookingId, toSlotId) {
      const call = writes.find(bookingId)
      if (call === undefined) return refuse('no-session')
      return findRefusal(call, toSlotId === undefined ? undefined : { kind: 'reschedule', requestId: '', toSlotId })
    },
    async rescheduleSession(bookingId, { toSlotId, reason, reopenSlot }) {
      const call = writes.find(bookingId)
      if (call === undefined) return refuse('no-session')
      if (reason.length > reasonMaxLength) return refuse('invalid-input', { field: 'reason' })
      const request: RescheduleRequest = {
        kind: 'reschedule',
        requestId: context.createId(),
        toSlotId,
        ...(reason === '' ? {} : { reason }),
        ...(reopenSlot === undefined ? {} : { reopenSlot })
      }
      const refused = findRefusal(call, request)
      if (refused !== undefined) return refused
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
          entry => entry.kind === 'pencilled' && entry.bookingId === bookingId
        )
        if (removed.ok) await noteUndone(context, made, 'withdrawn')
        return removed
      }
      if (findWaitingRefusal(call) === undefined) return refuse('undo-nothing')
      const entry = repositories.journal.items.find(({ requestId }) => requestId === call.request?.requestId)
      const withdrawn = await withdrawRequest(writes, call, entry)
      if (withdrawn.ok) await noteUndone(context, entry, 'withdrawn')
      return withdrawn
    }
  }
}

function toRefused(reason: Refused['refusal'] | undefined, slotId: SlotId): Refused | undefined {
  return reason === undefined ? undefined : refuse(reason, { slotId })
}
