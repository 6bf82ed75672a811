import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { OrderMessage, OrderName, Orders, ServerInput, ServerMessage } from './protocol.ts'

/** A sync server in a process of its own; address, clock and data stay the same over restarts. */
export interface ServerProcess {
  /** Without a slash at the end. */
  readonly url: string
  readonly dataFolder: string
  order<K extends OrderName>(name: K, ask: Orders[K]['ask']): Promise<Orders[K]['answer']>
  /** SIGKILL, in the middle of whatever it does. */
  kill(): Promise<void>
  /** Ends it in good order. */
  stop(): Promise<void>
  /** Starts it again on its data. */
  start(): Promise<void>
  /** Ends it and removes its data. */
  dispose(): Promise<void>
}

interface Running {
  readonly child: ChildProcess
  readonly url: string
  readonly exited: Promise<unknown>
}

export interface ServerProcessOptions {
  /** A data folder to begin with a copy of. */
  readonly copyOf?: string
  readonly stillAt?: number
  readonly isLeaky?: boolean
  /** Left out: suites that send more than people do are not held up. */
  readonly hasQuotas?: boolean
  readonly isTrusting?: boolean
  readonly isBehindProxy?: boolean
}

export async function startServerProcess(options: ServerProcessOptions = {}): Promise<ServerProcess> {
  const folder = mkdtempSync(path.join(tmpdir(), 'coachdesk-chaos-'))
  const dataFolder = path.join(folder, 'data')
  const webFolder = path.join(folder, 'web')
  mkdirSync(webFolder)
  const { copyOf, ...input } = options
  if (copyOf !== undefined) cpSync(copyOf, dataFolder, { recursive: true })
  writeFileSync(path.join(webFolder, 'index.html'), '<!doctype html><title>CoachDesk</title>')
  // Starting is most of what a restart costs, and compiling most of that.
  const compileCache = path.join(folder, 'compile-cache')
  const callById = new Map<number, PromiseWithResolvers<unknown>>()
  let calls = 0
  let clockAheadMs = 0

  function receive(message: ServerMessage): void {
    if ('ready' in message) return
    const call = callById.get(message.call)
    callById.delete(message.call)
    if ('error' in message) call?.reject(new Error(message.error))
    else call?.resolve(message.answer)
  }

  async function launch(port: number): Promise<Running> {
    const running = await launchProcess({ ...input, dataFolder, webFolder, port, clockAheadMs }, compileCache)
    running.child.on('message', receive)
    return running
  }

  let running = await launch(0)
  const { url } = running
  const port = Number(new URL(url).port)
  let isUp = true

  async function order<K extends OrderName>(name: K, ask: Orders[K]['ask']): Promise<Orders[K]['answer']> {
    if (name === 'set-clock-ahead') clockAheadMs = ask as number
    calls += 1
    const pending = Promise.withResolvers<unknown>()
    callById.set(calls, pending)
    running.child.send({ call: calls, name, ask } satisfies OrderMessage<K>)
    return (await pending.promise) as Orders[K]['answer']
  }

  async function stop(): Promise<void> {
    await order('stop', null)
    await running.exited
    isUp = false
  }

  return {
    url,
    dataFolder,
    order,
    stop,
    async kill() {
      running.child.kill('SIGKILL')
      await running.exited
      isUp = false
    },
    async start() {
      running = await launch(port)
      isUp = true
    },
    async dispose() {
      if (isUp) await stop()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

async function launchProcess(input: ServerInput, compileCache: string): Promise<Running> {
  const child = fork(path.join(import.meta.dirname, 'sync-server-process.ts'), {
    execPath: process.execPath,
    execArgv: ['--no-warnings', '--expose-gc'],
    env: { ...process.env, NODE_OPTIONS: '', NODE_COMPILE_CACHE: compileCache, CHAOS_SERVER: JSON.stringify(input) }
  })
  const exited = once(child, 'exit')
  const [ready] = (await Promise.race([
    once(child, 'message'),
    exited.then(([code]) => {
      throw new Error(`the server ended with ${String(code)} before it was ready`)
    })
  ])) as [ServerMessage]
  if (!('ready' in ready)) throw new Error('the server spoke before it was ready')
  return { child, url: ready.ready, exited }
}
