import { BehaviorSubject, type Observable } from 'rxjs'

/** The `Date` header counts whole seconds; half of one is the best guess of what it left out. */
const headerGranularityMs = 1_000
/** Slower answers say too little about the clock. */
const maxRoundTripMs = 10_000
/** Differences below this are the measurement's, not the clock's. */
const noiseMs = 2_000

/** The difference between the server's clock and this device's, as the answers' `Date` headers tell it. */
export interface ClockOffset {
  /** Server's clock minus this device's, ms; undefined until measured. */
  readonly value$: Observable<number | undefined>
  readonly value: number | undefined
  /** @param sentAt @param receivedAt this device's clock, epoch ms */
  measure(dateHeader: string | null, sentAt: number, receivedAt: number): void
}

/** @param initial what was measured the last time, ms */
export function createClockOffset(initial?: number): ClockOffset {
  const subject = new BehaviorSubject<number | undefined>(initial)
  return {
    value$: subject.asObservable(),
    get value() {
      return subject.value
    },
    measure(dateHeader, sentAt, receivedAt) {
      const date = dateHeader === null ? Number.NaN : Date.parse(dateHeader)
      if (Number.isNaN(date) || receivedAt - sentAt > maxRoundTripMs || receivedAt < sentAt) return
      const offset = Math.round(date + headerGranularityMs / 2 - (sentAt + receivedAt) / 2)
      const known = subject.value
      // A clock that is right counts as right; small steps of the measurement would only unsettle what is shown.
      const next = Math.abs(offset) <= noiseMs ? 0 : offset
      if (known === undefined || Math.abs(known - next) > noiseMs) subject.next(next)
    }
  }
}
