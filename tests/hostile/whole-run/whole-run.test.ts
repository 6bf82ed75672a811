import { afterAll, describe, expect, it } from 'vitest'
import { printFigures, readCount, readSeed } from '../../chaos/counts.ts'
import { compareStorage } from './compare-storage.ts'
import { type Kept, readStorage, type Storage } from './read-storage.ts'
import { type BrokenServer, type RunWorld, startRunWorld } from './run-world.ts'

const acts = readCount('COACHDESK_HOSTILE_ACTS', 60)
const actsPerKill = 30
const actsPerDay = 25
const actsPerSignIn = 6
const leakKinds = 3
/** Of a control: chance decides when its crowd meets a slot whose history is long enough. */
const mostActs = 300
/** Long runs are asked for by hand. */
const timeoutMs = Math.max(600_000, acts * 6_000)
const seed = readSeed()
const worlds: RunWorld[] = []
let ended: { readonly attacked: Storage; readonly twin: Storage; readonly world: RunWorld } | undefined

async function openWorld(options: BrokenServer = {}): Promise<RunWorld> {
  const world = await startRunWorld(seed, options)
  worlds.push(world)
  return world
}

afterAll(async () => {
  for (const world of worlds) await world.dispose()
})

describe('hostile people beside honest ones, kills and restarts', () => {
  it(
    `leave all storage as honest people alone would have made it, ${acts} acts (seed ${seed})`,
    async () => {
      const world = await openWorld()
      const faults: string[] = []
      for (let n = 1; n <= acts; n += 1) {
        if (n % actsPerDay === 0) await world.pass()
        if (n % actsPerSignIn === 0) await world.signInAnew()
        faults.push(...(await world.perform(world.life.next(), n % actsPerKill === 0 ? 'kill' : undefined)))
      }
      await world.crowd.stop()
      faults.push(...(await world.findRefusedRevisions()))
      faults.push(...(await world.attacked.order('inspect', null)), ...world.crowd.figures.faults)
      await world.attacked.stop()
      await world.twin.stop()
      const [attacked, twin] = [await readStorage(world.attacked.dataFolder), await readStorage(world.twin.dataFolder)]
      ended = { attacked, twin, world }
      faults.push(...compareStorage(attacked, twin, world))
      const { sent, stored, lost } = world.crowd.figures
      const requests = [...sent.values()].reduce((sum, count) => sum + count, 0)
      printFigures(`hostile run (seed ${seed})`, {
        ...world.figures,
        'hostile requests': requests,
        'accepted of them': stored,
        'cut by kills': lost,
        'with made-up ancestors': world.crowd.figures.beneathKnown,
        documents: twin.documents.size,
        differences: faults.length
      })
      expect(faults.length === 0 ? [] : [`COACHDESK_CHAOS_SEED=${seed}`, ...faults]).toEqual([])
      expect(requests).toBeGreaterThan(acts)
      expect(world.crowd.figures.beneathKnown).toBeGreaterThan(0)
    },
    timeoutMs
  )

  it('RV2 a gate that does not look at the ancestors of a known revision is found out', {
    timeout: timeoutMs
  }, async () => {
    const world = await openWorld({ isTrusting: true })
    for (let n = 0; n < mostActs && !(await world.hasFork()); n += 1) await world.perform(world.life.next())
    await world.crowd.stop()
    await world.attacked.stop()
    await world.twin.stop()
    const [attacked, twin] = [await readStorage(world.attacked.dataFolder), await readStorage(world.twin.dataFolder)]
    const found = compareStorage(attacked, twin, world)
    expect(found).toContainEqual(expect.stringMatching(/^slots\/.* has \d+ live revisions beside each other/))
  })

  it('a gate that lets a forged write of any kind through is found out', async () => {
    const world = await openWorld({ isLeaky: true })
    for (let n = 0; n < 20; n += 1) expect(await world.perform(world.life.next())).toEqual([])
    world.stage.hot = []
    let leaked: readonly string[] = []
    while (leaked.length < leakKinds) leaked = await world.attacked.order('leak', [...world.hostileIds])
    await world.crowd.stop()
    leaked = await world.attacked.order('leak', [])
    await world.attacked.stop()
    await world.twin.stop()
    const found = compareStorage(
      await readStorage(world.attacked.dataFolder),
      await readStorage(world.twin.dataFolder),
      world
    )
    const missed = leaked.filter(leak => !found.some(fault => fault.startsWith(leak.split(' ')[0] ?? leak)))
    expect(missed).toEqual([])
  })

  it('anything else in storage that no honest person wrote is found out, too', () => {
    if (ended === undefined) throw new Error('nothing was run')
    const { twin, world } = ended
    const change = (prefix: string, fields: object): ReadonlyMap<string, Kept> => {
      const place = [...twin.documents.keys()].find(key => key.startsWith(prefix))
      const kept = place === undefined ? undefined : twin.documents.get(place)
      if (place === undefined || kept === undefined) throw new Error(`there is no ${prefix}`)
      return new Map([...twin.documents, [place, { ...kept, ...fields }]])
    }
    const find = (documents: ReadonlyMap<string, Kept>): number =>
      compareStorage({ ...twin, documents }, twin, world).length
    const bodyOf = (prefix: string): object =>
      [...twin.documents].find(([key]) => key.startsWith(prefix))?.[1].body ?? {}
    expect(find(twin.documents)).toBe(0)
    const [coachId, studentId] = [world.stage.coachIds[0], world.stage.studentIds[0]]
    for (const prefix of ['bookings/', 'accounts/', `users/${coachId}`, `slots/${coachId}`, `calls-${studentId}/`]) {
      expect(find(change(prefix, { body: { ...bodyOf(prefix), forged: true } }))).toBe(1)
      expect(find(change(prefix, { liveLeaves: 2 }))).toBe(1)
      const place = [...twin.documents.keys()].find(key => key.startsWith(prefix))
      expect(find(new Map([...twin.documents].filter(([key]) => key !== place)))).toBe(1)
    }
    expect(find(change('accounts/', { revs: ['2-ffffffffffffffffffffffffffffffff'] }))).toBe(1)
    const stranger = { body: { _id: 'x', _rev: '1-a' }, revs: ['1-a'], liveLeaves: 1 }
    expect(find(new Map([...twin.documents, ['bookings/x', stranger]]))).toBe(1)
    const [local] = [...twin.locals.keys()].filter(key => key.includes('checkpoint'))
    const forged = new Map([...twin.locals, [local ?? '', { words: 'forged' }]])
    expect(compareStorage({ ...twin, locals: forged }, twin, world)).toHaveLength(1)
  })
})
