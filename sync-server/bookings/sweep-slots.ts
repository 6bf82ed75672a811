import type { Instant } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { WritableDocument } from '../storage/document-store.ts'
import type { CopyKeeper } from '../copies/copy-keeper.ts'
import type { OfferedRecord } from '../gate/gate-contract.ts'
import type { GateIndex } from '../gate/memory/gate-index.ts'
import type { GateStores } from '../gate/gate-stores.ts'
import { type KeyedLock, lockNames, runLocked } from '../locks/keyed-lock.ts'
import { refreshIndex } from '../gate/memory/refresh-index.ts'
import { moveSweepLine, parseSweepLine } from './sweep-line.ts'

/** A local document of `slots`. */
const lineId = 'sweep-line'
/** Bounds how long a coach's calendar is locked. */
const batchSize = 100

export interface SweepParts {
  readonly stores: Pick<GateStores, 'slots' | 'bookings'>
  readonly index: GateIndex
  readonly locks: KeyedLock
  readonly copies: Pick<CopyKeeper, 'check'>
  readonly offered: OfferedRecord
  readonly now: () => Instant
}

/** What the server takes for the time: by its wall clock, and at least. */
export interface SweepTime {
  readonly now: Instant
  readonly certain: Instant
}

/**
 * Takes the slots that ended long ago out of `slots`, whatever their status. The line that they ended before is stored first: an
 * interrupted run is made up for by the next one. Those of a coach for whom it cannot be recorded what was offered stay until it can.
 * @returns how many
 */
export async function sweepSlots(parts: SweepParts, time: SweepTime): Promise<number> {
  const { stores, index, locks, copies, offered, now } = parts
  const moved = moveSweepLine(parseSweepLine(await stores.slots.readLocal(lineId)), time)
  if (moved === undefined) return 0
  await stores.slots.writeLocal(lineId, { ...moved })
  const isOld = (slot: Slot) => slot.endsAt < moved.line && !isBookedAhead(slot, index, time.certain)
  const oldByCoach = Map.groupBy([...index.slots()].filter(isOld), slot => slot.coachId)
  let count = 0
  for (const [coachId, slots] of oldByCoach) {
    const ids = slots.map(slot => slot.id)
    await copies.check(coachId)
    for (let start = 0; start < ids.length; start += batchSize) {
      const batch = ids.slice(start, start + batchSize)
      await runLocked(locks, [lockNames.coach(coachId), lockNames.copies(coachId)], async () => {
        if (!(await offered.count(coachId, now()))) return
        const docs = batch.flatMap((_id): readonly WritableDocument[] => {
          const _rev = index.slotRev(_id)
          return _rev === undefined ? [] : [{ _id, _rev, _deleted: true }]
        })
        try {
          await stores.slots.write(docs, { newEdits: true })
        } finally {
          await refreshIndex([], batch, { stores, index })
        }
        count += docs.length
      })
    }
  }
  return count
}

/** CK4 A session that may still lie ahead keeps its slot, whatever the wall clock says. */
function isBookedAhead({ bookingId, endsAt }: Slot, index: GateIndex, certain: Instant): boolean {
  return endsAt > certain && bookingId !== undefined && index.findBooking(bookingId)?.state === 'confirmed'
}
