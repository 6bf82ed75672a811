import type { Judged } from './commit-plans.ts'
import type { GateLogger } from './gate-contract.ts'
import type { Booking } from '#domain/model/booking.ts'
import { refreshIndex, settleBookings, type SettlingParts } from './settle.ts'

export interface Recovery {
  /** Ends writes that failed half way. Never rejects: what cannot be ended now is kept for `retry`. The locks are held. */
  recover(failed: readonly Judged[]): Promise<void>
  /** Ends what is left over. False where storage fails still: then nothing may be judged, as memory may differ from disk. */
  retry(): Promise<boolean>
}

interface Leftover {
  readonly bookingIds: ReadonlySet<string>
  readonly slotIds: ReadonlySet<string>
}

export function createRecovery(parts: SettlingParts & { readonly logger: GateLogger }): Recovery {
  const leftovers = new Set<Leftover>()
  let retrying: Promise<boolean> | undefined

  async function settle(leftover: Leftover): Promise<boolean> {
    const { index, logger } = parts
    try {
      await refreshIndex([...leftover.bookingIds], [...leftover.slotIds], parts)
      const bookings = [...leftover.bookingIds].flatMap(id => index.findEntry(id) ?? [])
      await settleBookings(bookings, parts)
      leftovers.delete(leftover)
      return true
    } catch (error) {
      logger.error({ err: error }, 'a write that failed half way could not be settled')
      return false
    }
  }

  async function settleAll(): Promise<boolean> {
    const outcomes = await Promise.all([...leftovers].map(settle))
    return outcomes.every(Boolean)
  }

  return {
    async recover(failed) {
      const leftover = toLeftover(failed)
      leftovers.add(leftover)
      await settle(leftover)
    },
    retry() {
      if (leftovers.size === 0) return Promise.resolve(true)
      retrying ??= settleAll().finally(() => {
        retrying = undefined
      })
      return retrying
    }
  }
}

function toLeftover(failed: readonly Judged[]): Leftover {
  const bookings = failed.flatMap(({ plan }): readonly Booking[] =>
    [plan.journal, plan.confirm].filter(b => b !== undefined)
  )
  const changed = failed.flatMap(({ plan }) => [plan.slots, plan.release].flatMap(slots => slots?.changes ?? []))
  return {
    bookingIds: new Set(bookings.map(booking => booking.id)),
    slotIds: new Set([...bookings.map(booking => booking.slotId), ...changed.map(change => change.id)])
  }
}
