import { describe, expect, it } from 'vitest'
import { toMailedSession } from '#domain/mail/mailed-session.ts'
import { writeChangeMail, writeReminderMail } from '#domain/mail/write-mail.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { buildCall, hourMs } from '../builders.ts'

const url = 'https://desk.example.org'

function write(copy: Partial<SessionCopy>, zone: string) {
  const session = toMailedSession(buildCall(copy), 'booked')
  if (session === undefined) throw new Error('not mailed')
  return writeReminderMail(session, { zone, url }, `${url}/stop`)
}

const at = (startsAt: number): Partial<SessionCopy> => ({ startsAt, endsAt: startsAt + 2 * hourMs })

describe('what a mail says', () => {
  it('ML4 are times in the reader’s zone, and the two hours that a clock shows twice are told apart', () => {
    const first = Date.UTC(2026, 9, 25, 0, 30)
    expect(write(at(first), 'Europe/Zurich').text).toContain(
      'Sunday 25 October 2026, 02:30 to 03:30 (Europe/Zurich, UTC+2)'
    )
    expect(write(at(first + hourMs), 'Europe/Zurich').text).toContain(
      'Sunday 25 October 2026, 02:30 to 04:30 (Europe/Zurich, UTC+1)'
    )
    expect(write(at(first), 'Asia/Kathmandu').text).toContain('06:15 to 08:15 (Asia/Kathmandu, UTC+5:45)')
    // A zone that this server does not know yet.
    expect(write(at(first), 'Mars/Olympus').text).toContain('00:30 to 02:30 (UTC)')
  })

  it('ML4 is no phone number, note, score or message, and of the place what goes out', () => {
    const copy = buildCall({
      partyRole: 'coach',
      otherPhone: '+41446681800',
      notes: 'a note',
      satisfaction: 3,
      message: 'a message',
      meeting: { kind: 'address', address: 'Lane 1' }
    })
    const session = toMailedSession(copy, 'booked')
    if (session === undefined) throw new Error('not mailed')
    const { subject, text } = writeChangeMail('booked', [session], { zone: 'UTC', url })
    expect(subject + text).not.toMatch(/4466818|a note|a message|Lane 1|satisf/)
    const inside = toMailedSession(
      { ...copy, meeting: { kind: 'address', address: 'Lane 1', inCalendars: true } },
      'booked'
    )
    if (inside === undefined) throw new Error('not mailed')
    expect(writeChangeMail('booked', [inside], { zone: 'UTC', url }).text).toContain('You meet here: Lane 1')
  })

  it('a name makes no second header of a subject', () => {
    const { subject } = write({ otherName: 'Eve\r\nBcc: all@example.org', ...at(Date.UTC(2026, 9, 25)) }, 'UTC')
    expect(subject).not.toMatch(/[\r\n]/)
  })
})
