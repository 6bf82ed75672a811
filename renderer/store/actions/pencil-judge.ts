import type { BookingId, SlotId, UserId } from '#domain/model/primitives.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { Current } from '#domain/rules/verdict.ts'
import { judgePencil } from '#domain/rules/judge-pencil.ts'
import type { Refused } from '#renderer/contract/screens.ts'
import { findStandingRelation, pickRelations } from '../relations.ts'
import { byNewestStart } from '../known-students.ts'
import { type ActionContext, refuse } from './action-context.ts'
import { toReadableCoach } from './readable-coach.ts'
import { readAgendas, readSlot } from './read-agendas.ts'

/** Whom a pencil is for, as the copies of this device know them, or a notice about a session that the server has forgotten. */
export type Met = Pick<SessionCopy, 'otherName' | 'otherZone' | 'signed'>

/** What this device can say early of a coach's booking for a student (PC). */
export interface PencilJudge {
  /** The copies of the bookings that these two have had, the newest first; lost ones do not count (PC2). */
  readonly listMet: (studentId: UserId) => readonly SessionCopy[]
  /** Somebody whom the coach may pencil, as the newest booking says, or else the accepted invitation (PC2). */
  readonly findKnown: (studentId: UserId) => Met | undefined
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

  function findKnown(studentId: UserId): Met | undefined {
    const [met] = listMet(studentId)
    // The server knows that they have met, by the same booking.
    if (met !== undefined) return { ...met, signed: undefined }
    const { otherName, otherZone } = findStandingRelation(studentId, pickRelations(repositories.calls.items)) ?? {}
    return otherName === undefined || otherZone === undefined ? undefined : { otherName, otherZone }
  }

  return { listMet, findKnown, judge }
}
