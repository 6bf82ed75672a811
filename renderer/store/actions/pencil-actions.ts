import type { BookingId, SlotId, UserId } from '#domain/model/primitives.ts'
import type { Call } from '#domain/model/call.ts'
import { slotFromId } from '#domain/model/slot.ts'
import { judgePencil } from '#domain/rules/judge-pencil.ts'
import { byNewestStart } from '../known-students.ts'
import type { Refused, WorkspaceActions } from '../contract.ts'
import { type ActionContext, giving, refuse } from './action-context.ts'
import { toReadableCoach } from './readable-coach.ts'
import { readAgendas, readSlot } from './read-agendas.ts'

type PencilActions = Pick<WorkspaceActions, 'pencilIn' | 'findPencilRefusal'>

/** A coach's booking for a student (PC1 to PC11). It needs no connection: the gate judges it when it arrives. */
export function createPencilActions(context: ActionContext): PencilActions {
  const { account, repositories, now } = context

  /** The copies of the bookings that these two have had, the newest first; lost ones do not count (PC2). */
  function listMet(studentId: UserId): readonly Call[] {
    const calls = repositories.calls.items.filter(copy => copy.kind === 'call')
    return calls
      .filter(call => call.otherId === studentId && call.status !== 'declined' && call.status !== 'pencilled')
      .sort(byNewestStart)
  }

  function judge(id: BookingId, slotId: SlotId, studentId: UserId): Refused | undefined {
    const agendas = readAgendas(context, account.userId)
    const current = readSlot(context, slotId)
    const bookingId = current.kind === 'live' ? current.value.bookingId : undefined
    const verdict = judgePencil(
      account,
      { id, slotId, otherId: studentId },
      {
        ...agendas,
        current,
        known: undefined,
        holder: agendas.studentBookings.find(booking => booking.id === bookingId),
        coach: toReadableCoach(repositories.users.find(account.userId)),
        haveMet: listMet(studentId).length > 0,
        isStudentActive: true,
        lostBefore: 0,
        now: now()
      }
    )
    return verdict.kind === 'lost' || verdict.kind === 'refused' ? refuse(verdict.reason, { slotId }) : undefined
  }

  return {
    findPencilRefusal: (slotId, studentId) => judge('', slotId, studentId),
    async pencilIn(slotId, studentId) {
      const id = context.createId()
      const refused = judge(id, slotId, studentId)
      const slot = slotFromId(slotId)
      const [met] = listMet(studentId)
      if (refused !== undefined) return refused
      if (slot === undefined || met === undefined) return refuse('slot-gone', { slotId })
      const { otherName, otherPhone, otherZone } = met
      const pencilled: Call = {
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
        claimedAt: now(),
        pencilled: true
      }
      const saved = await repositories.calls.save(pencilled)
      if (saved.ok) await context.journal.record({ kind: 'pencilled', slotIds: [slotId], bookingId: id, otherName })
      return giving(saved, id)
    }
  }
}
