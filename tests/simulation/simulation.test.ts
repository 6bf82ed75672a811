import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { KeyedLock } from '../../sync-server/gate/keyed-lock.ts'
import { controlSeeds, listSeeds } from './seeds.ts'
import { type DevicePool, startDevicePool } from './world/device-pool.ts'
import { type Run, type RunOptions, runSeed } from './world/run-seed.ts'

describe('one student per slot, and nothing typed is lost', () => {
  let pool: DevicePool
  beforeAll(() => {
    pool = startDevicePool({ overwrites: false })
  })
  afterAll(() => pool.stop())

  it.for(listSeeds(process.env))('seed %i', async seed => {
    const run = await runSeed(seed, pool)
    expect(run.problems.length === 0 ? 'sound' : describeRun(seed, run)).toBe('sound')
    expect(run.bookings).toBeGreaterThan(0)
  })

  it('BK13 a gate without locks is found out', async () => {
    const found = await findFirst(pool, /^sessions of .* overlap|is booked \d times/, {
      locks: noLock,
      storageDelayMs: 40,
      patienceMs: 3_000
    })
    expect(found).toBeDefined()
  })
})

describe('devices that let the server overwrite what was typed', () => {
  let pool: DevicePool
  beforeAll(() => {
    pool = startDevicePool({ overwrites: true })
  })
  afterAll(() => pool.stop())

  it('MG6 are found out', async () => {
    expect(await findFirst(pool, /typed ".*", which is nowhere/, { patienceMs: 3_000 })).toBeDefined()
  })
})

/** Lets everybody in at once. */
const noLock: KeyedLock = {
  acquire: () => ({ ready: Promise.resolve(), release: () => {} }),
  join: () => undefined
}

/** The first seed in which a broken system shows itself. */
async function findFirst(pool: DevicePool, problem: RegExp, options?: RunOptions): Promise<number | undefined> {
  for (const seed of controlSeeds) {
    const { problems } = await runSeed(seed, pool, options)
    if (problems.some(line => problem.test(line))) return seed
  }
  return undefined
}

function describeRun(seed: number, { trace, problems }: Run): string {
  return [
    `Seed ${seed}: run it again with SEED=${seed} npm run simulation. The acts are the same each time; threads and`,
    'the network may interleave differently. What happened:',
    ...trace.map(line => `  ${line}`),
    'Problems:',
    ...problems.map(line => `  ${line}`)
  ].join('\n')
}
