import type { CheckedTime, ServerClock } from '../clock/server-clock.ts'
import { minuteMs } from '#domain/time/durations.ts'

/** Work that is done at once and then in its interval. It goes by the time, so it waits while the clock is in doubt. */
export interface Chore {
  readonly everyMs: number
  readonly run: (time: CheckedTime) => Promise<void>
}

export interface Housekeeping {
  /** Reads the clock and does what is due. Never does a chore twice at once. A timer calls it every minute. */
  tick(): Promise<void>
  stop(): void
}

export const tickMs = minuteMs

/** Timers that do not keep the process alive. A chore that fails is reported and done again when it is due the next time. */
export function startHousekeeping(parts: {
  readonly chores: readonly Chore[]
  readonly clock: Pick<ServerClock, 'check'>
  /** Ms, counts on whatever the wall clock does. */
  readonly steady: () => number
  readonly onError: (error: unknown) => void
}): Housekeeping {
  const { clock, steady, onError } = parts
  const kept = parts.chores.map(chore => ({ chore, dueAt: steady(), isRunning: false }))

  async function tick(): Promise<void> {
    // It is read right before the work: what has jumped since the last minute is seen.
    const time = clock.check()
    if (time === undefined) return
    const at = steady()
    await Promise.all(
      kept.map(async entry => {
        const { chore } = entry
        // A timer is never exact.
        if (entry.isRunning || at + tickMs / 2 < entry.dueAt) return
        entry.isRunning = true
        entry.dueAt = at + chore.everyMs
        try {
          await chore.run(time)
        } catch (error) {
          onError(error)
        } finally {
          entry.isRunning = false
        }
      })
    )
  }

  void tick()
  const timer = setInterval(() => void tick(), tickMs).unref()
  return { tick, stop: () => clearInterval(timer) }
}
