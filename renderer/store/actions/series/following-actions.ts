import { createActionIds } from '#domain/model/action-id.ts'
import { reasonMaxLength } from '#domain/model/limits.ts'
import type { BookingId } from '#domain/model/primitives.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { listFollowing } from '#domain/series/list-following.ts'
import { withoutUndefined } from '#domain/without-undefined.ts'
import type { HistoryPart } from '#renderer/contract/history-entry.ts'
import type { AskedDate, Refused, SeriesActions } from '#renderer/contract/screens.ts'
import { pickCalls } from '#renderer/store/derive-workspace.ts'
import { type ActionContext, refuse } from '../action-context.ts'
import { createOnlyFrom } from '../only-from.ts'
import { createSessionCopyWrites, findWaitingRefusal } from '../session-copy-writes.ts'

/** "This and all following" (SR7): each session by a request of its own, all of them one change of this device (JN10). */
export function createFollowingActions(context: ActionContext): Pick<SeriesActions, 'listFollowing' | 'cancelEach'> {
  const { account, repositories, now, journal } = context
  const writes = createSessionCopyWrites(context)

  function judge(call: SessionCopy): Refused | undefined {
    if (call.status === 'pencilled') return refuse('no-session')
    const request = { kind: 'cancel', requestId: '', reason: '', reopenSlot: false } as const
    return findWaitingRefusal(call) ?? writes.judgeRequest(call, request)
  }

  return {
    listFollowing(bookingId) {
      const chosen = writes.find(bookingId)
      if (chosen === undefined) return []
      const coachId = chosen.partyRole === 'coach' ? account.userId : chosen.otherId
      const zone = repositories.users.find(coachId)?.zone ?? 'UTC'
      const found = listFollowing(chosen, pickCalls(repositories.calls.items), { zone, now: now() })
      return found.map(({ session, isMovedSingly }) => ({
        call: session,
        isMovedSingly,
        refusal: judge(session)?.refusal
      }))
    },
    async cancelEach(bookingIds, { reason, reopenSlot }) {
      if (reason.length > reasonMaxLength) return refuse('invalid-input', { field: 'reason' })
      const createRequestId = createActionIds(context.createId)
      const parts: HistoryPart[] = []
      const asked: AskedDate[] = []
      let otherName = ''

      async function cancelOne(bookingId: BookingId): Promise<void> {
        const call = writes.find(bookingId)
        if (call === undefined) return
        const { slotId, startsAt } = call
        const requestId = createRequestId()
        // Chosen as it is here: what somebody else moves meanwhile is one that was moved singly (SR7).
        const request = { kind: 'cancel', requestId, reason, reopenSlot, ...createOnlyFrom(context, slotId) } as const
        const refused = judge(call)
        const saved = refused ?? (await writes.set(bookingId, { request }))
        if (!saved.ok) {
          asked.push({ kind: 'refused', slotId, startsAt, refusal: saved.refusal })
          return
        }
        otherName = call.otherName
        asked.push({ kind: 'asked', slotId, startsAt, bookingId, requestId })
        const before = JSON.stringify(withoutUndefined({ request: call.request }))
        parts.push({ slotIds: [slotId], bookingId, requestId, before, after: JSON.stringify({ request }) })
      }

      for (const bookingId of bookingIds) await cancelOne(bookingId)
      const [first] = parts
      const [refused] = asked.flatMap(date => (date.kind === 'refused' ? [date.refusal] : []))
      // Nothing was asked for: what was typed stays where it is.
      if (first === undefined) return refuse(refused ?? 'no-session')
      await journal.record({
        kind: 'cancel-asked',
        slotIds: parts.flatMap(({ slotIds }) => slotIds),
        bookingId: first.bookingId,
        parts,
        ...(otherName === '' ? {} : { otherName })
      })
      return { ok: true, value: asked }
    }
  }
}
