import type { Instant } from '#domain/model/primitives.ts'
import type { SessionEnd } from './past-sessions.ts'

/**
 * One thing that somebody does at a moment of the story. People are named by sign-in name; `session` is the story's own
 * name for a booking.
 */
export type DemoStep =
  | { readonly kind: 'publish'; readonly at: Instant; readonly coach: string; readonly startsAt: readonly Instant[] }
  | {
      readonly kind: 'claim'
      readonly at: Instant
      readonly session: string
      readonly coach: string
      readonly student: string
      readonly startsAt: Instant
      /** Somebody else was first: the answer is `slot-taken`. */
      readonly isLate: boolean
    }
  | {
      readonly kind: 'cancel'
      readonly at: Instant
      readonly session: string
      readonly student: string
      readonly reason: string
    }
  | {
      readonly kind: 'wrap-up'
      readonly at: Instant
      readonly session: string
      readonly coach: string
      readonly end: Extract<SessionEnd, { readonly kind: 'completed' | 'no-show' }>
    }
  | {
      /** The student ticks what is done of the actions that came with the wrap-up. */
      readonly kind: 'tick'
      readonly at: Instant
      readonly session: string
      readonly student: string
      readonly done: readonly string[]
    }
  | {
      readonly kind: 'review'
      readonly at: Instant
      readonly session: string
      readonly student: string
      readonly review: { readonly score: number; readonly text: string }
    }
