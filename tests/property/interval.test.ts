import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contains, findOverlap, type Interval, overlaps } from '#domain/time/interval.ts'

const anyInterval: fc.Arbitrary<Interval> = fc
  .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: -2, max: 10 }))
  .map(([startsAt, length]) => ({ startsAt, endsAt: startsAt + length }))

describe('intervals', () => {
  test('TM1 overlap is symmetric and means a shared instant', () => {
    fc.assert(
      fc.property(anyInterval, anyInterval, (a, b) => {
        const instants = Array.from({ length: 45 }, (_, at) => at)
        const shared = instants.some(at => contains(a, at) && contains(b, at))
        expect([overlaps(a, b), overlaps(b, a)]).toEqual([shared, shared])
      }),
      { numRuns: 2_000 }
    )
  })

  test('TM1 one overlaps itself unless it is empty, and never what it touches', () => {
    fc.assert(
      fc.property(anyInterval, fc.integer({ min: 1, max: 9 }), (a, length) => {
        expect(overlaps(a, a)).toBe(a.startsAt < a.endsAt)
        expect(overlaps(a, { startsAt: a.endsAt, endsAt: a.endsAt + length })).toBe(false)
        expect(overlaps({ startsAt: a.startsAt - length, endsAt: a.startsAt }, a)).toBe(false)
      })
    )
  })

  test('TM1 shifting both changes nothing', () => {
    fc.assert(
      fc.property(anyInterval, anyInterval, fc.integer({ min: 0, max: 1e12 }), (a, b, by) => {
        const shift = ({ startsAt, endsAt }: Interval) => ({ startsAt: startsAt + by, endsAt: endsAt + by })
        expect(overlaps(shift(a), shift(b))).toBe(overlaps(a, b))
      })
    )
  })

  test('TM1 the first that overlaps is found', () => {
    fc.assert(
      fc.property(anyInterval, fc.array(anyInterval), (a, others) => {
        const found = findOverlap(a, others)
        expect(found).toBe(others.filter(other => overlaps(a, other))[0])
      })
    )
  })
})
