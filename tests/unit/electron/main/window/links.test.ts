import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bookingIdSchema } from '#domain/model/primitives.ts'
import type { DeepLink } from '#electron/contract/desktop-types.ts'
import { findDeepLink, parseDeepLink } from '#electron/main/window/parse-deep-link.ts'
import { createLinkInbox } from '#electron/main/window/link-inbox.ts'

const bookingId = '0123456789abcdef0123456789abcdef'
const session: DeepLink = { kind: 'session', bookingId }

describe('parseDeepLink', () => {
  test('knows a session and a calendar day', () => {
    expect(parseDeepLink(`coachdesk://session/${bookingId}`)).toEqual(session)
    expect(parseDeepLink('coachdesk://calendar/2026-11-30')).toEqual({ kind: 'calendar', date: '2026-11-30' })
    // Some systems put a slash behind a link.
    expect(parseDeepLink('coachdesk://calendar/2028-02-29/')).toEqual({ kind: 'calendar', date: '2028-02-29' })
  })

  test.each([
    '',
    'coachdesk://',
    'coachdesk://session/',
    `session/${bookingId}`,
    `COACHDESK://session/${bookingId}`,
    `coachdesk:session/${bookingId}`,
    `coachdesk:///session/${bookingId}`,
    `coachdesk://session/${bookingId.toUpperCase()}`,
    `coachdesk://session/${bookingId}0`,
    `coachdesk://session/${bookingId.slice(1)}`,
    `coachdesk://session/${bookingId}?next=https://example.org`,
    `coachdesk://session/${bookingId}#top`,
    `coachdesk://session/${bookingId}/delete`,
    `coachdesk://session/../calendar/2026-11-30`,
    `coachdesk://me:secret@session/${bookingId}`,
    `coachdesk://session:80/${bookingId}`,
    `coachdesk://session/${bookingId}\n`,
    ` coachdesk://session/${bookingId}`,
    `coachdesk://session/%30${bookingId.slice(1)}`,
    `coachdesk://feedback/${bookingId}`,
    `coachdesk://settings/${bookingId}`,
    'coachdesk://calendar/2026-02-29',
    'coachdesk://calendar/2026-13-01',
    'coachdesk://calendar/2026-11-31',
    'coachdesk://calendar/26-11-30',
    'coachdesk://calendar/9999-12-31',
    'coachdesk://calendar/2200-01-01',
    'coachdesk://calendar/1999-12-31',
    'coachdesk://calendar/0000-01-01',
    'coachdesk://calendar/2026-11-30T10:00',
    'https://session/0123456789abcdef0123456789abcdef',
    'javascript:alert(1)'
  ])('takes no notice of %j', text => {
    expect(parseDeepLink(text)).toBeUndefined()
  })

  test('gives nothing but what its forms allow, whatever it is given', () => {
    const part = fc.oneof(
      fc.constantFrom(
        'coachdesk',
        '://',
        'session',
        'calendar',
        '/',
        bookingId,
        '2026-11-30',
        '?',
        '#',
        '@',
        '%2e',
        '..'
      ),
      fc.string({ maxLength: 12 })
    )
    const text = fc.array(part, { maxLength: 8 }).map(parts => parts.join(''))
    fc.assert(
      fc.property(text, given => {
        const link = parseDeepLink(given)
        if (link === undefined) return
        if (link.kind === 'session') expect(bookingIdSchema.safeParse(link.bookingId).success).toBe(true)
        else expect(link).toEqual({ kind: 'calendar', date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) })
        expect(given).toMatch(/^coachdesk:\/\/(session|calendar)\/[0-9a-f-]+\/?$/)
      }),
      { numRuns: 2_000 }
    )
  })

  test('takes every booking id and every day that the calendar shows', () => {
    const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'.split('')), minLength: 32, maxLength: 32 })
    const day = fc
      .date({ min: new Date('2000-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
      .map(date => date.toISOString().slice(0, 10))
    fc.assert(
      fc.property(hex, day, (id, date) => {
        expect(parseDeepLink(`coachdesk://session/${id}`)).toEqual({ kind: 'session', bookingId: id })
        expect(parseDeepLink(`coachdesk://calendar/${date}`)).toEqual({ kind: 'calendar', date })
      })
    )
  })
})

test('a command line is searched for the first link that is one', () => {
  const argv = [
    '/opt/coachdesk',
    '--flag=coachdesk://calendar/2026-11-30',
    'coachdesk://bad/',
    'coachdesk://calendar/2026-11-30'
  ]
  expect(findDeepLink(argv)).toEqual({ kind: 'calendar', date: '2026-11-30' })
  expect(findDeepLink(['/opt/coachdesk', '.'])).toBeUndefined()
})

describe('the link inbox', () => {
  const other: DeepLink = { kind: 'calendar', date: '2026-11-30' }
  const open = () => {
    const told: DeepLink[] = []
    return { told, inbox: createLinkInbox(link => told.push(link)) }
  }

  test('keeps the newest link until a page takes it, once', () => {
    const { told, inbox } = open()
    inbox.offer(other)
    inbox.offer(session)
    expect(told).toEqual([])
    expect(inbox.take()).toEqual(session)
    expect(inbox.take()).toBeUndefined()
  })

  test('tells a page that listens, and keeps links again when that page is gone', () => {
    const { told, inbox } = open()
    expect(inbox.take()).toBeUndefined()
    inbox.offer(session)
    expect(told).toEqual([session])
    inbox.forgetPage()
    inbox.offer(other)
    expect(told).toEqual([session])
    expect(inbox.take()).toEqual(other)
  })
})
