import { z } from 'zod'
import { formatSequence, parseSequence } from '#domain/wire/sequence.ts'
import type { CommitPart, Databases, DocumentStore } from './document-store.ts'
import { judgeSince } from './start-log.ts'

const id = 'checkpoint'
const checkpointSchema = z.object({ at: z.string(), since: z.number().optional() })

/** How far the changes of a database have been followed. */
export interface FollowedUpTo {
  /** A sequence of the followed database; undefined where it was never followed. */
  readonly seq: number | undefined
  readonly rev: string | undefined
  /** What was stored as the time at which following began; undefined where nothing was, or where it begins anew. */
  readonly since: number | undefined
}

/**
 * What is stored. Where the followed database is of another past than it was then, nobody knows what was seen of it: following goes on
 * from now.
 * @param database the follower's own: nobody replicates it
 */
export async function readCheckpoint(
  databases: Pick<Databases, 'open'>,
  database: string,
  followed: Pick<DocumentStore, 'info' | 'readStarts'>
): Promise<FollowedUpTo> {
  const [doc] = await (await databases.open(database)).read([id])
  const { at, since } = checkpointSchema.safeParse(doc).data ?? {}
  const position = parseSequence(at ?? '')
  if (position === undefined) return { seq: undefined, rev: doc?._rev, since: undefined }
  const { updateSeq } = await followed.info()
  const { kind } = judgeSince(await followed.readStarts(), updateSeq, position)
  return kind === 'known'
    ? { seq: position.number, rev: doc?._rev, since }
    : { seq: updateSeq, rev: doc?._rev, since: undefined }
}

/** The checkpoint as a part of the commit of what was made of the changes up to there: both are stored, or neither is. */
export async function toCheckpointPart(
  database: string,
  { seq, rev, since }: FollowedUpTo & { readonly seq: number },
  followed: Pick<DocumentStore, 'readStarts'>
): Promise<CommitPart> {
  const startId = (await followed.readStarts()).starts.findLast(start => start.seq <= seq)?.id
  const at = formatSequence({ number: seq, startId })
  const doc = { _id: id, at, ...(since === undefined ? {} : { since }), ...(rev === undefined ? {} : { _rev: rev }) }
  return { database, newEdits: true, docs: [doc] }
}
