import { createNoticeId, type Notice } from '../model/notice.ts'
import { type Reason, toKeptReason } from '../model/reasons.ts'
import { type Watch, watchSchema } from '../model/watch.ts'
import { isSame } from '../rules/is-same.ts'
import type { Meeting, Merged } from './meeting.ts'
import { mergeAcrossVersions } from './merge-across-versions.ts'

/** Merges two states of a watch (MG19): one that either side removed is gone, and of two different ones the server's stands. */
export const mergeWatch = mergeAcrossVersions<Watch>(
  // Nobody types into it.
  { collection: 'calls', schema: watchSchema, pickTyped: () => ({}), describe: () => ({}) },
  mergeKnown
)

function mergeKnown(meeting: Meeting<Watch>): Merged<Watch> {
  const { assumed, server, local, reason } = meeting
  if (reason !== undefined) return { resolved: server, notices: local.deleted ? [] : [tellRefused(meeting, reason)] }
  if (server.deleted) return { resolved: server, notices: [] }
  if (local.deleted) return { resolved: local, notices: [] }
  const isServersOld = assumed?.deleted === false && isSame(assumed.value, server.value)
  return { resolved: isServersOld ? local : server, notices: [] }
}

/** The server did not take it: nobody is told of what it asked for (WL2, MG12). */
function tellRefused({ local: { value }, now }: Meeting<Watch>, reason: Reason): Notice {
  const { id, coachId } = value
  return {
    id: createNoticeId('write-refused', id, reason),
    kind: 'notice',
    topic: 'write-refused',
    at: now,
    reason: toKeptReason(reason),
    subject: { collection: 'calls', id },
    ...(coachId === undefined ? {} : { coachId }),
    dismissed: false
  }
}
