import type { RxCollection } from 'rxdb'
import { z } from 'zod'
import { type OpaqueSequence, opaqueSequenceSchema } from '#domain/wire/replication.ts'
import { type Checkpoint, parseCheckpoint } from '../checkpoint.ts'
import { type MetaInstance, withMetaInstance } from '../meta-instance.ts'
import type { ReplicatedName } from '../replicated.ts'

/** How far a replication had come. */
interface Place {
  /** Undefined where it had not begun. */
  readonly checkpoint: Checkpoint | undefined
  /** See `NewestSeen`. */
  readonly seen: OpaqueSequence | undefined
}

const seenSchema = z.object({ seq: opaqueSequenceSchema })

/** Of a replication that does not run. */
export async function readPullPlace(
  collection: RxCollection,
  name: ReplicatedName,
  identifier: string
): Promise<Place> {
  let place: Place = { checkpoint: undefined, seen: undefined }
  await withMetaInstance(collection, name, identifier, async notes => {
    place = { checkpoint: await readCheckpoint(notes), seen: await readSeen(notes) }
  })
  return place
}

async function readCheckpoint(notes: MetaInstance): Promise<Checkpoint | undefined> {
  const [stored] = await notes.findDocumentsById(['down|1'], false)
  return parseCheckpoint(stored?.['checkpointData'])
}

async function readSeen(notes: MetaInstance): Promise<OpaqueSequence | undefined> {
  const [stored] = await notes.findDocumentsById(['seen|1'], false)
  return seenSchema.safeParse(stored?.['checkpointData']).data?.seq
}
