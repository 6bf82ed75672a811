import { monthInUtc, type RecordBreak, recordBreaks, recordStarted } from '#domain/insights/record-offered.ts'
import {
  createOfferedId,
  createOfferedMonth,
  type OfferedMonth,
  offeredMonthSchema,
  toOfferedMonth
} from '#domain/model/offered.ts'
import type { Instant } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'
import { fromWire, toWire } from '#domain/model/wire.ts'
import { createCallsName } from '#domain/rules/access.ts'
import type { CopyKeeper } from '../copies/copy-keeper.ts'
import type { OfferedRecord } from '../gate/gate-contract.ts'
import type { GateStores } from '../gate/gate-stores.ts'
import type { GateIndex } from '../gate/memory/gate-index.ts'
import type { WriteRecovery } from '../gate/memory/recovery.ts'
import { type KeyedLock, lockNames, runLocked } from '../locks/keyed-lock.ts'
import type { CodeLogger } from '../logging/code-logger.ts'
import type { DocumentStore } from '../storage/document-store.ts'
import { readRecording, type Recording } from './recording-note.ts'

/** Records what coaches' slots were when they began, in `offered:<yyyy-mm>` of each coach's own database (IN7). */
interface OfferedBook extends OfferedRecord {
  /** For every coach, each under its own locks. To be asked for every minute, and only while the clock is trusted. */
  countAll(): Promise<void>
}

interface OfferedParts {
  readonly stores: GateStores
  readonly index: GateIndex
  readonly copies: Pick<CopyKeeper, 'isChecked' | 'check' | 'note'>
  readonly locks: KeyedLock
  readonly recovery: Pick<WriteRecovery, 'retry'>
  readonly now: () => Instant
  /** Whose own database was set back, damaged or lost: what it had recorded may be missing. Emptied here. */
  readonly doubted: Set<string>
  readonly logger: CodeLogger
}

/** What was read of one coach's records. */
interface Read {
  readonly records: readonly OfferedMonth[]
  readonly revById: ReadonlyMap<string, string>
}

/** Reads, or begins, the note since when it is recorded. */
export async function createOfferedBook(parts: OfferedParts): Promise<OfferedBook> {
  const { stores, index, copies, locks, recovery, now: readClock, doubted, logger } = parts
  /** The latest start of each coach's that was looked at in this run. */
  const countedTo = new Map<string, Instant>()
  let recording: Promise<Recording> | undefined
  await prepare(readClock()).catch(() => undefined)

  async function prepare(now: Instant): Promise<Recording> {
    const known = await recording?.catch(() => undefined)
    if (known !== undefined && known.since <= now) return known
    recording = readRecording(stores.slots, now)
    return recording
  }

  function isDue(coachId: string, now: Instant): boolean {
    if (doubted.has(coachId)) return true
    const to = countedTo.get(coachId)
    // Nobody's database is looked at, or made, for an id that anybody may have made up.
    if (to === undefined) return index.countSlots(coachId) > 0
    return now < to || index.listSlots(coachId, { startsAt: to + 1, endsAt: now + 1 }).length > 0
  }

  async function countDue(coachId: string, now: Instant): Promise<void> {
    const { since, breaks } = await prepare(now)
    const isDoubted = doubted.has(coachId)
    const to = isDoubted ? undefined : countedTo.get(coachId)
    const slots = index.listSlots(coachId, { startsAt: to === undefined ? 0 : Math.min(to, now) + 1, endsAt: now + 1 })
    const database = createCallsName(coachId)
    const store = await stores.open(database)
    const read = await readRecords(store, to === undefined ? undefined : Math.min(now, slots[0]?.startsAt ?? now))
    const whole = to === undefined ? withBreaks(read.records, breaks, isDoubted ? now : undefined) : read.records
    const known = await withLost(store, whole, slots, now)
    const next = withChanges(known, recordStarted(known, slots, { since, now }))
    const docs = next
      .filter(record => !read.records.includes(record))
      .map(record => {
        const rev = read.revById.get(record.id)
        return { ...toWire(record), ...(rev === undefined ? {} : { _rev: rev }) }
      })
    if (docs.length > 0) {
      const [outcome] = await stores.commitInOrder([[{ database, newEdits: true, docs }]])
      if (outcome?.stored !== true) throw new Error('the record changed meanwhile')
      copies.note([database])
    }
    doubted.delete(coachId)
    countedTo.set(coachId, findLatest(slots, next, now))
  }

  async function count(coachId: string, now: Instant): Promise<boolean> {
    if (!isDue(coachId, now)) return true
    // What is written to a database that nobody has looked through would hide that it was set back.
    if (!copies.isChecked(coachId)) return false
    try {
      await countDue(coachId, now)
      return true
    } catch (error) {
      logger.error({ err: error }, 'what was offered was not recorded')
      return false
    }
  }

  return {
    count,
    async countAll() {
      for (const coachId of new Set([...index.coachIds(), ...doubted])) {
        if (!isDue(coachId, readClock())) continue
        await copies.check(coachId)
        await runLocked(locks, [lockNames.coach(coachId), lockNames.copies(coachId)], async () => {
          // Memory may differ from disk: nothing is recorded by it.
          if (await recovery.retry()) await count(coachId, readClock())
        })
      }
    }
  }
}

