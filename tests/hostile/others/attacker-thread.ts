/** The attacker: in a thread of its own, so that what it costs is the server's cost and not the test's. Started by attacker.ts. */
import { parentPort } from 'node:worker_threads'
import { attacks, endSockets } from './attacks.ts'
import type { Prey } from './prey.ts'

export type Order = { readonly begin: string; readonly prey: Prey } | 'end'

/** Acts at a time. */
const breadth = 4

let over = new AbortController()
let acts = 0
let attacking: Promise<unknown> = Promise.resolve()

async function repeat(name: string, prey: Prey, { signal }: AbortController): Promise<void> {
  while (!signal.aborted) {
    acts += 1
    // Refusals of the network are the attacker's own affair.
    await attacks[name]?.(prey, acts).catch(() => undefined)
  }
}

parentPort?.on('message', (order: Order) => {
  if (order !== 'end') {
    over = new AbortController()
    acts = 0
    attacking = Promise.all(Array.from({ length: breadth }, () => repeat(order.begin, order.prey, over)))
    return
  }
  over.abort()
  endSockets()
  void attacking.then(() => parentPort?.postMessage(acts))
})
