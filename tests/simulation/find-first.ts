import { controlSeeds } from './seeds.ts'
import type { DevicePool } from './world/device-pool.ts'
import { runSeed, type SeedOptions } from './world/run-seed.ts'

/** A broken system that does not come to rest is broken enough. */
export const controlPatienceMs = 3_000

/** The first seed in which a system that is broken on purpose shows itself by such a problem; undefined: it never did. */
export async function findFirst(
  pool: DevicePool,
  problem: RegExp,
  options: SeedOptions = {}
): Promise<number | undefined> {
  for (const seed of controlSeeds) {
    const { problems } = await runSeed(seed, pool, { patienceMs: controlPatienceMs, ...options })
    if (problems.some(line => problem.test(line))) return seed
  }
  return undefined
}
