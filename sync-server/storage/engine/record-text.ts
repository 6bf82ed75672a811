import type { Body, DatabaseInfo, DocumentRecord, StoredRecord } from './engine.ts'

/** A record as it is stored; its id stands in the key. */
export function recordToText({ seq, tree, rev, deleted, body, others }: StoredRecord): string {
  return JSON.stringify({
    seq,
    rev,
    ...(deleted ? { deleted } : {}),
    tree,
    body,
    ...(others === undefined ? {} : { others })
  })
}

/** Undefined where the document is not stored as a whole. */
export function textToRecord(id: string, text: string): DocumentRecord | undefined {
  const stored = textToStored(id, text)
  return stored === undefined || !isWhole(stored) ? undefined : stored
}

/** What is left of a document that may not be stored as a whole; undefined where nothing can be understood. */
export function textToStored(id: string, text: string): StoredRecord | undefined {
  const stored = parseObject(text)
  if (stored === undefined) return undefined
  const { seq, rev, tree, deleted = false, body, others } = stored
  if (!isCount(seq) || typeof rev !== 'string' || !isTree(tree)) return undefined
  return {
    id,
    seq,
    rev,
    tree,
    deleted: deleted === true,
    ...(isObject(body) ? { body } : {}),
    ...(isObject(others) ? { others: others as Readonly<Record<string, Body>> } : {})
  }
}

function isTree(value: unknown): value is StoredRecord['tree'] {
  return Array.isArray(value) && value.length > 0 && value.every(part => isLine(part) && isCount(part['start']))
}

function isLine(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isObject(value)) return false
  const { line, gone = [], forks = [] } = value
  return Array.isArray(line) && Array.isArray(gone) && Array.isArray(forks) && forks.every(isLine)
}

/** @throws where it is not what was written, in LevelDB's word for that: with other counters, what is there would be overwritten */
export function textToInfo(database: string, text: string): DatabaseInfo {
  const { updateSeq, docCount, uuid } = parseObject(text) ?? {}
  if (isCount(updateSeq) && isCount(docCount) && typeof uuid === 'string') return { updateSeq, docCount, uuid }
  throw new Error(`Corruption: the counters of ${database} cannot be understood`)
}

/** A local document's body; undefined where it cannot be understood. */
export function textToLocal(text: string): Body | undefined {
  return parseObject(text)
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isWhole(stored: StoredRecord): stored is DocumentRecord {
  return stored.body !== undefined
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
