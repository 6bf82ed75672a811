import type { Instant } from '../model/primitives.ts'
import type { SessionCopy } from '../model/session-copy.ts'
import { findUnanswered } from '../projection/waiting.ts'

export const sessionKinds = [
  'held',
  'noShow',
  'cancelledByCoach',
  'lateByCoach',
  'cancelledByStudent',
  'lateByStudent',
  'calledOff',
  'ahead',
  'unclear'
] as const
/**
 * What became of one session. `lateBy...`: cancelled after the cut-off, and not among those that were cancelled in time. `calledOff`: its
 * coach noted after its start that it was cancelled late. `unclear`: what only a newer version can say.
 */
export type SessionKind = (typeof sessionKinds)[number]

/** The scores of several sessions. */
export interface Scores {
  readonly sum: number
  readonly count: number
}

/** The figures of some sessions; each session counts in one of the kinds. */
export interface Tally extends Readonly<Record<SessionKind, number>> {
  /** How long the sessions that were held lasted together, milliseconds of elapsed time. */
  readonly heldMs: number
  /** The coach's scores. */
  readonly given: Scores
  /** The scores of the students' reviews. */
  readonly received: Scores
}

export const emptyTally: Tally = {
  held: 0,
  noShow: 0,
  cancelledByCoach: 0,
  lateByCoach: 0,
  cancelledByStudent: 0,
  lateByStudent: 0,
  calledOff: 0,
  ahead: 0,
  unclear: 0,
  heldMs: 0,
  given: { sum: 0, count: 0 },
  received: { sum: 0, count: 0 }
}

/**
 * What became of a session (IN1). Undefined for a claim or pencil that was lost: it never was one.
 * @param now server's clock, epoch ms
 */
export function kindOf(call: SessionCopy, now: Instant): SessionKind | undefined {
  const { status, startsAt, endsAt, cancellation } = call
  switch (status) {
    case 'completed':
    case 'no-show':
    case 'confirmed': {
      const onItsWay = findUnanswered(call)
      const outcome = onItsWay?.kind === 'outcome' ? onItsWay.outcome : status
      // As it will be once the server has heard of it.
      if (onItsWay?.kind === 'cancel' && startsAt <= now) return 'calledOff'
      if (outcome === 'no-show') return 'noShow'
      return outcome === 'completed' || endsAt <= now ? 'held' : 'ahead'
    }
    case 'pencilled':
      return 'ahead'
    case 'cancelled':
      if (cancellation === undefined) return 'unclear'
      if (cancellation.by === 'coach' && cancellation.at >= startsAt) return 'calledOff'
      if (cancellation.by === 'coach') return cancellation.late ? 'lateByCoach' : 'cancelledByCoach'
      return cancellation.late ? 'lateByStudent' : 'cancelledByStudent'
    case 'newer':
      return 'unclear'
    case 'declined':
      return undefined
  }
}

/** The tally with one session more. */
export function addSession(tally: Tally, kind: SessionKind, call: SessionCopy): Tally {
  return {
    ...tally,
    [kind]: tally[kind] + 1,
    heldMs: tally.heldMs + (kind === 'held' ? call.endsAt - call.startsAt : 0),
    given: addScore(tally.given, call.satisfaction),
    received: addScore(tally.received, call.otherReview?.score)
  }
}

function addScore(scores: Scores, score: number | undefined): Scores {
  return score === undefined ? scores : { sum: scores.sum + score, count: scores.count + 1 }
}

/** The mean to one decimal; undefined where nobody has scored. */
export function meanOf({ sum, count }: Scores): number | undefined {
  return count === 0 ? undefined : Math.round((10 * sum) / count) / 10
}
