import { type Call, callSchema } from '#domain/model/call.ts'
import { type CoachProfile, coachProfileSchema } from '#domain/model/coach-profile.ts'
import { trimLine } from '#domain/model/line.ts'
import { type Notice, noticeSchema } from '#domain/model/notice.ts'
import type { Actor } from '#domain/model/role.ts'
import { type Slot, slotFromId, slotSchema } from '#domain/model/slot.ts'
import { fromWire } from '#domain/model/wire.ts'
import { mayPush } from '#domain/rules/access.ts'
import { type Claim, isClaim } from '#domain/rules/judge-claim.ts'
import type { Reason } from '#domain/model/reasons.ts'
import { historySchema, revisionSchema } from '#server/storage/revision.ts'
import type { PushedDocument } from '../gate-contract.ts'

/** What a person wants, once the shape is known to be right. */
export type Push =
  | { readonly kind: 'slot'; readonly slot: Slot }
  | { readonly kind: 'slot-removal'; readonly slot: Slot }
  | { readonly kind: 'claim'; readonly claim: Claim }
  | { readonly kind: 'call'; readonly call: Call }
  /** A copy that its writer says to have pencilled in: it may exist by now. */
  | { readonly kind: 'pencil'; readonly call: Call }
  | { readonly kind: 'notice'; readonly notice: Notice }
  | { readonly kind: 'profile'; readonly profile: CoachProfile }
  | { readonly kind: 'refused'; readonly reason: Reason }

const couchFields: ReadonlySet<string> = new Set(['_id', '_rev', '_deleted', '_revisions'])
const malformed: Push = { kind: 'refused', reason: 'malformed' }

/** Reads a pushed document by the schema of its database. Refused as a row, never thrown: its neighbours are judged. */
export function parsePush(actor: Actor, database: string, doc: PushedDocument, newEdits: boolean): Push {
  if (!mayPush(actor, database)) return { kind: 'refused', reason: 'not-yours' }
  if (doc._id.startsWith('_') || !hasSoundCouchFields(doc, newEdits)) return malformed
  switch (database) {
    case 'slots':
      return parseSlot(doc)
    case 'users':
      return parseProfile(doc)
    default:
      return parseCopy(doc)
  }
}

/** Attachments and unknown underscore fields are refused; revisions must be revisions, and a history the one of its revision. */
function hasSoundCouchFields(doc: PushedDocument, newEdits: boolean): boolean {
  if (Object.keys(doc).some(field => field.startsWith('_') && !couchFields.has(field))) return false
  const history = historySchema.optional().safeParse(doc._revisions)
  if (doc._rev === undefined) return newEdits
  if (!revisionSchema.safeParse(doc._rev).success || !history.success) return false
  return history.data === undefined || doc._rev === `${history.data.start}-${history.data.ids[0]}`
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
  const fields = fromWire(doc)
  const asPushed = coachProfileSchema.safeParse(fields)
  // Marks that came along with a copied line are taken off, not refused (PR3).
  const parsed = asPushed.success ? asPushed : coachProfileSchema.safeParse({ ...fields, ...trimLines(fields) })
  return parsed.success ? { kind: 'profile', profile: parsed.data } : malformed
}

function trimLines(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const lines = (['displayName', 'headline'] as const).map(name => [name, fields[name]] as const)
  return Object.fromEntries(lines.map(([name, text]) => [name, typeof text === 'string' ? trimLine(text) : text]))
}

function parseCopy(doc: PushedDocument): Push {
  if (doc._deleted === true) return { kind: 'refused', reason: 'not-yours-to-create' }
  if (doc._id.startsWith('notice:')) {
    const parsed = noticeSchema.safeParse(fromWire(doc))
    return parsed.success ? { kind: 'notice', notice: parsed.data } : malformed
  }
  const parsed = callSchema.safeParse(fromWire(doc))
  if (!parsed.success) return malformed
  return { kind: parsed.data.status === 'pencilled' ? 'pencil' : 'call', call: parsed.data }
}
