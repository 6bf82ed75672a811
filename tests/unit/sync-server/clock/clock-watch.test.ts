import { describe, expect, it } from 'vitest'
import { beginWatch, certainTime, type ClockState, continueWatch, trustClock } from '#server/clock/clock-watch.ts'

const minuteMs = 60_000
const dayMs = 1_440 * minuteMs
const start = Date.UTC(2027, 2, 1, 8)

/** Both clocks a while later; `jumpMs`: by how much the wall clock was set on top of it. */
function later(state: ClockState, ms: number, jumpMs = 0): ClockState {
  return continueWatch(state, { now: state.seen.now + ms + jumpMs, steady: state.seen.steady + ms })
}

function minutes(state: ClockState, count: number): ClockState {
  return Array.from({ length: count }).reduce<ClockState>(next => later(next, minuteMs), state)
}

const begin = (newestAt?: number) => beginWatch({ now: start, steady: 7 }, newestAt)

describe('CK1 a start', () => {
  it.each([
    ['without any write', undefined, undefined],
    ['a second after the newest write', start - 1_000, undefined],
    ['after three weeks of holidays', start - 21 * dayMs, undefined],
    ['200 days after the newest write', start - 200 * dayMs, 'long-after-data'],
    ['two hours before the newest write', start + 120 * minuteMs, 'before-data'],
    ['on a clock that was set back by a second at boot', start + 1_000, undefined]
  ])('%s', (_, newestAt, kind) => {
    expect(begin(newestAt).doubt?.kind).toBe(kind)
  })

  it('in doubt is trusted after ten minutes', () => {
    const state = begin(start - 40 * dayMs)
    expect(minutes(state, 9).doubt?.kind).toBe('long-after-data')
    expect(minutes(state, 10).doubt).toBeUndefined()
  })
})

describe('CK2 a running clock', () => {
  it('is trusted for as long as it keeps its pace, nearly', () => {
    let state = begin()
    for (let n = 0; n < 100; n++) state = later(state, minuteMs, 30)
    expect(state.doubt).toBeUndefined()
  })

  it.each([
    ['ahead', 200 * dayMs],
    ['back', -90_000],
    ['ahead, because the machine was suspended', 480 * minuteMs]
  ])('that jumps %s is in doubt until both have agreed for ten minutes', (_, byMs) => {
    const jumped = later(begin(), 0, byMs)
    expect(jumped.doubt).toEqual({ kind: 'jumped', byMs })
    expect(minutes(jumped, 9).doubt).toBeDefined()
    expect(minutes(jumped, 10).doubt).toBeUndefined()
  })

  it('that jumps again, or back to what was right, begins the ten minutes anew', () => {
    const twice = later(minutes(later(begin(), 0, 200 * dayMs), 9), minuteMs, -200 * dayMs)
    expect(minutes(twice, 9).doubt?.kind).toBe('jumped')
    expect(minutes(twice, 10).doubt).toBeUndefined()
  })

  it('is trusted at once on the word of an operator', () => {
    expect(trustClock(later(begin(), 0, dayMs)).doubt).toBeUndefined()
  })
})

describe('CK4 the time that it is at least', () => {
  it('is the wall clock while nothing is wrong', () => {
    const state = minutes(begin(), 30)
    expect(certainTime(state)).toBe(state.seen.now)
  })

  it('does not follow a jump ahead, not even after ten minutes of agreement', () => {
    const state = minutes(later(begin(), 0, 200 * dayMs), 60)
    expect(state.doubt).toBeUndefined()
    expect(certainTime(state)).toBe(start + 60 * minuteMs)
  })

  it('follows a jump back', () => {
    expect(certainTime(later(begin(), 0, -dayMs))).toBe(start - dayMs)
  })

  it('counts on from the newest write where the start was in doubt', () => {
    expect(certainTime(minutes(begin(start - 200 * dayMs), 20))).toBe(start - 200 * dayMs + 20 * minuteMs)
  })

  it('is the wall clock again on the word of an operator', () => {
    const state = later(trustClock(begin(start - 200 * dayMs)), minuteMs)
    expect(certainTime(state)).toBe(start + minuteMs)
  })
})
