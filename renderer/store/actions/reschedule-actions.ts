import type { RescheduleRequest } from '#domain/model/session-copy.ts'
import { reasonMaxLength } from '#domain/model/limits.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import type { WorkspaceActions } from '#renderer/contract/screens.ts'
import { type ActionContext, refuse } from './action-context.ts'
import { createOnlyFrom } from './only-from.ts'
import { createRescheduleJudge } from './reschedule-judge.ts'
import { createSessionCopyWrites, findWaitingRefusal } from './session-copy-writes.ts'
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
  const { account, repositories, journal } = context
  const writes = createSessionCopyWrites(context)
  const { findRefusalAnywhere, judge, toMaking } = createRescheduleJudge(context)

  return {
    findRescheduleRefusal(bookingId, toSlotId, makesSlot) {
      const call = writes.find(bookingId)
      if (call === undefined) return refuse('no-session')
      if (toSlotId === undefined) return findRefusalAnywhere(call)
      const makes = makesSlot === undefined ? {} : { makesSlot }
      const judged = judge(call, { kind: 'reschedule', requestId: '', toSlotId, ...makes })
      return 'ok' in judged ? judged : undefined
    },
    previewMove(bookingId, startsAt, restores = []) {
      const call = writes.find(bookingId)
      if (call === undefined) return refuse('no-session')
      const toSlotId = createSlotId(account.userId, startsAt)
      // What its coach may say of the old hours is shown as it would be, whatever is said in the end.
      const reopenSlot = restores.length === 0
      const request = { kind: 'reschedule', requestId: '', toSlotId, reopenSlot, ...toMaking(restores) } as const
      const judged = judge(call, request)
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
    async rescheduleSession(bookingId, { toSlotId, onlyFrom, reason, reopenSlot, makesSlot, restores }) {
      const call = writes.find(bookingId)
      if (call === undefined) return refuse('no-session')
      if (reason.length > reasonMaxLength) return refuse('invalid-input', { field: 'reason' })
      const request: RescheduleRequest = {
        kind: 'reschedule',
        requestId: context.createId(),
        toSlotId,
        ...(reason === '' ? {} : { reason }),
        ...(reopenSlot === undefined ? {} : { reopenSlot }),
        ...(makesSlot === undefined ? {} : toMaking(restores ?? [])),
        ...(onlyFrom === undefined ? {} : createOnlyFrom(context, onlyFrom))
      }
      const judged = judge(call, request)
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
