import { expect, test } from 'vitest'
import { slotLengthMs } from '#domain/model/primitives.ts'
import { isNight } from '#renderer/shared/times/is-night.ts'

const hours = (text: string) => ({ startsAt: Date.parse(text), endsAt: Date.parse(text) + slotLengthMs })

test.each([
  ['2026-11-19T06:55:00Z', true],
  ['2026-11-19T07:00:00Z', false],
  ['2026-11-19T20:00:00Z', false],
  ['2026-11-19T20:05:00Z', true],
  ['2026-11-19T23:00:00Z', true]
])('hours that begin at %s are night in their own zone: %s', (text, expected) => {
  expect(isNight(hours(text), 'UTC')).toBe(expected)
})

test('night is on the clock of the zone that is asked for', () => {
  expect(isNight(hours('2026-11-19T13:00:00Z'), 'Europe/Berlin')).toBe(false)
  expect(isNight(hours('2026-11-19T13:00:00Z'), 'Asia/Tokyo')).toBe(true)
})
