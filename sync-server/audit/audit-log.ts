import { type AuditAct, type AuditDetails, type AuditEntry, auditEntrySchema } from '#domain/model/audit.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { dayMs } from '#domain/time/durations.ts'
import type { CommitPart, DocumentStore, StoredDocument, WritableDocument } from '../storage/document-store.ts'

/** A database of the server's own: nobody replicates it. */
export const auditDatabase = 'audit'

/** Older entries go, and so do the oldest beyond that number. */
export const auditLimits = { keepMs: 730 * dayMs, maxEntries: 10_000 } as const

const endOfTime = 10_000_000_000_000
const maxWithin = 9_999
/** So many are removed in one commit. */
const maxPurged = 200

/** What somebody did. `by` and `subject` are ids of accounts; `operator` is whoever runs commands on the server. */
export interface AuditedAct {
  readonly by: string
  readonly act: AuditAct
  readonly subject?: string
  readonly details?: AuditDetails
}

export interface AuditQuery {
  /** Done by this account, or to it. */
  readonly person?: string | undefined
  readonly act?: string | undefined
  /** The id of the last entry that was seen: those that are older. */
  readonly after?: string | undefined
  readonly limit: number
}

/** Who did what about accounts and the organisation. Entries are added and never changed. */
export interface AuditLog {
  /** To be stored in one commit with the act itself. */
  plan(act: AuditedAct): CommitPart
  /** For an act that stores nothing else. Rejects where it is not stored. */
  add(act: AuditedAct): Promise<void>
  /** The newest first. */
  list(query: AuditQuery): Promise<readonly AuditEntry[]>
  /** Removes what is too old or too much. @param certain the time that it is at least. @returns how many */
  purge(certain: Instant): Promise<number>
}

export interface AuditParts {
  /** The `audit` database. */
  readonly store: DocumentStore
  readonly now: () => Instant
  readonly randomBytes: (length: number) => Uint8Array
}

export function createAuditLog({ store, now, randomBytes }: AuditParts): AuditLog {
  let lastAt = -1
  let within = 0

  /** Ids run backwards, so that the newest come first in the order of keys, also of those within one millisecond. */
  function createEntryId(at: Instant): string {
    within = at === lastAt ? Math.min(within + 1, maxWithin) : 0
    lastAt = at
    const order = [Math.max(0, endOfTime - at), maxWithin - within].map(number => String(number).padStart(14, '0'))
    return `e${order.join('-')}-${Buffer.from(randomBytes(8)).toString('hex')}`
  }

  function toDocument({ by, act, subject, details = {} }: AuditedAct): WritableDocument {
    const at = now()
    const entry = { at, by, act, ...(subject === undefined ? {} : { subject }), details }
    return { _id: createEntryId(at), ...entry }
  }

  return {
    plan: act => ({ database: store.name, docs: [toDocument(act)], newEdits: true }),
    async add(act) {
      const [row] = await store.write([toDocument(act)], { newEdits: true })
      if (row === undefined || 'error' in row) throw new Error(`not written to the audit log: ${row?.message}`)
    },
    async list({ person, act, after, limit }) {
      const found: AuditEntry[] = []
      if (limit < 1) return found
      for await (const doc of store.all(after === undefined ? {} : { startKey: after })) {
        const entry = readAuditEntry(doc)
        if (entry === undefined || entry.id === after) continue
        if (person !== undefined && entry.by !== person && entry.subject !== person) continue
        if (act !== undefined && entry.act !== act) continue
        found.push(entry)
        if (found.length === limit) break
      }
      return found
    },
    async purge(certain) {
      const over: StoredDocument[] = []
      let kept = 0
      for await (const doc of store.all()) {
        const entry = readAuditEntry(doc)
        const isOld = entry !== undefined && entry.at < certain - auditLimits.keepMs
        if (isOld || kept >= auditLimits.maxEntries) over.push(doc)
        else kept += 1
      }
      for (let from = 0; from < over.length; from += maxPurged) {
        const docs = over.slice(from, from + maxPurged).map(({ _id, _rev }) => ({ _id, _rev, _deleted: true }))
        const rows = await store.write(docs, { newEdits: true })
        const failed = rows.find(row => 'error' in row)
        if (failed !== undefined && 'error' in failed) throw new Error(`audit log not cut: ${failed.message}`)
      }
      return over.length
    }
  }
}

/** Undefined for what cannot be understood. */
export function readAuditEntry({ _id, _rev, ...fields }: StoredDocument): AuditEntry | undefined {
  return auditEntrySchema.safeParse({ ...fields, id: _id }).data
}
