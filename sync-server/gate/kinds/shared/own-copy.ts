import type { Booking } from '#domain/model/booking.ts'
import type { Call } from '#domain/model/call.ts'
import type { PartyRole } from '#domain/model/role.ts'
import { projectCall } from '#domain/projection/project-call.ts'
import type { JudgingContext } from '../../memory/judging-context.ts'

/** The writer's own copy as the journal has it from now on. `existing`: the same with the words that were pushed. */
export function projectOwnCopy(
  booking: Booking,
  role: PartyRole,
  existing: Call | undefined,
  { loaded, signer, now, keepPhonesMs }: JudgingContext
): Call {
  const parties = { coach: loaded.findPerson(booking.coachId), student: loaded.findPerson(booking.studentId) }
  return projectCall(booking, role, parties, existing, { now, keepPhonesMs, signed: signer.sign(booking) })
}
