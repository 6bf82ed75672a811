import path from 'node:path'
import { z } from 'zod'
import type { Instant } from '#domain/model/primitives.ts'
import { readJsonFile } from './read-file.ts'
import { createTurns } from './turns.ts'
import { writeJsonFile } from './write-file.ts'
import type { Log } from '../log/log.ts'

/** The page's own keys, and nothing that is long: one small file holds them all. */
export const rememberedKeySchema = z.string().startsWith('coachdesk.').max(500)
export const rememberedValueSchema = z.string().max(100_000)

/** Small texts of the page that outlive a kill: which accounts there are, and which of them is open. Never a secret. */
export interface Remembered {
  /** By key, with what is still on its way to the disk. */
  readonly current: Readonly<Record<string, string>>
  /**
   * Null forgets the key. True once it is on the disk. False where the disk refuses, which then holds what it held before; the
   * next write that succeeds brings it along.
   */
  save(key: string, value: string | null): Promise<boolean>
}

const fileSchema = z.record(rememberedKeySchema, rememberedValueSchema)

/** Opens `remembered.json` in the folder. Never rejects: without a readable file nothing is remembered. */
export async function openRemembered(parts: {
  readonly folder: string
  readonly now: () => Instant
  readonly log: Log
}): Promise<Remembered> {
  const file = path.join(parts.folder, 'remembered.json')
  const values = new Map(Object.entries(await readStored(file, parts)))
  const takeTurn = createTurns()
  let nextWrite: Promise<boolean> | undefined

  /** What is changed while a write is under way goes into one write after it. */
  function write(): Promise<boolean> {
    nextWrite ??= takeTurn(file, async () => {
      nextWrite = undefined
      try {
        await writeJsonFile(file, Object.fromEntries(values))
        return true
      } catch (error) {
        parts.log.error('remembered-not-stored', error)
        return false
      }
    })
    return nextWrite
  }

  return {
    get current() {
      return Object.fromEntries(values)
    },
    save(key, value) {
      if (value === null) values.delete(key)
      else values.set(key, value)
      return write()
    }
  }
}

async function readStored(
  file: string,
  parts: { readonly now: () => Instant; readonly log: Log }
): Promise<Readonly<Record<string, string>>> {
  try {
    const read = await readJsonFile(file, fileSchema, parts)
    return read.kind === 'read' ? read.value : {}
  } catch (error) {
    parts.log.error('remembered-unreadable', error)
    return {}
  }
}
