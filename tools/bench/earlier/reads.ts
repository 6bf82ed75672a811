import { type BenchProcess, startProcess } from '../lib/child.ts'
import { createHttpClient, type HttpClient } from '../lib/http-client.ts'
import type { Finding } from '../lib/report.ts'
import { findEarlierVersion } from '../lib/earlier-version.ts'
import { compare, measureInTurns } from './in-turns.ts'

const coaches = 10
const slotsPerCoach = 1_000
const documents = coaches * slotsPerCoach
/** A single pass of today's server is so short that one collection of garbage decides. */
const passesPerTurn = 4

interface Reader {
  readonly server: BenchProcess
  readonly client: HttpClient
  passes: number
}

/** All changes in pages. Each pass asks for other pages than the ones before, as the server keeps a few. */
async function readChanges({ server, client, passes }: Reader): Promise<void> {
  const limit = 1_000 - passes
  let since = '0'
  let count = 0
  for (;;) {
    const query = `include_docs=true&limit=${limit}&since=${encodeURIComponent(since)}`
    const answer = await client.send('GET', `${server.url}/slots/_changes?${query}`)
    const page = answer as { readonly results: readonly object[]; readonly last_seq: number | string }
    count += page.results.length
    since = String(page.last_seq)
    if (page.results.length < limit) break
  }
  if (count !== documents) throw new Error(`${count} changes came, not ${documents}`)
}

/** All documents in pages of 1,000, by keys. */
async function readAllDocs({ server, client }: Reader): Promise<void> {
  let count = 0
  for (let startKey = ''; ; ) {
    const query = `include_docs=true&limit=1000&startkey=${encodeURIComponent(JSON.stringify(startKey))}`
    const answer = await client.send('GET', `${server.url}/slots/_all_docs?${query}`)
    const { rows } = answer as { readonly rows: readonly { readonly id: string; readonly doc: object }[] }
    count += rows.filter(({ doc }) => typeof doc === 'object').length
    const last = rows.at(-1)
    if (last === undefined) break
    startKey = `${last.id}\u0000`
  }
  if (count !== documents) throw new Error(`${count} documents came, not ${documents}`)
}

/** Processor time of the server for reading 10,000 documents, with a warm-up. */
export async function benchEarlierReads(): Promise<readonly Finding[]> {
  const version = findEarlierVersion()
  const readers = new Map<string | undefined, Reader>()
  for (const root of [undefined, ...(version.kind === 'here' ? [version.root] : [])]) {
    const server = await startProcess('coachdesk-server.ts', { coaches, students: 1, slotsPerCoach, root })
    const [token] = server.ready['studentTokens'] as readonly string[]
    readers.set(root, { server, client: createHttpClient(token), passes: 0 })
  }
  const measure = async (root: string | undefined, read: (reader: Reader) => Promise<void>): Promise<number> => {
    const reader = readers.get(root)
    if (reader === undefined) throw new Error('there is no such server')
    const before = await reader.server.ask('effort')
    for (let pass = 0; pass < passesPerTurn; pass += 1) {
      reader.passes += 1
      await read(reader)
    }
    const after = await reader.server.ask('effort')
    return ((after['processorMs'] ?? 0) - (before['processorMs'] ?? 0)) / passesPerTurn
  }
  try {
    for (const read of [readChanges, readAllDocs]) for (const root of readers.keys()) await measure(root, read)
    const changes = await measureInTurns(root => measure(root, readChanges))
    const allDocs = await measureInTurns(root => measure(root, readAllDocs))
    const processorTime = { unit: 'ms', value: (ms: number) => ms, atMost: 0.2 }
    return [
      ...compare(changes, { name: 'processor time of _changes, 10 pages of 1,000 documents', ...processorTime }),
      ...compare(allDocs, { name: 'processor time of _all_docs, 10 pages of 1,000 documents', ...processorTime })
    ]
  } finally {
    for (const { server, client } of readers.values()) {
      client.close()
      await server.stop()
    }
  }
}
