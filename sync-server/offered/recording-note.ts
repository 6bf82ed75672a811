import { z } from 'zod'
import type { RecordBreak } from '#domain/insights/record-offered.ts'
import { type Instant, instantSchema } from '#domain/model/primitives.ts'
import type { DocumentStore } from '../storage/document-store.ts'
import { lastRestoredId, type Start } from '../storage/start-log.ts'

/** Since when this server records what was offered, and where that was interrupted. */
export interface Recording {
  readonly since: Instant
  readonly breaks: readonly RecordBreak[]
  /** The first start after the last time that the folder was put back from a copy, as the operator said. */
  readonly restoredId?: string | undefined
}

/** A local document of `slots`: what is recorded was in that database. */
const noteId = 'offered'
const noteSchema = z.object({
  since: instantSchema,
  breaks: z.array(z.object({ from: instantSchema, until: instantSchema })),
  restoredId: z.string().optional()
})

/** Reads the note, and writes it anew where something has happened since. To be asked before anything is recorded. */
export async function readRecording(slots: DocumentStore, now: Instant): Promise<Recording> {
  const { starts } = await slots.readStarts()
  const stored = noteSchema.safeParse(await slots.readLocal(noteId)).data
  const next = continueRecording(stored, starts, now)
  if (next !== stored) await slots.writeLocal(noteId, { ...next })
  return next
}

/**
 * IN10 The note from now on. Where there is none, recording begins now: in a new folder, one of an earlier version, or one whose slots
 * were lost. Where the folder was put back from a copy, it begins again. A clock that was ahead when it began, and was set right, counts.
 */
export function continueRecording(stored: Recording | undefined, starts: readonly Start[], now: Instant): Recording {
  const restoredId = lastRestoredId(starts)
  const restored = restoredId === undefined ? {} : { restoredId }
  if (stored === undefined) return { since: now, breaks: [{ from: now, until: now }], ...restored }
  if (stored.restoredId === restoredId) return stored.since <= now ? stored : beginAt(stored, now)
  const from = starts[starts.findIndex(({ id }) => id === restoredId) - 1]?.lastAt ?? 0
  return { since: now, breaks: [...stored.breaks, { from, until: now }], ...restored }
}

function beginAt(stored: Recording, now: Instant): Recording {
  const breaks = stored.breaks.map(({ from, until }) => ({ from: Math.min(from, now), until: Math.min(until, now) }))
  return { ...stored, since: now, breaks }
}
