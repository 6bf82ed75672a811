import type { CoachProfile } from '../model/coach-profile.ts'
import { createNoticeId } from '../model/notice.ts'
import type { Meeting, Merged } from './meeting.ts'
import { mergeField } from './three-way.ts'

const fields = ['displayName', 'headline', 'bio', 'zone', 'policy'] as const

/** Merges two states of a coach's profile field by field (MG11). Where both changed one, the server's stands and the local text becomes a notice. */
export function mergeProfile({ assumed, server, local, reason, now }: Meeting<CoachProfile>): Merged<CoachProfile> {
  if (local.deleted || server.deleted) return { resolved: server, notices: [] }
  const merged: Record<string, unknown> = { ...server.value }
  const mine: Record<string, unknown> = {}
  const theirs: Record<string, unknown> = {}
  for (const field of fields) {
    const outcome = mergeField<CoachProfile[typeof field] | undefined>(
      assumed?.value[field],
      server.value[field],
      local.value[field]
    )
    const isLost = outcome.kind === 'both-changed' || (reason !== undefined && outcome.value !== server.value[field])
    if (!isLost) {
      merged[field] = outcome.value
      continue
    }
    mine[field] = local.value[field]
    theirs[field] = server.value[field]
  }
  const resolved = { deleted: false, value: merged as CoachProfile }
  if (Object.keys(mine).length === 0) return { resolved, notices: [] }
  const topic = reason === undefined ? 'words-merged' : 'write-refused'
  const { id } = server.value
  return {
    resolved,
    notices: [
      {
        id: createNoticeId(topic, id, String(now)),
        kind: 'notice',
        topic,
        at: now,
        ...(reason === undefined ? {} : { reason }),
        subject: { collection: 'users', id },
        mine: JSON.stringify(mine),
        theirs: JSON.stringify(theirs),
        dismissed: false
      }
    ]
  }
}
