import { lockNames } from '#server/locks/keyed-lock.ts'
import type { GateView } from '../../memory/gate-index.ts'

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
