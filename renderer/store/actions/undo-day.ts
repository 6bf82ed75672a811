import type { SlotId } from '#domain/model/primitives.ts'
import { parseSlotId } from '#domain/model/slot-id.ts'
import type { Outcome, Refused } from '#renderer/contract/screens.ts'
import type { ActionContext } from './action-context.ts'
import { createSessionCopyWrites } from './session-copy-writes.ts'
import { createSlotWrites } from './slot-writes.ts'
import type { UndoLawParts, UndoWay } from './undo-law.ts'
import { noteUndone, withdrawRequest } from './withdraw.ts'

/** Takes back that a day was cancelled (JN9). What cannot be made any more stays withdrawn: its slots. Refused where that is all of it. */
export function createUndoDay(
  context: ActionContext,
  { pencilIn }: Pick<UndoLawParts, 'pencilIn'>
): (way: UndoWay & { readonly kind: 'restore-day' }) => Promise<Outcome<readonly SlotId[]>> {
  const slots = createSlotWrites(context)
  const calls = createSessionCopyWrites(context)

  return async ({ slotIds, notRestored, withdraws, pencils }) => {
    for (const bookingId of withdraws) {
      const call = calls.find(bookingId)
      if (call === undefined) continue
      const entry = context.repositories.journal.items.find(
        ({ kind, requestId }) => kind === 'cancel-asked' && requestId === call.request?.requestId
      )
      const outcome = await withdrawRequest(calls, call, entry)
      if (!outcome.ok) return outcome
      await noteUndone(context, entry, 'withdrawn')
    }
    const left = new Set(notRestored)
    let refused: Refused | undefined
    let isAnyBack = withdraws.length > 0
    function note(slotId: SlotId, made: Outcome<unknown>): void {
      if (made.ok) {
        isAnyBack = true
        return
      }
      left.add(slotId)
      refused ??= made
    }
    for (const slotId of slotIds) note(slotId, await slots.create(parseSlotId(slotId)?.startsAt ?? 0))
    for (const { slotId, otherId } of pencils) note(slotId, await pencilIn(slotId, otherId))
    return isAnyBack || refused === undefined ? { ok: true, value: [...left] } : refused
  }
}
