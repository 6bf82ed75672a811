import {
  agreementMs,
  beginWatch,
  certainTime,
  type ClockDoubt,
  type ClockState,
  continueWatch,
  type Reading,
  trustClock
} from './clock-watch.ts'
import { describeDoubt } from './describe-doubt.ts'
import { minuteMs } from '#domain/time/durations.ts'

/** What work that goes by the time may rely on. */
export interface CheckedTime {
  /** Wall clock, epoch ms. */
  readonly now: number
  /** The time that it is at least, epoch ms. */
  readonly certain: number
}

/** The wall clock of a server under watch. What is judged by it goes on as ever; work that goes by the time alone asks here first. */
export interface ServerClock {
  /** Why the clock is not trusted at the moment. */
  readonly doubt: ClockDoubt | undefined
  /** Reads both clocks. Undefined: the clock is in doubt, and nothing may be done because of the time. */
  check(): CheckedTime | undefined
  /** An operator says that the clock is right. */
  trust(): void
  /** What an operator reads of it. */
  describe(): string
}

export interface ClockLogger {
  info(message: string): void
  warn(message: string): void
}

/** @param newestAt see `beginWatch` */
export function createServerClock(parts: {
  readonly now: () => number
  /** Ms, counts on whatever the wall clock does. */
  readonly steady: () => number
  readonly newestAt: number | undefined
  readonly logger: ClockLogger
}): ServerClock {
  const { now, steady, logger } = parts
  const read = (): Reading => ({ now: now(), steady: steady() })
  let state = beginWatch(read(), parts.newestAt)
  if (state.doubt !== undefined) tell(state.doubt)

  function tell(doubt: ClockDoubt): void {
    logger.warn(`${describeDoubt(doubt, state.seen.now)}: ${pausedText}`)
  }

  function take(next: ClockState): void {
    const { doubt } = state
    state = next
    if (next.doubt !== undefined && next.doubt !== doubt) tell(next.doubt)
    if (next.doubt === undefined && doubt !== undefined)
      logger.info('the clock is trusted again: old slots and sign-ins are cleared')
  }

  return {
    get doubt() {
      return state.doubt
    },
    check() {
      take(continueWatch(state, read()))
      return state.doubt === undefined ? { now: state.seen.now, certain: certainTime(state) } : undefined
    },
    trust() {
      take(trustClock(continueWatch(state, read())))
    },
    describe() {
      take(continueWatch(state, read()))
      if (state.doubt === undefined) return `The clock is trusted. It says ${new Date(state.seen.now).toISOString()}.`
      const text = describeDoubt(state.doubt, state.seen.now)
      return `${text[0]?.toUpperCase()}${text.slice(1)}: ${pausedText}.`
    }
  }
}

const pausedText = `nothing is cleared because of its age until both clocks have agreed for ${agreementMs / minuteMs} minutes, or "npm run clock -- right"`
