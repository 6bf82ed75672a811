import { ipKeyGenerator, MemoryStore } from 'express-rate-limit'

export interface AttemptLimits {
  readonly windowMs: number
  /** Failed sign-ins from one address within the window; generous, as a whole office may share one. */
  readonly perAddress: number
  /** Failed sign-ins for one name within the window. */
  readonly perName: number
}

export const defaultAttemptLimits: AttemptLimits = { windowMs: 15 * 60_000, perAddress: 100, perName: 20 }

export interface AttemptLimiter {
  /**
   * Counts an attempt before the password is looked at, so that many at once cannot slip through.
   * @returns seconds to wait when there were too many, otherwise undefined
   */
  count(address: string, name: string): Promise<number | undefined>
  /** Takes an attempt back: it was successful. */
  forgive(address: string, name: string): Promise<void>
  stop(): void
}

/** Slows down guessing of passwords, by address and by name. */
export function createAttemptLimiter(limits: AttemptLimits, now: () => number): AttemptLimiter {
  const byAddress = createStore(limits.windowMs)
  const byName = createStore(limits.windowMs)
  const keysOf = (address: string, name: string) => [ipKeyGenerator(address), name.trim().toLowerCase()] as const

  return {
    async count(address, name) {
      const [addressKey, nameKey] = keysOf(address, name)
      const counts = [
        { limit: limits.perAddress, ...(await byAddress.increment(addressKey)) },
        { limit: limits.perName, ...(await byName.increment(nameKey)) }
      ]
      const exceeded = counts.filter(({ totalHits, limit }) => totalHits > limit)
      if (exceeded.length === 0) return undefined
      const resetAt = Math.max(...exceeded.map(({ resetTime }) => resetTime?.getTime() ?? now() + limits.windowMs))
      return Math.max(1, Math.ceil((resetAt - now()) / 1_000))
    },
    async forgive(address, name) {
      const [addressKey, nameKey] = keysOf(address, name)
      await byAddress.decrement(addressKey)
      await byName.decrement(nameKey)
    },
    stop() {
      byAddress.shutdown()
      byName.shutdown()
    }
  }
}

function createStore(windowMs: number): MemoryStore {
  const store = new MemoryStore()
  store.init({ windowMs } as Parameters<MemoryStore['init']>[0])
  return store
}
