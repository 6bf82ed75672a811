import { get } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { type BenchProcess, startProcess } from './lib/child.ts'
import { type Finding, percentile } from './lib/report.ts'
import type { FirstSyncInput } from './processes/first-sync-client.ts'

const coaches = 10
const slotsPerCoach = 1_000
const expected = coaches * slotsPerCoach
const runs = 3
const answersRead = 15

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
    const { snapshot, streamed } = await compareAnswers(server)
    return [
      { name: '_all_docs of 10,000, snapshot / streamed', value: snapshot / streamed, unit: 'x', atMost: 0.2 },
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

/** How long the whole of `slots` takes, from memory and from storage, in turns: medians, ms. */
async function compareAnswers(server: BenchProcess): Promise<{ readonly snapshot: number; readonly streamed: number }> {
  const [token] = server.ready['studentTokens'] as readonly string[]
  const whole = `${server.url}/slots/_all_docs?include_docs=true&update_seq=true`
  async function read(url: string): Promise<number> {
    const startedAt = performance.now()
    await new Promise<void>((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, 'accept-encoding': 'gzip' }
      get(url, { headers }, answer => void buffer(answer).then(() => resolve(), reject)).on('error', reject)
    })
    return performance.now() - startedAt
  }
  const snapshot: number[] = []
  const streamed: number[] = []
  // The first one of each is not counted.
  for (let turn = 0; turn <= answersRead; turn += 1) {
    const times = [await read(whole), await read(`${whole}&inclusive_end=true`)] as const
    if (turn === 0) continue
    snapshot.push(times[0])
    streamed.push(times[1])
  }
  return { snapshot: percentile(snapshot, 0.5), streamed: percentile(streamed, 0.5) }
}
