import { expect, it } from 'vitest'
import { type Half, listSeeds, readSceneCount } from './seeds.ts'
import type { DevicePool } from './world/device-pool.ts'
import { describeRun, runSeed } from './world/run-seed.ts'

/** Every seed of one half, one world after another. */
export function testSeeds(half: Half, readPool: () => DevicePool): void {
  const scenes = readSceneCount(process.env)
  it.for(listSeeds(process.env, half))('seed %i', async seed => {
    const run = await runSeed(seed, readPool(), { scenes })
    expect(run.problems.length === 0 ? 'sound' : describeRun(seed, run)).toBe('sound')
    expect(run.bookings).toBeGreaterThan(0)
  })
}
