import { expect, test } from 'vitest'
import { moveChoice } from '#renderer/features/search/move-choice.ts'

const lines = ['a', 'b', 'c', 'd', 'e', 'f', 'g']

test.each([
  ['ArrowDown', 'a', 'b'],
  ['ArrowDown', 'g', 'a'],
  ['ArrowUp', 'b', 'a'],
  ['ArrowUp', 'a', 'g'],
  ['PageDown', 'a', 'f'],
  ['PageDown', 'f', 'g'],
  ['PageUp', 'g', 'b'],
  ['PageUp', 'b', 'a'],
  ['Enter', 'b', undefined]
])('%s leads from %s to %s', (key, from, to) => {
  expect(moveChoice(lines, from, key)).toBe(to)
})

test('of nothing nothing is chosen', () => {
  expect(moveChoice([], undefined, 'ArrowDown')).toBeUndefined()
  expect(moveChoice([], undefined, 'ArrowUp')).toBeUndefined()
})
