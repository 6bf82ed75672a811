import { type BusyTimes, busyTimesIds } from '#domain/model/busy-times.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { toWire } from '#domain/model/wire.ts'
import { createCallsName } from '#domain/rules/access.ts'
import type { People } from '../copies/people.ts'
import type { GateStores } from '../gate/gate-stores.ts'
import { planCalendarOf } from '../gate/kinds/shared/filling.ts'
import type { GateIndex } from '../gate/memory/gate-index.ts'
import type { WriteRecovery } from '../gate/memory/recovery.ts'
import type { MakeHash } from '../gate/revisions/revision-history.ts'
import { refreshIndex } from '../gate/memory/refresh-index.ts'
import { type KeyedLock, lockNames, runLocked } from '../locks/keyed-lock.ts'
import type { CodeLogger } from '../logging/code-logger.ts'
import type { WritableDocument } from '../storage/document-store.ts'

/** Keeps calendars as the hours of their coaches say where no write of theirs does it (AV1, AV11). */
export interface HoursFiller {
  /** Fills one coach's calendar, in as many commits as it takes. Nobody waits for it; a failure is logged, and the next run makes up for it. */
  fill(coachId: string): void
  /** All coaches, one after the other. */
  fillAll(): Promise<void>
  /** Resolves once what was begun is done. */
  idle(): Promise<void>
  stop(): Promise<void>
}

interface FillerParts {
  readonly stores: GateStores
  readonly index: GateIndex
  readonly people: People
  readonly locks: KeyedLock
  readonly recovery: Pick<WriteRecovery, 'retry'>
  readonly now: () => Instant
  readonly makeHash: MakeHash
  readonly logger: CodeLogger
}

export function createHoursFiller(parts: FillerParts): HoursFiller {
  const { logger } = parts
  let isStopped = false
  let last: Promise<void> = Promise.resolve()

  async function fillWhole(coachId: string): Promise<void> {
    if (!isStopped && (await fillOnce(coachId, parts))) await fillWhole(coachId)
  }

  /** One coach after the other: filling holds up a calendar for the time of one commit, and nothing else. */
  function enqueue(coachId: string): Promise<void> {
    last = last.then(async () => {
      try {
        await fillWhole(coachId)
      } catch (error) {
        logger.error({ err: error }, 'a calendar was not filled')
      }
    })
    return last
  }

  return {
    fill: coachId => void enqueue(coachId),
    async fillAll() {
      for await (const doc of parts.stores.users.all()) await enqueue(doc._id)
    },
    idle: () => last,
    async stop() {
      isStopped = true
      await last
    }
  }
}

/** @returns whether there is more to do */
async function fillOnce(coachId: string, parts: FillerParts): Promise<boolean> {
  const { stores, index, people, locks } = parts
  return runLocked(locks, [lockNames.coach(coachId)], async () => {
    // Memory may differ from disk: nothing is planned by it.
    if (!(await parts.recovery.retry())) return false
    const coach = await people.findProfile(coachId)
    if (coach === undefined) return false
    const busy = coach.availability === undefined ? [] : await readBusyTimes(coachId, stores)
    const isActive = people.isActive(coachId, 'coach')
    const { add, remove, isCut } = planCalendarOf(
      { coach, isActive, busy },
      { view: index, now: parts.now(), makeHash: parts.makeHash }
    )
    if (add.length + remove.length === 0) return false
    const docs: readonly WritableDocument[] = [
      ...remove.map(({ id }) => ({ _id: id, _deleted: true, ...toRev(index.slotRev(id)) })),
      ...add.map(toWire)
    ]
    try {
      const [outcome] = await stores.commitInOrder([[{ database: 'slots', newEdits: true, docs }]])
      if (outcome?.stored !== true) throw new Error('the calendar changed meanwhile')
    } finally {
      await refreshIndex(
        [],
        docs.map(({ _id }) => _id),
        { stores, index }
      )
    }
    parts.logger.info({ coach: coachId, made: add.length, removed: remove.length }, 'filled a calendar by its hours')
    return isCut
  })
}

function toRev(rev: string | undefined): { readonly _rev?: string } {
  return rev === undefined ? {} : { _rev: rev }
}

async function readBusyTimes(coachId: string, stores: GateStores): Promise<BusyTimes['intervals']> {
  const docs = await (await stores.open(createCallsName(coachId))).read(busyTimesIds)
  return docs.flatMap(doc =>
    doc === undefined || doc._deleted === true ? [] : (doc['intervals'] as BusyTimes['intervals'])
  )
}
