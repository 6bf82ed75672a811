import type { Instant } from '#domain/model/primitives.ts'
import {
  instantToLocalText,
  instantToWallClock,
  type WallClockInstant,
  wallClockToInstant
} from '#domain/time/wall-clock.ts'

/** What the two fields of a dialog hold, and which of a repeated hour is meant. */
export interface TimeChoice {
  /** `YYYY-MM-DD`, empty while it is being typed */
  readonly date: string
  /** `HH:mm`, empty while it is being typed */
  readonly time: string
  readonly repeated: 'first' | 'second'
}

/** The fields that mean this instant in the zone. */
export function instantToChoice(at: Instant, zone: string): TimeChoice {
  const clock = instantToWallClock(at, zone)
  const meaning = wallClockToInstant(clock, zone)
  return {
    date: clock.date,
    time: instantToLocalText(at, zone).slice(11, 16),
    repeated: meaning.kind === 'repeated' && meaning.later === at ? 'second' : 'first'
  }
}

/** What the fields mean; undefined while they are not complete. */
export function meaningOfChoice({ date, time }: TimeChoice, zone: string): WallClockInstant | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^\d{2}:\d{2}$/.test(time)) return undefined
  return wallClockToInstant({ date, minutes: Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) }, zone)
}

/** The instant that is meant, with the person's choice in a repeated hour. */
export function instantOfChoice(choice: TimeChoice, zone: string): Instant | undefined {
  const meaning = meaningOfChoice(choice, zone)
  return meaning?.kind === 'repeated' && choice.repeated === 'second' ? meaning.later : meaning?.at
}
