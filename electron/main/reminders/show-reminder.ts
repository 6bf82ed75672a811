import { Notification } from 'electron'
import type { Instant } from '#domain/model/primitives.ts'
import type { DeepLink } from '#electron/contract/desktop-types.ts'
import type { Log } from '../log/log.ts'
import { actionWords, describeReminder } from './reminder-words.ts'
import type { Reminder } from './reminders.ts'

/**
 * Shows reminders as the system's notifications: a click opens the session, buttons snooze it or lead to the feedback. Where the
 * system shows no buttons, the click is what is left.
 * @param parts.openLink brings the window to the front and leads there
 */
export function createReminderDisplay(parts: {
  readonly now: () => Instant
  readonly openLink: (link: DeepLink) => void
  readonly log: Log
}): (reminder: Reminder) => void {
  const { now, openLink, log } = parts
  /** Without a reference a notification is collected, and its buttons do nothing. */
  const shown = new Set<Notification>()

  return reminder => {
    if (!Notification.isSupported()) {
      log.warn('notifications-not-supported')
      return
    }
    const { bookingId } = reminder.session
    const open = (): void => openLink({ kind: 'session', bookingId })
    const giveFeedback = (): void => openLink({ kind: 'feedback', bookingId })
    const actions = [
      ...(reminder.kind === 'after' ? [{ text: actionWords.feedback, run: giveFeedback }] : []),
      { text: actionWords.open, run: open },
      { text: actionWords.snooze, run: () => reminder.snooze() }
    ]
    const notification = new Notification({
      ...describeReminder(reminder, now()),
      actions: actions.map(({ text }) => ({ type: 'button', text }))
    })
    const forget = (): void => void shown.delete(notification)
    notification.on('click', () => {
      forget()
      if (reminder.kind === 'after') giveFeedback()
      else open()
    })
    notification.on('action', ({ actionIndex }) => {
      forget()
      actions[actionIndex]?.run()
    })
    notification.on('close', forget)
    notification.on('failed', () => {
      forget()
      log.error('notification-failed')
    })
    shown.add(notification)
    notification.show()
    log.info('reminder-shown', { kind: reminder.kind })
  }
}
