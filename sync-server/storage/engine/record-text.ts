import type { Body, DocumentRecord, StoredRecord } from './engine.ts'

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
  try {
    const stored: unknown = JSON.parse(text)
    if (!isObject(stored)) return undefined
    const { seq, rev, tree, deleted = false, body, others } = stored
    const isUnderstood = typeof seq === 'number' && typeof rev === 'string' && Array.isArray(tree) && tree.length > 0
    if (!isUnderstood) return undefined
    return {
      id,
      seq,
      rev,
      tree: tree as StoredRecord['tree'],
      deleted: deleted === true,
      ...(isObject(body) ? { body } : {}),
      ...(isObject(others) ? { others: others as Readonly<Record<string, Body>> } : {})
    }
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
