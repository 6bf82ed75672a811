import { type BusyLink, busyLinkSchema } from '../model/busy-link.ts'
import { createNoticeId, fingerprintText, type Notice } from '../model/notice.ts'
import { toKeptReason } from '../model/reasons.ts'
import { writeKept } from '../notices/notice-payload.ts'
import { mergeField } from '../versions/three-way.ts'
import type { Meeting, Merged } from './meeting.ts'
import { mergeAcrossVersions } from './merge-across-versions.ts'

/**
 * Merges two states of the address of a coach's calendar (MG22): whoever changed it alone gives it; where both did the server's stands, and
 * the local one goes to the inbox. What was read is the server's, and belongs to its address.
 */
export const mergeBusyLink = mergeAcrossVersions<BusyLink>(
  {
    collection: 'calls',
    schema: busyLinkSchema,
    pickTyped: ({ url }) => (url === undefined ? {} : { link: url }),
    describe: () => ({})
  },
  mergeKnown
)

function mergeKnown(meeting: Meeting<BusyLink>): Merged<BusyLink> {
  const { assumed, server, local, reason } = meeting
  if (local.deleted) return { resolved: server, notices: [] }
  if (server.deleted && reason === undefined) return { resolved: local, notices: [] }
  const held = server.deleted ? undefined : server.value
  const base = assumed?.deleted === false ? assumed.value : undefined
  const outcome = mergeField(base?.url, held?.url, local.value.url)
  const isRefused = reason !== undefined && local.value.url !== held?.url
  const isLost = isRefused || outcome.kind === 'both-changed'
  const notices = isLost && local.value.url !== undefined ? [createNotice(meeting, local.value.url, held?.url)] : []
  if (held === undefined || reason !== undefined) return { resolved: server, notices }
  const url = outcome.kind === 'both-changed' ? held.url : outcome.value
  const { url: _, reading, ...rest } = held
  const value: BusyLink = {
    ...rest,
    askedAt: Math.max(held.askedAt, local.value.askedAt),
    ...(url === undefined ? {} : { url }),
    ...(reading !== undefined && url === held.url ? { reading } : {})
  }
  return { resolved: { deleted: false, value }, notices }
}

function createNotice({ local, reason, now }: Meeting<BusyLink>, mine: string, theirs: string | undefined): Notice {
  const topic = reason === undefined ? 'words-merged' : 'write-refused'
  const { id } = local.value
  return {
    id: createNoticeId(topic, id, fingerprintText(mine)),
    kind: 'notice',
    topic,
    at: now,
    ...(reason === undefined ? {} : { reason: toKeptReason(reason) }),
    subject: { collection: 'calls', id },
    ...writeKept(topic, { mine: { link: mine }, theirs: theirs === undefined ? {} : { link: theirs } }),
    dismissed: false
  }
}
