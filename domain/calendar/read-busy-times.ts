import ICAL from 'ical.js'
import { joinIntervals } from '../hours/plan-hours.ts'
import { maxBusyIntervals, maxCalendarEvents } from '../model/limits.ts'
import type { Instant } from '../model/primitives.ts'
import { dayMs } from '../time/durations.ts'
import type { Interval } from '../time/interval.ts'
import { isZone, wallClockToInstant } from '../time/wall-clock.ts'

/** More than hours are ever filled ahead. */
const aheadMs = 30 * 7 * dayMs
/** A rule that repeats every second ends here. */
const maxOccurrences = 5_000
/** Of those that are long over, which are only counted: every day of two hundred years. */
const maxPastOccurrences = 73_000
/** Nothing that began longer ago reaches into today. */
const longOverMs = 366 * dayMs

export type BusyRead =
  | {
      readonly kind: 'read'
      readonly intervals: readonly Interval[]
      /** There are more than are kept; the earliest are. */
      readonly isCut: boolean
    }
  /** It is no calendar. */
  | { readonly kind: 'unreadable' }
  /** It has more events than are read. */
  | { readonly kind: 'too-large' }

/**
 * When the owner of a calendar file has no time from now on: no titles, no places, no people leave this function. What is cancelled,
 * or marked as free, does not count. Whole days, and times without a zone, are the coach's.
 * @param text of an .ics file
 * @param zone the coach's
 */
export function readBusyTimes(text: string, zone: string, now: Instant): BusyRead {
  try {
    if (!/^BEGIN:VCALENDAR/im.test(text)) return { kind: 'unreadable' }
    if (text.split(/^BEGIN:VEVENT/im, maxCalendarEvents + 2).length > maxCalendarEvents + 1)
      return { kind: 'too-large' }
    const calendars = [ICAL.parse(text)].flat(1) as unknown[]
    const roots = typeof calendars[0] === 'string' ? [calendars] : calendars
    const found = roots.flatMap(root => listOfCalendar(new ICAL.Component(root as never), zone, now))
    const ahead = joinIntervals(found.filter(({ endsAt }) => endsAt > now))
    return { kind: 'read', intervals: ahead.slice(0, maxBusyIntervals), isCut: ahead.length > maxBusyIntervals }
  } catch {
    return { kind: 'unreadable' }
  }
}

function listOfCalendar(calendar: ICAL.Component, zone: string, now: Instant): readonly Interval[] {
  const events = calendar.getAllSubcomponents('vevent')
  const exceptionsByUid = Map.groupBy(
    events.filter(event => event.hasProperty('recurrence-id')),
    event => String(event.getFirstPropertyValue('uid'))
  )
  return events
    .filter(event => !event.hasProperty('recurrence-id'))
    .flatMap(event => {
      const exceptions = exceptionsByUid.get(String(event.getFirstPropertyValue('uid'))) ?? []
      return listOfEvent(new ICAL.Event(event, { exceptions, strictExceptions: true }), zone, now)
    })
}

function listOfEvent(event: ICAL.Event, zone: string, now: Instant): readonly Interval[] {
  if (!event.isRecurring()) return isBusy(event) ? [toInterval(event, event.startDate, event.endDate, zone)] : []
  const intervals: Interval[] = []
  const occurrences = event.iterator()
  let past = 0
  for (let count = 0; count < maxOccurrences; ) {
    const next = occurrences.next() as ICAL.Time | null | undefined
    if (next === null || next === undefined) break
    if (next.toUnixTime() * 1_000 < now - longOverMs && past < maxPastOccurrences) {
      past += 1
      continue
    }
    count += 1
    const { item, startDate, endDate } = event.getOccurrenceDetails(next)
    const interval = toInterval(item, startDate, endDate, zone)
    if (interval.startsAt > now + aheadMs) break
    if (isBusy(item)) intervals.push(interval)
  }
  return intervals
}

function isBusy({ component }: ICAL.Event): boolean {
  const isCancelled = component.getFirstPropertyValue('status') === 'CANCELLED'
  return !isCancelled && component.getFirstPropertyValue('transp') !== 'TRANSPARENT'
}

function toInterval(event: ICAL.Event, start: ICAL.Time, end: ICAL.Time, zone: string): Interval {
  const named = event.component.getFirstProperty('dtstart')?.getFirstParameter('tzid')
  const own = named !== undefined && isZone(named) ? named : undefined
  return { startsAt: toInstant(start, own, zone), endsAt: toInstant(end, own, zone) }
}

/** @param named the zone that the event names, where it is one that everybody knows; any other is described in the file */
function toInstant(time: ICAL.Time, named: string | undefined, zone: string): Instant {
  const isUtc = time.zone === ICAL.Timezone.utcTimezone
  const isDescribed = !isUtc && named === undefined && time.zone !== ICAL.Timezone.localTimezone && !time.isDate
  if (isUtc || isDescribed) return time.toUnixTime() * 1_000
  const date = [time.year, time.month, time.day]
    .map((part, at) => String(part).padStart(at === 0 ? 4 : 2, '0'))
    .join('-')
  return wallClockToInstant({ date, minutes: time.isDate ? 0 : time.hour * 60 + time.minute }, named ?? zone).at
}
