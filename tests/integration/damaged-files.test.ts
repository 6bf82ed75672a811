import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { blockListId } from '#domain/model/block-list.ts'
import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import { createLevelDatabases } from '#server/storage/level-databases.ts'
import { eventually } from '../support/eventually.ts'
import { flipByte, flipByteOfTable } from '../support/flipped-byte.ts'
import { findCopyViolations, findViolations } from '../support/gate-invariants.ts'
import { bookingIdOf, claimDoc, dayMs, listDocs, readRev, slotDoc } from '../support/gate-world.ts'
import { type Ask, bearer, createClient } from '../support/http-client.ts'
import { runScript } from '../support/run-script.ts'
import { systemStarts } from '../support/start-source.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const gridMs = 300_000
const now = Math.ceil(Date.now() / gridMs) * gridMs
const notes = 'What the coach wrote'

/** Each test starts up to five processes one after the other, which takes long where others need the processor, too. */
const timeout = 240_000

let test: TestServer
let coach: string
let stan: string

beforeEach(async () => {
  test = await startTestServer({ createBookingsEngine, clock: { now } })
  coach = await test.addAccount('carla', 'coach')
  stan = await test.addAccount('stan', 'student')
  const [carla, student] = [await as('carla'), await as('stan')]
  const days = Array.from({ length: 26 }, (_, n) => n + 2)
  await push(
    carla,
    'slots',
    days.map(day => slotDoc(coach, at(day)))
  )
  await push(
    student,
    'slots',
    days.slice(0, 20).map(day => claimDoc(coach, at(day), bookingIdOf(day), now))
  )
  await test.server.bookings.idle()
  const { json } = await carla('GET', `/calls-${coach}/${bookingIdOf(2)}`)
  const store = await test.server.databases.open(`calls-${coach}`)
  await store.write([{ ...json, _id: bookingIdOf(2), notes }], { newEdits: true })
})
afterEach(() => test.remove())

const at = (day: number): number => now + day * dayMs

async function as(name: string): Promise<Ask> {
  return createClient(test.url, bearer((await test.signIn(name)).token))
}

async function push(ask: Ask, database: string, docs: readonly object[]): Promise<void> {
  const { json } = await ask('POST', `/${database}/_bulk_docs`, { docs })
  expect(json).toMatchObject(docs.map(() => ({ ok: true })))
}

async function runToEnd(script: string, ...args: readonly string[]) {
  const environment = { COACHDESK_DATA: test.dataFolder, COACHDESK_PORT: '0', COACHDESK_MIN_FREE_MB: '0' }
  const running = runScript(script, args, environment)
  const code = await running.ended
  return { code, said: running.stdout() + running.stderr() }
}
const check = (...args: readonly string[]) => runToEnd('sync-server/cli/check.ts', ...args)

async function startAgain(): Promise<void> {
  test = await startTestServer({ createBookingsEngine, dataFolder: test.dataFolder, clock: test.clock })
  await test.server.bookings.idle()
}

/** Bodies without revisions, of everything that people see. */
async function describeAll(names: readonly string[]): Promise<readonly object[]> {
  const all = await Promise.all(
    names.map(async name =>
      (await listDocs(test.server.databases, name)).map(({ _rev, ...body }) => ({ name, ...body }))
    )
  )
  return all.flat()
}

async function expectSound(): Promise<void> {
  expect(await findViolations(test.server.databases)).toEqual([])
  expect(await findCopyViolations(test.server.databases)).toEqual([])
}

