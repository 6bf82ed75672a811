import { expect, it } from 'vitest'
import { createBuckets } from '#server/http/quotas/buckets.ts'
import { createJsonMeter } from '#server/http/quotas/measure-json.ts'

it('a bucket is taken from until it is empty, and fills again as time goes by', () => {
  let now = 0
  const buckets = createBuckets({ burst: 10, perSecond: 2 }, () => now)
  expect(buckets.take('ada', 8)).toBeUndefined()
  expect(buckets.take('ada', 8)).toBe(3)
  expect(buckets.take('bob', 8)).toBeUndefined()
  now += 2_999
  expect(buckets.take('ada', 8)).toBe(1)
  now += 1
  expect(buckets.take('ada', 8)).toBeUndefined()
})

it('what is more than a bucket holds can be taken once it is full: nobody waits for ever', () => {
  let now = 0
  const buckets = createBuckets({ burst: 10, perSecond: 1 }, () => now)
  expect(buckets.take('ada', 1_000)).toBeUndefined()
  expect(buckets.take('ada', 1_000)).toBe(10)
  now += 10_000
  expect(buckets.take('ada', 1_000)).toBeUndefined()
})

it('remembers 10,000 names at most, those that were used last', () => {
  const buckets = createBuckets({ burst: 1, perSecond: 1 }, () => 0)
  buckets.take('first', 1)
  buckets.take('second', 1)
  for (let n = 0; n < 9_998; n += 1) buckets.take(`n${n}`, 1)
  expect(buckets.take('first', 1)).toBe(1)
  buckets.take('one more', 1)
  expect(buckets.size).toBe(10_000)
  expect(buckets.take('first', 1)).toBe(1)
  expect(buckets.take('second', 1)).toBeUndefined()
})

it.each([
  ['{}', 1, 1],
  ['{"a":[1,2,{"b":"[[[,,,"}]}', 5, 3],
  ['"a \\" [ , \\\\"', 0, 0],
  ['[[],[],[]]', 6, 2],
  ['[[[[', 4, 4]
])('counts in %s what a parser would make, in whatever pieces it comes', (text, values, depth) => {
  const bytes = new Uint8Array(Buffer.from(text))
  const [whole, byByte] = [createJsonMeter(), createJsonMeter()]
  whole.take(bytes)
  for (let at = 0; at < bytes.length; at += 1) byByte.take(bytes.subarray(at, at + 1))
  expect([whole.extent, byByte.extent]).toEqual([
    { values, depth },
    { values, depth }
  ])
})
