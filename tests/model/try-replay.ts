import { replay } from './replay.ts'
import { createScene, type SceneName } from './scenes.ts'
import { soundSystem } from './world/system.ts'
const [scene, acts, faults, ...names] = process.argv.slice(2)
for (let n = 0; n <= names.length; n += 1) {
  const w = replay(createScene(scene as SceneName, { acts: Number(acts), faults: Number(faults) }), soundSystem, names.slice(0, n))
  console.log('---', names[n - 1]); console.log(JSON.stringify({ server: w.server.slots, a: w.devices['coach-a'].held.slots, na: Object.keys(w.devices['coach-a'].notices), cal: w.calendar }))
}
