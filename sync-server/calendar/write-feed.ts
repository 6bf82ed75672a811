import { createHash } from 'node:crypto'
import { listFeedEvents } from '#domain/calendar/session-event.ts'
import { writeCalendar } from '#domain/calendar/write-calendar.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { isSessionCopyId, sessionCopySchema } from '#domain/model/session-copy.ts'
import { fromWire } from '#domain/model/wire.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { calendarWords } from './calendar-words.ts'
import type { Databases } from '../storage/document-store.ts'

export interface CalendarFeed {
  readonly text: string
  /** Of what is in it: the same as long as nothing of it changes. */
  readonly tag: string
}

/** A person's sessions as a calendar file (CA2). Somebody who never had any has an empty one. */
export async function writeFeed(
  databases: Pick<Databases, 'has' | 'open'>,
  userId: string,
  now: Instant
): Promise<CalendarFeed> {
  const text = writeCalendar(listFeedEvents(await readCopies(databases, userId), now), calendarWords)
  return { text, tag: createHash('sha256').update(text).digest('base64url') }
}

async function readCopies(databases: Pick<Databases, 'has' | 'open'>, userId: string) {
  const name = createCallsName(userId)
  if (!(await databases.has(name))) return []
  const copies = []
  for await (const doc of (await databases.open(name)).all()) {
    const copy = isSessionCopyId(doc._id) ? sessionCopySchema.safeParse(fromWire(doc)) : undefined
    if (copy?.success === true) copies.push(copy.data)
  }
  return copies
}
