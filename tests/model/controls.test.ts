import { expect, it } from 'vitest'
import { lockNames } from '../../sync-server/gate/keyed-lock.ts'
import { listLockNames, type ListLockNames } from '../../sync-server/gate/list-lock-names.ts'
import { explore } from './explore.ts'
import { createScene, type SceneName } from './scenes.ts'
import { overwrite } from './world/merge.ts'
import { soundSystem, type System } from './world/system.ts'

/** What the locks once went by. */
const byContent: ListLockNames = (items, view) =>
  items.flatMap(item => {
    const { push, actor } = item
    if (push.kind === 'slot') return push.slot.coachId === actor.userId ? [lockNames.coach(actor.userId)] : []
    return listLockNames([item], view)
  })

interface Control {
  readonly name: string
  readonly broken: Partial<System>
  readonly scene: SceneName
  readonly faults: number
  readonly problem: RegExp
}

/** Systems that are broken on purpose. Each must be found out, or the exploration sees nothing. */
const controls: readonly Control[] = [
  {
    name: 'BK2 a gate without its lock',
    broken: { hasLock: false },
    scene: 'one open slot',
    faults: 0,
    problem: /is booked twice/
  },
  {
    name: 'BK2 a gate whose locks go by what documents say',
    broken: { listLockNames: byContent },
    scene: 'one open slot, and forged pushes',
    faults: 1,
    problem: /does not hold its slot/
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
    name: "PJ1 a projector's checkpoint that is saved too early",
    broken: { forgetsOwed: true },
    scene: 'one open slot',
    faults: 1,
    problem: /has no copy/
  },
  {
    name: 'RS5 a server that listens before it has ended what was begun',
    broken: { settles: false },
    scene: 'one open slot',
    faults: 1,
    problem: /is booked by nobody|is unfinished|half a verdict/
  },
  {
    name: 'MG13 a feed that misses changes, as the ready plugin’s (F4)',
    broken: { missesChanges: true },
    scene: 'one open slot',
    faults: 0,
    problem: /shows another/
  }
]

for (const { name, broken, scene, faults, problem } of controls) {
  it(`${name} is found out`, () => {
    const system = { ...soundSystem, ...broken }
    const { found } = explore(createScene(scene, { acts: 2, faults }), system, { maxStates: 200_000, seek: problem })
    expect(found?.problem).toMatch(problem)
  })
}
