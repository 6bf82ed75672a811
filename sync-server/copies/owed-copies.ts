import { z } from 'zod'
import type { DocumentStore } from '../storage/document-store.ts'

/** Copies that do not say yet what they should: noted on disk before what they follow from changes. */
export interface OwedCopies {
  /** Bookings whose copies are to be made, or could not be. */
  readonly failed: readonly string[]
  /** People whose change has not reached all copies. */
  readonly people: readonly string[]
  /** People whose own database was set back: their copies are made again from the journal. */
  readonly setBack: readonly string[]
}

/** A local document of `bookings`. Earlier versions have `seq` in it: how far they had followed the journal. */
const localId = 'projector'
const owedSchema = z.object({
  failed: z.array(z.string()),
  people: z.array(z.string()),
  setBack: z.array(z.string()).default([]),
  seq: z.int().min(0).optional()
})

const nothing: OwedCopies = { failed: [], people: [], setBack: [] }

export async function readOwed(bookings: DocumentStore): Promise<OwedCopies> {
  return (await readRecord(bookings)) ?? nothing
}

export async function writeOwed(bookings: DocumentStore, { failed, people, setBack }: OwedCopies): Promise<void> {
  await bookings.writeLocal(localId, { failed, people, setBack })
}

/** Adds bookings to what is owed. Nobody else may write it meanwhile. */
export async function oweCopies(bookings: DocumentStore, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const owed = await readOwed(bookings)
  await writeOwed(bookings, { ...owed, failed: [...new Set([...owed.failed, ...ids])] })
}

/**
 * How far the copies followed the journal when an earlier version wrote it, or nobody knows what they follow: a sequence of `bookings`.
 * Undefined where copies are stored with what they follow from.
 */
export async function readFollowedSeq(bookings: DocumentStore): Promise<number | undefined> {
  const record = await readRecord(bookings)
  return record === undefined ? 0 : record.seq
}

/** What the copies say is not known any more: the next start makes those of all bookings again. */
export async function forgetOwed(bookings: DocumentStore): Promise<void> {
  await bookings.removeLocal(localId)
}

async function readRecord(bookings: DocumentStore): Promise<z.infer<typeof owedSchema> | undefined> {
  return owedSchema.safeParse(await bookings.readLocal(localId)).data
}
