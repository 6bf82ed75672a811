import type { Instant } from '#domain/model/primitives.ts'
import { minuteMs } from '#domain/time/durations.ts'
import type { DesktopStatus, PlannedSession } from '#electron/contract/desktop-types.ts'
import type { Settings } from '../files/settings.ts'
import type { Log } from '../log/log.ts'
import { createAlarm, type AlarmTimers } from './alarm.ts'
import { type DueReminder, planReminders, type ReminderKind } from './plan-reminders.ts'
import { openReminderMemory, type ReminderMemory } from './reminder-memory.ts'

/** What a notification shows, and its button for later. */
export interface Reminder {
  readonly kind: ReminderKind
  readonly session: PlannedSession
  /** Shows it again after `snoozeMs`. */
  snooze(): void
}

export interface Reminders {
  /** What the page knows now; undefined where nobody is signed in. */
  update(status: DesktopStatus | undefined): void
  /** Looks at the clock again: after sleep, timers are late. */
  rearm(): void
  stop(): void
  /** Resolves when everything that has begun is written down. */
  idle(): Promise<void>
}

const snoozeMs = 10 * minuteMs
/** How soon to try again where the disk refused to remember. */
const retryMs = 30_000

/**
 * Shows reminders of what the page published last, without any network. Each is shown *at most* once: it is written down
 * before it is shown, and where the disk refuses that, it is tried again rather than shown, for a crash would show it twice.
 * @param parts.show called for each notification, on time
 */
export function startReminders(parts: {
  readonly folder: string
  readonly now: () => Instant
  readonly settings: Pick<Settings, 'current' | 'onChange'>
  readonly log: Log
  readonly show: (reminder: Reminder) => void
  readonly timers: AlarmTimers
}): Reminders {
  const { now, settings, log, show } = parts
  const opening = openReminderMemory(parts)
  const alarm = createAlarm({ now, timers: parts.timers, ring: look })
  let status: DesktopStatus | undefined
  let isStopped = false
  let working = Promise.resolve()

  /** One step after the other: what one shows, the next one knows. */
  function inTurn(step: (memory: ReminderMemory) => Promise<void>, event: string): void {
    working = working.then(async () => step(await opening)).catch(error => log.error(event, error))
  }

  function look(): void {
    inTurn(lookNow, 'reminders-failed')
  }

  async function lookNow(memory: ReminderMemory): Promise<void> {
    if (isStopped || status === undefined) return alarm.clear()
    const at = now()
    const { sessions, role } = status
    const { reminders } = settings.current
    const plan = planReminders({
      sessions,
      role,
      settings: reminders,
      done: memory.done,
      snoozed: memory.snoozed,
      now: at
    })
    if (plan.due.length > 0 && !(await remember(memory, plan.due, at))) return alarm.set(at + retryMs)
    for (const reminder of plan.due) if (isStillPlanned(reminder)) show(describe(reminder))
    return plan.next === undefined ? alarm.clear() : alarm.set(plan.next)
  }

  async function remember(memory: ReminderMemory, due: readonly DueReminder[], at: Instant): Promise<boolean> {
    try {
      await memory.record(due, at)
      return true
    } catch (error) {
      log.error('reminder-held-back', error)
      return false
    }
  }

  /** It may have been cancelled while the disk was busy. */
  function isStillPlanned({ session }: DueReminder): boolean {
    const isSame = (other: PlannedSession): boolean =>
      other.bookingId === session.bookingId && other.startsAt === session.startsAt
    return !isStopped && (status?.sessions.some(isSame) ?? false)
  }

  function describe({ kind, session }: DueReminder): Reminder {
    const { bookingId, startsAt } = session
    return {
      kind,
      session,
      snooze() {
        const until = now() + snoozeMs
        inTurn(memory => memory.snooze({ bookingId, startsAt, kind, until }), 'snooze-not-kept')
        look()
      }
    }
  }

  const unsubscribe = settings.onChange(look)
  return {
    update(next) {
      status = next
      look()
    },
    rearm: look,
    stop() {
      isStopped = true
      unsubscribe()
      alarm.clear()
    },
    async idle() {
      await working
    }
  }
}
