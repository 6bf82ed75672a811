import type { BookingId, SlotId, UserId } from '#domain/model/primitives.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { slotFromId } from '#domain/model/slot.ts'
import { fieldsOf, readNotice } from '#domain/notices/notice-payload.ts'
import { phoneEndOf } from '#domain/rules/phone-end.ts'
import type { Outcome, WorkspaceActions } from '#renderer/contract/screens.ts'
import { type ActionContext, giving, refuse } from './action-context.ts'
import { createPencilJudge } from './pencil-judge.ts'
import { readSlot } from './read-agendas.ts'

type PencilActions = Pick<WorkspaceActions, 'pencilIn' | 'findPencilRefusal' | 'bookAgain'>

/** Whom a pencil is for, as the copies of this device know them, or a notice about a session that the server has forgotten. */
type Met = Pick<SessionCopy, 'otherName' | 'otherZone' | 'signed'>

/** A coach's booking for a student (PC, SB5). It needs no connection: the gate judges it when it arrives. */
export function createPencilActions(
  context: ActionContext,
  { createSlot }: Pick<WorkspaceActions, 'createSlot'>
): PencilActions {
  const { repositories, now } = context
  const { judge, listMet } = createPencilJudge(context)

  /** A number that may be kept for good: whatever becomes of this request, it says nothing of when another one would end (PH5). */
  function findLastingPhone(studentId: UserId): string | undefined {
    const lasting = listMet(studentId).filter(call => phoneEndOf(call) === undefined)
    return lasting.find(({ otherPhone }) => otherPhone !== undefined)?.otherPhone
  }

  async function pencil(slotId: SlotId, studentId: UserId, met: Met | undefined): Promise<Outcome<BookingId>> {
    const id = context.createId()
    const refused = judge(id, slotId, studentId, met !== undefined)
    const slot = slotFromId(slotId)
    if (refused !== undefined) return refused
    if (slot === undefined || met === undefined) return refuse('slot-gone', { slotId })
    const { otherName, otherZone, signed } = met
    const otherPhone = findLastingPhone(studentId)
    const pencilled: SessionCopy = {
      id,
      kind: 'call',
      status: 'pencilled',
      slotId,
      startsAt: slot.startsAt,
      endsAt: slot.endsAt,
      partyRole: 'coach',
      otherId: studentId,
      otherName,
      ...(otherPhone === undefined ? {} : { otherPhone }),
      ...(otherZone === undefined ? {} : { otherZone }),
      ...(signed === undefined ? {} : { signed }),
      claimedAt: now(),
      pencilled: true
    }
    const saved = await repositories.calls.save(pencilled)
    if (saved.ok) await context.journal.record({ kind: 'pencilled', slotIds: [slotId], bookingId: id, otherName })
    return giving(saved, id)
  }

  return {
    findPencilRefusal: (slotId, studentId) => judge('', slotId, studentId, listMet(studentId).length > 0),
    pencilIn(slotId, studentId) {
      const [met] = listMet(studentId)
      // The server knows that they have met, by the same booking.
      return pencil(slotId, studentId, met === undefined ? undefined : { ...met, signed: undefined })
    },
    async bookAgain(notice) {
      const told = readNotice(notice)
      const { slotId } = notice
      if (told.topic !== 'session-forgotten' || slotId === undefined) return refuse('slot-gone')
      const { otherId, otherZone, signed } = fieldsOf(told.mine)
      if (otherId === undefined) return refuse('slot-gone')
      const [met] = listMet(otherId)
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
