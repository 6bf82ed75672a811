import type { Instant } from '#domain/model/primitives.ts'
import { minuteMs } from '#domain/time/durations.ts'
import { addDays, instantToWallClock, wallClockToInstant } from '#domain/time/wall-clock.ts'
import { type PressedKey, shortcutKeyOf } from '#renderer/ui/shortcut-key.ts'

/** A step with the keys: days keep the time on the clock, minutes are elapsed time. */
export type Nudge =
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'minutes'; readonly minutes: number }

/** Where the step leads. A time that the clock skips on that day becomes the one as far after the change. */
export function nudgeInstant(startsAt: Instant, nudge: Nudge, zone: string): Instant {
  if (nudge.kind === 'minutes') return startsAt + nudge.minutes * minuteMs
  const clock = instantToWallClock(startsAt, zone)
  return wallClockToInstant({ date: addDays(clock.date, nudge.days), minutes: clock.minutes }, zone).at
}

export interface NudgeKeys extends PressedKey {
  readonly altKey: boolean
  readonly shiftKey: boolean
}

/** Alt with an arrow: a day, or half an hour; five minutes with Shift. Undefined for any other key. */
export function keysToNudge(pressed: NudgeKeys): Nudge | undefined {
  if (!pressed.altKey) return undefined
  const minutes = pressed.shiftKey ? 5 : 30
  switch (shortcutKeyOf(pressed)) {
    case 'ArrowUp':
      return { kind: 'minutes', minutes: -minutes }
    case 'ArrowDown':
      return { kind: 'minutes', minutes }
    case 'ArrowLeft':
      return { kind: 'days', days: -1 }
    case 'ArrowRight':
      return { kind: 'days', days: 1 }
    default:
      return undefined
  }
}
