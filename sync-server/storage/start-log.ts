import { z } from 'zod'
import { minuteMs } from '#domain/time/durations.ts'

/**
 * One start of the server, as noted in a database before the first change of that run. The starts of a database tell its past
 * from another one: a copy that goes on by itself gets other starts from then on.
 *
 *     starts      1.a (seq 0)     2.b (seq 40)     3.c (seq 90)
 *     sequences   1 ........ 40   41 ......... 90  91 ...... now
 *
 * `60-2.b` is a place in this past. `95-2.b` is not: this database went on from 90 with another start.
 */
export interface Start {
  /** `<ordinal>.<random>`: the ordinal tells a start that the log has dropped from one that it never held. */
  readonly id: string
  /** The sequence that it began at. */
  readonly seq: number
  /** Epoch ms of a change of this run, about that of its last one. */
  readonly lastAt: number
  /** The first start of a folder that was put back from a copy. */
  readonly restored?: true | undefined
}

/** The starts that a database remembers, earliest first. */
export interface StartLog {
  readonly starts: readonly Start[]
  /** The start of this run, once it has been noted. */
  readonly ownId: string | undefined
}

/** Whether a client may go on from where it is. `since` is where the answer begins. */
export type SinceVerdict =
  | { readonly kind: 'known'; readonly since: number }
  /** Nobody can say; nothing is missed by beginning anew. */
  | { readonly kind: 'unknown'; readonly since: 0 }
  | { readonly kind: 'another-past'; readonly since: 0; readonly dataFrom: number | undefined }

/** A server with a change in each of its runs, started every day, reaches this after more than a year. */
const maxStarts = 500
/** How exact `lastAt` is, and how rarely it is written. */
const lastAtStepMs = 10 * minuteMs
const randomLength = 8

const startSchema = z.object({
  id: z.string().regex(/^[1-9]\d{0,8}\.[0-9a-f]+$/),
  seq: z.int().min(0),
  lastAt: z.int().min(0),
  restored: z.literal(true).optional()
})
const logSchema = z.object({ starts: z.array(startSchema) })

/** What is stored; nothing where it cannot be understood: clients then begin anew. */
export function parseStarts(stored: unknown): readonly Start[] {
  return logSchema.safeParse(stored).data?.starts ?? []
}

/** The log with one more start; the earliest ones are dropped where it gets too long. */
export function addStart(
  starts: readonly Start[],
  start: {
    readonly seq: number
    readonly now: number
    readonly randomBytes: (length: number) => Uint8Array
    readonly restored: boolean
  }
): readonly Start[] {
  const last = starts.at(-1)
  const ordinal = last === undefined ? 1 : ordinalOf(last.id) + 1
  const id = `${ordinal}.${Buffer.from(start.randomBytes(randomLength)).toString('hex')}`
  const added: Start = { id, seq: start.seq, lastAt: start.now, ...(start.restored ? { restored: true } : {}) }
  return [...starts, added].slice(-maxStarts)
}

/** The log with a newer `lastAt` of its last start; the same log where it is new enough. */
export function touchLastStart(starts: readonly Start[], now: number): readonly Start[] {
  const last = starts.at(-1)
  // A clock that was corrected counts, too, in either direction.
  if (last === undefined || Math.abs(now - last.lastAt) < lastAtStepMs) return starts
  return [...starts.slice(0, -1), { ...last, lastAt: now }]
}

/** @param current the database's sequence now */
export function judgeSince(
  { starts, ownId }: StartLog,
  current: number,
  asked: { readonly number: number; readonly startId: string | undefined }
): SinceVerdict {
  const { number, startId } = asked
  if (startId === undefined) {
    return number > current ? { kind: 'unknown', since: 0 } : { kind: 'known', since: number }
  }
  const at = starts.findIndex(({ id }) => id === startId)
  const start = starts[at]
  if (start === undefined) {
    if (isDropped(starts, startId)) return { kind: 'unknown', since: 0 }
    return { kind: 'another-past', since: 0, dataFrom: findFork(starts, ownId)?.lastAt }
  }
  const end = starts[at + 1]?.seq ?? current
  if (number <= end) return { kind: 'known', since: number }
  return { kind: 'another-past', since: 0, dataFrom: start.lastAt }
}

/** Whether the log once held this start, as far as anybody can say. */
function isDropped(starts: readonly Start[], startId: string): boolean {
  const [first] = starts
  return first !== undefined && ordinalOf(startId) < ordinalOf(first.id)
}

/**
 * The last start before the set-back, where the client's own start is unknown here. The operator has said which start was the
 * first afterwards (`npm run restored`); otherwise it is taken to be this run's.
 */
function findFork(starts: readonly Start[], ownId: string | undefined): Start | undefined {
  const restored = starts.findLastIndex(start => start.restored === true)
  if (restored >= 0) return starts[restored - 1]
  return starts.findLast(({ id }) => id !== ownId)
}

/** The start that was the first one after the last time that the database was put back from a copy, as the operator said. */
export function lastRestoredId(starts: readonly Start[]): string | undefined {
  return starts.findLast(start => start.restored === true)?.id
}

function ordinalOf(startId: string): number {
  const ordinal = Number.parseInt(startId, 10)
  return Number.isNaN(ordinal) ? Infinity : ordinal
}
