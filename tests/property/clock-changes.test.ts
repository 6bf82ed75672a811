import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayInterval, instantToWallClock, isZone, offsetMinutes, wallClockToInstant } from '#domain/time/wall-clock.ts'
import { from, type Transition, transitions, until, zones } from './clock-transitions.ts'

const minuteMs = 60_000
/** What the clock shows so many minutes after a transition, if it went on as before it. */
function clockBefore({ zone, at }: Transition, minute: number) {
  const local = new Date(at + (offsetMinutes(at - minuteMs, zone) + minute) * minuteMs)
  return { date: local.toISOString().slice(0, 10), minutes: local.getUTCHours() * 60 + local.getUTCMinutes() }
}

/** The answers for minutes that one transition skips or repeats, and for the last and first one on either side. */
function checkTransition(transition: Transition, listMinutes: (length: number) => readonly number[]): void {
  const { zone, at, jump } = transition
  const length = Math.abs(jump)
  for (const minute of listMinutes(length)) {
    if (jump > 0) {
      const skipped = wallClockToInstant(clockBefore(transition, minute), zone)
      if (skipped.kind !== 'gap' || skipped.at !== at + minute * minuteMs) {
        expect({ zone, at, minute, skipped }).toEqual({
          zone,
          at,
          minute,
          skipped: { kind: 'gap', at: at + minute * minuteMs }
        })
      }
      continue
    }
    const shown = wallClockToInstant(clockBefore(transition, minute - length), zone)
    const twice = { kind: 'repeated', at: at + (minute - length) * minuteMs, later: at + minute * minuteMs }
    if (shown.kind !== 'repeated' || shown.at !== twice.at || shown.later !== twice.later) {
      expect({ zone, at, minute, shown }).toEqual({ zone, at, minute, shown: twice })
    }
  }
  for (const outside of [at - (jump > 0 ? 1 : length + 1) * minuteMs, at + (jump > 0 ? 0 : length) * minuteMs]) {
    expect(wallClockToInstant(instantToWallClock(outside, zone), zone)).toEqual({ kind: 'exact', at: outside })
  }
}

const listAll = (length: number) => Array.from({ length }, (_, minute) => minute)
const listCorners = (length: number) => [0, Math.floor(length / 2), length - 1]

describe(`${transitions.length} clock changes of ${zones.length} zones from 2020 to 2040`, () => {
  test('TM2 there are changes of both kinds, in many zones and of several lengths', () => {
    expect(new Set(transitions.map(({ zone }) => zone)).size).toBeGreaterThan(100)
    const jumps = new Set(transitions.map(({ jump }) => jump))
    // One hour, Lord Howe's half hour and Troll's two hours, both ways.
    for (const jump of [60, -60, 30, -30, 120, -120]) expect(jumps).toContain(jump)
  })

  test('TM2 the first, middle and last skipped minute is a gap as long as the change, in every zone', () => {
    for (const transition of transitions.filter(({ jump }) => jump > 0)) checkTransition(transition, listCorners)
  })

  test('TM3 the first, middle and last repeated minute gives both instants, in every zone', () => {
    for (const transition of transitions.filter(({ jump }) => jump < 0)) checkTransition(transition, listCorners)
  })

  test('TM3 every single minute, once for each instant at which clocks change', () => {
    const firstByChange = new Map(transitions.map(item => [`${item.at} ${item.jump}`, item]))
    for (const transition of firstByChange.values()) checkTransition(transition, listAll)
  })

  test('TM4 any other time and its instant turn into each other without loss', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: from.epochMilliseconds / minuteMs, max: until / minuteMs }),
        (zone, minute) => {
          const at = minute * minuteMs
          const back = wallClockToInstant(instantToWallClock(at, zone), zone)
          expect(back.kind).not.toBe('gap')
          expect([back.at, back.kind === 'repeated' ? back.later : back.at]).toContain(at)
          expect(isZone(zone)).toBe(true)
        }
      ),
      { numRuns: 3_000 }
    )
  })

  test('TM4 the days of every change follow each other without a hole', () => {
    for (const { zone, at } of transitions.filter((_, index) => index % 10 === 0)) {
      const { date } = instantToWallClock(at, zone)
      const day = dayInterval(date, zone)
      expect(day.startsAt <= at && at < day.endsAt).toBe(true)
      expect(instantToWallClock(day.endsAt - 1, zone).date).toBe(date)
      expect(instantToWallClock(day.startsAt - 1, zone).date < date).toBe(true)
    }
  })
})
