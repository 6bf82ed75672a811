import type { BookingId, SlotId, UserId } from '#domain/model/primitives.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { Current } from '#domain/rules/verdict.ts'
import { judgePencil } from '#domain/rules/judge-pencil.ts'
import type { Refused } from '#renderer/contract/screens.ts'
import { byNewestStart } from '../known-students.ts'
import { type ActionContext, refuse } from './action-context.ts'
import { toReadableCoach } from './readable-coach.ts'
import { readAgendas, readSlot } from './read-agendas.ts'

/** What this device can say early of a coach's booking for a student (PC). */
export interface PencilJudge {
  /** The copies of the bookings that these two have had, the newest first; lost ones do not count (PC2). */
  readonly listMet: (studentId: UserId) => readonly SessionCopy[]
  /**
   * Why the gate would refuse it; undefined where it would not.
   * @param made the slot, where it is to be made before
   */
  readonly judge: (
    id: BookingId,
    slotId: SlotId,
    studentId: UserId,
    haveMet: boolean,
    made?: Slot
  ) => Refused | undefined
}

export function createPencilJudge(context: ActionContext): PencilJudge {
  const { account, repositories, now } = context

  function listMet(studentId: UserId): readonly SessionCopy[] {
    const calls = repositories.calls.items.filter(copy => copy.kind === 'call')
    return calls
      .filter(call => call.otherId === studentId && call.status !== 'declined' && call.status !== 'pencilled')
      .sort(byNewestStart)
  }

  function judge(...[id, slotId, studentId, haveMet, made]: Parameters<PencilJudge['judge']>): Refused | undefined {
    const agendas = readAgendas(context, account.userId)
    const current: Current<Slot> = made === undefined ? readSlot(context, slotId) : { kind: 'live', value: made }
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
        haveMet,
        isStudentActive: true,
        lostBefore: 0,
        now: now()
      }
    )
    return verdict.kind === 'lost' || verdict.kind === 'refused' ? refuse(verdict.reason, { slotId }) : undefined
  }

  return { listMet, judge }
}
