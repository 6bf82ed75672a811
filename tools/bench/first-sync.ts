import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { get } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { chromium } from '@playwright/test'
import { buildWeb, webFolder } from '../../scripts/lib/build-web.ts'
import { findHeadlessChromium } from '../../scripts/lib/find-chromium.ts'
import { projectRoot } from '../../scripts/lib/project.ts'
import { measureFirstSync } from './browser/measure-first-sync.ts'
import { measureFloor, measurePouch } from './browser/measure-floor.ts'
import { type BenchProcess, startProcess } from './lib/child.ts'
import { type Finding, median } from './lib/report.ts'

const coaches = 10
const slotsPerCoach = 1_000
const expected = coaches * slotsPerCoach
/** Of each as many, in turns, so that whatever else the machine does meets all of them. A first turn does not count. */
const turns = 5
const answersRead = 15

/**
 * The first sync of 10,000 live slots in Chromium: against the least that it can take, against the web edition of version 0.1.0 as it
 * was recorded, served by today's server, and against PouchDB.
 */
export async function benchFirstSync(): Promise<readonly Finding[]> {
  const build = await buildWeb()
  if (build.kind === 'failed') throw new Error(build.output)
  const executablePath = findHeadlessChromium(process.env)
  if (executablePath === undefined) {
    return [{ name: 'first sync', value: 0, unit: 'ms', skipped: 'there is no Chromium; CHROMIUM_PATH names one' }]
  }
  const recorded = unpackRecordedEdition()
  const plan = { coaches, students: 1, slotsPerCoach }
  const server = await startProcess('coachdesk-server.ts', { ...plan, webFolder })
  const earlier = await startProcess('coachdesk-server.ts', { ...plan, webFolder: recorded })
  const browser = await chromium.launch({ executablePath })
  try {
    const account = { name: 'student0', password: String(server.ready['password']), expected }
    const [token = ''] = server.ready['studentTokens'] as readonly string[]
    const own = { ...account, url: server.url, token }
    const rounds: Awaited<ReturnType<typeof measureRound>>[] = []
    const measureRound = async () => ({
      floor: await measureFloor(browser, own),
      today: await measureFirstSync(browser, own),
      earlier: await measureFirstSync(browser, { ...account, url: earlier.url }),
      pouch: await measurePouch(browser, own)
    })
    for (let turn = 0; turn <= turns; turn += 1) {
      const round = await measureRound()
      if (turn > 0) rounds.push(round)
    }
    const { snapshot, streamed } = await compareAnswers(server)
    const of = (value: (round: (typeof rounds)[number]) => number): number => median(rounds.map(value))
    return [
      { name: '_all_docs of 10,000, snapshot / streamed', value: snapshot / streamed, unit: 'x', atMost: 0.2 },
      { name: 'one request and one write of 10,000 slots (the floor)', value: of(({ floor }) => floor), unit: 'ms' },
      { name: 'first sync of 10,000 slots, today', value: of(({ today }) => today.ms), unit: 'ms' },
      { name: 'first sync of 10,000 slots, version 0.1.0', value: of(round => round.earlier.ms), unit: 'ms' },
      { name: 'PouchDB replicates 10,000 slots', value: of(({ pouch }) => pouch), unit: 'ms' },
      { name: 'today / the floor', value: of(({ today, floor }) => today.ms / floor), unit: 'x', atMost: 1.6 },
      { name: 'today / version 0.1.0', value: of(round => round.today.ms / round.earlier.ms), unit: 'x', atMost: 0.4 },
      { name: 'PouchDB / today', value: of(({ pouch, today }) => pouch / today.ms), unit: 'x' },
      { name: 'the longest task of the page, today', value: of(({ today }) => today.longestTaskMs), unit: 'ms' },
      {
        name: 'the longest task of the page, version 0.1.0',
        value: of(round => round.earlier.longestTaskMs),
        unit: 'ms'
      },
      { name: 'tasks of more than 100 ms, today', value: of(({ today }) => today.longTasks), unit: '' },
      { name: 'tasks of more than 100 ms, version 0.1.0', value: of(round => round.earlier.longTasks), unit: '' }
    ]
  } finally {
    await browser.close()
    await server.stop()
    await earlier.stop()
    rmSync(path.dirname(recorded), { recursive: true, force: true })
  }
}

/** The web edition that people of version 0.1.0 have, in a folder of its own. */
function unpackRecordedEdition(): string {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'coachdesk-web-')), 'web')
  execFileSync('mkdir', ['-p', folder])
  execFileSync('tar', ['-xzf', path.join(projectRoot, 'tests/versions/0.1.0/web.tar.gz'), '-C', folder])
  return folder
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
  return { snapshot: median(snapshot), streamed: median(streamed) }
}
