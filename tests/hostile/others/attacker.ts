import { once } from 'node:events'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Order } from './attacker-thread.ts'
import type { Prey } from './prey.ts'

export interface Attacker {
  /** Repeats an act of `attacks.ts` until the work is done. @returns how often, too */
  during<T>(prey: Prey, name: string, work: () => Promise<T>): Promise<{ readonly acts: number; readonly value: T }>
  dispose(): Promise<void>
}

export function hireAttacker(): Attacker {
  const thread = new Worker(path.join(import.meta.dirname, 'attacker-thread.ts'), { execArgv: ['--no-warnings'] })
  const tell = (order: Order): void => thread.postMessage(order)
  return {
    async during(prey, name, work) {
      tell({ begin: name, prey })
      let value: Awaited<ReturnType<typeof work>>
      try {
        value = await work()
      } finally {
        tell('end')
      }
      const [acts] = (await once(thread, 'message')) as [number]
      return { value, acts }
    },
    async dispose() {
      await thread.terminate()
    }
  }
}
