import type { Failure } from '../http/failure.ts'

/** Successes in a row after which a larger size is tried again: at most every ninth request is one too large. */
const successesToGrow = 8

/** How much one request asks for (documents) or brings (bytes): halved where the network does not carry so much, doubled while it does. */
export interface AdaptiveSize {
  readonly value: number
  /** A request of this size came through. */
  succeed(): void
  /** The same, in the midst of work that would begin anew if a larger one failed: it doubles at once, until a request fails for the first time. */
  grow(): void
  /** @param asked what was too much. @returns whether a smaller request may get through */
  shrink(failure: Failure, asked: number): boolean
}

/**
 * @param least of at least this much something new comes
 * @param first so much to begin with, while nothing is known of the network
 */
export function createAdaptiveSize({
  most,
  least = 1,
  first = most
}: {
  readonly most: number
  readonly least?: number
  readonly first?: number
}): AdaptiveSize {
  let value = first
  let successes = 0
  let hasFailed = false
  return {
    get value() {
      return value
    },
    succeed() {
      successes += 1
      if (successes < successesToGrow) return
      successes = 0
      value = Math.min(most, value * 2)
    },
    grow() {
      if (!hasFailed) value = Math.min(most, value * 2)
    },
    shrink(failure, asked) {
      if (!isTooMuch(failure)) return false
      successes = 0
      hasFailed = true
      const smaller = Math.max(least, Math.floor(Math.min(asked, value) / 2))
      value = smaller
      return smaller < asked
    }
  }
}

/** Whether a request failed in a way that a smaller one may not. */
export function isTooMuch(failure: Failure): boolean {
  return (
    failure.kind === 'too-large' ||
    failure.kind === 'incomplete' ||
    (failure.kind === 'rejected' && failure.status === 413)
  )
}