/** @param from undefined for all; otherwise from the month on in which it lies */
async function readRecords(store: DocumentStore, from: Instant | undefined): Promise<Read> {
  const startKey = createOfferedId(from === undefined ? '' : monthInUtc(from))
  const records: OfferedMonth[] = []
  const revById = new Map<string, string>()
  for await (const doc of store.all({ startKey, endKey: createOfferedId('~') })) {
    revById.set(doc._id, doc._rev)
    const { data } = offeredMonthSchema.safeParse(fromWire(doc))
    if (data !== undefined) records.push(data)
  }
  return { records, revById }
}

/** Where recording was interrupted: for everybody, and for whoever's own database is in doubt, from its newest record on. */
function withBreaks(
  records: readonly OfferedMonth[],
  breaks: readonly RecordBreak[],
  doubtedAt: Instant | undefined
): readonly OfferedMonth[] {
  const known = withChanges(records, recordBreaks(records, breaks))
  if (doubtedAt === undefined) return known
  const newest = known.at(-1)
  if (newest === undefined) return [createOfferedMonth(monthInUtc(doubtedAt), doubtedAt)]
  const from = Date.parse(`${toOfferedMonth(newest.id)}-01T00:00Z`)
  return withChanges(known, recordBreaks(known, [{ from, until: doubtedAt }]))
}

/** A record that was there, and could not be read any more, begins anew: a tombstone is all that is left of it. */
async function withLost(
  store: DocumentStore,
  records: readonly OfferedMonth[],
  slots: readonly Slot[],
  now: Instant
): Promise<readonly OfferedMonth[]> {
  const months = new Set(slots.map(({ startsAt }) => monthInUtc(startsAt)))
  const missing = [...months].filter(month => !records.some(({ id }) => id === createOfferedId(month)))
  const found = await store.read(missing.map(createOfferedId))
  const lost = missing.filter((_, n) => found[n] !== undefined)
  return [...records, ...lost.map(month => createOfferedMonth(month, now))]
}

function withChanges(records: readonly OfferedMonth[], changed: readonly OfferedMonth[]): readonly OfferedMonth[] {
  const byId = new Map([...records, ...changed].map(record => [record.id, record]))
  return [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

/** The latest start up to now. */
function findLatest(slots: readonly Slot[], records: readonly OfferedMonth[], now: Instant): Instant {
  const recorded = records.flatMap(({ booked, open }) => [booked.at(-1) ?? 0, open.at(-1) ?? 0])
  return Math.min(now, Math.max(0, ...slots.map(({ startsAt }) => startsAt), ...recorded))
}
