import { Temporal } from 'temporal-polyfill'
import { offsetMinutes } from '#domain/time/wall-clock.ts'

const minuteMs = 60_000
export const from = Temporal.Instant.from('2020-01-01T00:00Z')
export const until = Temporal.Instant.from('2040-01-01T00:00Z').epochMilliseconds
export const zones = Intl.supportedValuesOf('timeZone')

/** A change of the clock in a zone. */
export interface Transition {
  readonly zone: string
  readonly at: number
  /** Minutes that the clock jumps: forward is positive. */
  readonly jump: number
}

function listTransitions(zone: string): readonly Transition[] {
  const transitions: Transition[] = []
  let next = from.toZonedDateTimeISO(zone).getTimeZoneTransition('next')
  while (next !== null && next.epochMilliseconds < until) {
    const at = next.epochMilliseconds
    transitions.push({ zone, at, jump: offsetMinutes(at, zone) - offsetMinutes(at - minuteMs, zone) })
    next = next.getTimeZoneTransition('next')
  }
  return transitions.filter(({ jump }) => jump !== 0)
}

/** Every real one. */
export const transitions = zones.flatMap(listTransitions)
