import { type CoachProfile, coachProfileSchema } from '../model/coach-profile.ts'
import { createNoticeId, fingerprintText, type Notice } from '../model/notice.ts'
import { isSame } from '../rules/is-same.ts'
import { toStoredReason } from '../model/reasons.ts'
import { type Kept, writeKept } from '../notices/notice-payload.ts'
import type { Meeting, Merged } from './meeting.ts'
import { mergeAcrossVersions, pickFields } from './merge-across-versions.ts'
import { toStableText } from './stable-text.ts'
import { mergeField } from '../versions/three-way.ts'
import { mergeAvailability, type MergedAvailability } from './merge-availability.ts'

const plainFields = ['displayName', 'headline', 'bio', 'zone', 'policy', 'gapMin', 'whoMayBook', 'meetingLine'] as const
const fields = [...plainFields, 'availability'] as const
type Field = (typeof fields)[number]
type Fields = Kept<Field>

/** Merges two states of a coach's profile field by field, hours per weekday and per date (MG11). Where both changed one, the server's stands and the local text becomes a notice. */
export const mergeProfile = mergeAcrossVersions<CoachProfile>(
  {
    collection: 'users',
    schema: coachProfileSchema,
    pickTyped: profile => pickFields(profile, fields),
    describe: () => ({})
  },
  mergeKnown
)

function mergeKnown(meeting: Meeting<CoachProfile>): Merged<CoachProfile> {
  const { assumed, server, local, reason, isOtherPast = false } = meeting
  if (local.deleted) return { resolved: server, notices: [] }
  if (server.deleted) return keepServer(meeting)
  const merged: Record<string, unknown> = { ...server.value }
  const lost: Field[] = []
  for (const field of plainFields) {
    const outcome = mergeField<unknown>(assumed?.value[field], server.value[field], local.value[field])
    const isLost =
      outcome.kind === 'both-changed' ||
      (reason !== undefined && !isSame(outcome.value, server.value[field])) ||
      (isOtherPast && !isSame(local.value[field], server.value[field]))
    if (isLost) lost.push(field)
    else if (outcome.value === undefined) delete merged[field]
    else merged[field] = outcome.value
  }
  const hours = mergeAvailability(
    { assumed: assumed?.value.availability, server: server.value.availability, local: local.value.availability },
    { isRefused: reason !== undefined, isOtherPast },
    meeting.now
  )
  if (hours.value !== undefined) merged['availability'] = hours.value
  const resolved = { deleted: false, value: merged as CoachProfile }
  if (lost.length === 0 && hours.lost === undefined) return { resolved, notices: [] }
  const topic = reason === undefined ? 'words-merged' : 'write-refused'
  const mine = pickFields(local.value, lost)
  const theirs = pickFields(server.value, lost)
  const [mineToo, theirsToo] = hours.lost === undefined ? [{}, {}] : toParts(hours.lost)
  const notice = createNotice(meeting, topic, { ...mine, ...mineToo }, { ...theirs, ...theirsToo })
  return { resolved, notices: [notice] }
}

function toParts({ mine, theirs }: NonNullable<MergedAvailability['lost']>): readonly [Fields, Fields] {
  return [{ availability: mine }, { availability: theirs }]
}

/** There is no profile at the server: what was typed here goes to the inbox. */
function keepServer(meeting: Meeting<CoachProfile>): Merged<CoachProfile> {
  const { assumed, server, local, reason } = meeting
  const changed = fields.filter(field => !isSame(local.value[field], assumed?.value[field]))
  if (changed.length === 0) return { resolved: server, notices: [] }
  const mine = pickFields(local.value, changed)
  const topic = reason === undefined ? 'edit-met-deletion' : 'write-refused'
  return { resolved: server, notices: [createNotice(meeting, topic, mine, {})] }
}

function createNotice(
  { server, reason, now }: Meeting<CoachProfile>,
  topic: 'words-merged' | 'edit-met-deletion' | 'write-refused',
  mine: Fields,
  theirs: Fields
): Notice {
  const { id } = server.value
  return {
    id: createNoticeId(topic, id, fingerprintText(toStableText(mine))),
    kind: 'notice',
    topic,
    at: now,
    ...(reason === undefined ? {} : { reason: toStoredReason(reason) }),
    subject: { collection: 'users', id },
    ...writeKept(topic, { mine, theirs }),
    dismissed: false
  }
}
