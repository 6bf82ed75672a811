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
