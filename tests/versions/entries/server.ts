// The start of a thread: a version's sync server, on memory or (for the recording, which runs from source) on LevelDB.
import { drawBytes, readClock } from './install-world.ts'
import { parentPort, workerData } from 'node:worker_threads'
import { pino } from 'pino'
import { defaultAttemptLimits } from '../../../sync-server/accounts/attempt-limiter.ts'
import { createServer } from '../../../sync-server/create-server.ts'
import { createLogger } from '../../../sync-server/logging/create-logger.ts'
import type { WritableDocument } from '../../../sync-server/storage/document-store.ts'
import { createMemoryDatabases } from '../../../sync-server/storage/memory-databases.ts'
import type { PouchDatabases } from '../../../sync-server/storage/pouch-databases.ts'
import type { StartSource } from '../../../sync-server/storage/start-keeper.ts'
import type { NewPerson, ServerCommand, ServerThreadData, ThreadAnswer, ThreadRequest } from '../support/protocol.ts'

const data = workerData as ServerThreadData
const port = parentPort
if (port === null) throw new Error('this file is the start of a thread')
const say = (message: ThreadAnswer): void => port.postMessage(message)

/** Databases in memory that hold what was given, before anything is built upon them. */
async function openFilled(_folder: string, starts: StartSource): Promise<PouchDatabases> {
  const databases = createMemoryDatabases(starts)
  for (const [name, documents] of Object.entries(data.documents ?? {})) {
    const store = await databases.open(name)
    await store.write(documents as readonly WritableDocument[], { newEdits: false })
  }
  return databases
}

const server = await createServer({
  settings: {
    host: '127.0.0.1',
    port: data.port,
    dataFolder: data.dataFolder,
    secret: undefined,
    minFreeBytes: 0,
    demo: data.demo,
    // Where the stand-in for Electron serves the desktop application.
    extraOrigins: ['http://coachdesk.app.localhost:*'],
    addresses: [],
    transport: { kind: 'plain' }
  },
  now: readClock,
  randomBytes: drawBytes,
  logger: createLogger('error', pino.destination(2)),
  webFolder: data.webFolder,
  ...(data.storage === 'memory' ? { openDatabases: openFilled } : {}),
  // How well passwords are kept is not what is tested with it.
  passwordCostLogN: 4,
  attemptLimits: { ...defaultAttemptLimits, perAddress: 10_000 },
  feedTickMs: 10
})

async function addPeople(people: readonly NewPerson[]): Promise<readonly string[]> {
  const ids: string[] = []
  for (const person of people) {
    const added = await server.service.add(person)
    if (!added.ok) throw new Error(JSON.stringify(added.problems))
    ids.push(added.account.id)
  }
  return ids
}

async function readDocuments(): Promise<Record<string, readonly object[]>> {
  const found: Record<string, readonly object[]> = {}
  for (const name of [...(await server.databases.list())].sort()) {
    const store = await server.databases.open(name)
    const { results } = await store.changes({ since: 0, limit: 100_000, includeDocs: true })
    const documents: object[] = []
    for (const { id, doc } of results) {
      // Nothing here is ever in conflict: the revisions are one line.
      const revisions = [...(await store.readRevisions(id))].sort((a, b) => generationOf(b) - generationOf(a))
      const ids = revisions.map(rev => rev.slice(rev.indexOf('-') + 1))
      documents.push({ ...doc, _revisions: { start: generationOf(revisions[0] ?? ''), ids } })
    }
    found[name] = documents
  }
  return found
}

function generationOf(rev: string): number {
  return Number(rev.split('-')[0])
}

async function perform(command: ServerCommand): Promise<unknown> {
  switch (command.kind) {
    case 'add-people':
      return addPeople(command.people)
    case 'disable': {
      const account = server.directory.list().find(({ name }) => name === command.name)
      if (account === undefined) throw new Error(`there is no ${command.name}`)
      return server.service.setDisabled(account.id, true)
    }
    case 'idle':
      return server.bookings.idle()
    case 'documents':
      return readDocuments()
    default:
      return server.stop()
  }
}

port.on('message', ({ call, command }: ThreadRequest<ServerCommand>) => {
  perform(command).then(
    value => say({ call, value }),
    (error: unknown) => say({ call, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  )
})
say({ ready: server.url })
