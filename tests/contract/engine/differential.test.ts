import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Engine } from '#server/storage/engine/engine.ts'
import { createLevelEngine } from '#server/storage/engine/level-engine.ts'
import { createMemoryEngine } from '#server/storage/engine/memory-engine.ts'
import { compareRound } from './differential.ts'

const rounds = 15

/** The first difference of so many rounds, and how many answers were compared. */
async function compare(engine: Engine, firstSeed: number) {
  let answers = 0
  for (let seed = firstSeed; seed < firstSeed + rounds; seed += 1) {
    const round = await compareRound(engine, seed)
    answers += round.answers
    if (round.difference !== undefined) return { answers, difference: { seed, ...round.difference } }
  }
  return { answers, difference: undefined }
}

describe("F45 PouchDB on an engine answers as PouchDB's own adapter does", () => {
  let folder: string | undefined
  let engine: Engine
  afterEach(async () => {
    await engine.close()
    if (folder !== undefined) await rm(folder, { recursive: true })
    folder = undefined
  })

  it('memory, seeds 1 to 15', async () => {
    engine = createMemoryEngine()
    const { answers, difference } = await compare(engine, 1)
    expect(difference).toBeUndefined()
    expect(answers).toBeGreaterThan(1_000)
  })

  it('LevelDB, seeds 101 to 115', async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'coachdesk-differential-'))
    engine = await createLevelEngine(folder)
    const { answers, difference } = await compare(engine, 101)
    expect(difference).toBeUndefined()
    expect(answers).toBeGreaterThan(1_000)
  })

  it.each<readonly [string, (sound: Engine) => Partial<Engine>]>([
    [
      'keeps the winner alone',
      sound => ({
        read: async (database, ids) =>
          (await sound.read(database, ids)).map(record => {
            if (record === undefined) return undefined
            const { others: _, ...winner } = record
            return { ...winner, ...(record.others === undefined ? {} : { others: {} }) }
          })
      })
    ],
    [
      'loses the last of the changes',
      sound => ({
        scanBySeq: async (...query) => (await sound.scanBySeq(...query)).slice(0, -1)
      })
    ],
    ['counts what it has not got', sound => ({ commit: writes => sound.commit(writes.map(countOneMore)) })]
  ])('control: finds an engine that %s', async (_name, sabotage) => {
    const sound = createMemoryEngine()
    engine = { ...sound, ...sabotage(sound) }
    expect((await compare(engine, 1)).difference).toBeDefined()
  })
})

function countOneMore<T extends { readonly docCountChange: number }>(write: T): T {
  return { ...write, docCountChange: write.docCountChange + 1 }
}
