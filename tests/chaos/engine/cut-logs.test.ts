import { cp, mkdtemp, readdir, rm, stat, truncate } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { endlessRoom } from '#server/storage/disk-room.ts'
import { createCommitter } from '#server/storage/engine/committer.ts'
import { createLevelEngine } from '#server/storage/engine/level-engine.ts'
import { createLevelFiles, type OpenFiles } from '#server/storage/engine/level-files.ts'
import { printFigures, readCount, readSeed } from '../counts.ts'
import { inspect, sessionParts } from './sessions.ts'

const cuts = readCount('COACHDESK_CHAOS_CUTS', 20)
const controlCuts = 40
const commits = 120
const seed = readSeed()

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'coachdesk-cuts-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** A folder as a power cut leaves it: every commit lies in the log. */
async function writeSessions(openFiles: OpenFiles): Promise<string> {
  const engine = await createLevelEngine(path.join(folder, 'live'), { openFiles })
  const committer = createCommitter({
    engine,
    room: endlessRoom,
    accompany: () => Promise.resolve(undefined),
    onCommitted: () => undefined
  })
  for (let n = 0; n < commits; n += 1) await committer.commitTogether(sessionParts(n, 'x'.repeat(n * 7)))
  const left = path.join(folder, 'left')
  await cp(path.join(folder, 'live'), left, { recursive: true })
  await engine.close()
  return left
}

/** What is wrong with the folder once its log was cut at that part of its length. */
async function cutAndInspect(
  left: string,
  share: number
): Promise<{ readonly sessions: number; readonly wrong: readonly string[] }> {
  const copy = path.join(folder, 'cut')
  await cp(left, copy, { recursive: true })
  const log = (await readdir(copy)).find(name => name.endsWith('.log')) ?? ''
  const { size } = await stat(path.join(copy, log))
  const at = Math.floor(size * share)
  await truncate(path.join(copy, log), at)
  const { sessions, problems } = await inspect(copy)
  await rm(copy, { recursive: true })
  const isPrefix = [...sessions].toSorted((a, b) => a - b).every((n, position) => n === position)
  const wrong = [...problems, ...(isPrefix ? [] : ['a session is missing between others'])]
  return { sessions: sessions.size, wrong: wrong.map(problem => `cut at ${at} of ${size}: ${problem}`) }
}

async function cutOften(openFiles: OpenFiles, times: number) {
  const left = await writeSessions(openFiles)
  const random = createRandom(seed)
  const wrong: string[] = []
  const kept: number[] = []
  for (let n = 0; n < times; n += 1) {
    const cut = await cutAndInspect(left, random())
    kept.push(cut.sessions)
    wrong.push(...cut.wrong)
  }
  return { kept, wrong }
}

/** Two records in the log where there should be one. */
const openInHalves: OpenFiles = location => {
  const files = createLevelFiles(location)
  return {
    ...files,
    async write(operations) {
      const half = Math.floor(operations.length / 2)
      await files.write(operations.slice(0, half))
      await files.write(operations.slice(half))
    }
  }
}

describe('a log that is cut at any byte', () => {
  it(`leaves the first commits and no part of another, ${cuts} times, seed ${seed}`, async () => {
    const { kept, wrong } = await cutOften(createLevelFiles, cuts)

    printFigures('cut logs', { cuts, commits, 'fewest kept': Math.min(...kept), seed })
    expect(wrong).toEqual([])
    expect(new Set(kept).size).toBeGreaterThan(1)
  })

  it('control: finds a commit that is written in two halves', async () => {
    expect((await cutOften(openInHalves, controlCuts)).wrong).not.toEqual([])
  })
})

/** @returns numbers from 0 to 1 */
function createRandom(start: number): () => number {
  let state = start
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
