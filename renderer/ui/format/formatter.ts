import type { Instant } from '#domain/model/primitives.ts'
import { dayMs, hourMs, minuteMs } from '#domain/time/durations.ts'
import type { Interval } from '#domain/time/interval.ts'
import { dateAt, daysBetween, knownZoneOf, offsetMinutes } from '#domain/time/wall-clock.ts'
import { todaysZoneName } from '#domain/time/zone-names.ts'

/** How dates and numbers look: a BCP 47 tag and whether the clock has 12 or 24 hours. */
export interface FormatLocale {
  readonly tag: string
  readonly hourCycle: 'h12' | 'h23'
}

/** Turns instants (epoch ms) into text, in one zone. */
export interface Formatter {
  readonly zone: string
  /** `Mon, Nov 16` */
  readonly shortDay: (at: Instant) => string
  /** `Monday, November 16, 2026` */
  readonly day: (at: Instant) => string
  /** `Nov 16, 2026` */
  readonly date: (at: Instant) => string
  /** `Nov 2026` */
  readonly month: (at: Instant) => string
  /** `Nov 16 – 22, 2026`; one date where both are the same day. */
  readonly dateRange: (first: Instant, last: Instant) => string
  /** `9:00 AM` or `09:00` */
  readonly time: (at: Instant) => string
  /** `9:00 – 11:00 AM`; with the names of both offsets where the clock changes in between. */
  readonly timeRange: (interval: Interval) => string
  /** `Mon, Nov 16, 9:00 – 11:00 AM` */
  readonly dayAndTimeRange: (interval: Interval) => string
  /** `Mon, Nov 16, 9:00 AM` */
  readonly dayAndTime: (at: Instant) => string
  /** `GMT+1` */
  readonly offsetName: (at: Instant) => string
  /** `2 min ago`, `now`; from a day on by the dates in this zone: `tomorrow`, `in 3 days` */
  readonly relative: (at: Instant, now: Instant) => string
  readonly number: (value: number) => string
  /** The same in another zone. */
  readonly inZone: (zone: string) => Formatter
}

const units = [
  { unit: 'day', ms: dayMs },
  { unit: 'hour', ms: hourMs },
  { unit: 'minute', ms: minuteMs }
] as const

/** So many zones are on screen at the most, but for the list of all of them. */
const keptZones = 16
const kept = new Map<string, Formatter>()

/**
 * The formatter of a locale and an IANA zone: the same one for the same two, as Intl takes about a millisecond to make
 * what is in it. A zone that is not known here is read as UTC (TM5).
 */
export function formatterFor(locale: FormatLocale, zone: string): Formatter {
  const key = `${locale.tag} ${locale.hourCycle} ${zone}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const formatter = createFormatter(locale, zone)
  if (kept.size >= keptZones) kept.clear()
  kept.set(key, formatter)
  return formatter
}

/** Without a place at which a line could end: a time is read in one piece. What has no blanks at all is held by its element. */
const unbroken = (text: string): string => text.replace(/[ \u2009]/gu, '\u00a0')

/** Made when it is first asked for. */
function lazy<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

function createFormatter(locale: FormatLocale, zone: string): Formatter {
  const create = (options: Intl.DateTimeFormatOptions) =>
    lazy(() => new Intl.DateTimeFormat(locale.tag, { ...options, timeZone: knownZoneOf(zone) }))
  const clock = {
    hour: locale.hourCycle === 'h23' ? '2-digit' : 'numeric',
    minute: '2-digit',
    hourCycle: locale.hourCycle
  } as const
  const time = create(clock)
  const timeWithZone = create({ ...clock, timeZoneName: 'short' })
  const shortDay = create({ weekday: 'short', month: 'short', day: 'numeric' })
  const day = create({ weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' })
  const date = create({ month: 'short', day: 'numeric', year: 'numeric' })
  const month = create({ month: 'short', year: 'numeric' })
  const offset = create({ timeZoneName: 'shortOffset' })
  const relative = lazy(() => new Intl.RelativeTimeFormat(locale.tag, { numeric: 'auto', style: 'short' }))
  const number = lazy(() => new Intl.NumberFormat(locale.tag))

  function timeRange({ startsAt, endsAt }: Interval): string {
    if (offsetMinutes(startsAt, zone) !== offsetMinutes(endsAt, zone)) {
      return unbroken(`${timeWithZone().format(startsAt)} – ${timeWithZone().format(endsAt)}`)
    }
    // Over midnight Intl would repeat both dates in full.
    const sameDay = dateAt(startsAt, zone) === dateAt(endsAt, zone)
    const range = sameDay
      ? time().formatRange(startsAt, endsAt)
      : `${time().format(startsAt)} – ${time().format(endsAt)}`
    return unbroken(range)
  }

  /** As people count: from Monday afternoon to Wednesday morning it is two days, though not twice 24 hours. */
  const daysTo = (at: Instant, now: Instant): number => daysBetween(dateAt(now, zone), dateAt(at, zone))

  return {
    zone,
    shortDay: at => shortDay().format(at),
    day: at => day().format(at),
    date: at => date().format(at),
    month: at => month().format(at),
    // Plain blanks: it is a file's name, too.
    dateRange: (first, last) => date().formatRange(first, last).replace(/\s/gu, ' '),
    time: at => unbroken(time().format(at)),
    timeRange,
    dayAndTimeRange: interval => `${shortDay().format(interval.startsAt)}, ${timeRange(interval)}`,
    dayAndTime: at => `${shortDay().format(at)}, ${unbroken(time().format(at))}`,
    offsetName: at =>
      offset()
        .formatToParts(at)
        .find(part => part.type === 'timeZoneName')?.value ?? '',
    relative: (at, now) => {
      const elapsedMs = at - now
      const step = units.find(({ ms }) => Math.abs(elapsedMs) >= ms)
      // English abbreviates with a full stop ("min."), which reads badly in the middle of a line.
      return step === undefined
        ? relative().format(0, 'second')
        : relative()
            .format(step.unit === 'day' ? daysTo(at, now) : Math.trunc(elapsedMs / step.ms), step.unit)
            .replace('.', '')
    },
    number: value => number().format(value),
    inZone: other => formatterFor(locale, other)
  }
}

/** `America/New_York` becomes `New York`. */
export function zoneCity(zone: string): string {
  const name = todaysZoneName(zone)
  return (name.split('/').at(-1) ?? name).replaceAll('_', ' ')
}

/** Whether two zones show the same clock at an instant. */
export function isSameClock(at: Instant, zone: string, other: string): boolean {
  return offsetMinutes(at, zone) === offsetMinutes(at, other)
}
