import { readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { DeviceDump } from '../support/protocol.ts'
import { type RecordedDocuments, startRecordedServer } from '../support/recorded-server.ts'
import type { RecordingFacts } from '../support/recording.ts'
import { createTestClock } from '../support/test-clock.ts'
import { lifeStart, passwordOf, recordedServerUrl } from './cast.ts'
import { createLifeWorld } from './life/life-world.ts'
import { live, type Lived } from './life/live.ts'

export interface RecordedLife {
  readonly facts: Pick<
    RecordingFacts,
    'dataVersion' | 'clock' | 'serverUrl' | 'people' | 'coachDevice' | 'studentDevice'
  >
  readonly documents: RecordedDocuments
  readonly dumps: { readonly coach: DeviceDump; readonly student: DeviceDump }
}

/** Lets a version live for some weeks on LevelDB; the folder is left as an orderly stop leaves it. */
export async function recordLife(parts: {
  /** The version's server as source: only from there it has native code. */
  readonly server: string
  /** The version's device as a bundle. */
  readonly device: string
  readonly dataFolder: string
}): Promise<RecordedLife> {
  const { dataFolder } = parts
  const clock = createTestClock(lifeStart)
  const start = { demo: true, seed: 1, storage: 'level', dataFolder } as const
  const server = await startRecordedServer({ bundle: parts.server, clock, start })
  const { coach, student } = await live(createLifeWorld(parts.device, clock, server))
  const dumps = { coach: await leave(coach), student: await leave(student) }
  await server.idle()
  const documents = await server.documents()
  await server.stop()
  removeLogs(dataFolder)
  return {
    documents,
    dumps,
    facts: {
      dataVersion: Number(readFileSync(path.join(dataFolder, 'version'), 'utf8')),
      clock: { start: lifeStart, end: clock.now },
      serverUrl: recordedServerUrl,
      people: listPeople(documents),
      coachDevice: { name: 'mara', userId: coach.userId, unsent: coach.unsent },
      studentDevice: { name: 'jonas', userId: student.userId, unsent: student.unsent }
    }
  }
}

/** Signs out, so that the password alone opens what is stored, and takes the device's storage. */
async function leave({ device }: Lived['coach'] | Lived['student']): Promise<DeviceDump> {
  await device.signOut()
  const dump = await device.dump()
  await device.stop()
  return dump
}

/** LevelDB's own notes say when this machine did what; nobody reads them. */
function removeLogs(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (['LOG', 'LOG.old', 'LOCK'].includes(path.basename(entry))) rmSync(path.join(folder, entry))
  }
}

function listPeople({ accounts = [] }: RecordedDocuments): RecordingFacts['people'] {
  const people = accounts as unknown as readonly {
    readonly _id: string
    readonly name: string
    readonly role: 'coach' | 'student' | 'admin'
    readonly disabled: boolean
  }[]
  return people.map(({ _id, name, role, disabled }) => ({
    name,
    userId: _id,
    role,
    password: passwordOf(name),
    disabled
  }))
}
