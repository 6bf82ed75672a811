import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Engine } from '#server/storage/engine/engine.ts'
import { createLevelEngine } from '#server/storage/engine/level-engine.ts'
import { createMemoryEngine } from '#server/storage/engine/memory-engine.ts'
import { describeEngine } from './engine.suite.ts'

describeEngine('LevelDB', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'coachdesk-engine-'))
  const open: Engine[] = []
  const create = async (name: string): Promise<Engine> => {
    const engine = await createLevelEngine(path.join(folder, name))
    open.push(engine)
    return engine
  }
  const engine = await create('first')
  return {
    engine,
    async reopen() {
      await engine.close()
      return create('first')
    },
    createOther: () => create('other'),
    async remove() {
      for (const each of open) await each.close()
      await rm(folder, { recursive: true })
    }
  }
})

describeEngine('memory', () => {
  const engine = createMemoryEngine()
  return Promise.resolve({
    engine,
    reopen: () => Promise.resolve(engine),
    createOther: () => Promise.resolve(createMemoryEngine()),
    remove: () => engine.close()
  })
})
