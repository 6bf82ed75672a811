import { z } from 'zod'
import { sessionCopySchema } from '#domain/model/session-copy.ts'
import { coachProfileSchema } from '#domain/model/coach-profile.ts'
import { noticeSchema } from '#domain/model/notice.ts'
import { slotSchema } from '#domain/model/slot.ts'
import { fromWire, type WireDocument } from '#domain/model/wire.ts'
import { isReason } from '#domain/model/reasons.ts'
import { readView } from '#domain/versions/read-view.ts'
import type { Received, Unreadable } from '../support/protocol.ts'

/** What a device of this version reads of each database: unknown fields are kept, unknown values of growing lists read as `newer`. */
const readers: Readonly<Record<string, readonly z.ZodObject[]>> = {
  users: [coachProfileSchema],
  slots: [slotSchema],
  calls: [sessionCopySchema, noticeSchema]
}

const sequence = z.union([z.number(), z.string()])
const row = z.looseObject({ id: z.string(), deleted: z.boolean().optional(), doc: z.unknown().optional() })
const shapes = {
  changes: z.looseObject({ results: z.array(row), last_seq: sequence }),
  documents: z.looseObject({
    rows: z.array(z.looseObject({ id: z.string().optional(), doc: z.unknown().optional() }))
  }),
  info: z.looseObject({ doc_count: z.number(), update_seq: sequence }),
  written: z.array(z.looseObject({ id: z.string(), error: z.string().optional(), reason: z.string().optional() }))
}

/** Looks at every answer that this device gets, and keeps what this version cannot read. */
export function createReading() {
  const unreadable: Unreadable[] = []
  const brokenAnswers: string[] = []
  const unknownFields = new Set<string>()
  const unknownReasons = new Set<string>()
  const failures: Record<string, number> = {}
  let documents = 0
  let tombstones = 0

  function readDocument(database: string, document: WireDocument): void {
    const kind = database.startsWith('calls-') ? 'calls' : database
    const schemas = readers[kind]
    if (schemas === undefined || document._id.startsWith('_design/')) return
    if ((document as { readonly _deleted?: boolean })._deleted === true) {
      tombstones += 1
      return
    }
    documents += 1
    const value = fromWire(document)
    const read = schemas.find(schema => readView(schema, value) !== undefined)
    if (read === undefined) {
      const outcomes = schemas.map(schema => schema.strip().safeParse(value))
      // Of the shape that it most looks like: fewest complaints.
      const issues = outcomes
        .map(({ error }) => error?.issues ?? [])
        .reduce((least, next) => (next.length < least.length ? next : least))
      const problems = issues.map(({ path, message }) => `${path.join('.') || '(document)'}: ${message}`)
      unreadable.push({ database, id: document._id, problems, document })
      return
    }
    for (const field of Object.keys(value)) {
      if (!Object.hasOwn(read.shape, field)) unknownFields.add(`${kind}.${field}`)
    }
  }

  function readBody(database: string, endpoint: string, line: string, body: unknown): void {
    const expect = <T>(schema: z.ZodType<T>): T | undefined => {
      const parsed = schema.safeParse(body)
      if (!parsed.success) brokenAnswers.push(`${line}: ${parsed.error.issues.map(issue => issue.message).join(', ')}`)
      return parsed.data
    }
    const read = (docs: readonly unknown[]): void => {
      for (const doc of docs) {
        if (typeof doc === 'object' && doc !== null && '_id' in doc) readDocument(database, doc as WireDocument)
      }
    }
    if (endpoint === '') expect(shapes.info)
    if (endpoint === '_changes') read(expect(shapes.changes)?.results.map(({ doc }) => doc) ?? [])
    if (endpoint === '_all_docs') read(expect(shapes.documents)?.rows.map(({ doc }) => doc) ?? [])
    if (endpoint === '_bulk_docs') {
      for (const { error, reason = '' } of expect(shapes.written) ?? []) {
        if (error === 'forbidden' && !isReason(reason)) unknownReasons.add(reason)
      }
    }
  }

  return {
    /** @param path without the query */
    async see(method: string, path: string, response: Response): Promise<void> {
      const line = `${method} ${path}`
      if (!response.ok) {
        const failure = `${response.status} ${line}`
        failures[failure] = (failures[failure] ?? 0) + 1
        return
      }
      const [, database = '', endpoint = ''] = path.split('/')
      if (database === '' || database.startsWith('_')) return
      readBody(database, endpoint, line, await response.json().catch(() => undefined))
    },
    get received(): Received {
      return {
        documents,
        tombstones,
        unreadable,
        brokenAnswers,
        unknownFields: [...unknownFields].sort(),
        unknownReasons: [...unknownReasons].sort(),
        failures
      }
    }
  }
}
