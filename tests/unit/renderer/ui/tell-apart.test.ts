import { expect, test } from 'vitest'
import { tellApart } from '#renderer/ui/tell-apart.ts'

const labels = (...people: readonly (readonly [name: string, ...details: string[]])[]) => [
  ...tellApart(people.map(([name, ...details], index) => ({ id: `p${index}`, name, details }))).values()
]

test('a name that nobody else has stands alone', () => {
  expect(labels(['Anna', '+491'], ['Bea', '+492'])).toEqual(['Anna', 'Bea'])
})

test('equal names are told apart by the first detail that differs', () => {
  expect(labels(['Anna', '+491'], ['Anna', '+492'])).toEqual(['Anna · +491', 'Anna · +492'])
  expect(labels(['Anna', '+491', 'last 1'], ['Anna', '+491', 'last 2'])).toEqual(['Anna · last 1', 'Anna · last 2'])
  expect(labels(['Anna', '', 'last 1'], ['Anna', '+492', 'last 2'])).toEqual(['Anna · last 1', 'Anna · +492'])
})

test('names are equal in any case and with any storage of accents', () => {
  expect(labels(['Zoë', '+491'], ['ZOE\u0308', '+492'])).toEqual(['Zoë · +491', 'ZOE\u0308 · +492'])
})
