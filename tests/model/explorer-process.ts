// A thread that explores what it is told to, one task after the other.
import { parentPort } from 'node:worker_threads'
import type { Task } from './budget.ts'
import { explore } from './explore.ts'
import { createScene } from './scenes.ts'
import { earlierServer, soundSystem } from './world/system.ts'

const port = parentPort
if (port === null) throw new Error('this file is the start of a thread')

port.on('message', ({ scene, budget, isServerEarlier }: Task) => {
  const startedAt = performance.now()
  const exploration = explore(createScene(scene, budget), isServerEarlier ? earlierServer : soundSystem, {
    maxStates: Number.POSITIVE_INFINITY
  })
  port.postMessage({ ...exploration, seconds: (performance.now() - startedAt) / 1000 })
})
