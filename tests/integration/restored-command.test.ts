import { randomBytes } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createDataCopies, type DataCopies } from '../support/data-copies.ts'
import { type Ask, bearer, createClient } from '../support/http-client.ts'
import { runScript } from '../support/run-script.ts'
import { type SignedIn, startTestServer, type TestServer } from '../support/test-server.ts'

let test: TestServer
let copies: DataCopies
let carla: SignedIn

beforeEach(async () => {
  copies = await createDataCopies()
  test = await startTestServer()
  await test.addAccount('carla', 'coach')
  carla = await test.signIn('carla')
})
afterEach(async () => {
  await test.remove()
  await copies.remove()
})

const as = ({ token }: SignedIn): Ask => createClient(test.url, bearer(token))

interface Outcome {
  readonly code: unknown
  readonly out: string
  readonly problem: string
}

/** `npm run restored -- <folder>` as an operator runs it. */
async function runRestored(...args: readonly string[]): Promise<Outcome> {
  const script = runScript('sync-server/cli/restored.ts', args, {})
  return { code: await script.ended, out: script.stdout(), problem: script.stderr() }
}

it('SB8 npm run restored signs everybody out, and new sign-ins work', async () => {
  expect((await as(carla)('GET', '/slots')).status).toBe(200)
  await test.server.stop()

  expect(await runRestored(test.dataFolder)).toMatchObject({
    code: 0,
    out: expect.stringContaining('Everybody has been signed out')
  })
  test = await test.restart()

  expect((await as(carla)('GET', '/slots')).status).toBe(401)
  const renewal = await createClient(test.url)('POST', '/_session/renew', { renewalToken: carla.renewalToken })
  expect(renewal.status).toBe(401)
  carla = await test.signIn('carla')
  expect((await as(carla)('GET', '/slots')).status).toBe(200)
  test = await test.restart()
  expect((await as(carla)('GET', '/slots')).status).toBe(200)
})

it('SB8 npm run restored says that this version writes there from now on, and leaves what a newer one wrote', async () => {
  await test.server.stop()
  const file = path.join(test.dataFolder, 'version')
  writeFileSync(file, '1\n')
  expect((await runRestored(test.dataFolder)).code).toBe(0)
  expect(readFileSync(file, 'utf8')).toBe('3\n')
  writeFileSync(file, '99\n')
  expect(await runRestored(test.dataFolder)).toMatchObject({
    code: 1,
    problem: expect.stringContaining('newer version')
  })
  writeFileSync(file, '3\n')
})

it('SB8 npm run restored says what to do where the databases are damaged', async () => {
  await test.server.stop()
  const current = path.join(test.dataFolder, 'databases', 'CURRENT')
  const kept = readFileSync(current, 'utf8')
  rmSync(current)
  expect(await runRestored(test.dataFolder)).toMatchObject({
    code: 1,
    problem: expect.stringContaining('check -- --repair')
  })
  writeFileSync(current, kept)
})

it('SB8 npm run restored a second time, with a secret from the settings, signs out again', async () => {
  await test.remove()
  test = await startTestServer({ settings: { secret: randomBytes(32).toString('hex') } })
  await test.addAccount('carla', 'coach')
  for (let times = 0; times < 2; times += 1) {
    carla = await test.signIn('carla')
    await test.server.stop()
    expect((await runRestored(test.dataFolder)).code).toBe(0)
    test = await test.restart()
    expect((await as(carla)('GET', '/slots')).status).toBe(401)
  }
})

it('SB8 after npm run restored each database tells of the set-back, however often it was started since', async () => {
  await as(carla)('PUT', '/slots/a', { n: 1 })
  const copiedAt = test.clock.now
  await test.server.stop()
  await copies.take(test.dataFolder, 'monday')
  test = await test.restart()
  await as(carla)('PUT', '/slots/lost', { n: 1 })
  const { last_seq: known } = (await as(carla)('GET', '/slots/_changes')).json
  await test.server.stop()
  await copies.putBack(test.dataFolder, 'monday')
  await runRestored(test.dataFolder)
  for (let day = 1; day <= 3; day += 1) {
    test.clock.now += 24 * 60 * 60_000
    test = await test.restart()
    carla = await test.signIn('carla')
    await as(carla)('PUT', `/slots/day-${day}`, { n: 1 })
  }

  const { json } = await as(carla)('GET', `/slots/_changes?since=${String(known)}`)

  expect(json['set_back']).toEqual({ dataFrom: copiedAt })
  expect(json['results']).toHaveLength(4)
})

it('SB8 npm run restored forgets checkpoints of replicating programs, also those that outlive it', async () => {
  await as(carla)('PUT', '/slots/_local/before', { last_seq: 3 })
  await test.server.stop()
  await runRestored(test.dataFolder)
  test = await test.restart()
  carla = await test.signIn('carla')

  expect((await as(carla)('GET', '/slots/_local/before')).status).toBe(404)
  expect((await as(carla)('PUT', '/slots/_local/before', { last_seq: 4 })).json).toMatchObject({ ok: true, rev: '0-1' })
  test = await test.restart()
  expect((await as(carla)('GET', '/slots/_local/before')).json).toMatchObject({ last_seq: 4 })
})

it('SB8 npm run restored says why it cannot', async () => {
  expect(await runRestored(test.dataFolder)).toMatchObject({ code: 1, problem: expect.stringContaining('has') })
  expect((await runRestored(test.dataFolder)).problem).toContain('Stop it')
  expect((await as(carla)('GET', '/slots')).status).toBe(200)
  expect((await runRestored('/nowhere')).problem).toContain('is not a CoachDesk data folder')
  expect((await runRestored()).problem).toContain('Usage')
})
