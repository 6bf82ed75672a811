import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { MailSettings } from '#server/mail/mailer.ts'
import type { ServerAnswer, ServerInput, ServerOrder } from './server-process.ts'

/** Every account of the tests has this password. */
export const password = 'correct horse battery'

export interface Person {
  readonly name: string
  readonly role: 'coach' | 'student'
  readonly displayName: string
  /** E.164. */
  readonly phone: string
  readonly zone: string
  readonly email?: string
  readonly isAdmin?: boolean
}

/** A sync server on a data folder of its own; address and data stay the same over restarts. */
export interface TestServer {
  readonly url: string
  /** What a server without accounts prints at its start. */
  readonly setUpUrl: string | undefined
  addAccount(person: Person): Promise<void>
  /** Puts the server's clock ahead of the machine's. */
  setClockAhead(ms: number): Promise<void>
  /** Ends it without warning, as a power cut would. */
  kill(): Promise<void>
  /** Starts it again after `kill`. */
  start(): Promise<void>
  /** Keeps a copy of the data; the server ends in good order for it, and starts again. */
  copyData(): Promise<void>
  /** Puts the last copy in the place of the data, and starts on it. */
  setBack(): Promise<void>
  /** Ends it in good order and removes its data. */
  dispose(): Promise<void>
}

interface Running {
  readonly child: ChildProcess
  readonly url: string
  readonly setUpUrl: string | undefined
}

export async function startTestServer(
  options: { readonly demo?: boolean; readonly mail?: MailSettings; readonly calendarPort?: number } = {}
): Promise<TestServer> {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'coachdesk-e2e-'))
  const copyFolder = mkdtempSync(path.join(tmpdir(), 'coachdesk-e2e-copy-'))
  let clockAheadMs = 0
  const launch = (port: number): Promise<Running> => {
    return launchProcess({
      dataFolder,
      port,
      demo: options.demo ?? false,
      clockAheadMs,
      mail: options.mail,
      calendarPort: options.calendarPort
    })
  }
  let running = await launch(0)
  const { url, setUpUrl } = running
  const port = Number(new URL(url).port)

  async function order(what: ServerOrder): Promise<ServerAnswer> {
    const answered = once(running.child, 'message')
    running.child.send(what)
    const [answer] = (await answered) as [ServerAnswer]
    if (answer.kind === 'refused') throw new Error(`the server refused: ${answer.why}`)
    return answer
  }

  async function stop(): Promise<void> {
    if (running.child.exitCode !== null || running.child.signalCode !== null) return
    const exited = once(running.child, 'exit')
    await order({ kind: 'stop' })
    await exited
  }

  function replaceFolder(source: string, target: string): void {
    rmSync(target, { recursive: true, force: true })
    cpSync(source, target, { recursive: true })
  }

  return {
    url,
    setUpUrl,
    async addAccount(person) {
      await order({ kind: 'add-account', account: { ...person, password } })
    },
    async setClockAhead(ms) {
      clockAheadMs = ms
      await order({ kind: 'set-clock-ahead', ms })
    },
    async kill() {
      const exited = once(running.child, 'exit')
      running.child.kill('SIGKILL')
      await exited
    },
    async start() {
      running = await launch(port)
    },
    async copyData() {
      await stop()
      replaceFolder(dataFolder, copyFolder)
      running = await launch(port)
    },
    async setBack() {
      await stop()
      replaceFolder(copyFolder, dataFolder)
      running = await launch(port)
    },
    async dispose() {
      await stop()
      for (const folder of [dataFolder, copyFolder]) rmSync(folder, { recursive: true, force: true })
    }
  }
}

async function launchProcess(input: ServerInput): Promise<Running> {
  const child = fork(path.join(import.meta.dirname, 'server-process.ts'), {
    execPath: process.execPath,
    execArgv: ['--no-warnings'],
    env: { ...process.env, NODE_OPTIONS: '', E2E_SERVER: JSON.stringify(input) }
  })
  const [ready] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`the server ended with ${String(code)} before it was ready`)
    })
  ])) as [ServerAnswer]
  if (ready.kind !== 'ready') throw new Error(`the server said ${ready.kind} before it was ready`)
  return { child, url: ready.url, setUpUrl: ready.setUpUrl }
}
