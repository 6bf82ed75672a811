import { minuteMs } from '#domain/time/durations.ts'
import type { Timers } from '#renderer/contract/application.ts'

const firstDelayMs = 500
const longestDelayMs = minuteMs

/** Waits between attempts: doubling, so that a server in trouble is left alone, and jittered, so that its clients do not come back all at once. */
export interface Backoff {
  /**
   * @param attempt how many have failed in a row, from 0. Ends early by `wake` or `signal`; never rejects.
   * @param askedForMs the server asked for a pause of so long: no sooner than after it, also when woken
   */
  wait(attempt: number, signal: AbortSignal, askedForMs?: number): Promise<void>
  /** Ends all waiting: there is reason to believe that it works now. */
  wake(): void
}

/** @param random in [0, 1) */
export function createBackoff(timers: Timers, random: () => number): Backoff {
  let alarm = new AbortController()
  return {
    async wait(attempt, signal, askedForMs) {
      if (askedForMs !== undefined) {
        // A little more, differently for each, so that not all come back at the same moment.
        const pauseMs = Math.round(askedForMs + random() * firstDelayMs)
        await timers.wait(pauseMs, signal).catch(() => undefined)
        return
      }
      const longest = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempt, 16))
      const delayMs = Math.round(longest * (0.5 + random() / 2))
      // Both ends of the wait are wanted ones.
      await timers.wait(delayMs, AbortSignal.any([alarm.signal, signal])).catch(() => undefined)
    },
    wake() {
      alarm.abort()
      alarm = new AbortController()
    }
  }
}
