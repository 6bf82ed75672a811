import type { DesktopStatus, PlannedSession, ReminderSettings } from '#electron/contract/desktop-types.ts'
import type { AlarmTimers } from '#electron/main/reminders/alarm.ts'
import { type Reminder, type Reminders, startReminders } from '#electron/main/reminders/reminders.ts'
import { defaultSettings, type StoredSettings } from '#electron/main/files/stored-settings.ts'
import { recordLog } from '../services-support.ts'

export const minute = 60_000
export const hour = 60 * minute
/** When the tests' world begins. */
export const noon = Date.UTC(2026, 10, 30, 12)

export function planSession(startsAt: number, more: Partial<PlannedSession> = {}): PlannedSession {
  return {
    bookingId: 'b1',
    startsAt,
    endsAt: startsAt + 2 * hour,
    timesText: '12:00 – 14:00',
    otherName: 'Anna',
    awaitsFeedback: false,
    ...more
  }
}

/** What a reminder was, in one line: `before b1 @13:00 at 12:50`. */
function describeShown({ kind, session }: Pick<Reminder, 'kind' | 'session'>, at: number): string {
  const time = (instant: number): string => new Date(instant).toISOString().slice(11, 16)
  return `${kind} ${session.bookingId} @${time(session.startsAt)} at ${time(at)}`
}

/** A computer with a clock that the test moves; its timers stand still while it sleeps. */
export function createComputer(folder: string, startAt = noon) {
  const timers = new Map<number, { readonly at: number; readonly run: () => void }>()
  const changed = new Set<(settings: StoredSettings) => void>()
  const log = recordLog()
  let clock = startAt
  let ids = 0
  let settings: StoredSettings = defaultSettings
  let running: Reminders | undefined
  let onShow = (): unknown => undefined
  const shown: { readonly reminder: Reminder; readonly at: number }[] = []

  const fakeTimers: AlarmTimers = {
    setTimeout(run, delayMs) {
      ids += 1
      timers.set(ids, { at: clock + delayMs, run })
      return ids
    },
    clearTimeout: handle => void timers.delete(handle as number)
  }

  return {
    log,
    shown,
    get lines() {
      return shown.map(({ reminder, at }) => describeShown(reminder, at))
    },
    get now() {
      return clock
    },
    get waits() {
      return timers.size
    },
    /** Starts the application; one that ran before was killed. */
    async start() {
      timers.clear()
      changed.clear()
      running?.stop()
      running = startReminders({
        folder,
        now: () => clock,
        settings: {
          get current() {
            return settings
          },
          onChange(listener) {
            changed.add(listener)
            return () => void changed.delete(listener)
          }
        },
        log,
        show: reminder => {
          shown.push({ reminder, at: clock })
          onShow()
        },
        timers: fakeTimers
      })
      await running.idle()
    },
    async publish(sessions: readonly PlannedSession[] | undefined, role: DesktopStatus['role'] = 'coach') {
      running?.update(sessions && { role, syncText: 'Synced', needsPerson: 0, unsynced: 0, sessions: [...sessions] })
      await running?.idle()
    },
    async choose(reminders: ReminderSettings) {
      settings = { ...settings, reminders }
      for (const listener of changed) listener(settings)
      await running?.idle()
    },
    /** Lets time pass, with timers ringing as they come due. */
    async advance(ms: number) {
      const end = clock + ms
      for (;;) {
        const [next] = [...timers].sort(([, a], [, b]) => a.at - b.at)
        if (next === undefined || next[1].at > end) break
        const [id, { at, run }] = next
        timers.delete(id)
        clock = Math.max(clock, at)
        run()
        await running?.idle()
      }
      clock = end
    },
    /** Moves the clock without any timer ringing: sleep, or a clock that is set. */
    jump(ms: number) {
      const moved = [...timers].map(([id, timer]) => [id, { ...timer, at: timer.at + ms }] as const)
      clock += ms
      for (const [id, timer] of moved) timers.set(id, timer)
    },
    async wake() {
      running?.rearm()
      await running?.idle()
    },
    async snooze(index: number) {
      shown[index]?.reminder.snooze()
      await running?.idle()
    },
    onShow(listener: () => unknown) {
      onShow = listener
    },
    stop: () => running?.stop()
  }
}
