import { afterAll, expect, it } from 'vitest'
import { tellFigures } from '../support/tell-figures.ts'
import { type Half, listSeeds, readSceneCount } from './seeds.ts'
import type { DevicePool } from './world/device-pool.ts'
import type { Run } from './world/run-plan.ts'
import { describeRun, runSeed } from './world/run-seed.ts'

/** Every seed of one half, one world after another. */
export function testSeeds(half: Half, readPool: () => DevicePool): void {
  const scenes = readSceneCount(process.env)
  const runs: Run[] = []
  it.for(listSeeds(process.env, half))('seed %i', async seed => {
    const run = await runSeed(seed, readPool(), { scenes })
    runs.push(run)
    expect(run.problems.length === 0 ? 'sound' : describeRun(seed, run)).toBe('sound')
    expect(run.bookings).toBeGreaterThan(0)
  })
  afterAll(() => tellFigures(describeFigures(half, runs)))
}

function describeFigures(half: Half, runs: readonly Run[]): string {
  const sum = (count: (run: Run) => number): number => runs.reduce((total, run) => total + count(run), 0)
  const steps = (kind: Parameters<Run['counts']['get']>[0]): number => sum(({ counts }) => counts.get(kind) ?? 0)
  const parts = [
    `${runs.length} seeds, ${runs.filter(({ problems }) => problems.length > 0).length} with problems`,
    `${runs.filter(({ isMixed }) => isMixed).length} with two versions`,
    `${steps('act')} acts`,
    `${sum(({ bookings }) => bookings)} claims and pencils judged`,
    `${sum(({ moves }) => moves.granted)} moves granted, ${sum(({ moves }) => moves.together)} of several at once`,
    `${sum(({ moves }) => moves.anywhere)} sessions at hours that were made for them`,
    `${sum(({ ofSeries }) => ofSeries)} bookings of series`,
    `${steps('restart-server')} restarts of the server`,
    `${steps('fill-disk')} full disks`,
    `${steps('power-on')} power cuts`,
    `${steps('put-back')} data put back and ${steps('lose')} databases lost`,
    `${steps('set-clock')} clocks of devices and ${steps('set-server-clock')} of the server set`,
    `${steps('account')} changes of accounts`
  ]
  return `simulation, ${half} half: ${parts.join('; ')}`
}
