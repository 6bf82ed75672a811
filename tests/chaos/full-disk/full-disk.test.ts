import { randomBytes } from 'node:crypto'
import { cpSync, rmSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { maxLocalDocuments } from '#server/http/quotas/local-roll.ts'
import { eventually } from '../../support/eventually.ts'
import { type Ask, bearer, createClient } from '../../support/http-client.ts'
import { runScript, type RunningScript } from '../../support/run-script.ts'
import { printFigures } from '../counts.ts'
import { runFullDisk } from './run-full-disk.ts'
import { findMountProblem, mountSmallDisk, type SmallDisk } from './small-disk.ts'

const problem = findMountProblem()
// The faults themselves are made on purpose in tests/contract/failing-disk.test.ts, which runs everywhere.
if (problem !== undefined) console.log(`The full disk is not tried: ${problem}`)

const fillers = ['carla', 'cora', 'cleo', 'cilla']

describe.skipIf(problem !== undefined)('a disk that is full', () => {
  let disk: SmallDisk | undefined
  let server: RunningScript | undefined
  afterEach(async () => {
    server?.kill('SIGKILL')
    await server?.ended
    disk?.remove()
    server = undefined
    disk = undefined
  })

  async function startServer({ folder }: SmallDisk, minFreeMb: number): Promise<string> {
    server = runScript('sync-server/main.ts', [], {
      COACHDESK_DATA: `${folder}/data`,
      COACHDESK_PORT: '0',
      COACHDESK_MIN_FREE_MB: String(minFreeMb)
    })
    const [, url = ''] = await server.waitFor(/(http:\S+)/)
    return url
  }

  async function addCoach({ folder }: SmallDisk, name: string): Promise<void> {
    const args = ['add', name, '--role', 'coach', '--display', name, '--phone', '+41446681800', '--zone', 'UTC']
    const environment = { COACHDESK_DATA: `${folder}/data`, COACHDESK_MIN_FREE_MB: '0' }
    const adding = runScript('sync-server/cli/account.ts', args, environment, 'a password')
    expect([await adding.ended, adding.stderr()]).toEqual([0, ''])
  }

  async function signIn(url: string, name: string): Promise<Ask> {
    const { json } = await createClient(url)('POST', '/_session', { name, password: 'a password' })
    return createClient(url, bearer(String(json['token'])))
  }

  it('loses nothing that was acknowledged, however often it was full', async () => {
    const run = await runFullDisk('sound')

    printFigures('full disk', {
      acknowledged: run.acknowledged,
      'of them after the first failure': run.acknowledgedAfterFailure,
      failures: run.failures,
      lost: run.lost.length
    })
    expect(run.lost).toEqual([])
    expect(run.problems).toEqual([])
    expect(run.failures).toBeGreaterThan(1_000)
    expect(run.acknowledgedAfterFailure).toBeGreaterThan(1_000)
  })

  it('control: a handle that goes on loses what it acknowledges, or acknowledges nothing any more', async () => {
    const run = await runFullDisk('control')

    printFigures('full disk, control', {
      acknowledged: run.acknowledged,
      'of them after the first failure': run.acknowledgedAfterFailure,
      lost: run.lost.length
    })
    expect(run.lost.length > 0 || run.acknowledgedAfterFailure < 1_000).toBe(true)
  })

  it('is told by the server process, which goes on when there is room, and keeps what it acknowledged', async () => {
    // Room enough for LevelDB to write anew, beside the old tables, what it tidies up: it is one store.
    disk = mountSmallDisk({ size: 40, ballast: 20 })
    for (const name of fillers) await addCoach(disk, name)
    let url = await startServer(disk, 0)
    const signInAll = () => Promise.all(fillers.map(name => signIn(url, name)))
    let asks = await signInAll()
    const kept: { readonly by: number; readonly path: string }[] = []
    // All together they may keep more than the disk has room for; one account alone may not.
    const places = fillers.flatMap((_, by) =>
      ['slots', 'users'].flatMap(database =>
        Array.from({ length: maxLocalDocuments }, (_, n) => ({ by, path: `/${database}/_local/c${n}` }))
      )
    )
    const fill = async (): Promise<number> => {
      for (const place of places.slice(kept.length)) {
        const words = randomBytes(43_000).toString('base64')
        const { status } = await (asks[place.by] as Ask)('PUT', place.path, { words })
        if (status !== 201) return status
        kept.push(place)
      }
      return 201
    }

    // Opening the files again may make a little room, some times.
    let full = await createClient(url)('GET', '/_up')
    while (full.status === 200) {
      expect(await fill()).toBe(503)
      full = await createClient(url)('GET', '/_up')
    }
    expect(full.json).toMatchObject({ status: 'storage_unavailable' })
    while (disk.makeRoom());
    // Opened again after a pause that has grown.
    await eventually(async () => expect((await createClient(url)('GET', '/_up')).status).toBe(200))
    const before = kept.length
    // What LevelDB tidies up first may take the room once more, and let it go again: a client tries again.
    await eventually(async () => {
      expect(await fill()).toBe(503)
      expect(kept.length).toBeGreaterThan(before)
    })
    server?.kill('SIGKILL')
    await server?.ended
    const elsewhere = `${disk.folder}-copy`
    cpSync(disk.folder, elsewhere, { recursive: true })
    url = await startServer({ ...disk, folder: elsewhere }, 0)
    asks = await signInAll()
    const found: { readonly status: number }[] = []
    for (const { by, path } of kept) found.push(await (asks[by] as Ask)('GET', path))
    server?.kill('SIGKILL')
    await server?.ended
    rmSync(elsewhere, { recursive: true })
    expect(found.filter(({ status }) => status !== 200)).toEqual([])
  })
})
