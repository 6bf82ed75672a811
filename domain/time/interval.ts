import type { Instant } from '../model/primitives.ts'

/** Half-open: startsAt belongs to it, endsAt does not. Epoch ms. */
export interface Interval {
  readonly startsAt: Instant
  readonly endsAt: Instant
}

/** True where two intervals share an instant. Touching ones do not; an empty one overlaps nothing. */
export function overlaps(a: Interval, b: Interval): boolean {
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt && a.startsAt < a.endsAt && b.startsAt < b.endsAt
}

/** True where the instant lies inside. */
export function contains(interval: Interval, at: Instant): boolean {
  return interval.startsAt <= at && at < interval.endsAt
}

/** The first of the intervals that overlaps; undefined where none does. */
export function findOverlap<T extends Interval>(candidate: Interval, others: readonly T[]): T | undefined {
  return others.find(other => overlaps(candidate, other))
}
