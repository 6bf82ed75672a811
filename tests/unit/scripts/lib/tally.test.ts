import { describe, expect, it } from 'vitest'
import { addTallies, judgeRun, tallyToText } from '../../../../scripts/lib/tally.ts'

const tally = (passed: number, failed = 0, skipped = 0) => ({ passed, failed, skipped })

describe('the sum of the test runners', () => {
  it('adds up', () => {
    expect(addTallies([tally(3), tally(2, 1), tally(0, 0, 4)])).toEqual(tally(5, 1, 4))
    expect(addTallies([])).toEqual(tally(0))
  })

  it('is said in one line, with skipped tests only where there are some', () => {
    expect(tallyToText(tally(12))).toBe('12 passed, 0 failed')
    expect(tallyToText(tally(12, 1, 3))).toBe('12 passed, 1 failed, 3 skipped')
  })
})

describe('what a runner says', () => {
  it('is believed where it fits its exit code', () => {
    expect(judgeRun(0, tally(3, 0, 1))).toEqual(tally(3, 0, 1))
    expect(judgeRun(1, tally(3, 2))).toEqual(tally(3, 2))
  })

  it('counts as a failure where it ended badly without a failed test', () => {
    expect(judgeRun(1, tally(3))).toEqual(tally(3, 1))
    expect(judgeRun(1, undefined)).toEqual(tally(0, 1))
  })

  it('counts as a failure where it ran nothing', () => {
    expect(judgeRun(0, tally(0))).toEqual(tally(0, 1))
    expect(judgeRun(0, undefined)).toEqual(tally(0, 1))
  })
})
