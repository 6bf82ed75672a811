import type { Instant } from '#domain/model/primitives.ts'
import { minuteMs } from '#domain/time/durations.ts'

/** `globalThis` is one. */
export interface AlarmTimers {
  setTimeout(run: () => void, delayMs: number): unknown
  clearTimeout(handle: unknown): void
}

/**
 * The longest time to trust a timer: timers stand still while the computer sleeps, nobody tells when its clock is set, and
 * beyond 2^31 - 1 ms a delay becomes none.
 */
const longestWaitMs = minuteMs

export interface Alarm {
  /** Rings once, at that instant by the clock; replaces the one before. */
  set(at: Instant): void
  clear(): void
}

export function createAlarm({
  now,
  timers,
  ring
}: {
  readonly now: () => Instant
  readonly timers: AlarmTimers
  readonly ring: () => void
}): Alarm {
  let handle: unknown

  function clear(): void {
    if (handle !== undefined) timers.clearTimeout(handle)
    handle = undefined
  }

  function wait(at: Instant): void {
    clear()
    handle = timers.setTimeout(
      () => {
        handle = undefined
        if (now() >= at) ring()
        else wait(at)
      },
      Math.min(Math.max(at - now(), 0), longestWaitMs)
    )
  }

  return { set: wait, clear }
}
