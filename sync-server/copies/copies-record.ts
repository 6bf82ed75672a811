import { z } from 'zod'
import { formatSequence, parseSequence, type SequencePosition } from '#domain/wire/sequence.ts'
import { createCallsName } from '#domain/rules/access.ts'
import type { Databases, DocumentStore } from '../storage/document-store.ts'
import { judgeSince } from '../storage/start-log.ts'

/**
 * Where each person's database stood when copies were last written there, kept beside the journal. A database that stands
 * elsewhere now was put back from a copy, or lost, without the journal: its copies have to be made again.
 */
export interface CopiesRecord {
  /** Undefined where nothing was ever recorded. */
  isAsLeft(userId: string): Promise<boolean | undefined>
  /** To be called after copies of this person were brought up to date. */
  touch(userId: string): void
  save(): Promise<void>
}

const localId = 'projected-copies'
const recordSchema = z.object({ positions: z.record(z.string(), z.string()) })

export async function loadCopiesRecord(bookings: DocumentStore, databases: Databases): Promise<CopiesRecord> {
  const stored = recordSchema.safeParse(await bookings.readLocal(localId))
  const positionById = new Map(Object.entries(stored.data?.positions ?? {}))
  const touched = new Set<string>()

  return {
    async isAsLeft(userId) {
      const text = positionById.get(userId)
      if (text === undefined) return undefined
      const position = parseSequence(text)
      const name = createCallsName(userId)
      if (position === undefined || !(await databases.has(name))) return false
      const store = await databases.open(name)
      const { updateSeq } = await store.info()
      return judgeSince(await store.readStarts(), updateSeq, position).kind === 'known'
    },
    touch: userId => void touched.add(userId),
    async save() {
      const users = [...touched]
      touched.clear()
      try {
        const moved = new Map<string, string>()
        for (const userId of users) {
          const position = await readPosition(await databases.open(createCallsName(userId)))
          // Of one run one place is enough: a copy of files is made while no server has them open.
          const isKnown = parseSequence(positionById.get(userId) ?? '')?.startId === position.startId
          if (!isKnown && position.startId !== undefined) moved.set(userId, formatSequence(position))
        }
        if (moved.size === 0) return
        const positions = { ...Object.fromEntries(positionById), ...Object.fromEntries(moved) }
        await bookings.writeLocal(localId, { positions })
        for (const [userId, position] of moved) positionById.set(userId, position)
      } catch (error) {
        for (const userId of users) touched.add(userId)
        throw error
      }
    }
  }
}

async function readPosition(store: DocumentStore): Promise<SequencePosition> {
  const { updateSeq } = await store.info()
  return { number: updateSeq, startId: (await store.readStarts()).starts.at(-1)?.id }
}
