import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRandom } from '../../simulation/plan/random.ts'
import { printFigures, readCount, readSeed } from '../counts.ts'
import { fates } from './faulty-proxy.ts'
import { type Done, judgeStorm, type Outcome } from './judge-storm.ts'
import { createActs, type LineAct, type StormDevice, stormDevices } from './plan-acts.ts'
import { startStormWorld, type StormWorld } from './storm-world.ts'

const rounds = readCount('COACHDESK_CHAOS_STORMS', 3)
const actsPerStorm = 16
const seed = readSeed()
const random = createRandom(seed)
const acts = createActs(random)
const hourMs = 3_600_000

let world: StormWorld
const done: Done[] = []
const trace: string[] = []
let outcome: Outcome | undefined

beforeAll(async () => {
  world = await startStormWorld(random)
})
afterAll(async () => {
  const counts = [...fates, 'feed-cut' as const].map(
    fate => [fate, world.proxies.reduce((sum, proxy) => sum + (proxy.counts.get(fate) ?? 0), 0)] as const
  )
  await world.dispose()
  printFigures(`bad network (seed ${seed})`, { storms: rounds, acts: done.length, ...Object.fromEntries(counts) })
})

async function perform(device: StormDevice, act: LineAct): Promise<void> {
  const deed = await world.deviceByName.get(device)?.act(act)
  if (deed === undefined || deed.kind === 'idle') return
  trace.push(`${device} ${JSON.stringify(act)}: ${JSON.stringify(deed)}`)
  if (deed.kind === 'done') done.push({ device, did: deed.did })
}

describe('a network that cuts answers, holds up and repeats requests', () => {
  it(`leaves every act done once or in the inbox, ${rounds} storms (seed ${seed})`, async () => {
    for (let n = 0; n < 8; n += 1) await perform('cara-1', acts.createSlot(world.now()))
    expect((await world.settle()).unrest).toEqual([])
    for (let round = 0; round < rounds; round += 1) {
      world.storm()
      for (let n = 0; n < actsPerStorm; n += 1) {
        const device = random.pick(stormDevices)
        const other = random.pick(stormDevices)
        await Promise.all([
          perform(device, acts.next(device, world.now())),
          ...(other === device ? [] : [perform(other, acts.next(other, world.now()))])
        ])
        // Some acts meet in one push, others come while it is under way.
        if (n % 3 === 2) await world.rest()
      }
      await world.rest()
      const settled = await world.settle()
      outcome = settled.outcome
      const problems = [...settled.unrest, ...judgeStorm(done, settled.outcome)]
      const story = problems.length === 0 ? [] : [`COACHDESK_CHAOS_SEED=${seed}`, ...trace, ...problems]
      expect(story).toEqual([])
      await world.pass(10 * hourMs)
    }
    expect(done.length).toBeGreaterThan(rounds * 4)
  })

  it('an act that is lost or done twice is found out', () => {
    if (outcome === undefined) throw new Error('no storm has passed')
    const lost: Done = { device: 'sam-1', did: { typed: 'words that nobody has' } }
    const unjudged: Done = { device: 'sue-1', did: { claimed: { bookingId: 'f'.repeat(32), slotId: 'x:1' } } }
    const typed = 'stands there twice'
    const twice = new Map([...outcome.documentsByDevice, ['sam-1', [{ id: 'a', notes: `${typed} ${typed}` }]] as const])
    expect(judgeStorm([lost], outcome)).toEqual([expect.stringContaining('which is nowhere')])
    expect(judgeStorm([unjudged], outcome)).toEqual([expect.stringContaining('has no verdict')])
    expect(judgeStorm([{ device: 'sam-1', did: { typed } }], { ...outcome, documentsByDevice: twice })).toEqual([
      expect.stringContaining('2 times')
    ])
  })
})
