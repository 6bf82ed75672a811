import { revisionSchema } from '../storage/revision.ts'
import { badRequest } from './couch-answer.ts'

/** A document's entity tag is its revision. */
export function toETag(rev: string): string {
  return `"${rev}"`
}

/** Whether an `If-None-Match` names the revision. */
export function isCurrent(header: string | undefined, rev: string): boolean {
  const tags = header?.split(',').map(tag => tag.trim().replace(/^W\//, '')) ?? []
  return tags.includes('*') || tags.includes(toETag(rev))
}

/** The revision that an `If-Match` asks for, as CouchDB reads it: one, with or without its quotes. */
export function readIfMatch(header: string | undefined): string | undefined {
  if (header === undefined) return undefined
  const parsed = revisionSchema.safeParse(header.trim().replace(/^"(.*)"$/, '$1'))
  if (!parsed.success) throw badRequest('If-Match is not a revision')
  return parsed.data
}
