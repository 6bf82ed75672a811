import { dayMs, minuteMs } from '#domain/time/durations.ts'

/**
 * Whether the wall clock can be trusted, decided by comparing it with two things that cannot be set: the steady clock of this run,
 * and the newest write of the run before.
 *
 *     wall     12:00   12:01 | 21:40   21:41 ...  21:50
 *     steady       0      60 |   120     180 ...    720
 *              trusted       | jumped                    trusted again: ten minutes of agreement
 */

/** Both clocks at one moment, ms. The steady one counts from anywhere, and stands still while the machine is suspended. */
export interface Reading {
  /** Wall clock, epoch ms. */
  readonly now: number
  readonly steady: number
}

/** Why the wall clock is not trusted. */
export type ClockDoubt =
  /** It moved otherwise than the steady clock: it was set, or the machine was suspended. */
  | { readonly kind: 'jumped'; readonly byMs: number }
  /** At the start it was far ahead of the newest write. */
  | { readonly kind: 'long-after-data'; readonly newestAt: number }
  /** At the start it was behind the newest write. */
  | { readonly kind: 'before-data'; readonly newestAt: number }

export interface ClockState {
  readonly seen: Reading
  readonly doubt: ClockDoubt | undefined
  /** Since when both clocks have agreed, by the steady one. */
  readonly agreesSince: number
  /** A moment whose time is not in doubt: so much time has passed at least. */
  readonly base: Reading
}

/** Adjusting a clock without setting it changes its pace by less than this in a minute. */
const toleranceMs = 10_000
/** How long both clocks have to agree until a jump is taken for a correction. */
export const agreementMs = 10 * minuteMs
/** A practice may be closed for so long without anybody writing. */
const idleMs = 30 * dayMs
/** A clock that is corrected at boot may have been ahead by this when the last write was made. */
const behindToleranceMs = 2 * minuteMs

/** CK1 @param newestAt the newest write of earlier runs, by the wall clock of that time; undefined: there is none */
export function beginWatch(seen: Reading, newestAt: number | undefined): ClockState {
  const doubt = newestAt === undefined ? undefined : compareWithData(seen.now, newestAt)
  const base = doubt?.kind === 'long-after-data' ? { ...seen, now: doubt.newestAt } : seen
  return { seen, doubt, agreesSince: seen.steady, base }
}

function compareWithData(now: number, newestAt: number): ClockDoubt | undefined {
  if (now > newestAt + idleMs) return { kind: 'long-after-data', newestAt }
  return now < newestAt - behindToleranceMs ? { kind: 'before-data', newestAt } : undefined
}

/** CK2 What both clocks say a while later. */
export function continueWatch(state: ClockState, seen: Reading): ClockState {
  const byMs = seen.now - state.seen.now - (seen.steady - state.seen.steady)
  if (Math.abs(byMs) > toleranceMs) {
    return { ...state, seen, doubt: { kind: 'jumped', byMs }, agreesSince: seen.steady }
  }
  const hasAgreed = seen.steady - state.agreesSince >= agreementMs
  return { ...state, seen, doubt: hasAgreed ? undefined : state.doubt }
}

/** CK2 An operator says that the wall clock is right. */
export function trustClock(state: ClockState): ClockState {
  return { ...state, doubt: undefined, base: state.seen }
}

/**
 * CK4 The time that it is at least, epoch ms: a time nobody doubted and what the steady clock has counted since. Ten minutes of
 * agreement do not make a wrong clock right; only an operator's word, or a start that finds nothing wrong, moves it on.
 */
export function certainTime({ base, seen }: ClockState): number {
  return Math.min(seen.now, base.now + seen.steady - base.steady)
}
