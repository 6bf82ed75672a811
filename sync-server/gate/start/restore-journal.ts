import { formatSequence, parseSequence } from '#domain/wire/sequence.ts'
import type { Databases, DocumentStore } from '#server/storage/document-store.ts'
import { judgeSince } from '#server/storage/start-log.ts'
import type { GateStores } from '../gate-stores.ts'
import { bringEntriesForward, readCopies } from './journal-copies.ts'
import type { CodeLogger } from '#server/logging/code-logger.ts'

/** Where the journal stood, kept beside the slots: what the journal itself says of that goes with it. */
const markId = 'journal'

/**
 * Brings the journal forward where it alone was put back from a copy, or lost: from both parties' copies, which say all but the
 * earlier answers to their requests. Before anything is judged by it.
 */
export async function restoreJournal(
  { slots, bookings }: Pick<GateStores, 'slots' | 'bookings'>,
  databases: Databases,
  logger: CodeLogger
): Promise<void> {
  const copies = await readCopies(databases)
  const count = await bringEntriesForward(bookings, copies)
  for (const name of copies.unread) {
    logger.warn({ database: name }, 'the journal was restored without copies that cannot be read')
  }
  // Asked for again at the next start where something could not be read.
  if (copies.unread.length === 0) await markJournal(slots, bookings)
  logger.warn({ count }, 'the journal was set back, and brought forward from copies')
}

/** To be called before anything that the journal says is carried on to other databases. */
export async function markJournal(slots: DocumentStore, bookings: DocumentStore): Promise<string | undefined> {
  const { updateSeq } = await bookings.info()
  const startId = (await bookings.readStarts()).starts.at(-1)?.id
  if (startId !== undefined)
    await slots.writeLocal(markId, { position: formatSequence({ number: updateSeq, startId }) })
  return startId
}

/** Says that the journal was lost, so that the next start brings it forward from copies. */
export async function markJournalLost(slots: DocumentStore): Promise<void> {
  await slots.writeLocal(markId, { position: formatSequence({ number: 1, startId: '1.0' }) })
}

/** Where nothing is marked, nothing is known: a new folder, one of version 0.1.0, or slots that were lost. */
export async function isJournalAsLeft({ slots, bookings }: Pick<GateStores, 'slots' | 'bookings'>): Promise<boolean> {
  const mark = await slots.readLocal(markId)
  const position = typeof mark?.['position'] === 'string' ? parseSequence(mark['position']) : undefined
  if (position === undefined) return true
  const { updateSeq } = await bookings.info()
  return judgeSince(await bookings.readStarts(), updateSeq, position).kind === 'known'
}