describe('a flipped byte in the files', { timeout }, () => {
  const everybody = () => ['bookings', `calls-${coach}`, `calls-${stan}`]
  // Words that could not be read are on their owner's devices.
  const withoutWords = (docs: readonly object[]) => docs.map(doc => ({ ...doc, notes: undefined }))

  for (const [file, damage] of [
    ['the manifest', () => flipByte(test.dataFolder, /^MANIFEST/)],
    ['CURRENT', () => flipByte(test.dataFolder, /^CURRENT/)],
    ['a table, among the slots', () => flipByteOfTable(test.dataFolder, 'slots', { databases: ['accounts'] })],
    ['a table, in the journal', () => flipByteOfTable(test.dataFolder, 'bookings', { databases: ['accounts'] })]
  ] as const) {
    it(`DM2 SB1 ${file}: the start says what to do, and the command does it, as another past`, async () => {
      const all = await describeAll(everybody())
      const booked = (await listDocs(test.server.databases, 'slots')).filter(({ status }) => status === 'booked')
      const { last_seq: known } = (await (await as('carla'))('GET', '/slots/_changes')).json
      await test.server.stop()
      await damage()

      const start = await runToEnd('sync-server/main.ts')
      expect(start.code).toBe(1)
      expect(start.said).toContain(`The databases in ${test.dataFolder} are damaged`)
      expect(start.said).toContain('npm run check -- --repair')
      expect(start.said).toContain(`npm run restored -- ${test.dataFolder}`)
      expect(await check()).toMatchObject({ code: 1, said: expect.stringContaining('damaged (') })

      const repair = await check('--repair')
      expect(repair.said).toContain('Nothing disagrees.')
      expect(repair.code).toBe(0)
      expect(await readdir(path.join(test.dataFolder, 'set-aside'))).toEqual([expect.stringMatching(/^databases_/)])
      expect(await readdir(test.dataFolder)).not.toContainEqual(expect.stringMatching(/^databases\./))
      await startAgain()
      expect(withoutWords(await describeAll(everybody()))).toEqual(withoutWords(all))
      const slots = await listDocs(test.server.databases, 'slots')
      expect(slots.filter(({ status }) => status === 'booked').map(({ bookingId }) => bookingId)).toEqual(
        booked.map(({ bookingId }) => bookingId)
      )
      await expectSound()
      const { json } = await (await as('carla'))('GET', `/slots/_changes?since=${String(known)}`)
      expect(json['set_back']).toBeDefined()
      expect((await test.signIn('stan')).userId).toBe(stan)
    })
  }

  it('DM2 SB1 in a person’s copies: everybody else is served, the log says so, and the command makes them again', async () => {
    const before = await describeAll([`calls-${coach}`])
    const { last_seq: known } = (await (await as('carla'))('GET', `/calls-${coach}/_changes`)).json
    const databases = (await test.server.databases.list()).filter(name => name !== `calls-${coach}`)
    await test.server.stop()
    await flipByteOfTable(test.dataFolder, `calls-${coach}`, { databases, documents: [blockListId] })
    await startAgain()
    await eventually(() => expect(test.log.join()).toContain('files are damaged'))
    expect(test.log.join()).toContain(`"database":"calls-${coach}"`)
    const up = await createClient(test.url)('GET', '/_up')
    expect([up.status, up.json]).toEqual([200, { status: 'ok', reasons: ['damaged'] }])
    await push(await as('stan'), 'slots', [claimDoc(coach, at(9), bookingIdOf(9), now)])
    await test.server.stop()

    expect(await check('--repair')).toMatchObject({ code: 0, said: expect.stringContaining('Nothing disagrees.') })
    await startAgain()
    const after = withoutWords(await describeAll([`calls-${coach}`]))
    expect(after).toEqual(expect.arrayContaining([...withoutWords(before)]))
    const { json } = await (await as('carla'))('GET', `/calls-${coach}/_changes?since=${String(known)}`)
    expect(json['set_back']).toBeDefined()
    await expectSound()
  })

  it('DM3 in the log, of which LevelDB drops the rest in silence: nothing disagrees after the command', async () => {
    test = await test.restart()
    const student = await as('stan')
    for (const day of [9, 10]) await push(student, 'slots', [claimDoc(coach, at(day), bookingIdOf(day), now)])
    await test.server.bookings.idle()
    await test.server.stop()
    await flipByte(test.dataFolder, /\.log$/, 0.5)
    await startAgain()
    expect(await findViolations(test.server.databases)).toEqual([])
    await test.server.stop()
    expect(await check('--repair')).toMatchObject({ code: 0, said: expect.stringContaining('Nothing disagrees.') })
    await startAgain()
    await expectSound()
  })
})

it('DM3 npm run check -- --repair makes copies and slots say what the journal says, and leaves the words', {
  timeout
}, async () => {
  await test.server.stop()
  const databases = await createLevelDatabases(path.join(test.dataFolder, 'databases'), systemStarts)
  for (const userId of [coach, stan]) {
    const [doc] = await (await databases.open(`calls-${userId}`)).read([bookingIdOf(2)])
    const old = { ...doc, _id: bookingIdOf(2), status: 'cancelled' }
    await (await databases.open(`calls-${userId}`)).write([old], { newEdits: true })
  }
  const _rev = (await readRev(databases, 'slots', `${coach}:${at(3)}`)) ?? ''
  await (await databases.open('slots')).write([{ ...slotDoc(coach, at(3)), _rev }], { newEdits: true })
  await databases.close()
  const found = await check()
  expect(found.code).toBe(1)
  for (const role of ['coach', 'student']) {
    expect(found.said).toContain(`the ${role}'s copy of booking ${bookingIdOf(2)} does not say what the journal says`)
  }
  expect(found.said).toContain(`session ${bookingIdOf(3)} is confirmed, but slot`)

  const repair = await check('--repair')
  expect(repair).toMatchObject({ code: 0, said: expect.stringContaining('copies of 2 people were made again') })
  expect(await check('--mend')).toMatchObject({ code: 1, said: expect.stringContaining('Usage') })
  await startAgain()
  await expectSound()
  const { json } = await (await as('carla'))('GET', `/calls-${coach}/${bookingIdOf(2)}`)
  expect(json).toMatchObject({ status: 'confirmed', notes })
})
