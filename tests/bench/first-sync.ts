import { startProcess } from './lib/child.ts'
import { type Finding, percentile } from './lib/report.ts'
import type { FirstSyncInput } from './processes/first-sync-client.ts'

const coaches = 10
const slotsPerCoach = 1_000
const expected = coaches * slotsPerCoach
const runs = 3

/** The first sync of 10,000 live slots from one server into an empty device, against PouchDB's replication of the same database. */
export async function benchFirstSync(): Promise<readonly Finding[]> {
  const server = await startProcess('coachdesk-server.ts', { coaches, students: 1, slotsPerCoach })

  /** The median of some first syncs, ms. */
  async function measure(into: FirstSyncInput['into']): Promise<number> {
    const times: number[] = []
    for (let run = 0; run < runs; run += 1) {
      const client = await startProcess('first-sync-client.ts', {
        into,
        serverUrl: server.url,
        name: 'student0',
        password: String(server.ready['password']),
        expected
      })
      await client.stop()
      if (client.ready['slots'] !== expected) throw new Error(`${into} received ${String(client.ready['slots'])} slots`)
      times.push(Number(client.ready['ms']))
    }
    return percentile(times, 0.5)
  }

  try {
    const pouch = await measure('pouchdb')
    const memory = await measure('rxdb-memory')
    const dexie = await measure('rxdb-dexie')
    return [
      { name: 'PouchDB replicates 10,000 slots into memory', value: pouch, unit: 'ms' },
      { name: 'first sync of 10,000 slots into RxDB in memory', value: memory, unit: 'ms' },
      { name: 'first sync of 10,000 slots into RxDB on Dexie (IndexedDB in JavaScript)', value: dexie, unit: 'ms' },
      { name: 'PouchDB / RxDB in memory', value: pouch / memory, unit: 'x', atLeast: 3 },
      { name: 'PouchDB / RxDB on Dexie', value: pouch / dexie, unit: 'x', atLeast: 3 }
    ]
  } finally {
    await server.stop()
  }
}
