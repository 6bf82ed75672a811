import { z } from 'zod'
import type { DocumentStore } from '../storage/document-store.ts'

/** How far the journal has been projected, and what is still owed from before. */
export interface Checkpoint {
  /** Sequence of `bookings`. */
  readonly seq: number
  /** Bookings that could not be projected, to be tried again. */
  readonly failed: readonly string[]
  /** People whose change has not reached all copies. */
  readonly people: readonly string[]
  /** People whose own database was set back: their copies are made again from the journal. */
  readonly setBack: readonly string[]
}

const localId = 'projector'
const checkpointSchema = z.object({
  seq: z.int().min(0),
  failed: z.array(z.string()),
  people: z.array(z.string()),
  setBack: z.array(z.string()).default([])
})

/** The checkpoint as stored; the beginning where there is none that can be understood, as projecting again does no harm. */
export async function readCheckpoint(bookings: DocumentStore): Promise<Checkpoint> {
  const parsed = checkpointSchema.safeParse(await bookings.readLocal(localId))
  return parsed.success ? parsed.data : { seq: 0, failed: [], people: [], setBack: [] }
}

export async function writeCheckpoint(bookings: DocumentStore, checkpoint: Checkpoint): Promise<void> {
  await bookings.writeLocal(localId, { ...checkpoint })
}

/** Everything is projected again: the sequences of the journal are others now. */
export async function forgetCheckpoint(bookings: DocumentStore): Promise<void> {
  await bookings.removeLocal(localId)
}
