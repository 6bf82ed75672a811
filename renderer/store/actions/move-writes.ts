import type { RescheduleRequest, SessionCopy } from '#domain/model/session-copy.ts'
import { parseSlotId } from '#domain/model/slot-id.ts'
import { withoutUndefined } from '#domain/without-undefined.ts'
import type { HistoryPart } from '#renderer/contract/history-entry.ts'
import type { AskedDate } from '#renderer/contract/screens.ts'
import type { ActionContext } from './action-context.ts'
import { createSessionCopyWrites } from './session-copy-writes.ts'

export interface AskedMove {
  readonly call: SessionCopy
  readonly request: RescheduleRequest
}

/**
 * Asks for several moves, one after the other: they are sent in this order, and judged in it (SR9). All of them are one change of this
 * device (JN10).
 */
export function createMoveWrites(
  context: ActionContext
): (moves: readonly AskedMove[]) => Promise<readonly AskedDate[]> {
  const writes = createSessionCopyWrites(context)

  return async moves => {
    const asked: AskedDate[] = []
    const parts: HistoryPart[] = []
    for (const { call, request } of moves) {
      const { id: bookingId, slotId, startsAt } = call
      const { requestId, toSlotId } = request
      const saved = await writes.set(bookingId, { request })
      if (!saved.ok) {
        asked.push({ kind: 'refused', slotId, startsAt, refusal: saved.refusal })
        continue
      }
      asked.push({ kind: 'asked', slotId, startsAt, bookingId, requestId, to: parseSlotId(toSlotId)?.startsAt })
      const before = JSON.stringify(withoutUndefined({ request: call.request }))
      parts.push({ slotIds: [slotId, toSlotId], bookingId, requestId, before, after: JSON.stringify({ request }) })
    }
    const byDate = parts.toSorted((a, b) => startOf(a) - startOf(b))
    const [first] = byDate
    const otherName = moves[0]?.call.otherName ?? ''
    if (first !== undefined) {
      await context.journal.record({
        kind: 'reschedule-asked',
        slotIds: byDate.flatMap(({ slotIds }) => slotIds),
        bookingId: first.bookingId,
        parts: byDate,
        ...(otherName === '' ? {} : { otherName })
      })
    }
    return asked
  }
}

function startOf({ slotIds: [from = ''] }: HistoryPart): number {
  return parseSlotId(from)?.startsAt ?? 0
}
