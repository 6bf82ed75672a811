import { z } from 'zod'
import { instantSchema } from '../model/primitives.ts'

/**
 * A place in the history of one database, as clients see it: CouchDB's update sequence. Written `<number>-<startId>`, where the
 * start is that of the server whose counting made the number. To a client it is opaque: it comes back as it was given.
 */
export interface SequencePosition {
  readonly number: number
  /** Absent in a number from version 0.1.0, which knew no starts. */
  readonly startId: string | undefined
}

const sequencePattern = /^(\d{1,15})(?:-([0-9A-Za-z._~-]{1,80}))?$/

export function formatSequence({ number, startId }: SequencePosition): string {
  return startId === undefined ? String(number) : `${number}-${startId}`
}

/** Undefined for a text that no server of ours has given out. */
export function parseSequence(text: string): SequencePosition | undefined {
  const match = sequencePattern.exec(text)
  return match === null ? undefined : { number: Number(match[1]), startId: match[2] }
}

/**
 * The field `set_back` of a `_changes` answer (SB1): the `since` that was asked for belongs to another past of the database. The
 * server has been set back to an older state since, or the database was lost. The answer begins at 0.
 */
export const setBackSchema = z.object({
  /** About when the last change of that older state was made, epoch ms. Absent where nothing is left of it. */
  dataFrom: instantSchema.optional()
})
export type SetBack = z.infer<typeof setBackSchema>
