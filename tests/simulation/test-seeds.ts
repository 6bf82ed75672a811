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
  // What no world ever came to would be held by nothing. The worlds of one seed, or a few, need not come to all.
  it.runIf(listSeeds(process.env, half).length >= enoughSeeds)(
    'grants moves and series, refuses who has to ask, and tells who waits',
    () => {
      expect(sum(runs, ({ moves }) => moves.granted)).toBeGreaterThan(0)
      expect(sum(runs, ({ moves }) => moves.anywhere)).toBeGreaterThan(0)
      expect(sum(runs, ({ ofSeries }) => ofSeries)).toBeGreaterThan(0)
      for (const count of ['blocks', 'arranged', 'toldDue', 'tellings'] as const)
        expect([count, sum(runs, ({ reach }) => reach[count]) > 0]).toEqual([count, true])
    }
  )
  afterAll(() => tellFigures(describeFigures(half, runs)))
}

/** The pinned ones of a half. */
const enoughSeeds = 13

function sum(runs: readonly Run[], count: (run: Run) => number): number {
  return runs.reduce((total, run) => total + count(run), 0)
}

function describeFigures(half: Half, runs: readonly Run[]): string {
  const total = (count: (run: Run) => number): number => sum(runs, count)
  const steps = (kind: Parameters<Run['counts']['get']>[0]): number => total(({ counts }) => counts.get(kind) ?? 0)
  const parts = [
    `${runs.length} seeds, ${runs.filter(({ problems }) => problems.length > 0).length} with problems`,
    `${runs.filter(({ isMixed }) => isMixed).length} with two versions`,
    `${steps('act')} acts`,
    `${total(({ bookings }) => bookings)} claims and pencils judged`,
    `${total(({ moves }) => moves.granted)} moves granted, ${total(({ moves }) => moves.together)} of several at once`,
    `${total(({ moves }) => moves.anywhere)} sessions at hours that were made for them`,
    `${total(({ ofSeries }) => ofSeries)} bookings of series`,
    `${total(({ reach }) => reach.blocks)} students blocked, ${total(({ reach }) => reach.arranged)} told to ask`,
    `${total(({ reach }) => reach.tellings)} openings told, of which ${total(({ reach }) => reach.toldDue)} had to be`,
    `${steps('restart-server')} restarts of the server`,
    `${steps('fill-disk')} full disks`,
    `${steps('power-on')} power cuts`,
    `${steps('put-back')} data put back and ${steps('lose')} databases lost`,
    `${steps('set-clock')} clocks of devices and ${steps('set-server-clock')} of the server set`,
    `${steps('account')} changes of accounts`
  ]
  return `simulation, ${half} half: ${parts.join('; ')}`
}
