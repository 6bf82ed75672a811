import { type Notice, noticeSchema } from '../model/notice.ts'
import type { Meeting, Merged } from './meeting.ts'
import { mergeAcrossVersions } from './merge-across-versions.ts'
import { mergeField } from '../versions/three-way.ts'

/** Merges two states of a server's notice (NT2): everything is the server's but whether it was put aside. */
export const mergeNotice = mergeAcrossVersions<Notice>(
  // Nobody types into a notice.
  { collection: 'calls', schema: noticeSchema, pickTyped: () => ({}), describe: () => ({}) },
  mergeKnown
)

function mergeKnown({ assumed, server, local, reason }: Meeting<Notice>): Merged<Notice> {
  if (server.deleted || local.deleted || reason !== undefined) return { resolved: server, notices: [] }
  const outcome = mergeField(assumed?.value.dismissed, server.value.dismissed, local.value.dismissed)
  const dismissed = outcome.kind === 'settled' ? outcome.value : true
  return { resolved: { deleted: false, value: { ...server.value, dismissed: dismissed ?? false } }, notices: [] }
}
