import { generateIcsCalendar } from 'ts-ics'
import type { Instant } from '../model/primitives.ts'
import type { SessionEvent } from './session-event.ts'
import type { PlaceOutside } from './told-outside.ts'

/** What the reader's language says. */
export interface CalendarWords {
  /** Of a session with somebody of this name. */
  readonly title: (otherName: string) => string
  readonly byPhone: string
}

/** What makes a file a message that changes what is in the reader's calendar (RFC 5546). */
export interface CalendarMessage {
  readonly method: 'REQUEST' | 'CANCEL'
  /** Both are addresses of mail. The other person's is none of them. */
  readonly organizer: string
  readonly attendee: string
}

/** An iCalendar file (RFC 5545). Times are instants in UTC: no zone has to be described, and no clock change can be read wrongly. */
export function writeCalendar(
  events: readonly SessionEvent[],
  { title, byPhone }: CalendarWords,
  message?: CalendarMessage
): string {
  const people =
    message === undefined
      ? {}
      : {
          organizer: { email: message.organizer, name: 'CoachDesk' },
          attendees: [{ email: message.attendee, partstat: 'ACCEPTED' as const, rsvp: false }]
        }
  return generateIcsCalendar({
    version: '2.0',
    prodId: '-//CoachDesk//CoachDesk//EN',
    ...(message === undefined ? { name: 'CoachDesk' } : { method: message.method }),
    events: events.map(event => {
      const { uid, startsAt, endsAt, changedAt, sequence, otherName, isCancelled, place } = event
      return {
        uid,
        stamp: { date: toDate(changedAt) },
        start: { date: toDate(startsAt) },
        end: { date: toDate(endsAt) },
        sequence,
        summary: title(otherName),
        status: isCancelled ? 'CANCELLED' : 'CONFIRMED',
        ...people,
        ...toLocation(place, byPhone)
      }
    })
  })
}

function toLocation(place: PlaceOutside | undefined, byPhone: string): { location?: string; url?: string } {
  switch (place?.kind) {
    case 'phone':
      return { location: byPhone }
    case 'link':
      return { location: place.link, url: place.link }
    case 'address':
      return { location: place.address }
    default:
      return {}
  }
}

function toDate(at: Instant): Date {
  // oxlint-disable-next-line no-restricted-globals -- the library takes an instant as a Date; no clock is asked
  return new Date(at)
}
