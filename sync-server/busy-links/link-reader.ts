import { busyLinkId, busyLinkSchema, type BusyLink } from '#domain/model/busy-link.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { fromWire } from '#domain/model/wire.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { dayMs, hourMs, minuteMs } from '#domain/time/durations.ts'
import type { People } from '../copies/people.ts'
import type { CodeLogger } from '../logging/code-logger.ts'
import type { Databases, DocumentStore } from '../storage/document-store.ts'
import type { CalendarRead, ReadCalendar, Validators } from './read-calendar.ts'
import type { StoreReading } from './store-reading.ts'

/** How often a calendar is read; after failures twice as long each time, up to a day. */
const everyMs = hourMs
const maxBackoffMs = dayMs
/** Whoever saves one address after the other makes the server ask no more often than this. */
const minGapMs = minuteMs
/** What repeats is read for some months: a calendar that never changes is read anew so often all the same. */
const maxUnreadMs = dayMs
/** Storage gets its turns, and no coach waits long for the calendars of others. */
const maxAtOnce = 4

/**
 * Reads the calendars at the addresses that coaches gave, now and then, behind the gate (rules BU). What is due is in memory; a start reads
 * all addresses, and asks those first that were not asked for an hour.
 */
export interface LinkReader {
  /** The address of a coach's calendar has changed, or may have: it is read at once. */
  noteChange(coachId: string): void
  /** Begins to read what is due. Every minute, while the clock is trusted. */
  readDue(): Promise<void>
  /** Resolves once nothing is being read, nor was asked for. */
  idle(): Promise<void>
  stop(): Promise<void>
}

interface LinkReaderParts {
  readonly databases: Pick<Databases, 'has' | 'open'>
  readonly users: DocumentStore
  readonly people: Pick<People, 'findProfile' | 'isActive'>
  /** Left out: the operator forbids it. */
  readonly readCalendar: ReadCalendar | undefined
  readonly store: StoreReading
  readonly now: () => Instant
  readonly logger: CodeLogger
}

/** One coach's calendar. */
interface Entry {
  dueAt: Instant
  startedAt: Instant
  failures: number
  isRunning: boolean
  /** Counts what its coach has asked for. */
  asked: number
  /** What the last whole reading was of. */
  known?: { readonly url: string; readonly zone: string; readonly at: Instant; readonly validators: Validators }
}

export function createLinkReader(parts: LinkReaderParts): LinkReader {
  const { databases, users, people, readCalendar, now, logger } = parts
  const entryById = new Map<string, Entry>()
  const underWay = new Set<Promise<void>>()
  const stopped = new AbortController()
  let loading: Promise<void> | undefined

  async function readLink(coachId: string): Promise<BusyLink | undefined> {
    const name = createCallsName(coachId)
    if (!(await databases.has(name))) return undefined
    const [doc] = await (await databases.open(name)).read([busyLinkId])
    return doc === undefined || doc._deleted === true ? undefined : busyLinkSchema.safeParse(fromWire(doc)).data
  }

  async function loadAll(): Promise<void> {
    for await (const { _id: coachId } of users.all()) {
      const link = await readLink(coachId)
      if (link?.url === undefined || entryById.has(coachId)) continue
      const triedAt = link.reading?.triedAt ?? 0
      entryById.set(coachId, { dueAt: triedAt + everyMs, startedAt: triedAt, failures: 0, isRunning: false, asked: 0 })
    }
  }

  function startDue(): void {
    const due = [...entryById].filter(([, { dueAt, isRunning }]) => !isRunning && dueAt <= now())
    for (const [coachId, entry] of due.sort(([, a], [, b]) => a.dueAt - b.dueAt)) {
      if (stopped.signal.aborted || underWay.size >= maxAtOnce) return
      const work = readEntry(coachId, entry).finally(() => {
        underWay.delete(work)
        startDue()
      })
      underWay.add(work)
    }
  }

  async function readEntry(coachId: string, entry: Entry): Promise<void> {
    const { asked } = entry
    entry.isRunning = true
    entry.startedAt = now()
    entry.dueAt = now() + everyMs
    let isFailed = true
    try {
      isFailed = await readOne(coachId, entry)
    } catch (error) {
      // It says nothing of the address: that is no part of what storage throws.
      logger.error({ err: error }, 'a calendar could not be stored')
    }
    entry.isRunning = false
    // What was asked for meanwhile has set its own time.
    if (entry.asked !== asked) return
    entry.failures = isFailed ? entry.failures + 1 : 0
    entry.dueAt = entry.startedAt + Math.min(maxBackoffMs, everyMs * 2 ** Math.max(0, entry.failures - 1))
  }

  /** @returns whether it failed */
  async function readOne(coachId: string, entry: Entry): Promise<boolean> {
    const link = await readLink(coachId)
    const profile = await people.findProfile(coachId)
    if (link?.url === undefined || !people.isActive(coachId, 'coach')) {
      entryById.delete(coachId)
      return false
    }
    const [{ url }, zone, at] = [link as { readonly url: string }, profile?.zone ?? 'UTC', now()]
    const isKnown = entry.known?.url === url && entry.known.zone === zone && at < entry.known.at + maxUnreadMs
    const known = isKnown ? entry.known?.validators : undefined
    const read: CalendarRead =
      readCalendar === undefined
        ? { kind: 'failed', failure: 'forbidden' }
        : await readCalendar({ url, known, zone, now: at, signal: stopped.signal })
    if (stopped.signal.aborted) return false
    await parts.store(coachId, url, read)
    if (read.kind === 'read') entry.known = { url, zone, at, validators: read.validators }
    return read.kind === 'failed'
  }

  return {
    noteChange(coachId) {
      const entry = entryById.get(coachId) ?? {
        startedAt: -minGapMs,
        dueAt: 0,
        failures: 0,
        isRunning: false,
        asked: 0
      }
      entryById.set(coachId, entry)
      entry.asked += 1
      entry.failures = 0
      entry.dueAt = Math.max(now(), entry.startedAt + minGapMs)
      startDue()
    },
    async readDue() {
      loading ??= loadAll().catch((error: unknown) => {
        loading = undefined
        throw error
      })
      await loading
      startDue()
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
    async stop() {
      stopped.abort()
      await Promise.all(underWay)
    }
  }
}
