/** One line of the result: a figure, and the goal it is held against where there is one. */
export interface Finding {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly atLeast?: number
  readonly atMost?: number
  /** Why there is no figure here. */
  readonly skipped?: string
}

/** What was not measured counts as met; the last line of a run says how much that is. */
export function isMet({ value, atLeast, atMost, skipped }: Finding): boolean {
  if (skipped !== undefined) return true
  return (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost)
}

export function findingToText(finding: Finding): string {
  const { name, value, unit, skipped } = finding
  if (skipped !== undefined) return `  ${name.padEnd(74)} ${'-'.padStart(16)}   not measured: ${skipped}`
  const figure = `${value >= 100 ? Math.round(value) : value.toFixed(2)} ${unit}`
  const goal = goalToText(finding)
  const verdict = goal === '' ? '' : `${goal}: ${isMet(finding) ? 'met' : 'MISSED'}`
  return `  ${name.padEnd(74)} ${figure.padStart(16)}   ${verdict}`
}

function goalToText({ atLeast, atMost }: Finding): string {
  if (atLeast !== undefined) return `goal at least ${atLeast}`
  return atMost === undefined ? '' : `goal at most ${atMost}`
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}

/** The p-th percentile (0 to 1) of unsorted numbers. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? Number.NaN
}
