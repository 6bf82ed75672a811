import { projectCall } from '#domain/projection/project-call.ts'
import { projectNotices } from '#domain/projection/project-notices.ts'
import { isSame } from '#domain/rules/is-same.ts'
import { findPerson, type PersonId, worldStart } from './people.ts'
import type { ById, Copy, OwedCopy, ServerState, Stored } from './state.ts'

/** The projector's one write for one person: all copies that it owes, with their notices, as the journal says. */
export function projectOwed(server: ServerState, userId: PersonId): ServerState {
  return server.owed.filter(owed => owed.startsWith(userId)).reduce(project, server)
}

/** One party's copy of a booking, and its notices. */
function project(server: ServerState, owedCopy: OwedCopy): ServerState {
  const owed = server.owed.filter(other => other !== owedCopy)
  const [userId, bookingId] = owedCopy.split(' ') as [PersonId, string]
  const booking = server.journal[bookingId]
  if (booking === undefined) return { ...server, owed }
  const role = booking.coachId === userId ? 'coach' : 'student'
  const parties = { coach: findPerson(booking.coachId), student: findPerson(booking.studentId) }
  const existing = server.copies[userId][bookingId]?.value
  const call = projectCall(booking, role, parties, existing?.kind === 'call' ? existing : undefined, {
    now: worldStart
  })
  let own = putValue(server.copies[userId], call)
  for (const notice of projectNotices(booking, role, parties)) {
    const known = own[notice.id]?.value
    own = putValue(own, known?.kind === 'notice' ? { ...notice, dismissed: known.dismissed } : notice)
  }
  return { ...server, copies: { ...server.copies, [userId]: own }, owed }
}

function putValue(stored: ById<Stored<Copy>>, value: Copy): ById<Stored<Copy>> {
  const existing = stored[value.id]
  if (existing?.value !== undefined && isSame(existing.value, value)) return stored
  return { ...stored, [value.id]: { rev: (existing?.rev ?? 0) + 1, value } }
}
