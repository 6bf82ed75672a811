import { explore } from './explore.ts'
import { createScene, sceneNames } from './scenes.ts'
import { soundSystem } from './world/system.ts'
const [acts, faults, max, only] = process.argv.slice(2).map(Number)
for (const [n, name] of sceneNames.entries()) {
  if (only !== undefined && only !== n) continue
  const t = performance.now(), c = process.cpuUsage()
  const r = explore(createScene(name, { acts: acts!, faults: faults! }), soundSystem, { maxStates: max! })
  const cpu = process.cpuUsage(c)
  console.log(name, acts, faults, JSON.stringify({ ...r, found: r.found?.problem }), ((performance.now() - t) / 1000).toFixed(1), 's', ((cpu.user+cpu.system)/1e6).toFixed(1), 'cpu s', Math.round(process.memoryUsage().heapUsed/1e6), 'MB')
  if (r.found) console.log(r.found.steps.join('\n  '))
}
