import type { Booking } from '../model/booking.ts'
import type { Notice } from '../model/notice.ts'
import type { PartyRole } from '../model/role.ts'
import { writeKept } from '../notices/notice-payload.ts'
import { createNotice } from './create-notice.ts'
import type { Parties } from './party.ts'

/** What a student is told of a summary, or of actions for them: one notice of each session, with the time of the last change (SU10). */
export function listSharedNotices(booking: Booking, role: PartyRole, parties: Parties): readonly Notice[] {
  const { shared } = booking
  if (role !== 'student' || shared === undefined) return []
  const toDo = Object.keys(shared.actions).length
  return [
    {
      ...createNotice(booking, role, parties, 'session-shared', shared.at),
      ...writeKept('session-shared', {
        theirs: {
          ...(shared.summary === undefined ? {} : { hasSummary: true }),
          ...(toDo === 0 ? {} : { toDo })
        }
      })
    }
  ]
}
