/** How PouchDB's adapter (leveldb-core 9.0.0) lays its records out in LevelDB. Nothing of it is documented: held by the contract suite. */
import type { LevelDown } from 'leveldown'
import type { StoredDocument } from './document-store.ts'
import type { RevisionBranch } from './pouch-adapter.ts'

/** What is kept of a document beside its bodies. */
export interface DocumentRecord {
  readonly id: string
  /** Sequence of the newest change. */
  readonly seq: number
  readonly rev_tree: readonly RevisionBranch[]
  /** Where each revision's body is. */
  readonly rev_map: Readonly<Record<string, number>>
  readonly winningRev?: string
  readonly deleted?: boolean
}

export type RecordKind = 'document-store' | 'by-sequence'

export interface RecordKey {
  readonly kind: RecordKind
  /** An id, or a sequence of 16 digits. */
  readonly key: string
}

/** Option of an iterator that gets every record, whether PouchDB can work with it or not. */
export const seesAll = 'seesAll'

const separator = '\u00ff'

export function toLevelKey(kind: RecordKind, key: string): string {
  return `${separator}${kind}${separator}${key}`
}

export function toCounterKey(name: '_local_last_update_seq' | '_local_doc_count'): string {
  return `${separator}meta-store${separator}${name}`
}

/** Undefined for records of another kind: local documents, counters. */
export function parseLevelKey(levelKey: unknown): RecordKey | undefined {
  const text = String(levelKey)
  const end = text.indexOf(separator, 1)
  const kind = text.slice(1, end)
  const key = text.slice(end + 1)
  // Old PouchDB kept its counters beside the changes, and still looks for them there.
  const isRecord = kind === 'document-store' || (kind === 'by-sequence' && !key.startsWith('_local'))
  return isRecord ? { kind, key } : undefined
}

export function toSequenceKey(seq: number): string {
  return String(seq).padStart(16, '0')
}

/** Undefined where the record is not what PouchDB can work with. */
export function parseDocumentRecord(value: unknown, id: string): DocumentRecord | undefined {
  const record = parseObject(value)
  if (record === undefined || record['id'] !== id) return undefined
  const { seq, rev_tree: tree, rev_map: map } = record
  const isWhole = typeof seq === 'number' && Array.isArray(tree) && tree.length > 0 && typeof map === 'object'
  return isWhole && map !== null ? (record as unknown as DocumentRecord) : undefined
}

/** A revision's body; undefined where it cannot be read. */
export function parseBody(value: unknown): StoredDocument | undefined {
  const body = parseObject(value)
  const isWhole = typeof body?.['_id'] === 'string' && typeof body['_rev'] === 'string'
  return isWhole ? (body as StoredDocument) : undefined
}

function parseObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(String(value))
    return typeof parsed === 'object' && parsed !== null ? (parsed as Readonly<Record<string, unknown>>) : undefined
  } catch {
    return undefined
  }
}

/** All records of a kind as they are at the call, in the order of their keys. */
export function readRecords(
  level: LevelDown,
  kind: RecordKind
): AsyncIterable<{ readonly key: string; readonly value: string }> {
  const iterator = level.iterator({
    gte: toLevelKey(kind, ''),
    lt: toLevelKey(kind, '\u{10ffff}'),
    keyAsBuffer: false,
    valueAsBuffer: false,
    [seesAll]: true
  })
  return {
    async *[Symbol.asyncIterator]() {
      try {
        for (;;) {
          const entry = await new Promise<{ key: unknown; value: unknown } | undefined>((resolve, reject) => {
            iterator.next((error, key, value) => {
              if (error) reject(error)
              else resolve(key === undefined ? undefined : { key, value })
            })
          })
          if (entry === undefined) return
          yield { key: parseLevelKey(entry.key)?.key ?? '', value: String(entry.value) }
        }
      } finally {
        await new Promise<void>(resolve => {
          iterator.end(() => resolve())
        })
      }
    }
  }
}
