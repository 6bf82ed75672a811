/** The real sync server on LevelDB, of today or of an earlier version, filled before it starts. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import { projectRoot } from '../../../scripts/lib/project.ts'
import { readInput, serveParent } from '../lib/child.ts'
import { fillDatabases, planAccounts } from '../lib/fill-databases.ts'
import { firstStart, type Plan } from '../lib/plan.ts'
import { countBatches, countTold } from '../lib/count-told.ts'
import { loadServerCode } from '../lib/server-code.ts'

/** What the process is given. */
export interface ServerInput extends Plan {
  /** Source of an earlier version; left out: today's. */
  readonly root?: string
  /** Is kept; left out: a new one, which goes with the server. */
  readonly dataFolder?: string
  /** The folder holds already what the plan says. */
  readonly isFilled?: boolean
  /** The web edition that it serves; left out: none. */
  readonly webFolder?: string
}

const secret = 'bench-secret-of-at-least-32-characters'
const password = 'bench-password'
const now = Date.now()
const from = firstStart(now)
const { root, dataFolder: keptFolder, isFilled = false, webFolder, ...plan } = readInput() as ServerInput
const dataFolder = keptFolder ?? mkdtempSync(path.join(tmpdir(), 'coachdesk-bench-'))
const makeRandomBytes = (length: number): Uint8Array => new Uint8Array(randomBytes(length))
const code = await loadServerCode({
  root: root ?? projectRoot,
  isToday: root === undefined,
  secret,
  now,
  randomBytes: makeRandomBytes
})

const passwordHash = isFilled ? '' : await code.hashPassword(password)
const accounts = planAccounts(plan, passwordHash, now)
if (!isFilled) {
  const folder = await code.prepareDataFolder(dataFolder, secret, makeRandomBytes)
  const databases = await code.openDatabases(folder.databasesFolder)
  await fillDatabases(databases, plan, { passwordHash, now, from })
  await databases.close()
}

const readProcessorMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

globalThis.gc?.()
const processorBefore = readProcessorMs()
const server = await code.createServer({
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
  ...code.serverParts,
  logger: pino({ level: 'error' }),
  webFolder: webFolder ?? dataFolder,
  passwordCostLogN: 10
})
const startProcessorMs = readProcessorMs() - processorBefore
const syncs = code.countSyncs(server)
const tokenByPerson = new Map<string, string>()
for (const account of accounts) tokenByPerson.set(account.id, await code.issueToken(account))
const studentTokens = accounts.filter(({ role }) => role === 'student').map(({ id }) => tokenByPerson.get(id))

let countedFrom = 0

async function countWrites(): Promise<number> {
  let writes = 0
  for (const name of await server.databases.list())
    writes += (await (await server.databases.open(name)).info()).updateSeq
  return writes
}

serveParent(
  { url: server.url, people: [...tokenByPerson], studentTokens, from, password, startProcessorMs },
  {
    idle: async () => {
      await code.idle(server)
      return {}
    },
    writes: async () => ({ writes: await countWrites() }),
    effort: () => ({ processorMs: readProcessorMs(), syncs: syncs() }),
    batches: async () => ({ batches: await countBatches(server.databases) }),
    forgetTold: () => {
      countedFrom = Date.now()
      return {}
    },
    told: () => countTold(server.databases, plan, countedFrom),
    openFiles: () => ({ openFiles: readdirSync('/proc/self/fd').length }),
    memory: () => {
      globalThis.gc?.()
      return { rss: process.memoryUsage().rss }
    }
  },
  async () => {
    await server.stop()
    if (keptFolder === undefined) rmSync(dataFolder, { recursive: true, force: true })
  }
)
