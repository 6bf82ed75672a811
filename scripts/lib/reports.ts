import { readFileSync } from 'node:fs'
import type { Tally } from './tally.ts'

interface VitestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
}

interface PlaywrightReport {
  readonly stats: {
    readonly expected: number
    readonly unexpected: number
    readonly flaky: number
    readonly skipped: number
  }
}

/** Parses a report, or gives `undefined` where the runner died before writing one. */
export const readReport = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** Counts of vitest's `json` reporter. */
export const readVitestTally = (file: string): Tally | undefined => {
  const report = readReport(file) as VitestReport | undefined
  return (
    report && {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests + report.numTodoTests
    }
  )
}

/** Counts of Playwright's `json` reporter. A test that needed a second try has failed. */
export const readPlaywrightTally = (file: string): Tally | undefined => {
  const stats = (readReport(file) as PlaywrightReport | undefined)?.stats
  return stats && { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped }
}
