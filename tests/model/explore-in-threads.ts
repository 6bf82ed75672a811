import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Task } from './budget.ts'
import type { Exploration } from './explore.ts'

export interface TimedExploration extends Exploration {
  readonly seconds: number
}

/** A full-size exploration keeps some millions of states. */
const heapMb = 6_000

/** Explores each task in a thread of its own, `count` threads at a time; the promises are in the order of the tasks. */
export function exploreInThreads(tasks: readonly Task[], count: number): readonly Promise<TimedExploration>[] {
  const results = tasks.map(() => Promise.withResolvers<TimedExploration>())
  const waiting = [...tasks.entries()]
  async function takeNext(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [n, task] = next
      await exploreInThread(task).then(results[n]?.resolve, results[n]?.reject)
    }
  }
  for (let n = 0; n < count; n += 1) void takeNext()
  return results.map(({ promise }) => promise)
}

async function exploreInThread(task: Task): Promise<TimedExploration> {
  const thread = new Worker(new URL('./explorer-process.ts', import.meta.url), {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: heapMb }
  })
  try {
    // An error of the thread rejects.
    const answer = once(thread, 'message')
    thread.postMessage(task)
    const [exploration] = (await answer) as [TimedExploration]
    return exploration
  } finally {
    await thread.terminate()
  }
}
