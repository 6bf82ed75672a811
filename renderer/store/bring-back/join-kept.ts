import { mergeSessionCopy } from '#domain/merge/merge-session-copy.ts'
import type { Meeting, Merged } from '#domain/merge/meeting.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Notice } from '#domain/model/notice.ts'
import { isSame } from '#domain/rules/is-same.ts'
import { withoutTold } from './without-told.ts'

/** A second step is rare, and a fourth one has never been seen. */
const mostSteps = 5

/**
 * Joins what a file says of a session with what is here (MG6), and the outcome with the file again until nothing changes any more. So a
 * file that is read in once more changes nothing (PW8). One step is not enough: joined words carry the later of two times of typing,
 * and are at times what they were before both changes.
 */
export function joinKept(meeting: Meeting<SessionCopy>): Merged<SessionCopy> {
  const told: Notice[] = []
  let { server } = meeting
  for (let step = 0; step < mostSteps; step += 1) {
    const { resolved, notices } = mergeSessionCopy({ ...meeting, server })
    told.push(...withoutTold(notices, told))
    if (isSame(resolved, server)) break
    server = resolved
  }
  return { resolved: server, notices: told }
}
