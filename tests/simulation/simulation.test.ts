import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { KeyedLock } from '../../sync-server/gate/keyed-lock.ts'
import { listSeeds } from './seeds.ts'
import { type DevicePool, startDevicePool } from './world/device-pool.ts'
import { type Run, runSeed } from './world/run-seed.ts'

const seeds = listSeeds(process.env)

describe('one student per slot, and nothing typed is lost', () => {
  let pool: DevicePool
  beforeAll(() => {
    pool = startDevicePool({ overwrites: false })
  })
  afterAll(() => pool.stop())

  it.for(seeds)('seed %i', async seed => {
    const run = await runSeed(seed, pool)
    expect(run.problems, describeRun(seed, run)).toEqual([])
  })

  it('BK13 a gate without locks is found out', async () => {
    const found = await findFirst(pool, /^sessions of .* overlap|is booked \d times/, {
      locks: noLock,
      storageDelayMs: 25
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
    expect(await findFirst(pool, /typed ".*", which is nowhere/)).toBeDefined()
  })
})

/** Lets everybody in at once. */
const noLock: KeyedLock = {
  acquire: () => ({ ready: Promise.resolve(), release: () => {} }),
  join: () => undefined
}

/** The first seed of the suite in which a broken system shows itself. */
async function findFirst(
  pool: DevicePool,
  problem: RegExp,
  options?: Parameters<typeof runSeed>[2]
): Promise<number | undefined> {
  for (const seed of seeds) {
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
