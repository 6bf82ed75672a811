import { expect, it } from 'vitest'
import { tellFigures } from '../support/tell-figures.ts'
import { listTasks } from './budget.ts'
import { describeExploration, describeFound } from './describe.ts'
import { exploreInThreads } from './explore-in-threads.ts'
import { sceneNames } from './scenes.ts'

const tasks = listTasks(process.env, sceneNames)
const explorations = exploreInThreads(tasks, 2)
// Each is awaited by its own test; a failure of a later one must not count as unhandled before.
for (const exploration of explorations) exploration.catch(() => undefined)

for (const [n, { scene, budget, isServerEarlier }] of tasks.entries()) {
  it(`BK1 BK2 BK13 SL6 RS5 MG1-MG10 ${scene}: ${budget.acts} acts, ${budget.faults} faults${isServerEarlier ? ', an earlier server' : ''}, every interleaving`, async () => {
    const exploration = await explorations[n]
    if (exploration === undefined) throw new Error('not explored')
    tellFigures(describeExploration(scene, budget, exploration))
    expect(exploration.found === undefined ? 'sound' : describeFound(budget, exploration.found)).toBe('sound')
    expect(exploration).toMatchObject({ isComplete: true })
    expect(exploration.quiet).toBeGreaterThan(0)
  })
}
