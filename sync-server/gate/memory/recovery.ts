import type { GateIndex } from './gate-index.ts'
import type { GateStores } from '../gate-stores.ts'
import { refreshIndex } from './refresh-index.ts'
import type { CodeLogger } from '#server/logging/code-logger.ts'

/** Someone may write again before that; otherwise what is in doubt is looked at by itself, ms. */
const retryDelayMs = 5_000

/** What a write changes in memory once it is stored. */
interface InDoubt {
  readonly journal?: { readonly id: string }
  readonly slots?: { readonly changes: readonly { readonly id: string }[] }
}

/** Reads back from storage what became of writes that storage failed at: each is stored whole, or not at all. */
export interface WriteRecovery {
  /** Never rejects: what cannot be read now is kept for `retry`. The locks are held. */
  recover(doubtful: readonly InDoubt[]): Promise<void>
  /** Reads what is left over. False where storage fails still: then nothing may be judged, as memory may differ from disk. */
  retry(): Promise<boolean>
  stop(): void
}

interface Leftover {
  readonly bookingIds: readonly string[]
  readonly slotIds: readonly string[]
}

export function createRecovery(parts: {
  readonly stores: Pick<GateStores, 'slots' | 'bookings'>
  readonly index: GateIndex
  readonly logger: CodeLogger
}): WriteRecovery {
  const leftovers = new Set<Leftover>()
  let retrying: Promise<boolean> | undefined
  let timer: NodeJS.Timeout | undefined
  let isStopped = false

  async function readBack(leftover: Leftover): Promise<boolean> {
    try {
      await refreshIndex(leftover.bookingIds, leftover.slotIds, parts)
      leftovers.delete(leftover)
      return true
    } catch (error) {
      parts.logger.error({ err: error }, 'what became of a write that failed cannot be read')
      return false
    }
  }

  async function readAll(): Promise<boolean> {
    const outcomes = await Promise.all([...leftovers].map(readBack))
    return outcomes.every(Boolean)
  }

  function retry(): Promise<boolean> {
    if (leftovers.size === 0) return Promise.resolve(true)
    retrying ??= readAll().finally(() => {
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
    async recover(doubtful) {
      const leftover = toLeftover(doubtful)
      leftovers.add(leftover)
      await readBack(leftover)
      retryLater()
    },
    retry,
    stop() {
      isStopped = true
      clearTimeout(timer)
    }
  }
}

function toLeftover(doubtful: readonly InDoubt[]): Leftover {
  return {
    bookingIds: [...new Set(doubtful.flatMap(({ journal }) => journal?.id ?? []))],
    slotIds: [...new Set(doubtful.flatMap(({ slots }) => slots?.changes.map(({ id }) => id) ?? []))]
  }
}
