/** A time limit that begins anew with each sign of life. */
export interface Silence {
  /** Aborted once the silence has lasted too long. */
  readonly signal: AbortSignal
  hear(): void
  end(): void
}

/** A busy device hears late what has long arrived; this much later it has. */
const longestGraceMs = 1_000

/**
 * NW1. When the limit is over, what has arrived meanwhile is read first: after a pause of the whole process (much work, a laptop that
 * slept) its timers come before its network.
 * @param limitMs how long nothing may be heard, ms
 */
export function createSilence(limitMs: number): Silence {
  const controller = new AbortController()
  const graceMs = Math.min(longestGraceMs, limitMs / 4)
  const start = () =>
    setTimeout(() => {
      timer = setTimeout(() => controller.abort(), graceMs)
    }, limitMs)
  let timer = start()
  return {
    signal: controller.signal,
    hear() {
      clearTimeout(timer)
      timer = start()
    },
    end: () => clearTimeout(timer)
  }
}
