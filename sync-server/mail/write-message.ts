import { writeCalendar } from '#domain/calendar/write-calendar.ts'
import { toMailedSession, type MailedSession } from '#domain/mail/mailed-session.ts'
import { listOccasions, type SessionChange } from '#domain/mail/occasions.ts'
import { writeChangeMail, writeReminderMail } from '#domain/mail/write-mail.ts'
import type { Account } from '#domain/model/account.ts'
import { type Booking, bookingSchema } from '#domain/model/booking.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { sessionCopySchema } from '#domain/model/session-copy.ts'
import { fromWire } from '#domain/model/wire.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { calendarWords } from '../calendar/calendar-words.ts'
import type { Databases } from '../storage/document-store.ts'
import type { OutgoingMail } from './mailer.ts'
import { isAccountMail, type Message, type MessageSubject } from './message.ts'

interface WriteParts {
  readonly databases: Pick<Databases, 'open' | 'has'>
  /** The address that mail comes from. */
  readonly from: string
  /** Where CoachDesk is, without a slash at the end. */
  readonly url: string
  /** Stops the reader's reminders (ML10). */
  readonly stopUrl: string
  readonly now: Instant
}

type MailBody = Pick<OutgoingMail, 'subject' | 'text' | 'event' | 'stopUrl'>

/**
 * What a message about sessions says at the time when it is sent, from the journal and the reader's own copies; undefined where nothing is
 * left to tell: each session has changed again, or is over (ML4, ML5).
 */
export async function writeMessage(
  message: Message,
  reader: Pick<Account, 'id' | 'zone'> & { readonly email: string },
  parts: WriteParts
): Promise<MailBody | undefined> {
  const { kind } = message
  if (isAccountMail(kind)) return undefined
  const change = kind === 'reminder' ? 'booked' : kind
  const sessions: MailedSession[] = []
  for (const subject of message.subjects) {
    const session = await readSession(kind, subject, reader.id, parts)
    if (session !== undefined) sessions.push(session)
  }
  const [first, ...others] = sessions.toSorted((a, b) => a.event.startsAt - b.event.startsAt)
  if (first === undefined) return undefined
  const place = { zone: reader.zone, url: parts.url }
  if (kind === 'reminder') return { ...writeReminderMail(first, place, parts.stopUrl), stopUrl: parts.stopUrl }
  const event = writeEvent(change, [first, ...others], reader.email, parts.from)
  return { ...writeChangeMail(change, [first, ...others], place), event }
}

function writeEvent(
  change: SessionChange,
  sessions: readonly MailedSession[],
  attendee: string,
  organizer: string
): NonNullable<OutgoingMail['event']> {
  const method = change === 'cancelled' ? 'CANCEL' : 'REQUEST'
  const events = sessions.map(({ event }) => event)
  return { method, content: writeCalendar(events, calendarWords, { method, organizer, attendee }) }
}

async function readSession(
  kind: SessionChange | 'reminder',
  { bookingId, key }: MessageSubject,
  readerId: string,
  { databases, now }: WriteParts
): Promise<MailedSession | undefined> {
  const booking = await readBooking(databases, bookingId)
  if (booking === undefined || !isStillTrue(kind, key, booking, now)) return undefined
  const name = createCallsName(readerId)
  const [doc] = (await databases.has(name)) ? await (await databases.open(name)).read([bookingId]) : []
  const copy = doc === undefined ? undefined : sessionCopySchema.safeParse(fromWire(doc)).data
  return copy === undefined ? undefined : toMailedSession(copy, kind === 'reminder' ? 'booked' : kind)
}

/** The last change of a session is told, while it is ahead or goes on; a reminder of the time that it still has, before it starts. */
function isStillTrue(kind: SessionChange | 'reminder', key: string, booking: Booking, now: Instant): boolean {
  const { state, startsAt, endsAt, moves = [] } = booking
  if (kind !== 'reminder') return endsAt > now && listOccasions(booking).at(-1)?.key === key
  return state === 'confirmed' && startsAt > now && key.startsWith(`reminder ${startsAt} ${moves.length} `)
}

async function readBooking(databases: Pick<Databases, 'open'>, bookingId: string): Promise<Booking | undefined> {
  const [doc] = await (await databases.open('bookings')).read([bookingId])
  return doc === undefined || doc._deleted === true ? undefined : bookingSchema.safeParse(fromWire(doc)).data
}
