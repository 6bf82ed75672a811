import type { Judged } from './commit-plans.ts'
import type { GateLogger } from './gate-contract.ts'
import type { Booking } from '#domain/model/booking.ts'
import { refreshIndex, settleBookings, type SettlingParts } from './settle.ts'

/** Someone may write again before that; otherwise what was begun is ended by itself, ms. */
const retryDelayMs = 5_000

export interface Recovery {
  /** Ends writes that failed half way. Never rejects: what cannot be ended now is kept for `retry`. The locks are held. */
  recover(failed: readonly Judged[]): Promise<void>
  /** Ends what is left over. False where storage fails still: then nothing may be judged, as memory may differ from disk. */
  retry(): Promise<boolean>
  stop(): void
}

interface Leftover {
  readonly bookingIds: ReadonlySet<string>
  readonly slotIds: ReadonlySet<string>
}

export function createRecovery(parts: SettlingParts & { readonly logger: GateLogger }): Recovery {
  const leftovers = new Set<Leftover>()
  let retrying: Promise<boolean> | undefined
  let timer: NodeJS.Timeout | undefined
  let isStopped = false

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

  function retry(): Promise<boolean> {
    if (leftovers.size === 0) return Promise.resolve(true)
    retrying ??= settleAll().finally(() => {
      retrying = undefined
    })
    return retrying
  }

  /** Nothing is judged before it has succeeded, so that nobody's locks are needed. */
  function retryLater(): void {
    if (isStopped || timer !== undefined || leftovers.size === 0) return
    timer = setTimeout(() => {
      timer = undefined
      void retry().then(retryLater)
    }, retryDelayMs)
    timer.unref()
  }

  return {
    async recover(failed) {
      const leftover = toLeftover(failed)
      leftovers.add(leftover)
      await settle(leftover)
      retryLater()
    },
    retry,
    stop() {
      isStopped = true
      clearTimeout(timer)
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
