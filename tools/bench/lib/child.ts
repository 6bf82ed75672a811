import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

/** A server in a process of its own, so that it does not share a core with its clients. */
export interface BenchProcess {
  readonly url: string
  /** What the process said when it was ready, besides its address. */
  readonly ready: Readonly<Record<string, unknown>>
  /** Sends a question and waits for its answer. */
  ask(question: string): Promise<Readonly<Record<string, number>>>
  stop(): Promise<void>
}

/** `BENCH_PROFILE=<folder>` leaves a CPU profile of each process there. */
const { BENCH_PROFILE: profileFolder } = process.env
const profileFlags = profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`]

/** @param file in tools/bench/processes */
export async function startProcess(file: string, input: object): Promise<BenchProcess> {
  const child: ChildProcess = fork(path.join(import.meta.dirname, '../processes', file), {
    execArgv: ['--no-warnings', '--expose-gc', ...profileFlags],
    env: { ...process.env, BENCH_INPUT: JSON.stringify(input) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc']
  })
  const [ready] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`${file} ended with ${String(code)} before it was ready`)
    })
  ])) as [{ url: string }]
  return {
    url: ready.url,
    ready,
    async ask(question) {
      const answered = once(child, 'message')
      child.send(question)
      const [answer] = (await answered) as [Record<string, number>]
      return answer
    },
    async stop() {
      // It has ended already: what ended it has been said by then.
      if (!child.connected) return
      const exited = once(child, 'exit')
      child.send('stop')
      await exited
    }
  }
}

/** The other side: says that it is ready and answers questions until it is told to stop. */
export function serveParent(
  ready: object,
  answers: Readonly<Record<string, () => Promise<object> | object>>,
  stop: () => Promise<void>
): void {
  process.on('message', message => {
    if (message === 'stop') {
      void stop().then(() => process.exit(0))
      return
    }
    const answer = answers[String(message)]
    if (answer === undefined) throw new Error(`unknown question ${String(message)}`)
    void Promise.resolve(answer()).then(value => process.send?.(value))
  })
  process.send?.(ready)
}

/** What the parent gave to this process. */
export function readInput(): unknown {
  return JSON.parse(process.env['BENCH_INPUT'] ?? '{}')
}
