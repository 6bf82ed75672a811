import type { Instant } from '#domain/model/primitives.ts'
import { parseCallsName } from '#domain/rules/access.ts'
import type { CopyKeeper } from '../copies/copy-keeper.ts'
import type { People } from '../copies/people.ts'
import type { GateIndex } from '../gate/memory/gate-index.ts'
import type { CodeLogger } from '../logging/code-logger.ts'
import { type FollowedUpTo, readCheckpoint, toCheckpointPart } from '../storage/checkpoint.ts'
import type { CommitPart, Databases, DocumentStore } from '../storage/document-store.ts'
import { matchOffers } from './match-offers.ts'
import { readOffers, type SeenOpenings } from './read-offers.ts'
import { createWatchBook } from './watch-book.ts'

/** A database of the server's own: nobody replicates it. */
const database = 'openings'
/** Changes of `slots` that are matched at once: what one batch is (WL6). */
const maxChanges = 1_000
/** Without anything that opened, so many changes may have to be looked at again after a kill. */
const maxUnstored = 5_000
/** How long to wait before what failed is tried again, ms. */
const retryDelayMs = 5_000

/**
 * Tells students of slots that open (rules WL). It follows the changes of `slots` behind the gate: nobody waits for it, and a kill loses
 * nothing, as what was matched and how far is one commit.
 */
export interface WaitingList {
  /** A student's watches have changed, or may have. */
  noteWatches(studentId: string): void
  /** Resolves once what had opened by the time of the call is matched, or could not be and is tried again later. */
  idle(): Promise<void>
  stop(): Promise<void>
}

export interface WaitingListParts {
  readonly databases: Databases
  readonly slots: DocumentStore
  readonly index: GateIndex
  readonly people: People
  readonly copies: Pick<CopyKeeper, 'check' | 'note'>
  readonly now: () => Instant
  readonly logger: CodeLogger
  /** How long openings are gathered before they are matched, ms: a coach draws several. Left out: until somebody asks for it. */
  readonly gatherMs?: number | undefined
}

export function createWaitingList(parts: WaitingListParts): WaitingList {
  const { databases, slots, index, people, copies, logger, gatherMs } = parts
  const book = createWatchBook(databases, logger)
  const seen: SeenOpenings = new Map()
  /** How far this run has come, which may be further than what is stored. */
  let reached: number | undefined
  let stored: FollowedUpTo | undefined
  let timer: NodeJS.Timeout | undefined
  let last: Promise<void> = Promise.resolve()
  let isStopped = false

  /** @returns whether there is more to do */
  async function matchOnce(): Promise<boolean> {
    stored ??= await readCheckpoint(databases, database, slots)
    // Before the slots: what opened after a watch was stored meets it.
    await book.bringUpToDate()
    const since = reached ?? stored.seq ?? (book.isEmpty ? (await slots.info()).updateSeq : 0)
    const { results, lastSeq } = await slots.changes({ since, limit: maxChanges, includeDocs: true })
    const now = parts.now()
    const offers = await readOffers(results, seen, { index, people, now })
    const isActive = (studentId: string) => people.isActive(studentId, 'student')
    const open = (name: string) => databases.open(name)
    const notices = await matchOffers(offers, book, { index, isActive, open, now })
    if (stored.seq === undefined || offers.length > 0 || lastSeq > stored.seq + maxUnstored)
      stored = await store(notices, lastSeq, stored)
    reached = lastSeq
    return results.length === maxChanges
  }

  async function store(notices: readonly CommitPart[], seq: number, before: FollowedUpTo): Promise<FollowedUpTo> {
    // What is written to a person's database before it was looked through would hide that it was set back.
    for (const part of notices) await copies.check(parseCallsName(part.database) ?? '')
    const checkpoint = await toCheckpointPart(database, { ...before, seq }, slots)
    const outcome = await databases.commitTogether([...notices, checkpoint])
    const row = outcome.rows.at(-1)?.[0]
    if (!outcome.stored || row === undefined || !('ok' in row)) throw new Error('something was stored meanwhile')
    copies.note(notices.map(part => part.database))
    return { ...before, seq, rev: row.rev }
  }

  async function matchOn(): Promise<void> {
    if (!isStopped && (await matchOnce())) await matchOn()
  }

  async function matchAll(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    try {
      await matchOn()
    } catch (error) {
      logger.error({ err: error }, 'openings were not matched with the waiting list')
      // What became of it is read back: whether it is stored or not, nothing is told twice.
      stored = undefined
      reached = undefined
      seen.clear()
      wakeIn(retryDelayMs)
    }
  }

  function enqueue(): Promise<void> {
    last = last.then(matchAll)
    return last
  }

  function wakeIn(delayMs: number | undefined): void {
    if (isStopped || timer !== undefined || delayMs === undefined) return
    timer = setTimeout(() => void enqueue(), delayMs)
    timer.unref()
  }

  const stopListening = slots.onChange(() => wakeIn(gatherMs))
  // What an earlier run had not matched when it ended.
  wakeIn(gatherMs)

  return {
    noteWatches(studentId) {
      book.noteChange(studentId)
      wakeIn(gatherMs)
    },
    idle: enqueue,
    async stop() {
      isStopped = true
      stopListening()
      clearTimeout(timer)
      await last
    }
  }
}
