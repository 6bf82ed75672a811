import { z } from 'zod'

const sequenceSchema = z.union([z.number(), z.string()])

/**
 * How far the pull has come. `snapshot`: live documents page by page, while `since` remembers the sequence from before the
 * first page. `changes`: everything up to `seq` is here.
 */
const checkpointSchema = z.discriminatedUnion('phase', [
  z.object({
    phase: z.literal('snapshot'),
    since: sequenceSchema,
    /** The last id that was read; absent before the first page. */
    startKey: z.string().optional(),
    done: z.int().min(0),
    total: z.int().min(0)
  }),
  z.object({ phase: z.literal('changes'), seq: sequenceSchema })
])
export type Checkpoint = z.infer<typeof checkpointSchema>

/** RxDB lays a new checkpoint over the old one, so fields of the phase before may still be there: they are dropped. */
export function parseCheckpoint(stored: unknown): Checkpoint | undefined {
  return checkpointSchema.safeParse(stored).data
}
