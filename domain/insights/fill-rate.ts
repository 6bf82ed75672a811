import { type OfferedMonth, toOfferedMonth } from '../model/offered.ts'
import type { Instant } from '../model/primitives.ts'
import { contains, type Interval } from '../time/interval.ts'
import { dayInterval } from '../time/wall-clock.ts'
import { createMonthFinder, type Month, shiftMonth } from './month-finder.ts'

/** How many of the slots that were offered had been booked when they began. */
export interface FillCount {
  readonly booked: number
  /** Booked ones and open ones. */
  readonly offered: number
}

export interface FillMonth extends FillCount {
  readonly month: Month
  /**
   * `whole`: every slot of the month, or of its days that were asked for, that has begun. `part`: recording began in it. `none`: it was
   * not recorded, which says nothing of whether slots were offered.
   */
  readonly recorded: 'whole' | 'part' | 'none'
  /** Where it was recorded in part: since when. */
  readonly since?: Instant
}

export interface FillRates {
  readonly total: FillCount
  /** Those in which a slot began, and those that were asked for, the earliest first. */
  readonly months: readonly FillMonth[]
}

interface FillQuestion {
  /** Starts in it are counted. Undefined for all. */
  readonly range: Interval | undefined
  /** Of the coach's calendar (IANA). */
  readonly zone: string
  /** Server's clock, epoch ms. */
  readonly now: Instant
  /** Months that are to be answered also where no slot began in them: those in which there is a session. */
  readonly months: readonly Month[]
}

/**
 * How much of what a coach offered was booked, by month of the coach's own calendar (IN8, IN11).
 * @param records in whatever order
 */
export function countFill(records: readonly OfferedMonth[], { range, zone, now, months }: FillQuestion): FillRates {
  const monthAt = createMonthFinder(zone)
  const ordered = records.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const countByMonth = new Map<Month, FillCount>()
  for (const { since, booked, open } of ordered) {
    const isCounted = (at: Instant) => at >= since && at <= now && (range === undefined || contains(range, at))
    for (const [starts, isBooked] of [[booked, 1] as const, [open, 0] as const]) {
      for (const at of starts.filter(isCounted)) {
        const month = monthAt(at)
        const known = countByMonth.get(month) ?? noFill
        countByMonth.set(month, { booked: known.booked + isBooked, offered: known.offered + 1 })
      }
    }
  }
  const all = new Set([...countByMonth.keys(), ...months.filter(month => month <= monthAt(now))])
  const listed = [...all].toSorted().map((month): FillMonth => {
    const count = countByMonth.get(month) ?? noFill
    return { month, ...count, ...howRecorded(toAsked(month, zone, range, now), ordered) }
  })
  return { total: listed.reduce<FillCount>(addFill, noFill), months: listed }
}

const noFill: FillCount = { booked: 0, offered: 0 }

function addFill(a: FillCount, b: FillCount): FillCount {
  return { booked: a.booked + b.booked, offered: a.offered + b.offered }
}

/** The share that was booked, 0 to 1; undefined where nothing was offered. */
export function fillRateOf({ booked, offered }: FillCount): number | undefined {
  return offered === 0 ? undefined : booked / offered
}

/** The part of a month that is asked for and has begun. */
function toAsked(month: Month, zone: string, range: Interval | undefined, now: Instant): Interval {
  const startsAt = dayInterval(`${month}-01`, zone).startsAt
  const endsAt = dayInterval(`${shiftMonth(month, 1)}-01`, zone).startsAt
  return {
    startsAt: Math.max(startsAt, range?.startsAt ?? startsAt),
    endsAt: Math.min(endsAt, range?.endsAt ?? endsAt, now)
  }
}

/**
 * What the records know of some time. A month in UTC without a record had no start where recording went on: the next record
 * that there is says since when it did; after the last one it goes on.
 */
function howRecorded(
  { startsAt, endsAt }: Interval,
  ordered: readonly OfferedMonth[]
): Pick<FillMonth, 'recorded' | 'since'> {
  const monthAt = createMonthFinder('UTC')
  const last = monthAt(Math.max(startsAt, endsAt - 1))
  let [wholeFrom, isKnown] = [startsAt, false]
  for (let month = monthAt(startsAt); month <= last; month = shiftMonth(month, 1)) {
    const { since } = ordered.find(({ id }) => toOfferedMonth(id) >= month) ?? ordered.at(-1) ?? { since: Infinity }
    const { startsAt: monthStart } = dayInterval(`${month}-01`, 'UTC')
    const monthEnd = dayInterval(`${shiftMonth(month, 1)}-01`, 'UTC').startsAt
    if (since > monthStart) wholeFrom = Math.max(wholeFrom, since)
    if (since < Math.min(endsAt, monthEnd)) isKnown = true
  }
  if (!isKnown) return { recorded: 'none' }
  return wholeFrom === startsAt ? { recorded: 'whole' } : { recorded: 'part', since: wholeFrom }
}
