/** The real sync server on LevelDB, filled before it starts. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import { toWire } from '#domain/model/wire.ts'
import { createPasswordHasher } from '../../../sync-server/accounts/password-hash.ts'
import { createUnrecordedSignIn } from '../../support/sign-in.ts'
import { createTokens } from '../../../sync-server/accounts/tokens.ts'
import { createServer } from '../../../sync-server/create-server.ts'
import { startGate } from '../../../sync-server/gate/start-gate.ts'
import { prepareDataFolder } from '../../../sync-server/startup/data-folder.ts'
import type { Databases } from '../../../sync-server/storage/document-store.ts'
import { createLevelDatabases } from '../../../sync-server/storage/level-databases.ts'
import { readInput, serveParent } from '../lib/child.ts'
import { firstStart, type Plan, planAccount, planCall, planProfile, planSlot } from '../lib/plan.ts'

const secret = 'bench-secret-of-at-least-32-characters'
const password = 'bench-password'
const now = Date.now()
const plan = readInput() as Plan
const dataFolder = mkdtempSync(path.join(tmpdir(), 'coachdesk-bench-'))
const makeRandomBytes = (length: number): Uint8Array => new Uint8Array(randomBytes(length))
const hasher = createPasswordHasher(makeRandomBytes, 10)

async function writeAll(
  databases: Databases,
  name: string,
  documents: readonly { readonly id: string }[]
): Promise<void> {
  const store = await databases.open(name)
  for (let n = 0; n < documents.length; n += 500) {
    await store.write(documents.slice(n, n + 500).map(toWire), { newEdits: true })
  }
}

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n)
const passwordHash = await hasher.hash(password)
const students = range(plan.students).map(n => planAccount('student', n, passwordHash, now))
const folder = await prepareDataFolder(dataFolder, secret, makeRandomBytes)
const databases = await createLevelDatabases(folder.databasesFolder, {
  now: () => now,
  randomBytes: makeRandomBytes
})
await writeAll(databases, 'accounts', [
  ...range(plan.coaches).map(n => planAccount('coach', n, passwordHash, now)),
  ...students
])
await writeAll(databases, 'users', range(plan.coaches).map(planProfile))
const from = firstStart(now)
await writeAll(
  databases,
  'slots',
  range(plan.coaches).flatMap(coach => range(plan.slotsPerCoach).map(k => planSlot(coach, k, from)))
)
const calls = plan.callsOfFirstCoach ?? 0
const [firstCoach] = range(plan.coaches).map(n => planProfile(n).id)
if (calls > 0)
  await writeAll(
    databases,
    `calls-${firstCoach}`,
    range(calls).map(k => planCall(k, calls, now))
  )
await databases.close()

const server = await createServer({
  settings: {
    host: '127.0.0.1',
    port: 0,
    dataFolder,
    secret,
    minFreeBytes: 0,
    demo: false,
    extraOrigins: [],
    addresses: [],
    transport: { kind: 'plain' }
  },
  now: Date.now,
  randomBytes: makeRandomBytes,
  startGate,
  logger: pino({ level: 'error' }),
  webFolder: dataFolder,
  passwordCostLogN: 10
})
const tokens = createTokens(secret, Date.now)
const studentTokens = await Promise.all(
  students.map(async account => (await tokens.issue(account, createUnrecordedSignIn(account.id, now))).token)
)

async function countWrites(): Promise<{ readonly writes: number }> {
  let writes = 0
  for (const name of await server.databases.list())
    writes += (await (await server.databases.open(name)).info()).updateSeq
  return { writes }
}

serveParent(
  { url: server.url, studentTokens, from, password },
  {
    idle: async () => {
      await server.gate.idle()
      return {}
    },
    writes: countWrites,
    memory: () => {
      globalThis.gc?.()
      return { rss: process.memoryUsage().rss }
    }
  },
  async () => {
    await server.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  }
)
