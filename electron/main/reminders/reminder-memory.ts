import path from 'node:path'
import { z } from 'zod'
import { type Instant, instantSchema } from '#domain/model/primitives.ts'
import { dayMs } from '#domain/time/durations.ts'
import { readJsonFile } from '../files/read-file.ts'
import { writeJsonFile } from '../files/write-file.ts'
import type { Log } from '../log/log.ts'
import type { DueReminder, ReminderKey, Snooze } from './plan-reminders.ts'

const idSchema = z.string().min(1).max(128)
/** Ids and instants only: nothing in the file says who meets whom. */
const memorySchema = z.object({
  shown: z.array(z.object({ key: z.string().max(200), startsAt: instantSchema })),
  snoozed: z.array(
    z.object({ bookingId: idSchema, startsAt: instantSchema, kind: z.enum(['before', 'after']), until: instantSchema })
  )
})
type Remembered = Readonly<z.infer<typeof memorySchema>>

/** Sessions that started longer ago are past any reminder, whatever the clock does meanwhile. */
const keptMs = 30 * dayMs

/** What was shown, over restarts. */
export interface ReminderMemory {
  readonly done: ReadonlySet<ReminderKey>
  readonly snoozed: readonly Snooze[]
  /** Rejects where the disk refuses; nothing is remembered then. */
  record(due: readonly DueReminder[], now: Instant): Promise<void>
  snooze(snooze: Snooze): Promise<void>
}

/** Opens `reminders.json`. Never rejects: without a readable file nothing was shown. */
export async function openReminderMemory(parts: {
  readonly folder: string
  readonly now: () => Instant
  readonly log: Log
}): Promise<ReminderMemory> {
  const file = path.join(parts.folder, 'reminders.json')
  let remembered = await readRemembered(file, parts)
  let done = collectKeys(remembered)

  async function store(next: Remembered): Promise<void> {
    await writeJsonFile(file, next)
    remembered = next
    done = collectKeys(next)
  }

  return {
    get done() {
      return done
    },
    get snoozed() {
      return remembered.snoozed
    },
    async record(due, now) {
      const shown = due.flatMap(({ covers, session: { startsAt } }) => covers.map(key => ({ key, startsAt })))
      const isAnswered = (snooze: Snooze): boolean => due.some(reminder => answers(reminder, snooze, now))
      await store(
        dropOld(
          {
            shown: [...remembered.shown, ...shown],
            snoozed: remembered.snoozed.filter(snooze => !isAnswered(snooze))
          },
          now
        )
      )
    },
    async snooze(snooze) {
      const others = remembered.snoozed.filter(other => !isSameReminder(other, snooze))
      await store({ ...remembered, snoozed: [...others, snooze] })
    }
  }
}

async function readRemembered(
  file: string,
  parts: { readonly now: () => Instant; readonly log: Log }
): Promise<Remembered> {
  const nothing: Remembered = { shown: [], snoozed: [] }
  try {
    const read = await readJsonFile(file, memorySchema, parts)
    return read.kind === 'read' ? read.value : nothing
  } catch (error) {
    parts.log.error('reminders-unreadable', error)
    return nothing
  }
}

function collectKeys({ shown }: Remembered): ReadonlySet<ReminderKey> {
  return new Set(shown.map(({ key }) => key))
}

function answers({ kind, session: { bookingId, startsAt } }: DueReminder, snooze: Snooze, now: Instant): boolean {
  return snooze.until <= now && isSameReminder(snooze, { kind, bookingId, startsAt })
}

function isSameReminder(a: Omit<Snooze, 'until'>, b: Omit<Snooze, 'until'>): boolean {
  return a.kind === b.kind && a.bookingId === b.bookingId && a.startsAt === b.startsAt
}

function dropOld({ shown, snoozed }: Remembered, now: Instant): Remembered {
  const isRecent = ({ startsAt }: { readonly startsAt: Instant }): boolean => startsAt > now - keptMs
  return { shown: shown.filter(isRecent), snoozed: snoozed.filter(isRecent) }
}
