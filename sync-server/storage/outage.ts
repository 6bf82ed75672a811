/** A full disk takes a while to be cleared, a passing fault does not: the pauses between attempts double. */
const firstPauseMs = 100
const longestPauseMs = 30_000

/** The time from a database's failure until it is open again. */
export interface Outage {
  readonly isOn: boolean
  /** What callers are told until the next attempt; undefined while there is an attempt, and when nothing is wrong. */
  readonly refusal: Error | undefined
  begin(): void
  /** An attempt to open the database has failed: the next one is made after a pause. */
  pause(refusal: Error): void
  /** The database is open. @returns whether there was an outage */
  end(): boolean
  /** No further attempt is made. */
  stop(): void
}

/** @param attempt opens the database; ends in `pause` or `end` */
export function createOutage(attempt: () => void): Outage {
  let isOn = false
  let failures = 0
  let refusal: Error | undefined
  let timer: NodeJS.Timeout | undefined

  return {
    get isOn() {
      return isOn
    },
    get refusal() {
      return refusal
    },
    begin() {
      isOn = true
    },
    pause(error) {
      isOn = true
      refusal = error
      timer = setTimeout(
        () => {
          refusal = undefined
          attempt()
        },
        Math.min(firstPauseMs * 2 ** failures, longestPauseMs)
      )
      timer.unref()
      failures += 1
    },
    end() {
      const wasOn = isOn
      isOn = false
      failures = 0
      refusal = undefined
      return wasOn
    },
    stop: () => clearTimeout(timer)
  }
}
