import { expect, test } from 'vitest'
import { parseJson } from '#domain/parse-json.ts'

test.each([
  ['{"a":[1]}', { a: [1] }],
  ['null', null],
  ['"text"', 'text'],
  ['', undefined],
  ['{"a":', undefined],
  ['undefined', undefined]
])('%s is %o', (text, expected) => {
  expect(parseJson(text)).toEqual(expected)
})
