import { z } from 'zod'
import type { DocumentStore } from '../storage/document-store.ts'

/** What was made again in a person's own database without its owner's words: only the person's devices may have those. */
export interface MadeAgain {
  /** Epoch ms. */
  readonly at: number
  readonly ids: readonly string[]
}

const localId = 'made-again'
const madeAgainSchema = z.object({ at: z.number(), ids: z.array(z.string()) })

export async function readMadeAgain(store: DocumentStore): Promise<MadeAgain | undefined> {
  return madeAgainSchema.safeParse(await store.readLocal(localId)).data
}

/** Adds to what was noted before. */
export async function noteMadeAgain(store: DocumentStore, { at, ids }: MadeAgain): Promise<void> {
  if (ids.length === 0) return
  const known = await readMadeAgain(store)
  await store.writeLocal(localId, { at, ids: [...new Set([...(known?.ids ?? []), ...ids])] })
}
