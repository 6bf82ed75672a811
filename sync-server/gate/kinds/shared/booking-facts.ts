import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { Agendas, LostAttempts } from '#domain/rules/planned-meeting.ts'
import type { Current } from '#domain/rules/verdict.ts'
import { type GateView, startsAround, startsThatMayOverlap } from '../../memory/gate-index.ts'
import type { JudgingContext } from '../../memory/judging-context.ts'
import { lockNames } from '#server/locks/keyed-lock.ts'
import type { Booking } from '#domain/model/booking.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { PartyRole } from '#domain/model/role.ts'
import { projectSessionCopy } from '#domain/projection/project-session-copy.ts'

/** A coach's calendar, and the copies and notices that go with every change of a session. */
export function listNamesOfCoach(coachId: string): readonly string[] {
  return [lockNames.coach(coachId), lockNames.copies(coachId)]
}

export function listNamesOfStudent(studentId: string): readonly string[] {
  return [lockNames.student(studentId), lockNames.copies(studentId)]
}

/** A session moves among the slots of its coach alone, so these two cover the slot that it is to go to, too. */
export function listPartyNames(bookingId: string, view: GateView): readonly string[] {
  const booking = view.findBooking(bookingId)
  return booking === undefined ? [] : [...listNamesOfCoach(booking.coachId), ...listNamesOfStudent(booking.studentId)]
}

/** A slot that is not live is as good as gone. */
export function findLiveSlot(id: string, { view }: JudgingContext): Current<Slot> {
  const slot = view.findSlot(id)
  return slot === undefined ? { kind: 'deleted' } : { kind: 'live', value: slot }
}

/** The public profile of a coach who takes part: the page of a disabled account stays, but nobody books there (MG9). */
export function findActiveCoach(coachId: string, { loaded }: JudgingContext): CoachProfile | undefined {
  return loaded.isActive(coachId, 'coach') ? loaded.findProfile(coachId) : undefined
}

/** What the writer has asked for before, and what the student has ahead. */
export function listWishes(
  userId: string,
  slotId: string,
  studentId: string,
  { view, now }: JudgingContext
): LostAttempts {
  return {
    lostBefore: view.countLost(userId, slotId),
    lostLately: view.countLostLately(userId, now),
    ahead: view.listStudentBookings(studentId, { startsAt: now, endsAt: Infinity })
  }
}

/** The sessions of both people that a session in this slot may meet. */
export function listAgendas({ coachId, startsAt }: Slot, studentId: string, { view }: JudgingContext): Agendas {
  return {
    studentBookings: view.listStudentBookings(studentId, startsThatMayOverlap(startsAt)),
    coachBookings: view.listCoachBookings(coachId, startsAround(startsAt))
  }
}

/** The writer's own copy as the journal has it from now on. `existing`: the same with the words that were pushed. */
export function projectOwnCopy(
  booking: Booking,
  role: PartyRole,
  existing: SessionCopy | undefined,
  { loaded, signer, now, keepPhonesMs }: JudgingContext
): SessionCopy {
  const parties = { coach: loaded.findPerson(booking.coachId), student: loaded.findPerson(booking.studentId) }
  return projectSessionCopy(booking, role, parties, existing, { now, keepPhonesMs, signed: signer.sign(booking) })
}
