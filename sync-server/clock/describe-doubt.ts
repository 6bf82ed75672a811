import { assertNever } from '#domain/assert-never.ts'
import { dayMs, minuteMs } from '#domain/time/durations.ts'
import type { ClockDoubt } from './clock-watch.ts'

/** What an operator reads of a clock in doubt, as the first half of a sentence. */
export function describeDoubt(doubt: ClockDoubt, now: number): string {
  switch (doubt.kind) {
    case 'jumped':
      return `the clock of this machine jumped ${lengthToText(doubt.byMs)} ${doubt.byMs > 0 ? 'ahead' : 'back'} to ${timeToText(now)}`
    case 'long-after-data':
      return `the clock of this machine says ${timeToText(now)}, ${lengthToText(now - doubt.newestAt)} after the newest write (${timeToText(doubt.newestAt)})`
    case 'before-data':
      return `the clock of this machine says ${timeToText(now)}, ${lengthToText(now - doubt.newestAt)} before the newest write (${timeToText(doubt.newestAt)})`
    default:
      return assertNever(doubt)
  }
}

function timeToText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

function lengthToText(ms: number): string {
  const length = Math.abs(ms)
  if (length >= 2 * dayMs) return `${Math.round(length / dayMs)} days`
  return length >= 2 * minuteMs ? `${Math.round(length / minuteMs)} minutes` : `${Math.round(length / 1_000)} seconds`
}
