import { describe, expect, it } from 'vitest'
import { type CoachProfile, defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import { findDaysOff, listGridBands } from '#renderer/features/calendar/model/grid-hours-bands.ts'

const generation = '00000001'
const coach: CoachProfile = {
  id: 'anna',
  displayName: 'Anna',
  headline: '',
  bio: '',
  zone: 'Europe/Berlin',
  policy: defaultBookingPolicy,
  availability: {
    weekly: [{ weekday: 3, starts: [120, 555, 1_320], generation }],
    overrides: [{ date: '2026-11-19', starts: [], generation, note: 'On holiday' }],
    weeksAhead: 8,
    skips: []
  }
}
const monday = '2026-11-16'
const dates = [monday, '2026-11-17', '2026-11-18', '2026-11-19']

describe('what lies behind the slots', () => {
  it('AV1 is each start of the week, to the minute, cut to the hours of the grid', () => {
    const hours = listGridBands(coach, dates, 'Europe/Berlin', monday).filter(({ kind }) => kind === 'hours')
    expect(hours.map(({ start, end }) => [start, end])).toEqual([
      ['2026-11-18T09:15:00', '2026-11-18T11:15:00'],
      ['2026-11-18T22:00:00', '2026-11-18T23:00:00']
    ])
  })

  it('is where these starts are on the clock that the calendar shows', () => {
    const hours = listGridBands(coach, dates, 'Asia/Tokyo', monday).filter(({ kind }) => kind === 'hours')
    expect(hours.map(({ start }) => start)).toEqual([
      '2026-11-18T10:00:00',
      '2026-11-18T17:15:00',
      '2026-11-19T06:00:00'
    ])
  })

  it('are no hours on days that are over: the hours were others then', () => {
    const hoursOn = (today: string) =>
      listGridBands(coach, dates, 'Europe/Berlin', today).filter(({ kind }) => kind === 'hours').length
    expect([hoursOn('2026-11-18'), hoursOn('2026-11-19')]).toEqual([2, 0])
  })

  it('AV7 is a whole day where it is off, with the note that everybody reads', () => {
    expect(findDaysOff(coach, dates)).toEqual([{ date: '2026-11-19', note: 'On holiday' }])
    expect(listGridBands(coach, dates, 'Europe/Berlin', monday)).toContainEqual({
      id: 'off:2026-11-19',
      kind: 'off',
      start: '2026-11-19T05:00:00',
      end: '2026-11-19T23:00:00'
    })
  })

  it('is nothing for a coach without hours', () => {
    const { availability: _, ...none } = coach
    expect(listGridBands(none, dates, 'Europe/Berlin', monday)).toEqual([])
    expect(listGridBands(undefined, dates, 'Europe/Berlin', monday)).toEqual([])
  })
})
