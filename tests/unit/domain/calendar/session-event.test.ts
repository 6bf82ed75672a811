import fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import { listFeedEvents, toSessionEvent } from '#domain/calendar/session-event.ts'
import { writeCalendar } from '#domain/calendar/write-calendar.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { buildCall, coachId, dayMs, hexId, hourMs, minuteMs, now, requestId, start } from '../builders.ts'

const words = { title: (name: string) => `Session with ${name}`, byPhone: 'By phone' }

/** As another program reads it. */
function read(copies: readonly SessionCopy[]): readonly ICAL.Event[] {
  const text = writeCalendar(
    copies.flatMap(copy => toSessionEvent(copy) ?? []),
    words
  )
  return new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map(event => new ICAL.Event(event))
}

function moveTo(startsAt: number, at: number): Partial<SessionCopy> {
  const slotIds = { fromSlotId: `${coachId}:${start}`, toSlotId: `${coachId}:${startsAt}` }
  const move = { requestId, by: 'coach', at, reason: '', reopenSlot: false, ...slotIds } as const
  return { startsAt, endsAt: startsAt + 2 * hourMs, moves: [move] }
}

describe('a session in another calendar', () => {
  it('CA1 is at the same instants on both days on which the clock changes, whatever the zone of the reader', () => {
    for (const startsAt of [Date.UTC(2026, 2, 29, 0, 30), Date.UTC(2026, 2, 29, 1, 30), Date.UTC(2026, 9, 25, 0, 30)]) {
      const [event] = read([buildCall({ startsAt, endsAt: startsAt + 2 * hourMs })])
      expect(event?.startDate.zone).toBe(ICAL.Timezone.utcTimezone)
      expect(event?.startDate.toUnixTime()).toBe(startsAt / 1_000)
      expect(event?.endDate.toUnixTime()).toBe((startsAt + 2 * hourMs) / 1_000)
    }
  })

  it('CA1 keeps its UID when it moves, and its SEQUENCE grows with each move', () => {
    const before = buildCall()
    const moved = buildCall(moveTo(start + dayMs, now + minuteMs))
    const [first, second] = read([before, moved])
    expect(second?.uid).toBe(first?.uid)
    expect(second?.sequence).toBeGreaterThan(first?.sequence ?? Infinity)
    expect(second?.startDate.toUnixTime()).toBe((start + dayMs) / 1_000)
  })

  it('CA1 grows on where a server was set back: a move that is made again is made later', () => {
    const lost = toSessionEvent(buildCall(moveTo(start + dayMs, now + hourMs)))
    const setBack = toSessionEvent(buildCall())
    const again = toSessionEvent(buildCall(moveTo(start + dayMs, now + 2 * hourMs)))
    expect(setBack?.sequence).toBeLessThan(lost?.sequence ?? 0)
    expect(again?.sequence).toBeGreaterThan(lost?.sequence ?? Infinity)
  })

  it('CA1 grows on where the server’s clock was ahead when it was moved before', () => {
    const ahead = buildCall(moveTo(start + dayMs, now + 400 * dayMs))
    const [move] = ahead.moves ?? []
    const next = { ...ahead, moves: [...(ahead.moves ?? []), { ...move, at: now + hourMs }] } as SessionCopy
    expect(toSessionEvent(next)?.sequence).toBeGreaterThan(toSessionEvent(ahead)?.sequence ?? Infinity)
  })

  it('CA1 says of a time far ahead what the format can hold', () => {
    expect(toSessionEvent(buildCall({ claimedAt: Date.UTC(2150, 0, 1) }))?.sequence).toBe(2 ** 31 - 1)
    expect(toSessionEvent(buildCall({ claimedAt: 0 }))?.sequence).toBe(0)
  })

  it('CA2 says the times, the name and how the two meet, and nothing else of the copy', () => {
    const secret = { notes: 'A note', message: 'A message', otherPhone: '+41446681800', satisfaction: 4 } as const
    const link = 'https://meet.example/a?b=c,d;e'
    const [byLink] = read([buildCall({ ...secret, meeting: { kind: 'link', link } })])
    expect([byLink?.summary, byLink?.location]).toEqual(['Session with Sam Student', link])
    const [byPhone] = read([buildCall({ ...secret, meeting: { kind: 'phone', caller: 'coach' } })])
    expect(byPhone?.location).toBe('By phone')
    const [there] = read([buildCall({ ...secret, meeting: { kind: 'address', address: 'Bahnhofstrasse 1' } })])
    expect(there?.location).toBeNull()
    for (const event of [byLink, byPhone, there]) {
      expect(event?.toString()).not.toMatch(/A note|A message|446681800|Bahnhof/)
    }
  })

  it('HM5 says the details that the coach lets go out: without a choice a web address, and no postal one', () => {
    const link = 'https://meet.example/anna'
    const address = 'Bahnhofstrasse 1\n3rd floor'
    const placeOf = (meeting: SessionCopy['meeting']) => {
      const [event] = read([buildCall({ meeting })])
      return [event?.location, event?.component.getFirstPropertyValue('url')]
    }
    for (const inCalendars of [true, undefined]) {
      expect(placeOf({ kind: 'link', link, inCalendars })).toEqual([link, link])
    }
    expect(placeOf({ kind: 'link', link, inCalendars: false })).toEqual([null, null])
    expect(placeOf({ kind: 'address', address, inCalendars: true })).toEqual([address, null])
    for (const inCalendars of [false, undefined]) {
      expect(placeOf({ kind: 'address', address, inCalendars })).toEqual([null, null])
    }
    expect(placeOf({ kind: 'newer' } as never)).toEqual([null, null])
  })

  it('CA2 of a name with any characters is read as it was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }), otherName => {
        const typed = otherName.replace(/\p{Cc}/gu, ' ')
        const [event] = read([buildCall({ otherName: typed })])
        expect(event?.summary).toBe(`Session with ${typed}`)
      })
    )
  })

  it('CA2 is not there before it is confirmed, or where it was refused', () => {
    const statuses = ['pencilled', 'declined', 'newer'] as const
    expect(statuses.map(status => toSessionEvent(buildCall({ status })))).toEqual([undefined, undefined, undefined])
  })
})

describe('a feed', () => {
  const at = (n: number, startsAt: number, more: Partial<SessionCopy> = {}): SessionCopy =>
    buildCall({ id: hexId(n), startsAt, endsAt: startsAt + 2 * hourMs, ...more })

  it('CA2 holds 60 days back and a year ahead, earliest first, and nothing that was cancelled', () => {
    const cancellation = { by: 'coach', at: now, reason: '', late: false, reopenSlot: false } as const
    const copies = [
      at(1, now + 366 * dayMs),
      at(2, now + 364 * dayMs),
      at(3, now - 59 * dayMs, { status: 'completed' }),
      at(4, now - 61 * dayMs, { status: 'completed' }),
      at(5, now - dayMs, { status: 'no-show' }),
      at(6, now + dayMs, { status: 'cancelled', cancellation })
    ]
    expect(listFeedEvents(copies, now).map(({ uid }) => uid)).toEqual([3, 5, 2].map(n => `${hexId(n)}@coachdesk`))
  })
})
