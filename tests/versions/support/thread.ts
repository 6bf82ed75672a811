import { Worker } from 'node:worker_threads'
import type { ThreadAnswer, ThreadRequest } from './protocol.ts'

/** A recorded bundle in a thread of its own. */
export interface Thread<C> {
  /** What it said when it was ready. */
  readonly ready: string
  ask(command: C): Promise<unknown>
  /** Resolves when something that it shows has changed after the given number of changes. */
  nextChange(known: number, ms: number): Promise<void>
  readonly changes: number
  end(): Promise<void>
}

/** @param file a bundle, or its source at the recording */
export async function startThread<C>(file: string, workerData: object): Promise<Thread<C>> {
  // What a package prints about itself is nobody's concern; errors are shown.
  const thread = new Worker(file, { workerData, execArgv: ['--no-warnings'], stdout: true })
  const callById = new Map<number, PromiseWithResolvers<unknown>>()
  const ready = Promise.withResolvers<string>()
  let calls = 0
  let changes = 0
  let waiting = Promise.withResolvers<void>()
  thread.on('error', error => {
    ready.reject(error)
    for (const call of callById.values()) call.reject(error)
  })
  thread.on('message', (message: ThreadAnswer) => {
    if (message === 'changed') {
      changes += 1
      waiting.resolve()
      waiting = Promise.withResolvers<void>()
      return
    }
    if ('ready' in message) return ready.resolve(message.ready)
    const call = callById.get(message.call)
    callById.delete(message.call)
    if ('error' in message) call?.reject(new Error(message.error))
    else call?.resolve(message.value)
  })

  const said = await ready.promise
  return {
    ready: said,
    ask(command) {
      calls += 1
      const pending = Promise.withResolvers<unknown>()
      callById.set(calls, pending)
      thread.postMessage({ call: calls, command } satisfies ThreadRequest<C>)
      return pending.promise
    },
    get changes() {
      return changes
    },
    async nextChange(known, ms) {
      if (changes !== known) return
      const limit = Promise.withResolvers<void>()
      const timer = setTimeout(() => limit.resolve(), ms)
      await Promise.race([waiting.promise, limit.promise])
      clearTimeout(timer)
    },
    async end() {
      await thread.terminate()
    }
  }
}
