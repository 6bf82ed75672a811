import { makePlan } from '../plan/make-plan.ts'
import type { DevicePool } from './device-pool.ts'
import { type Run, type RunOptions, runPlan } from './run-plan.ts'

export interface SeedOptions extends RunOptions {
  /** Scenes of the plan; left out: enough for a short run. */
  readonly scenes?: number | undefined
}

/** Runs the plan that the seed writes. */
export async function runSeed(seed: number, pool: DevicePool, { scenes, ...options }: SeedOptions = {}): Promise<Run> {
  return runPlan(makePlan(seed, scenes), pool, options)
}

/** What a failing seed prints. */
export function describeRun(seed: number, { trace, problems }: Run): string {
  return [
    `Seed ${seed}: run it again with SEED=${seed} npm run test:sim. The acts are the same each time; threads and`,
    'the network may interleave differently. What happened:',
    ...trace.map(line => `  ${line}`),
    'Problems:',
    ...problems.map(line => `  ${line}`)
  ].join('\n')
}
