import { z } from 'zod'
import { type OpaqueSequence, opaqueSequenceSchema } from '#domain/wire/replication.ts'

/** Set once everything here was compared with the server, whatever the stamps said: version 0.1.0 took them for true. */
const compared = z.literal(true).optional()

/**
 * How far the pull has come. `snapshot`: live documents page by page, while `since` remembers the sequence from before the
 * first page. `changes`: everything up to `seq` is here.
 */
const checkpointSchema = z.discriminatedUnion('phase', [
  z.object({
    phase: z.literal('snapshot'),
    since: opaqueSequenceSchema,
    /** The last id that was read; absent before the first page. */
    startKey: z.string().optional(),
    done: z.int().min(0),
    total: z.int().min(0),
    compared
  }),
  z.object({ phase: z.literal('changes'), seq: opaqueSequenceSchema, compared })
])
export type Checkpoint = z.infer<typeof checkpointSchema>

/** RxDB lays a new checkpoint over the old one, so fields of the phase before may still be there: they are dropped. */
export function parseCheckpoint(stored: unknown): Checkpoint | undefined {
  return checkpointSchema.safeParse(stored).data
}

/** The sequence up to which, or from which on, the server's changes are still to be read. */
export function sinceOf(checkpoint: Checkpoint): OpaqueSequence {
  return checkpoint.phase === 'snapshot' ? checkpoint.since : checkpoint.seq
}
