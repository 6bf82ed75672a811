import type { Interval } from '#domain/time/interval.ts'
import { instantToWallClock } from '#domain/time/wall-clock.ts'
import { minuteMs } from '#domain/time/durations.ts'

/** Minutes of the day on somebody's clock: nobody expects to be called between them. */
const nightStartsAt = 22 * 60
const nightEndsAt = 7 * 60

/** Whether any part of these two hours is night for somebody in that zone. */
export function isNight({ startsAt, endsAt }: Interval, zone: string): boolean {
  // The night is longer than a session, so one of its ends lies in it.
  return [startsAt, endsAt - minuteMs].some(at => {
    const { minutes } = instantToWallClock(at, zone)
    return minutes >= nightStartsAt || minutes < nightEndsAt
  })
}
