import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { listSeriesStarts } from '#domain/series/list-series-starts.ts'
import { addDays, instantToWallClock, wallClockToInstant, weekdayOf } from '#domain/time/wall-clock.ts'
import { listZoneNames } from '#domain/time/zone-names.ts'

const from = Temporal.Instant.from('2020-01-01T00:00Z')
const until = Date.UTC(2040, 0, 1)
const weekMs = 7 * 86_400_000
const gridMs = 300_000

/** A first date of a series whose clock time, some weeks later, meets a change of the clock or comes near it. */
interface First {
  readonly zone: string
  readonly first: number
}

const changes = listZoneNames().flatMap(zone => listChanges(zone).map(at => ({ zone, at })))

function listChanges(zone: string): readonly number[] {
  const found: number[] = []
  let next = from.toZonedDateTimeISO(zone).getTimeZoneTransition('next')
  while (next !== null && next.epochMilliseconds < until) {
    found.push(next.epochMilliseconds)
    next = next.getTimeZoneTransition('next')
  }
  return found
}

const anyFirst: fc.Arbitrary<First> = fc
  .tuple(fc.constantFrom(...changes), fc.integer({ min: 0, max: 11 }), fc.integer({ min: -48, max: 48 }))
  .map(([{ zone, at }, weeks, grid]) => ({ zone, first: at - weeks * weekMs + grid * gridMs }))
const options = { numRuns: 2_000 }

test('SR1 every date has the weekday of the first, a week after the one before, in every zone', () => {
  fc.assert(
    fc.property(anyFirst, fc.integer({ min: 1, max: 12 }), ({ first, zone }, count) => {
      const starts = listSeriesStarts(first, count, zone)
      const [{ date } = { date: '' }] = starts
      expect(starts).toHaveLength(count)
      for (const start of starts) {
        expect(start.date).toBe(addDays(date, 7 * start.position))
        expect(weekdayOf(start.date)).toBe(weekdayOf(date))
      }
      expect(starts.every(({ startsAt }, n) => n === 0 || startsAt > (starts[n - 1]?.startsAt ?? 0))).toBe(true)
    }),
    options
  )
})

test('SR1 the clock shows the time of the first date, or skips it', () => {
  const clocks = new Set<string>()
  fc.assert(
    fc.property(anyFirst, ({ first, zone }) => {
      const { minutes } = instantToWallClock(first, zone)
      for (const { startsAt, date, clock } of listSeriesStarts(first, 12, zone)) {
        clocks.add(clock)
        const shown = instantToWallClock(startsAt, zone)
        if (clock === 'gap') expect(shown).not.toEqual({ date, minutes })
        else expect(shown).toEqual({ date, minutes })
      }
    }),
    options
  )
  // The dates met what they are about.
  expect([...clocks].toSorted()).toEqual(['exact', 'gap', 'repeated'])
})

test('SR1 a series from a later date of it has the same dates, where the clock shows their time once', () => {
  fc.assert(
    fc.property(anyFirst, fc.integer({ min: 1, max: 11 }), ({ first, zone }, later) => {
      const whole = listSeriesStarts(first, 12, zone)
      const begin = whole[later]
      if (begin === undefined || whole.some(({ clock }) => clock !== 'exact')) return
      // The first of two equal hours means the same as the second in all later weeks.
      if (wallClockToInstant(instantToWallClock(first, zone), zone).kind !== 'exact') return
      const rest = listSeriesStarts(begin.startsAt, 12 - later, zone)
      expect(rest.map(({ startsAt }) => startsAt)).toEqual(whole.slice(later).map(({ startsAt }) => startsAt))
    }),
    options
  )
})
