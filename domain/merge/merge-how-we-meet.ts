import { type HowWeMeet, howWeMeetSchema } from '../model/how-we-meet.ts'
import { createNoticeId, fingerprintText, type Notice } from '../model/notice.ts'
import { type Reason, toKeptReason } from '../model/reasons.ts'
import { writeKept } from '../notices/notice-payload.ts'
import { isSame } from '../rules/is-same.ts'
import { mergeField } from '../versions/three-way.ts'
import type { Meeting, Merged } from './meeting.ts'
import { mergeAcrossVersions, pickFields } from './merge-across-versions.ts'
import { toStableText } from './stable-text.ts'

const fields = ['way', 'caller', 'link', 'address', 'linkInCalendars', 'addressInCalendars'] as const
type Field = (typeof fields)[number]

/** Merges two states of how a coach meets students, field by field as a profile (MG18): where both changed one, the server's stands. */
export const mergeHowWeMeet = mergeAcrossVersions<HowWeMeet>(
  {
    collection: 'calls',
    schema: howWeMeetSchema,
    pickTyped: document => pickFields(document, fields),
    describe: () => ({})
  },
  mergeKnown
)

function mergeKnown(meeting: Meeting<HowWeMeet>): Merged<HowWeMeet> {
  const { assumed, server, local, reason, now } = meeting
  if (local.deleted) return { resolved: server, notices: [] }
  if (server.deleted && reason === undefined) return { resolved: local, notices: [] }
  const base = assumed?.deleted === false ? assumed.value : undefined
  const held: Partial<HowWeMeet> = server.deleted ? {} : server.value
  const merged: Record<string, unknown> = { id: local.value.id, kind: 'meeting' }
  const lost: Field[] = []
  for (const field of fields) {
    const outcome = mergeField<unknown>(base?.[field], held[field], local.value[field])
    const isRefused = reason !== undefined && !isSame(outcome.kind === 'settled' ? outcome.value : {}, held[field])
    const isLost = outcome.kind === 'both-changed' || isRefused
    const value = isLost ? held[field] : outcome.value
    if (value !== undefined) merged[field] = value
    if (isLost && local.value[field] !== undefined) lost.push(field)
  }
  const resolved = server.deleted ? server : { deleted: false, value: merged as HowWeMeet }
  if (lost.length === 0) return { resolved, notices: [] }
  const sides = { mine: pickFields(local.value, lost), theirs: pickFields(held as HowWeMeet, lost) }
  return { resolved, notices: [createNotice(local.value.id, sides, reason, now)] }
}

interface Sides {
  readonly mine: Partial<Pick<HowWeMeet, Field>>
  readonly theirs: Partial<Pick<HowWeMeet, Field>>
}

function createNotice(id: string, sides: Sides, reason: Reason | undefined, now: number): Notice {
  const topic = reason === undefined ? 'words-merged' : 'write-refused'
  return {
    id: createNoticeId(topic, id, fingerprintText(toStableText(sides.mine))),
    kind: 'notice',
    topic,
    at: now,
    ...(reason === undefined ? {} : { reason: toKeptReason(reason) }),
    subject: { collection: 'calls', id },
    ...writeKept(topic, sides),
    dismissed: false
  }
}
