import { findEarlierVersion } from '../lib/earlier-version.ts'
import { type Finding, median } from '../lib/report.ts'

/** Of each version as many runs, in turns, so that whatever else the machine does meets both. */
const pairs = 5

/** The same measure of today's server and of version 0.1.0. */
export interface Turns<T> {
  readonly today: readonly T[]
  /** Empty where that version cannot be had. */
  readonly earlier: readonly T[]
  readonly missing: string | undefined
}

/** @param measure is given the source's folder, undefined for today's */
export async function measureInTurns<T>(measure: (root: string | undefined) => Promise<T>): Promise<Turns<T>> {
  const version = findEarlierVersion()
  const today: T[] = []
  const earlier: T[] = []
  for (let pair = 0; pair < pairs; pair += 1) {
    today.push(await measure(undefined))
    if (version.kind === 'here') earlier.push(await measure(version.root))
  }
  return { today, earlier, missing: version.kind === 'missing' ? version.reason : undefined }
}

/** Medians of both, and the median of the ratios of neighbours. */
export function compare<T>(
  { today, earlier, missing }: Turns<T>,
  what: { readonly name: string; readonly unit: string; readonly value: (run: T) => number; readonly atMost?: number }
): readonly Finding[] {
  const { name, unit, value, atMost } = what
  const skipped = missing === undefined ? {} : { skipped: missing }
  return [
    { name: `${name}, today`, value: median(today.map(value)), unit },
    { name: `${name}, version 0.1.0`, value: median(earlier.map(value)), unit, ...skipped },
    {
      name: `${name}, today / 0.1.0`,
      value: median(earlier.map((run, pair) => value(today[pair] ?? run) / value(run))),
      unit: 'x',
      ...(atMost === undefined ? {} : { atMost }),
      ...skipped
    }
  ]
}
