/** CouchDB's revisions, `<generation>-<hash>`: one definition of what is taken, stored and taken back. */
import { z } from 'zod'

/** The longest that is taken: the front takes back whatever it has taken once. */
const maxHash = 78
/**
 * Fifteen digits, which a number holds exactly. Documents of ours are far below it (`maxPushedGeneration`), but version 0.1.0
 * let clients push a generation to a billion: those documents must be pulled, booked and removed like any other.
 */
const maxGeneration = 999_999_999_999_999
const generationSchema = z.int().min(1).max(maxGeneration)
const hashPattern = new RegExp(`^[0-9A-Za-z]{1,${maxHash}}$`)
/** Ancestors that one document may bring. PouchDB keeps 1,000. */
export const maxHistory = 1_000

export const revisionSchema = z
  .string()
  .regex(new RegExp(`^[1-9]\\d{0,14}-[0-9A-Za-z]{1,${maxHash}}$`), 'is not a revision')

/** One look for all hashes: a schema for each of them takes ten times as long, and a batch may hold 200,000. */
const hashesSchema = z.custom<string[]>(isHashList, `must be 1 to ${maxHistory} hashes`)

function isHashList(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0 || value.length > maxHistory) return false
  return value.every(hash => typeof hash === 'string' && hashPattern.test(hash))
}

/** The history that a replicating client brings, newest first. A hash includes its parent's, so an honest one names none twice. */
export const historySchema = z
  .object({ start: generationSchema, ids: hashesSchema })
  .refine(({ start, ids }) => ids.length <= start, 'has more ids than generations')
  .refine(({ ids }) => new Set(ids).size === ids.length, 'names an id twice')

/** Nine digits: what version 0.1.0 takes of its clients, and hands out to them. */
const maxServedEverywhere = 999_999_999

/** Whether this revision can be asked for, pulled and built upon with every version. */
export function isServedEverywhere(rev: string): boolean {
  return revisionSchema.safeParse(rev).success && generationOf(rev) <= maxServedEverywhere
}

/** 0 where there is no revision. */
export function generationOf(rev: string | undefined): number {
  return rev === undefined ? 0 : Number(rev.slice(0, rev.indexOf('-')))
}

export function hashOf(rev: string): string {
  return rev.slice(rev.indexOf('-') + 1)
}

/**
 * How far a replica's own revision may be ahead of what is stored. One that has what is stored in its history is at most 999
 * ahead, whatever it wrote offline; one that made the document itself may have changed it this often before it was ever sent.
 */
const maxAhead = 10_000
/** From here on a replica goes one generation at a time: all but a ten-millionth of what the front takes is left for single writes. */
const maxNamed = 100_000_000

/** Whether a document that is rebuilt may go on from this revision: far from where generations end. */
export function isFitToGoOn(rev: string): boolean {
  return isServedEverywhere(rev) && generationOf(rev) < maxNamed
}

/**
 * The highest generation that a client may name for a document of this stored generation (0 where there is none). What is
 * stored as the outcome is one higher; so nobody can drive a document to where the front refuses its revision.
 */
export function maxPushedGeneration(stored: number): number {
  return Math.max(stored + 1, Math.min(stored + maxAhead, maxNamed))
}
