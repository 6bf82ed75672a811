import { expect, test } from 'vitest'
import { fromBase64, fromBase64Url, fromHex, toBase64, toBase64Url, toHex } from '#renderer/data/bytes.ts'

const every = Uint8Array.from({ length: 256 }, (_, byte) => byte)

test('bytes come back from each of their texts', () => {
  expect(fromBase64(toBase64(every))).toEqual(every)
  expect(fromBase64Url(toBase64Url(every))).toEqual(every)
  expect(fromHex(toHex(every))).toEqual(every)
})

test('base64 for addresses has letters of its own and no padding', () => {
  expect(toBase64(Uint8Array.of(251, 255))).toBe('+/8=')
  expect(toBase64Url(Uint8Array.of(251, 255))).toBe('-_8')
})

test('more bytes than a call takes arguments have one text', () => {
  const many = new Uint8Array(300_000).fill(7)
  expect(fromBase64(toBase64(many))).toEqual(many)
})

test('a text that is no base64 is refused', () => {
  expect(() => fromBase64('#')).toThrow()
})
