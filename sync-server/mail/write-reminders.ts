import { defaultMailPreferences } from '#domain/model/mail-preferences.ts'
import { findDueReminder } from '#domain/mail/reminders.ts'
import type { Account } from '#domain/model/account.ts'
import type { Booking } from '#domain/model/booking.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { listPartyRoles, partyIdOf } from '#domain/projection/party.ts'
import { createMessageId, type Message } from './message.ts'
import type { Outbox } from './outbox.ts'
import { wantsMail } from './wants-mail.ts'

/** The reminders that are due and were not written yet (ML7). */
export function writeReminders(
  bookings: readonly Booking[],
  {
    outbox,
    findAccount,
    now,
    since
  }: {
    readonly outbox: Pick<Outbox, 'isNoted'>
    readonly findAccount: (userId: string) => Account | undefined
    readonly now: Instant
    /** When mail began. */
    readonly since: Instant
  }
): readonly Message[] {
  return bookings.flatMap(booking =>
    listPartyRoles(booking).flatMap(role => {
      const to = partyIdOf(booking, role)
      const account = findAccount(to)
      if (account === undefined || !wantsMail(account, 'reminder')) return []
      const { reminders, chosenAt } = account.mail ?? defaultMailPreferences
      const times = { now, minutesBefore: reminders, since: Math.max(chosenAt, since) }
      const due = findDueReminder(booking, times)
      if (due === undefined) return []
      const subject = { bookingId: booking.id, key: due.key }
      return outbox.isNoted(to, subject) ? [] : [createReminder(to, subject, now)]
    })
  )
}

function createReminder(to: string, subject: Message['subjects'][number], now: Instant): Message {
  return {
    id: createMessageId(to, subject),
    to,
    kind: 'reminder',
    subjects: [subject],
    madeAt: now,
    attempts: 0,
    nextAt: now,
    state: 'waiting'
  }
}

/**
 * Whether a reminder that waits is still to be sent: its time is one that its reader chooses, and no later one of the same start was written
 * meanwhile, as while the mail server was down (ML7).
 */
export function isReminderWanted(
  { to, subjects }: Message,
  { mail = defaultMailPreferences }: Pick<Account, 'mail'>,
  outbox: Pick<Outbox, 'isNoted'>
): boolean {
  return subjects.every(({ bookingId, key }) => {
    const at = key.lastIndexOf(' ')
    const minutes = Number(key.slice(at + 1))
    const later = mail.reminders.filter(chosen => chosen < minutes)
    return (
      mail.reminders.includes(minutes) &&
      !later.some(chosen => outbox.isNoted(to, { bookingId, key: `${key.slice(0, at)} ${chosen}` }))
    )
  })
}
