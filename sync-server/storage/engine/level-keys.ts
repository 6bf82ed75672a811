/**
 * Keys of the one LevelDB, in UTF-8. A database's name begins with a letter and has no zero byte in it.
 *
 *     !commits              how many commits there have been, written by each of them
 *     !db\0<name>           counters of a database: it exists as long as this is there
 *     !gone\0<name>         was removed: what is left of it goes at the next start
 *     <name>\0d\0<id>       a document: tree, winner, bodies
 *     <name>\0l\0<id>       a local document
 *     <name>\0s\0<seq>      the id that changed last at that sequence, 16 digits
 */
import type { IdRange } from './engine.ts'
import type { LevelRange } from './level-files.ts'

export const commitsKey = '!commits'
export const databasePrefix = '!db\0'
export const gonePrefix = '!gone\0'

export const documentPrefix = (database: string): string => `${database}\0d\0`
export const localPrefix = (database: string): string => `${database}\0l\0`

export const seqPrefix = (database: string): string => `${database}\0s\0`

export function seqKey(database: string, seq: number): string {
  return `${seqPrefix(database)}${String(seq).padStart(16, '0')}`
}

/** All keys that begin so; the prefix ends in a zero byte. */
export function rangeOfPrefix(prefix: string): LevelRange {
  return { gte: prefix, lt: endOf(prefix) }
}

export function rangeOfDatabase(database: string): LevelRange & { readonly gte: string; readonly lt: string } {
  return { gte: `${database}\0`, lt: endOf(`${database}\0`) }
}

export function rangeOfIds(database: string, { from, after, to, before, reverse = false }: IdRange): LevelRange {
  const prefix = documentPrefix(database)
  const low = after === undefined ? { gte: prefix + (from ?? '') } : { gt: prefix + after }
  if (before !== undefined) return { ...low, lt: prefix + before, reverse }
  return { ...low, ...(to === undefined ? { lt: endOf(prefix) } : { lte: prefix + to }), reverse }
}

/** What is left of a range behind this key. */
export function goOn({ gte, gt, lte, lt, ...rest }: LevelRange, key: string): LevelRange {
  if (rest.reverse === true) {
    const low = gte === undefined ? gt !== undefined && { gt } : { gte }
    return { ...rest, ...low, lt: key }
  }
  const high = lte === undefined ? lt !== undefined && { lt } : { lte }
  return { ...rest, ...high, gt: key }
}

function endOf(prefix: string): string {
  return `${prefix.slice(0, -1)}\u0001`
}
