import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Half, listSeeds, readSceneCount } from './seeds.ts'
import { type DevicePool, startDevicePool } from './world/device-pool.ts'
import { describeRun, runSeed } from './world/run-seed.ts'

/** Every seed of one half, one world after another. */
export function describeSeeds(half: Half): void {
  describe('one student per slot, and nothing typed is lost', () => {
    const scenes = readSceneCount(process.env)
    let pool: DevicePool
    beforeAll(() => {
      pool = startDevicePool()
    })
    afterAll(() => pool.stop())

    it.for(listSeeds(process.env, half))('seed %i', async seed => {
      const run = await runSeed(seed, pool, { scenes })
      expect(run.problems.length === 0 ? 'sound' : describeRun(seed, run)).toBe('sound')
      expect(run.bookings).toBeGreaterThan(0)
    })
  })
}
