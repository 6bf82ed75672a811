import { performance } from 'node:perf_hooks'
import type { CoachAvailability } from '#domain/model/availability.ts'
import { productVersion } from '#domain/versions/product-version.ts'
import { startProcess, type BenchProcess } from './lib/child.ts'
import { claimAll } from './lib/claim-all.ts'
import { createHttpClient } from './lib/http-client.ts'
import { planProfile } from './lib/plan.ts'
import { type Finding, median } from './lib/report.ts'

const coaches = 16
const claimsPerClient = 124
const warmUp = 10
const watches = 500
/** Six weeks of twelve a day, less what is left of today. */
const slotsAtLeast = 480
const pairs = 5
/** What takes a tenth of the rate takes as much more processor time. */
const mostProcessorTime = 1.11

interface WatchRun {
  readonly processorMs: number
  readonly claimsPerSecond: number
  readonly filled: number
  /** In which the openings of the run were matched. */
  readonly batches: number
  readonly told: Readonly<Record<string, number>>
}

/** As the coach who has no slot at first. */
function asFilledCoach(server: BenchProcess) {
  const profile = planProfile(coaches)
  const people = new Map(server.ready['people'] as readonly (readonly [string, string])[])
  return { profile, client: createHttpClient(people.get(profile.id), productVersion) }
}

/** The coach sets weekly hours, and the server fills them. */
async function setHours(server: BenchProcess): Promise<void> {
  const { profile, client } = asFilledCoach(server)
  const hours = Array.from({ length: 12 }, (_, n) => n * 120)
  const availability: CoachAvailability = {
    weekly: [1, 2, 3, 4, 5, 6, 7].map(weekday => ({ weekday, starts: hours, generation: '0000abcd' })),
    overrides: [],
    weeksAhead: 6,
    skips: []
  }
  const { _rev } = (await client.send('GET', `${server.url}/users/${profile.id}`)) as { readonly _rev: string }
  const { id: _id, ...fields } = { ...profile, availability }
  const rows = await client.send('POST', `${server.url}/users/_bulk_docs`, { docs: [{ ...fields, _id, _rev }] })
  if (!JSON.stringify(rows).includes('"ok":true')) throw new Error(`the hours were refused: ${JSON.stringify(rows)}`)
  client.close()
}

async function countFilled(server: BenchProcess): Promise<number> {
  const { profile, client } = asFilledCoach(server)
  const keys = `startkey=${JSON.stringify(`${profile.id}:`)}&endkey=${JSON.stringify(`${profile.id}:~`)}`
  const found = await client.send('GET', `${server.url}/slots/_all_docs?${keys}`)
  client.close()
  return (found as { readonly rows: readonly unknown[] }).rows.length
}

/** Claims of 16 clients while a coach's hours are filled, until everything is stored and everybody who waits is told. */
async function measure(watchCount: number): Promise<WatchRun> {
  const slotsPerCoach = warmUp + claimsPerClient
  const waiting = watches / 10
  const server = await startProcess('coachdesk-server.ts', {
    coaches,
    coachesWithoutSlots: 1,
    students: coaches + waiting,
    slotsPerCoach,
    watches: watchCount
  })
  try {
    await claimAll(server, { clients: coaches, first: 0, end: warmUp })
    await server.ask('idle')
    // What was there when the server first looked is told, too.
    await server.ask('forgetTold')
    const { batches: earlier = 0 } = await server.ask('batches')
    const before = await server.ask('effort')
    const startedAt = performance.now()
    const claiming = claimAll(server, { clients: coaches, first: warmUp, end: slotsPerCoach })
    await Promise.all([claiming, setHours(server)])
    await server.ask('idle')
    const seconds = (performance.now() - startedAt) / 1_000
    const after = await server.ask('effort')
    const claims = coaches * claimsPerClient
    const processorMs = ((after['processorMs'] ?? 0) - (before['processorMs'] ?? 0)) / claims
    const { batches = 0 } = await server.ask('batches')
    const told = await server.ask('told')
    const filled = await countFilled(server)
    return { processorMs, claimsPerSecond: claims / seconds, filled, batches: batches - earlier, told }
  } finally {
    await server.stop()
  }
}

/** What the waiting list costs those who book: the same run with and without 500 watches, in turns. */
export async function benchWatches(): Promise<readonly Finding[]> {
  const without: WatchRun[] = []
  const waited: WatchRun[] = []
  for (let pair = 0; pair < pairs; pair += 1) {
    without.push(await measure(0))
    waited.push(await measure(watches))
  }
  const ratio = (value: (run: WatchRun) => number): number =>
    median(waited.map((run, pair) => value(run) / value(without[pair] ?? run)))
  const least = (value: (run: WatchRun) => number): number => Math.min(...waited.map(value))
  const most = (value: (run: WatchRun) => number): number => Math.max(...waited.map(value))
  return [
    { name: 'slots filled while students book', value: least(run => run.filled), unit: '', atLeast: slotsAtLeast },
    { name: 'claims without watches', value: median(without.map(run => run.claimsPerSecond)), unit: 'per s' },
    { name: 'claims with 500 watches', value: median(waited.map(run => run.claimsPerSecond)), unit: 'per s' },
    { name: 'claims per second, with / without', value: ratio(run => run.claimsPerSecond), unit: 'x', atLeast: 0.9 },
    {
      name: 'processor time of a claim without watches',
      value: median(without.map(run => run.processorMs)),
      unit: 'ms'
    },
    {
      name: 'processor time of a claim, with / without',
      value: ratio(run => run.processorMs),
      unit: 'x',
      atMost: mostProcessorTime
    },
    {
      name: 'watches that were told, the fewest of a run',
      value: least(({ told }) => told['watchesTold'] ?? 0),
      unit: '',
      atLeast: 400
    },
    { name: 'batches of openings, the most of a run', value: most(({ batches }) => batches), unit: '' },
    {
      name: 'notices of a watch beyond one for each batch',
      value: most(({ told, batches }) => (told['mostOfOneWatch'] ?? 0) - batches),
      unit: '',
      atMost: 0
    },
    {
      name: 'openings of which a watch was told twice',
      value: most(({ told }) => told['toldTwice'] ?? 0),
      unit: '',
      atMost: 0
    }
  ]
}
