import { expect, it } from 'vitest'
import { lockNames } from '#server/locks/keyed-lock.ts'
import { listLockNames, type ListLockNames } from '#server/gate/pipeline/gate-item.ts'
import { explore } from './explore.ts'
import { createScene, type SceneName } from './scenes.ts'
import { overwrite } from './world/merge.ts'
import { soundSystem, storeApart, type System } from './world/system.ts'

/** What the locks once went by. */
const byContent: ListLockNames = (items, view) =>
  items.flatMap(item => {
    const { push, actor, doc } = item
    if (push.kind === 'slot' && doc._deleted !== true)
      return doc['coachId'] === actor.userId ? [lockNames.coach(actor.userId)] : []
    return listLockNames([item], view)
  })

/** As long as a copy was nobody's but its party's. */
const withoutOthersCopies: ListLockNames = (items, view) =>
  items.flatMap(item => {
    const own = lockNames.copies(item.actor.userId)
    return listLockNames([item], view).filter(name => name === own || !name.startsWith(lockNames.copies('')))
  })

interface Control {
  readonly name: string
  readonly broken: Partial<System>
  readonly scene: SceneName
  /** Two where nothing is said. */
  readonly acts?: number
  readonly faults: number
  readonly problem: RegExp
}

/** Systems that are broken on purpose. Each must be found out, or the exploration sees nothing. */
const controls: readonly Control[] = [
  {
    name: 'BK2 a gate without its lock',
    broken: { listLockNames: () => [] },
    scene: 'an empty calendar',
    faults: 0,
    problem: /slots of one coach overlap/
  },
  {
    name: 'PJ1 a gate that writes the copies of somebody whose lock it does not hold',
    broken: { listLockNames: withoutOthersCopies },
    scene: 'one open slot',
    faults: 0,
    problem: /a plan is without a lock/
  },
  {
    name: 'BK2 a gate whose locks go by what documents say',
    broken: { listLockNames: byContent },
    scene: 'one open slot, and forged pushes',
    faults: 1,
    problem: /does not hold its slot/
  },
  {
    name: 'BK2 a gate that judges all of a request by what was stored before it',
    broken: { mustWaitForStorage: () => false },
    scene: 'an empty calendar',
    faults: 0,
    problem: /built on something else than is stored/
  },
  {
    name: 'RV2 a gate that believes what a push says of earlier revisions',
    broken: { knowsAncestors: false },
    scene: 'one session and one open slot, and forged pushes',
    faults: 1,
    problem: /on made-up ancestors stored something/
  },
  {
    name: 'SL16 slots that are made again as the ones before',
    broken: { hasMakings: false },
    scene: 'one open slot',
    faults: 1,
    problem: /^slot .* is nowhere/
  },
  {
    name: 'MG6 a conflict handler that overwrites',
    broken: { merge: overwrite },
    scene: 'one session and one open slot',
    faults: 0,
    problem: /^"w.*is nowhere/
  },
  {
    name: 'PJ1 copies that are no part of the commit',
    broken: { toCommits: ({ journal, slots, copies }) => storeApart([...journal, ...slots], copies) },
    scene: 'one open slot',
    faults: 1,
    problem: /has no copy/
  },
  {
    name: 'RS5 a plan that is stored in two halves, the calendar first',
    broken: { toCommits: ({ journal, slots, copies }) => storeApart(slots, [...journal, ...copies]) },
    scene: 'one open slot',
    faults: 1,
    problem: /is booked by nobody/
  },
  {
    name: 'RS5 a plan that is stored in two halves, the journal first',
    broken: { toCommits: ({ journal, slots, copies }) => storeApart([...journal, ...copies], slots) },
    scene: 'one session and one open slot',
    faults: 1,
    problem: /a start finds: slot .* is elsewhere|does not hold its slot/
  },
  {
    name: 'MG13 a feed that misses changes, as the ready plugin’s (F4)',
    broken: { missesChanges: true },
    scene: 'one open slot',
    faults: 0,
    problem: /shows another/
  },
  {
    name: 'RS13 a gate that leaves open slots where a session comes',
    broken: { moving: 'leaves-overlapped' },
    scene: 'a session that goes anywhere, and one open slot',
    faults: 0,
    problem: /slots of one coach overlap/
  },
  {
    name: 'RS14 a gate that opens what was made for a session when that leaves',
    broken: { moving: 'opens-made' },
    scene: 'a session that goes anywhere, and one open slot',
    faults: 0,
    problem: /was made for a session that has left it, and is open/
  },
  {
    name: 'SR3 a gate whose slots say of which series they are',
    broken: { moving: 'links' },
    scene: 'two slots of a series',
    faults: 0,
    problem: /says of which series it is/
  },
  {
    name: 'SR5 a gate that tells of a date without those that came before it in the same request',
    broken: { tellsOfRun: false },
    scene: 'two slots of a series',
    faults: 0,
    problem: /would be made otherwise/
  },
  {
    name: 'AV1 a device that makes the slots of its hours as well',
    broken: { filling: 'both-sides' },
    scene: 'weekly hours',
    faults: 0,
    problem: /was taken away, and is open again/
  },
  {
    name: 'AV4 a gate that takes tombstones for what was taken away',
    broken: { filling: 'tombstones' },
    scene: 'weekly hours',
    faults: 0,
    problem: /hours want .*, which nobody took away/
  },
  {
    name: 'AV4 devices that leave skips to the gate alone',
    broken: { filling: 'gate-skips' },
    scene: 'weekly hours',
    acts: 3,
    faults: 0,
    problem: /was taken away, and is open again/
  }
]

for (const { name, broken, scene, acts = 2, faults, problem } of controls) {
  it(`${name} is found out`, () => {
    const system = { ...soundSystem, ...broken }
    const { found } = explore(createScene(scene, { acts, faults }), system, { maxStates: 200_000, seek: problem })
    expect(found?.problem).toMatch(problem)
  })
}
