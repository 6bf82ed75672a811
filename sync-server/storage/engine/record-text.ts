import type { DocumentRecord } from './engine.ts'

/** A record as it is stored; its id stands in the key. */
export function recordToText({ seq, tree, rev, deleted, body, others }: DocumentRecord): string {
  return JSON.stringify({
    seq,
    rev,
    ...(deleted ? { deleted } : {}),
    tree,
    body,
    ...(others === undefined ? {} : { others })
  })
}

export function textToRecord(id: string, text: string): DocumentRecord {
  const { deleted = false, ...stored } = JSON.parse(text) as Omit<DocumentRecord, 'id' | 'deleted'> & {
    readonly deleted?: boolean
  }
  return { id, deleted, ...stored }
}
