import type { Instant } from '#domain/model/primitives.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'

/** The scores of one session, as far as there are any. */
export interface TrendPoint {
  readonly id: string
  readonly at: Instant
  /** The coach's. */
  readonly own: number | undefined
  /** The student's. */
  readonly theirs: number | undefined
}

/** As many as fit beside each other on a phone. */
const maxPoints = 24

/** The newest sessions that either of the two has scored, the earliest first. @param calls ascending by start */
export function listTrend(calls: readonly SessionCopy[]): readonly TrendPoint[] {
  return calls
    .map(({ id, startsAt, satisfaction, otherReview }) => ({
      id,
      at: startsAt,
      own: satisfaction,
      theirs: otherReview?.score
    }))
    .filter(({ own, theirs }) => own !== undefined || theirs !== undefined)
    .slice(-maxPoints)
}

/** The mean of the scores that are there, to one decimal; undefined where there are none. */
export function meanScore(scores: readonly (number | undefined)[]): number | undefined {
  const there = scores.filter(score => score !== undefined)
  if (there.length === 0) return undefined
  return Math.round((10 * there.reduce((sum, score) => sum + score, 0)) / there.length) / 10
}
