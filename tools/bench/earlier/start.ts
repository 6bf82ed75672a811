import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startProcess } from '../lib/child.ts'
import { findEarlierVersion } from '../lib/earlier-version.ts'
import { createHttpClient } from '../lib/http-client.ts'
import type { Finding } from '../lib/report.ts'
import type { ServerInput } from '../processes/coachdesk-server.ts'
import { compare, measureInTurns } from './in-turns.ts'

/** 600 people, 100,000 slots, 50,000 sessions and both copies of each. */
const plan = { coaches: 100, students: 500, slotsPerCoach: 1_000, bookings: 50_000 }
const maxOpenFiles = 50

/** The same data in both versions: version 0.1.0 fills a folder, and a copy of it is moved over by today's server. */
export async function benchEarlierStart(): Promise<readonly Finding[]> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'coachdesk-bench-start-'))
  try {
    const version = findEarlierVersion()
    const today: ServerInput = { ...plan, dataFolder: path.join(scratch, 'today') }
    const earlier: ServerInput = { ...plan, dataFolder: path.join(scratch, 'earlier') }
    if (version.kind === 'here') {
      await start({ ...earlier, root: version.root }, 'until nothing is owed')
      cpSync(path.join(scratch, 'earlier'), path.join(scratch, 'today'), { recursive: true })
    }
    const moved = await start({ ...today, isFilled: version.kind === 'here' }, 'until nothing is owed')
    const starts = await measureInTurns(root =>
      start({ ...(root === undefined ? today : { ...earlier, root }), isFilled: true })
    )
    return [
      {
        name: 'processor time of the first start after version 0.1.0, which moves all data',
        value: moved / 1_000,
        unit: 's',
        ...(version.kind === 'here' ? {} : { skipped: version.reason })
      },
      ...compare(starts, {
        name: 'processor time of a start, 100,000 slots and 50,000 bookings',
        unit: 'ms',
        value: ms => ms,
        atMost: 0.35
      }),
      await countOpenFiles({ ...today, isFilled: true })
    ]
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** From the folder to listening, processor time in ms. */
async function start(input: ServerInput, then?: 'until nothing is owed'): Promise<number> {
  const server = await startProcess('coachdesk-server.ts', input)
  if (then !== undefined) await server.ask('idle')
  await server.stop()
  return Number(server.ready['startProcessorMs'])
}

/** After each of 600 people has read from the own database and the shared ones. */
async function countOpenFiles(input: ServerInput): Promise<Finding> {
  const name = 'open files of the server, 600 people'
  if (process.platform !== 'linux') {
    return { name, value: Number.NaN, unit: '', skipped: 'open files are counted in /proc, which is on Linux alone' }
  }
  const server = await startProcess('coachdesk-server.ts', input)
  try {
    await server.ask('idle')
    for (const [userId, token] of server.ready['people'] as readonly (readonly [string, string])[]) {
      const client = createHttpClient(token)
      for (const database of [`calls-${userId}`, 'slots', 'users']) {
        const page = await client.send('GET', `${server.url}/${database}/_changes?include_docs=true&limit=100`)
        if (!Array.isArray((page as { readonly results?: unknown }).results)) throw new Error(JSON.stringify(page))
      }
      client.close()
    }
    const { openFiles = Number.NaN } = await server.ask('openFiles')
    return { name, value: openFiles, unit: '', atMost: maxOpenFiles - 1 }
  } finally {
    await server.stop()
  }
}
