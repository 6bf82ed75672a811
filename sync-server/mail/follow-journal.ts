import { listOccasions, type Occasion } from '#domain/mail/occasions.ts'
import { type Booking, bookingSchema } from '#domain/model/booking.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { fromWire } from '#domain/model/wire.ts'
import { listPartyRoles, partyIdOf } from '#domain/projection/party.ts'
import { dayMs } from '#domain/time/durations.ts'
import { type FollowedUpTo, readCheckpoint, toCheckpointPart } from '../storage/checkpoint.ts'
import type { Databases, DocumentStore } from '../storage/document-store.ts'
import { createMessageId, type Message, type MessageSubject } from './message.ts'
import { type Outbox, outboxDatabase } from './outbox.ts'

/** Changes of the journal that are looked at in one go; what they bring is one commit. */
const maxChanges = 100
/** What happened longer ago is told no more: as long as a message is tried (ML5). */
export const tellForMs = 3 * dayMs

interface FollowerParts {
  readonly databases: Databases
  readonly journal: DocumentStore
  readonly outbox: Outbox
  /** Whether a person gets mail of changes: for others nothing is written. */
  readonly wantsChanges: (userId: string) => boolean
  readonly now: () => Instant
}

/** Writes the messages that follow from the journal. What was written and how far is one commit, so a kill loses and doubles nothing (ML2). */
export interface JournalFollower {
  /** Looks at what has changed. @returns whether there is more */
  follow(): Promise<boolean>
  /** Since when the journal is followed; undefined before the first time. */
  readonly since: Instant | undefined
  /** The confirmed sessions that have not started, as far as the journal was followed. */
  listAhead(now: Instant): readonly Booking[]
}

export async function createJournalFollower({
  databases,
  journal,
  outbox,
  wantsChanges,
  now
}: FollowerParts): Promise<JournalFollower> {
  const confirmedById = new Map<string, Booking>()
  let stored: FollowedUpTo | undefined

  for await (const doc of journal.all()) note(bookingSchema.safeParse(fromWire(doc)).data)

  function note(booking: Booking | undefined): void {
    if (booking === undefined) return
    // Those that have started are left out when they are asked for: a clock that is ahead now may be put right.
    if (booking.state === 'confirmed') confirmedById.set(booking.id, booking)
    else confirmedById.delete(booking.id)
  }

  async function store(messages: readonly Message[], before: FollowedUpTo & { readonly seq: number }): Promise<void> {
    stored = undefined
    const [checkpoint] = (await toCheckpointPart(outboxDatabase, before, journal)).docs
    stored = { ...before, rev: await outbox.store(messages, checkpoint) }
  }

  return {
    get since() {
      return stored?.since
    },
    listAhead: at => [...confirmedById.values()].filter(({ startsAt }) => startsAt > at),
    async follow() {
      const at = now()
      const from = stored ?? (await readCheckpoint(databases, outboxDatabase, journal))
      const { since } = from
      if (from.seq === undefined || since === undefined) {
        // What was booked before there was mail, or before the journal was set back, is told of by nobody.
        await store([], { ...from, seq: (await journal.info()).updateSeq, since: at })
        return true
      }
      // Reminders go by it, also where nothing has changed since the start.
      stored = from
      const { results, lastSeq } = await journal.changes({ since: from.seq, limit: maxChanges, includeDocs: true })
      if (results.length === 0) return false
      const messages = new Map<string, Message>()
      for (const { doc, deleted } of results) {
        const booking = doc === undefined || deleted ? undefined : bookingSchema.safeParse(fromWire(doc)).data
        if (booking === undefined) continue
        note(booking)
        for (const message of writeMessages(booking, messages, { outbox, wantsChanges, since, at }))
          messages.set(message.id, message)
      }
      await store([...messages.values()], { ...from, seq: lastSeq, since })
      return results.length === maxChanges
    }
  }
}

interface Written extends Pick<FollowerParts, 'outbox' | 'wantsChanges'> {
  readonly since: Instant
  readonly at: Instant
}

function* writeMessages(
  booking: Booking,
  written: ReadonlyMap<string, Message>,
  { outbox, wantsChanges, since, at }: Written
): Iterable<Message> {
  // Of several changes the last says it all: an invitation must not follow its cancellation.
  const last = listOccasions(booking).at(-1)
  if (last === undefined || last.at < since || last.at < at - tellForMs) return
  for (const role of listPartyRoles(booking)) {
    const to = partyIdOf(booking, role)
    const subject = { bookingId: booking.id, key: last.key }
    if (outbox.isNoted(to, subject) || !wantsChanges(to)) continue
    const joined = findJoinable(to, last, written, outbox)
    yield joined === undefined
      ? createMessage(to, subject, last, at)
      : { ...joined, subjects: [...joined.subjects, subject] }
  }
}

function findJoinable(
  to: string,
  { change, action }: Occasion,
  written: ReadonlyMap<string, Message>,
  outbox: Outbox
): Message | undefined {
  if (action === undefined) return undefined
  for (const message of written.values())
    if (message.to === to && message.kind === change && message.action === action) return message
  return outbox.findOpen({ to, kind: change, action })
}

function createMessage(to: string, subject: MessageSubject, { change, action }: Occasion, at: Instant): Message {
  return {
    id: createMessageId(to, subject),
    to,
    kind: change,
    subjects: [subject],
    ...(action === undefined ? {} : { action }),
    madeAt: at,
    attempts: 0,
    nextAt: at,
    state: 'waiting'
  }
}
