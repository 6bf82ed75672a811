/** `_changes` as PouchDB asks its adapters for it: one walk. Live feeds are followed by the hub, and not here. */
import type { Engine } from './engine.ts'
import { CouchError } from './pouch-errors.ts'
import { type Document, type Metadata, toDocument, toMetadata } from './pouch-documents.ts'

/** Records read at a time. */
const pageSize = 1_000

interface Change {
  seq: number
  doc?: Document
}

export interface ChangesOptions {
  readonly since?: number
  /** 0 or absent: no bound. */
  readonly limit?: number
  readonly descending?: boolean
  readonly continuous?: boolean
  readonly doc_ids?: readonly string[]
  readonly return_docs?: boolean
  readonly include_docs?: boolean
  readonly filter?: unknown
  readonly query_params?: unknown
  readonly onChange: (change: object) => void
  readonly complete: (error: Error | null, result?: object) => void
  /** PouchDB's own: makes a row of a document. */
  readonly processChange: (doc: Document, metadata: Metadata, options: ChangesOptions) => Change
}

export function walkChanges(engine: Engine, database: string, options: ChangesOptions): { cancel(): void } {
  let isCancelled = false
  const walk = async (): Promise<object> => {
    if (options.continuous === true) throw new CouchError(400, 'bad_request', 'live changes are not followed here')
    const { since = 0, limit = 0, descending = false, doc_ids: ids } = options
    const wanted = ids && new Set(ids)
    const results: object[] = []
    let count = 0
    let last = since
    const size = limit > 0 ? Math.min(limit, pageSize) : pageSize
    let from = descending ? Infinity : since
    for (;;) {
      const page = descending
        ? await engine.scanBackwards(database, from, size)
        : await engine.scanBySeq(database, from, size)
      for (const record of page) {
        if (isCancelled || (limit > 0 && count >= limit)) return { results, last_seq: last }
        from = record.seq
        if (wanted !== undefined && !wanted.has(record.id)) continue
        last = record.seq
        const change = options.processChange(toDocument(record), toMetadata(record), options)
        change.seq = record.seq
        if (!keep(change, options)) continue
        count += 1
        options.onChange(change)
        if (options.return_docs === true) results.push(change)
      }
      if (page.length === 0) return { results, last_seq: last }
    }
  }

  walk().then(
    result => {
      if (!isCancelled) process.nextTick(options.complete, null, result)
    },
    (error: unknown) => process.nextTick(options.complete, error)
  )
  return {
    cancel() {
      isCancelled = true
    }
  }
}

/** Whether a change passes the filter that was asked for; the document goes where it was not asked for. */
function keep(change: Change, { filter, query_params, include_docs }: ChangesOptions): boolean {
  if (typeof filter === 'function') {
    const isKept = (filter as (doc: Document, request: object) => unknown)(change.doc ?? {}, { query: query_params })
    if (isKept !== true && !isKept) return false
  }
  if (include_docs !== true) delete change.doc
  return true
}
