import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { NewAccount } from '#server/accounts/account-service.ts'
import { createServer, type RunningServer, type ServerParts } from '#server/create-server.ts'
import { createLogger } from '#server/logging/create-logger.ts'
import type { ServerSettings } from '#server/startup/settings.ts'
import { toAccountRole } from './account-role.ts'
import { createAcceptAllEngine } from './accept-all-gate.ts'

export interface TestServer {
  readonly server: RunningServer
  readonly url: string
  readonly dataFolder: string
  /** The server's clock; tests move it. */
  readonly clock: { now: number }
  /** Everything that was logged. */
  readonly log: readonly string[]
  /** Adds an account whose password is `password of <name>`. Returns its id. */
  addAccount(name: string, role: 'coach' | 'student' | 'admin', more?: Partial<NewAccount>): Promise<string>
  signIn(name: string): Promise<SignedIn>
  /** Stops the server and starts it again on the same data. */
  restart(): Promise<TestServer>
  /** Stops the server and removes its data. */
  remove(): Promise<void>
}

export interface SignedIn {
  readonly userId: string
  readonly token: string
  readonly expiresAt: number
  readonly renewalToken: string
  readonly renewableUntil: number
}

export type TestServerOptions = Partial<Omit<ServerParts, 'settings'>> & {
  readonly settings?: Partial<ServerSettings>
  readonly dataFolder?: string
  readonly clock?: { now: number }
}

const cheapPasswordLogN = 4

/**
 * A whole server in this process, on a folder and a port of its own. Its gate accepts every write: a test of bookings passes
 * `createBookingsEngine`, which has the real one.
 */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { settings, dataFolder: givenFolder, clock = { now: Date.now() }, ...parts } = options
  const dataFolder = givenFolder ?? (await mkdtemp(path.join(os.tmpdir(), 'coachdesk-server-')))
  const log: string[] = []
  const server = await createServer({
    settings: {
      host: '127.0.0.1',
      port: 0,
      dataFolder,
      secret: undefined,
      minFreeBytes: 0,
      readsCalendars: true,
      demo: false,
      extraOrigins: [],
      addresses: [],
      transport: { kind: 'plain' },
      ...settings
    },
    now: () => clock.now,
    randomBytes: length => new Uint8Array(randomBytes(length)),
    createBookingsEngine: createAcceptAllEngine,
    logger: createLogger('info', { write: (line: string) => void log.push(line) }),
    webFolder: path.join(dataFolder, 'web'),
    passwordCostLogN: cheapPasswordLogN,
    feedTickMs: 10,
    ...parts
  })
  const { url } = server

  return {
    server,
    url,
    dataFolder,
    clock,
    log,
    async addAccount(name, role, more) {
      const added = await server.service.add({
        name,
        ...toAccountRole(role),
        displayName: `Person ${name}`,
        phone: '+41 44 668 18 00',
        zone: 'Europe/Zurich',
        password: passwordOf(name),
        ...more
      })
      if (!added.ok) throw new Error(JSON.stringify(added.problems))
      return added.account.id
    },
    async signIn(name) {
      const response = await fetch(`${url}/_session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name, password: passwordOf(name) })
      })
      if (!response.ok) throw new Error(`signing in: ${response.status} ${await response.text()}`)
      return (await response.json()) as SignedIn
    },
    async restart() {
      await server.stop()
      return startTestServer({ ...options, dataFolder, clock })
    },
    async remove() {
      await server.stop()
      await rm(dataFolder, { recursive: true, force: true })
    }
  }
}

export function passwordOf(name: string): string {
  return `password of ${name}`
}
