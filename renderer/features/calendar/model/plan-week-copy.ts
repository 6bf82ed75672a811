import { type Instant, type SlotId, slotLengthMs } from '#domain/model/primitives.ts'
import { isLiveSlot, type Slot } from '#domain/model/slot.ts'
import { findOverlap, type Interval } from '#domain/time/interval.ts'
import { addDays, instantToWallClock, type WallClock, wallClockToInstant } from '#domain/time/wall-clock.ts'
import type { Refusal, Refused } from '#renderer/contract/screens.ts'

/** A time of last week that stays uncopied. `skipped-hour`: the clock leaves it out on that day. */
export interface SkippedCopy {
  readonly wanted: WallClock
  readonly why: Refusal | 'skipped-hour'
  /** The slot that the time meets. */
  readonly slotId?: SlotId
}

export interface WeekCopyPlan {
  /** Starts of the new slots, ascending, epoch ms. */
  readonly starts: readonly Instant[]
  readonly skipped: readonly SkippedCopy[]
}

/**
 * What copying the slots one week ahead would create: the same times on the clock, where lawful. Of a repeated hour the
 * first is taken. Declined slots are left out.
 * @param slots of the week that is copied, ascending
 * @param findRefusal early opinion on a start
 */
export function planWeekCopy(
  slots: readonly Slot[],
  zone: string,
  findRefusal: (startsAt: Instant) => Refused | undefined
): WeekCopyPlan {
  const planned: Interval[] = []
  const skipped: SkippedCopy[] = []
  for (const slot of slots.filter(isLiveSlot)) {
    const clock = instantToWallClock(slot.startsAt, zone)
    const wanted = { date: addDays(clock.date, 7), minutes: clock.minutes }
    const meaning = wallClockToInstant(wanted, zone)
    const copy = { startsAt: meaning.at, endsAt: meaning.at + slotLengthMs }
    const refused = findRefusal(copy.startsAt)
    if (meaning.kind === 'gap') skipped.push({ wanted, why: 'skipped-hour' })
    else if (refused !== undefined) skipped.push(toSkipped(wanted, refused))
    else if (findOverlap(copy, planned) !== undefined) skipped.push({ wanted, why: 'slot-overlaps' })
    else planned.push(copy)
  }
  return { starts: planned.map(copy => copy.startsAt).sort((a, b) => a - b), skipped }
}

function toSkipped(wanted: WallClock, { refusal, slotId }: Refused): SkippedCopy {
  return slotId === undefined ? { wanted, why: refusal } : { wanted, why: refusal, slotId }
}
