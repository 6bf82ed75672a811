import { expect, test } from 'vitest'
import { seriesKeyOf } from '#domain/series/find-series.ts'
import { buildBooking, otherCoachId } from '../builders.ts'
import { dated } from './series-dates.ts'

test('SR4 an id joins nothing of other people, nor what the other party asked for', () => {
  const keys = [
    dated(0),
    dated(1),
    dated(2, { coachId: otherCoachId }),
    dated(3, { studentId: 'student00009' }),
    dated(4, { pencilled: true })
  ].map(seriesKeyOf)
  expect(keys[0]).toBe(keys[1])
  expect(new Set(keys).size).toBe(4)
  expect(seriesKeyOf(buildBooking())).toBeUndefined()
})
