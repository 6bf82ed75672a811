import type { Instant } from '#domain/model/primitives.ts'
import { minuteMs } from '#domain/time/durations.ts'

/** Who stops again so soon after being loaded will do so once more. */
const soonMs = minuteMs

/**
 * Whether a page whose process is gone is simply loaded again, or the person is asked first.
 * @param previous when that happened before; undefined: never
 */
export function decideAfterCrash(previous: Instant | undefined, now: Instant): 'reload' | 'ask' {
  return previous !== undefined && now - previous < soonMs ? 'ask' : 'reload'
}
