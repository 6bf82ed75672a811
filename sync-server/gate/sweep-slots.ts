import type { Instant } from '#domain/model/primitives.ts'
import type { WritableDocument } from '../storage/document-store.ts'
import type { GateIndex } from './gate-index.ts'
import type { GateStores } from './gate-stores.ts'
import { type KeyedLock, lockNames, runLocked } from './keyed-lock.ts'
import { refreshIndex } from './settle.ts'

/** How long a slot stays in `slots` after its end, ms: history lives in the copies and in the journal. */
const keepSlotsMs = 30 * 86_400_000
/** Bounds how long a coach's calendar is locked. */
const batchSize = 100

export interface SweepParts {
  readonly stores: Pick<GateStores, 'slots' | 'bookings'>
  readonly index: GateIndex
  readonly locks: KeyedLock
}

/** Takes the slots that ended long ago out of `slots`, whatever their status. @returns how many */
export async function sweepSlots({ stores, index, locks }: SweepParts, now: Instant): Promise<number> {
  const isOld = (slot: { readonly endsAt: Instant }) => slot.endsAt < now - keepSlotsMs
  const oldByCoach = Map.groupBy([...index.slots()].filter(isOld), slot => slot.coachId)
  let count = 0
  for (const [coachId, slots] of oldByCoach) {
    const ids = slots.map(slot => slot.id)
    for (let start = 0; start < ids.length; start += batchSize) {
      const batch = ids.slice(start, start + batchSize)
      await runLocked(locks, [lockNames.coach(coachId)], async () => {
        const docs = batch.flatMap((_id): readonly WritableDocument[] => {
          const _rev = index.slotRev(_id)
          return _rev === undefined ? [] : [{ _id, _rev, _deleted: true }]
        })
        try {
          await stores.slots.write(docs, { newEdits: true })
        } finally {
          await refreshIndex([], batch, { stores, index })
        }
      })
      count += batch.length
    }
  }
  return count
}
