import type { PlaceOutside } from '../calendar/told-outside.ts'
import type { Instant } from '../model/primitives.ts'
import { knownZoneOf } from '../time/wall-clock.ts'
import type { MailedSession } from './mailed-session.ts'
import type { SessionChange } from './occasions.ts'

/** What a mail says. Lines are as long as they are: whoever reads it wraps them. */
export interface WrittenMail {
  readonly subject: string
  readonly text: string
}

export interface MailReader {
  /** IANA zone in which times are told; one that is not known here is read as UTC. */
  readonly zone: string
  /** Where CoachDesk is, without a slash at the end. */
  readonly url: string
}

const language = 'en-GB'

/** Of one change, of one session or of several that one action changed, the earliest first (ML6). */
export function writeChangeMail(
  change: SessionChange,
  sessions: readonly [MailedSession, ...MailedSession[]],
  reader: MailReader
): WrittenMail {
  const [first] = sessions
  const names = [...new Set(sessions.map(({ event }) => event.otherName))].join(', ')
  const what = sessions.length === 1 ? `Session with ${names}` : `${sessions.length} sessions with ${names}`
  const when = sessions.length === 1 ? `, ${writeShortTime(first.event.startsAt, reader)}` : ''
  const subject = `${subjectWords[change]}: ${what}${when}`
  const paragraphs = [
    writeOpening(change, sessions),
    ...sessions.map(session => writeSession(change, session, reader)),
    ...writeReasons(sessions),
    ...(change === 'cancelled'
      ? ['The attached event takes the time out of your calendar.']
      : ['The attached event puts the time into your calendar.']),
    writeFooter(reader)
  ]
  return { subject: toLine(subject), text: `${paragraphs.join('\n\n')}\n` }
}

/**
 * Before a session starts (ML7).
 * @param stopUrl ends such mails without a sign-in (ML10)
 */
export function writeReminderMail(session: MailedSession, reader: MailReader, stopUrl: string): WrittenMail {
  const { otherName, startsAt } = session.event
  const paragraphs = [
    `This is a reminder of your session with ${otherName}.`,
    writeSession('booked', session, reader),
    writeFooter(reader),
    `No more reminders: ${stopUrl}`
  ]
  return {
    subject: toLine(`Reminder: session with ${otherName}, ${writeShortTime(startsAt, reader)}`),
    text: `${paragraphs.join('\n\n')}\n`
  }
}

/** For an administrator who wants to know whether mail arrives. */
export function writeTestMail(name: string, url: string): WrittenMail {
  return {
    subject: 'Test mail from CoachDesk',
    text: `${[`Hello ${name},`, 'You asked for this mail on the administration pages. It has arrived: mail works.', url].join('\n\n')}\n`
  }
}

const subjectWords: Readonly<Record<SessionChange, string>> = {
  booked: 'Booked',
  moved: 'Moved',
  cancelled: 'Cancelled'
}

const verbs: Readonly<Record<SessionChange, string>> = { booked: 'booked', moved: 'moved', cancelled: 'cancelled' }

function writeOpening(change: SessionChange, sessions: readonly [MailedSession, ...MailedSession[]]): string {
  const [{ event, byReader }] = sessions
  const what = sessions.length === 1 ? 'a session' : `${sessions.length} sessions`
  const names = [...new Set(sessions.map(session => session.event.otherName))].join(', ')
  return byReader
    ? `You ${verbs[change]} ${what} with ${names}.`
    : `${event.otherName} ${verbs[change]} ${what} with you.`
}

function writeSession(change: SessionChange, { event, movedFrom }: MailedSession, reader: MailReader): string {
  return [
    writeTime(event, reader),
    ...(movedFrom === undefined ? [] : [`Before: ${writeShortTime(movedFrom, reader)}`]),
    ...(change === 'cancelled' ? [] : writePlace(event.place))
  ].join('\n')
}

function writePlace(place: PlaceOutside | undefined): readonly string[] {
  switch (place?.kind) {
    case 'phone':
      return ['You meet by phone. The number is in CoachDesk.']
    case 'link':
      return [`You meet online: ${place.link}`]
    case 'address':
      return [`You meet here: ${place.address}`]
    default:
      return []
  }
}

/** Each reason once, however many sessions it was given for. */
function writeReasons(sessions: readonly MailedSession[]): readonly string[] {
  return [...new Set(sessions.flatMap(({ reason }) => reason ?? []))].map(reason => `Reason: ${reason}`)
}

function writeFooter({ url }: MailReader): string {
  return `Everything else is in CoachDesk: ${url}\nWhich mails you get is set there, in your settings.`
}

function writeTime({ startsAt, endsAt }: { readonly startsAt: Instant; readonly endsAt: Instant }, reader: MailReader) {
  const zone = knownZoneOf(reader.zone)
  const offset = readOffset(startsAt, zone)
  const day = `${writeDate(startsAt, zone, 'long')} ${format(startsAt, zone, { year: 'numeric' })}`
  const place = zone === 'UTC' ? zone : `${zone}, ${offset}`
  return `${day}, ${writeClock(startsAt, zone)} to ${writeClock(endsAt, zone)} (${place})`
}

function writeShortTime(at: Instant, reader: MailReader): string {
  const zone = knownZoneOf(reader.zone)
  return `${writeDate(at, zone, 'short')}, ${writeClock(at, zone)}`
}

/** Put together here: versions of Node differ in where they set commas. */
function writeDate(at: Instant, zone: string, length: 'long' | 'short'): string {
  const parts = [{ weekday: length }, { day: 'numeric' }, { month: length }] as const
  return parts.map(options => format(at, zone, options)).join(' ')
}

function writeClock(at: Instant, zone: string): string {
  return format(at, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
}

/** Tells the two hours apart that a clock shows twice. */
function readOffset(at: Instant, zone: string): string {
  const parts = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(at)
  return (parts.find(({ type }) => type === 'timeZoneName')?.value ?? '').replace('GMT', 'UTC')
}

function format(at: Instant, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language, { ...options, timeZone }).format(at)
}

/** Names are one line each; a subject must be, too, whatever they hold. */
function toLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
