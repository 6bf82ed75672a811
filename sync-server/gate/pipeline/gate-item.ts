import type { Actor } from '#domain/model/role.ts'
import type { Reason } from '#domain/model/reasons.ts'
import { type FieldsByVersion, fieldsByVersion, listFieldsUnknownTo } from '#domain/versions/fields-by-version.ts'
import { readVersion } from '#domain/versions/product-version.ts'
import { mayPush } from '#domain/rules/access.ts'
import { historySchema, revisionSchema } from '#server/storage/revision.ts'
import type { GateRequest, GateRow, PushedDocument } from '../gate-contract.ts'
import { kinds } from '../kinds/kinds.ts'
import { type Plan, refuseRow } from '../kinds/plan.ts'
import { type Push, type Pushed, refusePush } from '../kinds/write-kind.ts'
import type { GateView } from '../memory/gate-index.ts'
import { findDocument, type JudgingContext } from '../memory/judging-context.ts'
import { compareBase, isForgedHistory } from '../revisions/revision-history.ts'

/** One pushed document on its way through the gate. */
export interface GateItem extends Pushed {
  readonly push: Push
}

const couchFields: ReadonlySet<string> = new Set(['_id', '_rev', '_deleted', '_revisions'])

/** Reads a pushed document as the kind that it is of. What is wrong with it is told in its row; its neighbours are judged. */
export function toItem(
  { database, newEdits, user }: Omit<GateRequest, 'docs'>,
  doc: PushedDocument,
  fields: FieldsByVersion = fieldsByVersion
): GateItem {
  const actor: Actor = { userId: user.userId, role: user.role }
  const keptFields = listFieldsUnknownTo(readVersion(user.deviceVersion), collectionOf(database, doc._id), fields)
  const pushed = { actor, database, newEdits, doc, keptFields }
  return { ...pushed, push: readPush(pushed) }
}

function collectionOf(database: string, id: string): keyof FieldsByVersion {
  if (database === 'users' || database === 'slots') return database
  return id.startsWith('notice:') ? 'notices' : 'calls'
}

function readPush(pushed: Pushed): Push {
  const { actor, database, doc, newEdits } = pushed
  if (!mayPush(actor, database)) return refusePush('not-yours')
  if (doc._id.startsWith('_') || !hasSoundCouchFields(doc, newEdits)) return refusePush('malformed')
  const [name, kind] = Object.entries(kinds).find(([, one]) => one.recognises(pushed)) ?? []
  return name === undefined || kind === undefined ? refusePush('malformed') : kind.read(pushed, name)
}

/** Attachments and unknown underscore fields are refused; revisions must be revisions, and a history the one of its revision. */
function hasSoundCouchFields(doc: PushedDocument, newEdits: boolean): boolean {
  if (Object.keys(doc).some(field => field.startsWith('_') && !couchFields.has(field))) return false
  const history = historySchema.optional().safeParse(doc._revisions)
  if (doc._rev === undefined) return newEdits
  if (!revisionSchema.safeParse(doc._rev).success || !history.success) return false
  return history.data === undefined || doc._rev === `${history.data.start}-${history.data.ids[0]}`
}

/** Whom a request must wait for. `view`: the bookings as they are now. */
export type ListLockNames = (items: readonly GateItem[], view: GateView) => readonly string[]

/** Read again once the locks are held: a booking may have come into being meanwhile. */
export const listLockNames: ListLockNames = (items, view) =>
  [...new Set(items.flatMap(({ push }) => push.listLockNames(view)))].sort()

/** Loads nothing, stores nothing: what the kind of the write makes of it, upon what is stored and staged. */
export function judgeItem(item: GateItem, context: JudgingContext): Plan {
  const { push, doc } = item
  if (push.refusedAs !== undefined) return refuseRow(push.refusedAs)
  const found = findDocument(item.database, doc._id, context)
  if (isForgedHistory(item, found)) return refuseRow('malformed')
  const base = compareBase(item, found)
  if (base === 'known' && !push.isJudgedAgain) return { row: { kind: 'unchanged', rev: doc._rev ?? '' } }
  return push.judge({ found, base: base === 'known' ? 'current' : base, isForward: base === 'current' }, context)
}

export function okRow(id: string, rev: string): GateRow {
  return { ok: true, id, rev }
}

/** Something else is stored than was pushed, or it is not known. */
export function adjustedRow(id: string, rev: string): GateRow {
  return { ok: true, id, rev, adjusted: true }
}

export function refusedRow(id: string, reason: Reason): GateRow {
  return { error: true, id, name: 'forbidden', status: 403, message: reason }
}

export function conflictRow(id: string): GateRow {
  return { error: true, id, name: 'conflict', status: 409, message: 'Document update conflict.' }
}

/** A fault of ours. */
export function failedRow(id: string): GateRow {
  return { error: true, id, name: 'internal_error', status: 500, message: 'The write could not be stored.' }
}

/** Storage failed; whatever was begun is undone or ended. The writer may send again. */
export function unavailableRow(id: string): GateRow {
  return {
    error: true,
    id,
    name: 'storage_unavailable',
    status: 503,
    message: 'The write could not be stored for now.'
  }
}

export function unauthorizedRow(id: string): GateRow {
  return { error: true, id, name: 'unauthorized', status: 401, message: 'This account may not write.' }
}
