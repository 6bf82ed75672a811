import { type Call, callSchema } from '#domain/model/call.ts'
import { type CoachProfile, coachProfileSchema } from '#domain/model/coach-profile.ts'
import { type Notice, noticeSchema } from '#domain/model/notice.ts'
import type { Actor } from '#domain/model/role.ts'
import { type Slot, slotFromId, slotSchema } from '#domain/model/slot.ts'
import { fromWire } from '#domain/model/wire.ts'
import { mayPush } from '#domain/rules/access.ts'
import { type Claim, isClaim } from '#domain/rules/judge-claim.ts'
import type { Reason } from '#domain/rules/reasons.ts'
import type { PushedDocument } from './gate-contract.ts'

/** What a person wants, once the shape is known to be right. */
export type Push =
  | { readonly kind: 'slot'; readonly slot: Slot }
  | { readonly kind: 'slot-removal'; readonly slot: Slot }
  | { readonly kind: 'claim'; readonly claim: Claim }
  | { readonly kind: 'call'; readonly call: Call }
  | { readonly kind: 'notice'; readonly notice: Notice }
  | { readonly kind: 'profile'; readonly profile: CoachProfile }
  | { readonly kind: 'refused'; readonly reason: Reason }

const couchFields: ReadonlySet<string> = new Set(['_id', '_rev', '_deleted', '_revisions'])
const malformed: Push = { kind: 'refused', reason: 'malformed' }

/** Reads a pushed document by the schema of its database. Refused as a row, never thrown: its neighbours are judged. */
export function parsePush(actor: Actor, database: string, doc: PushedDocument): Push {
  if (!mayPush(actor, database)) return { kind: 'refused', reason: 'not-yours' }
  if (doc._id.startsWith('_') || !hasKnownCouchFields(doc)) return malformed
  switch (database) {
    case 'slots':
      return parseSlot(doc)
    case 'users':
      return parseProfile(doc)
    default:
      return parseCopy(doc)
  }
}

/** Attachments and unknown underscore fields are refused; a history must be the one of the revision. */
function hasKnownCouchFields(doc: PushedDocument): boolean {
  if (Object.keys(doc).some(field => field.startsWith('_') && !couchFields.has(field))) return false
  const history = doc._revisions
  return history === undefined || doc._rev === `${history.start}-${history.ids[0]}`
}

function parseSlot(doc: PushedDocument): Push {
  if (doc._deleted === true) {
    const removed = slotFromId(doc._id)
    return removed === undefined ? malformed : { kind: 'slot-removal', slot: removed }
  }
  const parsed = slotSchema.safeParse(fromWire(doc))
  if (!parsed.success) return malformed
  if (parsed.data.status !== 'requested') return { kind: 'slot', slot: parsed.data }
  return isClaim(parsed.data) ? { kind: 'claim', claim: parsed.data } : malformed
}

function parseProfile(doc: PushedDocument): Push {
  if (doc._deleted === true) return { kind: 'refused', reason: 'server-owned' }
  const parsed = coachProfileSchema.safeParse(fromWire(doc))
  return parsed.success ? { kind: 'profile', profile: parsed.data } : malformed
}

function parseCopy(doc: PushedDocument): Push {
  if (doc._deleted === true) return { kind: 'refused', reason: 'not-yours-to-create' }
  if (doc._id.startsWith('notice:')) {
    const parsed = noticeSchema.safeParse(fromWire(doc))
    return parsed.success ? { kind: 'notice', notice: parsed.data } : malformed
  }
  const parsed = callSchema.safeParse(fromWire(doc))
  return parsed.success ? { kind: 'call', call: parsed.data } : malformed
}
