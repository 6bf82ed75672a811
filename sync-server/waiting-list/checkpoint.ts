import { z } from 'zod'
import { formatSequence, parseSequence } from '#domain/wire/sequence.ts'
import type { CommitPart, Databases, DocumentStore } from '../storage/document-store.ts'
import { judgeSince } from '../storage/start-log.ts'

/** A database of the server's own: nobody replicates it. */
const database = 'openings'
const id = 'checkpoint'
const checkpointSchema = z.object({ at: z.string() })

/** How far the changes of `slots` have been matched against watches. */
export interface MatchedUpTo {
  /** A sequence of `slots`; undefined where nothing was ever matched. */
  readonly seq: number | undefined
  readonly rev: string | undefined
}

/**
 * What is stored. Where `slots` is of another past than it was then, nobody knows what was told of: matching goes on from now.
 */
export async function readCheckpoint(
  databases: Pick<Databases, 'open'>,
  slots: Pick<DocumentStore, 'info' | 'readStarts'>
): Promise<MatchedUpTo> {
  const [doc] = await (await databases.open(database)).read([id])
  const position = parseSequence(checkpointSchema.safeParse(doc).data?.at ?? '')
  if (position === undefined) return { seq: undefined, rev: doc?._rev }
  const { updateSeq } = await slots.info()
  const { kind } = judgeSince(await slots.readStarts(), updateSeq, position)
  return { seq: kind === 'known' ? position.number : updateSeq, rev: doc?._rev }
}

/** The checkpoint as a part of the commit of what was matched up to there: both are stored, or neither is. */
export async function toCheckpointPart(
  seq: number,
  rev: string | undefined,
  slots: Pick<DocumentStore, 'readStarts'>
): Promise<CommitPart> {
  const startId = (await slots.readStarts()).starts.findLast(start => start.seq <= seq)?.id
  const at = formatSequence({ number: seq, startId })
  return { database, newEdits: true, docs: [{ _id: id, at, ...(rev === undefined ? {} : { _rev: rev }) }] }
}
