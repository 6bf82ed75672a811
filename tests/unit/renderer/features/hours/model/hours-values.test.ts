import { describe, expect, it } from 'vitest'
import {
  findHoursFaults,
  hasFault,
  type HoursValues,
  noHoursValues,
  startAdding,
  suggestNextStart,
  toHoursChange,
  withStarts,
  withUsualDates
} from '#renderer/features/hours/model/hours-values.ts'

const holiday: HoursValues = {
  ...startAdding(noHoursValues, 'off'),
  from: '2026-12-07',
  to: '2026-12-11',
  note: 'On holiday'
}

describe('the form of weekly hours', () => {
  it('says nothing of what was not touched', () => {
    expect(toHoursChange(noHoursValues)).toEqual({})
    expect(hasFault(findHoursFaults(noHoursValues))).toBe(false)
  })

  it('saves starts in order, whatever the order in which they were typed', () => {
    expect(toHoursChange(withStarts(noHoursValues, [1, 3], [660, 540]))).toEqual({
      weekly: [
        { weekday: 1, starts: [540, 660] },
        { weekday: 3, starts: [540, 660] }
      ]
    })
  })

  it('saves what is being added, the last day being the first one where none was chosen', () => {
    const dates = { from: '2026-12-07', to: '2026-12-11', starts: [], note: 'On holiday' }
    expect(toHoursChange(holiday)).toEqual({ dates: [dates] })
    expect(toHoursChange({ ...holiday, to: '' })).toEqual({ dates: [{ ...dates, to: '2026-12-07' }] })
    expect(toHoursChange({ ...holiday, from: '', to: '' })).toEqual({})
  })

  it('keeps what was being added when more is added, and the order in which it was said', () => {
    const more = { ...startAdding(holiday, 'own'), from: '2026-12-24', to: '' }
    const usual = withUsualDates(more, { from: '2026-12-10', to: '2026-12-11' })
    expect(toHoursChange(usual).dates).toEqual([
      { from: '2026-12-07', to: '2026-12-11', starts: [], note: 'On holiday' },
      { from: '2026-12-10', to: '2026-12-11', starts: 'as-usual' },
      { from: '2026-12-24', to: '2026-12-24', starts: [540], note: '' }
    ])
  })

  it.each([
    ['two starts less than two hours apart', [540, 655], 'close'],
    ['a start between the five minutes', [541], 'grid']
  ] as const)('finds %s', (_, starts, fault) => {
    expect(findHoursFaults(withStarts(noHoursValues, [2], starts)).weekly).toEqual(new Map([[2, fault]]))
  })

  it('AV12 finds numbers that are out of bounds or missing, and a note that is too long', () => {
    for (const weeksAhead of [null, -1, 27, 1.5]) {
      expect(findHoursFaults({ ...noHoursValues, weeksAhead }).weeksAhead).toBe(true)
    }
    expect(findHoursFaults({ ...noHoursValues, weeksAhead: 26, gapMin: 120 })).toMatchObject({
      weeksAhead: false,
      gapMin: false
    })
    expect(findHoursFaults({ ...noHoursValues, gapMin: 121 }).gapMin).toBe(true)
    expect(findHoursFaults({ ...holiday, note: 'x'.repeat(120) }).note).toBe(false)
    expect(findHoursFaults({ ...holiday, note: 'x'.repeat(121) }).note).toBe(true)
  })

  it('asks for a start on dates with hours of their own', () => {
    const own = { ...startAdding(noHoursValues, 'own'), from: '2026-12-24' }
    expect(findHoursFaults(own).starts).toBeUndefined()
    expect(findHoursFaults({ ...own, starts: [] }).starts).toBe('none')
  })

  it('offers the next start after the last one with the gap, else before the first one, else none', () => {
    expect(suggestNextStart([], 15)).toBe(540)
    expect(suggestNextStart([540], 0)).toBe(660)
    expect(suggestNextStart([540], 12)).toBe(675)
    expect(suggestNextStart([1320], 0)).toBe(1200)
    expect(suggestNextStart([60, 1320], 0)).toBeUndefined()
  })
})
