import type { BookingId, SlotId, UserId } from '#domain/model/primitives.ts'
import { slotFromId } from '#domain/model/slot.ts'
import { fieldsOf, readNotice } from '#domain/notices/notice-payload.ts'
import type { Outcome, WorkspaceActions } from '#renderer/contract/screens.ts'
import { type ActionContext, refuse } from './action-context.ts'
import { createPencilJudge, type Met } from './pencil-judge.ts'
import { createPencilWrites } from './pencil-writes.ts'
import { readSlot } from './read-agendas.ts'

type PencilActions = Pick<WorkspaceActions, 'pencilIn' | 'findPencilRefusal' | 'bookAgain'>

/** A coach's booking for a student (PC, SB5). It needs no connection: the gate judges it when it arrives. */
export function createPencilActions(
  context: ActionContext,
  { createSlot }: Pick<WorkspaceActions, 'createSlot'>
): PencilActions {
  const { judge, findKnown } = createPencilJudge(context)

  const write = createPencilWrites(context)

  async function pencil(slotId: SlotId, studentId: UserId, met: Met | undefined): Promise<Outcome<BookingId>> {
    const saved = await write(slotId, studentId, met)
    if (saved.ok) {
      const otherName = met?.otherName ?? ''
      await context.journal.record({ kind: 'pencilled', slotIds: [slotId], bookingId: saved.value, otherName })
    }
    return saved
  }

  return {
    findPencilRefusal: (slotId, studentId) => judge('', slotId, studentId, findKnown(studentId) !== undefined),
    pencilIn: (slotId, studentId) => pencil(slotId, studentId, findKnown(studentId)),
    async bookAgain(notice) {
      const told = readNotice(notice)
      const { slotId } = notice
      if (told.topic !== 'session-forgotten' || slotId === undefined) return refuse('slot-gone')
      const { otherId, otherZone, signed } = fieldsOf(told.mine)
      if (otherId === undefined) return refuse('slot-gone')
      const met = findKnown(otherId)
      // The hours may not be in the calendar any more either.
      if (readSlot(context, slotId).kind === 'absent') {
        const made = await createSlot(slotFromId(slotId)?.startsAt ?? 0)
        if (!made.ok) return made
      }
      const known = { otherName: notice.otherName ?? '', ...(otherZone === undefined ? {} : { otherZone }) }
      // The server may have been set back to before these two met: its own word of then is sent along (SB5).
      return pencil(slotId, otherId, { ...(met ?? known), ...(signed === undefined ? {} : { signed }) })
    }
  }
}
