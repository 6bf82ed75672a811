import { type Notice, noticeSchema } from '../model/notice.ts'
import type { Meeting, Merged } from './meeting.ts'
import { mergeAcrossVersions } from './merge-across-versions.ts'
import { staysAside } from '../notices/series-notice.ts'
import { mergeField } from '../versions/three-way.ts'

/**
 * Merges two states of a server's notice (NT2): everything is the server's but whether it was put aside. What its reader put aside before it
 * was renewed was not this (MG23).
 */
export const mergeNotice = mergeAcrossVersions<Notice>(
  // Nobody types into a notice.
  { collection: 'calls', schema: noticeSchema, pickTyped: () => ({}), describe: () => ({}) },
  mergeKnown
)

function mergeKnown({ assumed, server, local, reason }: Meeting<Notice>): Merged<Notice> {
  if (server.deleted || local.deleted || reason !== undefined) return { resolved: server, notices: [] }
  const outcome = mergeField(assumed?.value.dismissed, server.value.dismissed, local.value.dismissed)
  const isAside = (outcome.kind === 'settled' ? outcome.value : true) ?? false
  const dismissed = isAside && (server.value.dismissed || staysAside({ ...local.value, dismissed: true }, server.value))
  return { resolved: { deleted: false, value: { ...server.value, dismissed } }, notices: [] }
}
