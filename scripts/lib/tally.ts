/** How many tests of a runner passed, failed or were not run. */
export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

const emptyTally: Tally = { passed: 0, failed: 0, skipped: 0 }

export const addTallies = (tallies: readonly Tally[]): Tally =>
  tallies.reduce(
    (sum, tally) => ({
      passed: sum.passed + tally.passed,
      failed: sum.failed + tally.failed,
      skipped: sum.skipped + tally.skipped
    }),
    emptyTally
  )

/** `12 passed, 0 failed`, followed by `, 3 skipped` where something was. */
export const tallyToText = ({ passed, failed, skipped }: Tally): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

/**
 * What a runner's answer means. A runner that failed without naming a failed test (a file that does not load, a crash)
 * counts as one failure, and so does one that ran nothing: silence is not success.
 */
export const judgeRun = (exitCode: number, counted: Tally | undefined): Tally => {
  const tally = counted ?? emptyTally
  const ranNothing = tally.passed + tally.failed + tally.skipped === 0
  return tally.failed === 0 && (exitCode !== 0 || ranNothing) ? { ...tally, failed: 1 } : tally
}
