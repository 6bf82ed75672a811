import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { KeyedLock } from '#server/locks/keyed-lock.ts'
import { controlPatienceMs, findFirst } from './find-first.ts'
import { copiesInterrupted, diskFull, powerGone } from './plan/directed-plans.ts'
import { testSeeds } from './test-seeds.ts'
import { type DevicePool, startDevicePool } from './world/device-pool.ts'
import { runPlan } from './world/run-plan.ts'

let pool: DevicePool
beforeAll(() => {
  pool = startDevicePool()
})
afterAll(() => pool.stop())

describe('one student per slot, and nothing typed is lost', () => {
  testSeeds('first', () => pool)
})

describe('copies that a crash came before', () => {
  it('are there with the session', async () => {
    const { problems } = await runPlan(copiesInterrupted, pool)
    expect(problems).toEqual([])
  })

  it('are found missing where they are not part of the commit', async () => {
    const options = { areCopiesApart: true, patienceMs: controlPatienceMs }
    const { problems } = await runPlan(copiesInterrupted, pool, options)
    expect(problems).toContainEqual(expect.stringMatching(/^calls-.* is not confirmed/))
  })
})

describe('what the server acknowledged after its disk was full', () => {
  // A journal that has lost something is brought forward from copies (SB7), which is not to help here.
  it.each([false, true])('is there after a restart, the journal not brought forward: %s', async isJournalUnmarked => {
    const { problems } = await runPlan(diskFull, pool, { isJournalUnmarked })
    expect(problems).toEqual([])
  })

  it('is found missing where LevelDB goes on with the handle that failed', async () => {
    const options = { goesOnAfterFault: true, isJournalUnmarked: true, patienceMs: controlPatienceMs }
    const { problems } = await runPlan(diskFull, pool, options)
    expect(problems).toContainEqual(expect.stringMatching(/^the claim .* has no verdict$/))
  })
})

describe('what a device acknowledged before its power went', () => {
  it('is there afterwards', async () => {
    const { problems, trace } = await runPlan(powerGone, pool)
    expect(trace).toContain('cara-1 write-bio words=acknowledged.: done')
    expect(problems).toEqual([])
  })

  it('is found missing where its storage is forgetful', async () => {
    const { problems } = await runPlan(powerGone, pool, { flaw: 'forgetful', patienceMs: controlPatienceMs })
    expect(problems).toContain('cara-1 typed "acknowledged.", which is nowhere')
  })
})

describe('a broken server is found out', () => {
  it('BK13 a gate without locks', async () => {
    const options = { locks: noLock, storageDelayMs: 40, scenes: 0 }
    expect(await findFirst(pool, /^sessions of .* overlap|is booked \d times/, options)).toBeDefined()
  })
})

/** Lets everybody in at once. */
const noLock: KeyedLock = {
  acquire: () => ({ ready: Promise.resolve(), release: () => {} }),
  join: () => undefined
}
