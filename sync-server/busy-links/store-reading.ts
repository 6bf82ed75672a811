import { type BusyLink, busyLinkId, type LinkReading } from '#domain/model/busy-link.ts'
import { type BusyTimes, linkedTimesId } from '#domain/model/busy-times.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { fromWire, toWire } from '#domain/model/wire.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { isSame } from '#domain/rules/is-same.ts'
import type { CopyKeeper } from '../copies/copy-keeper.ts'
import type { WriteRecovery } from '../gate/memory/recovery.ts'
import { type KeyedLock, lockNames, runLocked } from '../locks/keyed-lock.ts'
import type { Databases, StoredDocument, WritableDocument } from '../storage/document-store.ts'
import type { CalendarRead } from './read-calendar.ts'

/** Stores what came of reading a coach's calendar, unless the address is another one by now (BU4). */
export type StoreReading = (coachId: string, url: string, read: CalendarRead) => Promise<void>

interface StoreReadingParts {
  readonly databases: Pick<Databases, 'open' | 'commitTogether'>
  readonly copies: Pick<CopyKeeper, 'check' | 'note'>
  readonly locks: KeyedLock
  readonly recovery: Pick<WriteRecovery, 'retry'>
  readonly now: () => Instant
  /** Its times have changed: the calendar is filled around them. */
  readonly onTimes: (coachId: string) => void
}

export function createStoreReading(parts: StoreReadingParts): StoreReading {
  const { databases, copies, locks, recovery, now, onTimes } = parts

  /** @returns whether the times are others now */
  async function store(coachId: string, url: string, read: CalendarRead): Promise<boolean> {
    if (!(await recovery.retry())) return false
    const database = createCallsName(coachId)
    const [linkDoc, timesDoc] = await (await databases.open(database)).read([busyLinkId, linkedTimesId])
    const link = valueOf(linkDoc) as BusyLink | undefined
    if (link?.url !== url) return false
    const docs: WritableDocument[] = [toNext({ ...link, reading: toReading(link.reading, read, now()) }, linkDoc)]
    const times = toTimes(valueOf(timesDoc) as BusyTimes | undefined, read, now())
    if (times !== undefined) docs.push(toNext(times, timesDoc))
    const outcome = await databases.commitTogether([{ database, newEdits: true, docs }])
    if (!outcome.stored) throw new Error('something was stored meanwhile')
    copies.note([database])
    return times !== undefined
  }

  return async (coachId, url, read) => {
    // Before the locks: whoever looks through a person's copies takes them, too.
    await copies.check(coachId)
    const names = [lockNames.copies(coachId), lockNames.coach(coachId)]
    if (await runLocked(locks, names, () => store(coachId, url, read))) onTimes(coachId)
  }
}

function toReading(former: LinkReading | undefined, read: CalendarRead, at: Instant): LinkReading {
  const { readAt, isCut } = former ?? {}
  const isCutNow = read.kind === 'read' ? read.isCut : isCut === true
  const cut = isCutNow ? { isCut: true as const } : {}
  if (read.kind !== 'failed') return { triedAt: at, readAt: at, ...cut }
  return { triedAt: at, ...(readAt === undefined ? {} : { readAt }), failure: read.failure, ...cut }
}

/** Undefined where they are as they are stored, but for those that are over. A calendar that cannot be read keeps what it gave last (BU5). */
function toTimes(stored: BusyTimes | undefined, read: CalendarRead, at: Instant): BusyTimes | undefined {
  if (read.kind !== 'read') return undefined
  const ahead = (stored?.intervals ?? []).filter(({ endsAt }) => endsAt > at)
  if (isSame(ahead, read.intervals)) return undefined
  const intervals = read.intervals.map(interval => ({ ...interval }))
  return { id: linkedTimesId, kind: 'busy', intervals, source: '', importedAt: at }
}

function valueOf(doc: StoredDocument | undefined): unknown {
  return doc === undefined || doc._deleted === true ? undefined : fromWire(doc)
}

function toNext(value: BusyLink | BusyTimes, stored: StoredDocument | undefined): WritableDocument {
  return { ...toWire(value), ...(stored === undefined || stored._deleted === true ? {} : { _rev: stored._rev }) }
}
