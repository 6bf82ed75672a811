import { afterEach, describe, expect, it } from 'vitest'
import { blockListId } from '#domain/model/block-list.ts'
import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import { documentPrefix, localPrefix, seqPrefix } from '#server/storage/engine/level-keys.ts'
import { createLevelDatabases } from '#server/storage/level-databases.ts'
import { createDamagedFiles } from '../support/damaged-files.ts'
import { bookingIdOf, claimDoc, dayMs, slotDoc } from '../support/gate-world.ts'
import { type Ask, bearer, createClient } from '../support/http-client.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const now = Math.ceil(Date.now() / 300_000) * 300_000
const at = (day: number): number => now + day * dayMs

let test: TestServer | undefined
afterEach(() => test?.remove())

async function as(server: TestServer, name: string): Promise<Ask> {
  return createClient(server.url, bearer((await server.signIn(name)).token))
}

/** Two coaches with open slots, and one session of the first; the server is stopped. */
async function prepare() {
  const first = await startTestServer({ createBookingsEngine, clock: { now } })
  test = first
  const [carla, cora] = [await first.addAccount('carla', 'coach'), await first.addAccount('cora', 'coach')]
  await first.addAccount('stan', 'student')
  const starts = [2, 3].map(at)
  await (await as(first, 'carla'))('POST', '/slots/_bulk_docs', { docs: starts.map(start => slotDoc(carla, start)) })
  await (await as(first, 'cora'))('POST', '/slots/_bulk_docs', { docs: [slotDoc(cora, at(5))] })
  const student = await as(first, 'stan')
  const { json } = await student('POST', '/slots/_bulk_docs', { docs: [claimDoc(carla, at(2), bookingIdOf(2), now)] })
  expect(json).toMatchObject([{ ok: true }])
  await first.server.bookings.idle()
  await first.server.stop()
  return { carla, cora, dataFolder: first.dataFolder }
}

async function startOn(dataFolder: string, isDamaged: (key: string) => boolean): Promise<TestServer> {
  test = await startTestServer({
    createBookingsEngine,
    dataFolder,
    clock: { now },
    openDatabases: (folder, starts, options) =>
      createLevelDatabases(folder, starts, { ...options, openFiles: createDamagedFiles(isDamaged) })
  })
  return test
}

/** Nothing of it is stored, and the device sends it again: alone it is answered with 503. */
const laterRow = { error: 'internal_error' }

describe('what cannot be read of one person', () => {
  const [claimOfCarla, claimOfCora] = [3, 5].map(day => ({ day, bookingId: bookingIdOf(day) }))
  for (const [what, lists, carlaSays] of [
    ['a copy', (name: string, key: string) => key === documentPrefix(name) + bookingIdOf(2), { ok: true }],
    ['BL3 the block list', (name: string, key: string) => key === documentPrefix(name) + blockListId, laterRow],
    ['the log of starts', (name: string, key: string) => key.startsWith(localPrefix(name)), laterRow],
    ['the list of changes', (name: string, key: string) => key.startsWith(seqPrefix(name)), { ok: true }],
    ['all of it', (name: string, key: string) => key.startsWith(`${name}\0`), laterRow]
  ] as const) {
    it(`DM2 ${what}: the server starts, and other coaches are booked`, async () => {
      const { carla, cora, dataFolder } = await prepare()
      const started = await startOn(dataFolder, key => lists(`calls-${carla}`, key))
      const student = await as(started, 'stan')
      const claim = (coach: string, of = claimOfCora) => [claimDoc(coach, at(of?.day ?? 0), of?.bookingId ?? '', now)]
      const answers = await student('POST', '/slots/_bulk_docs', {
        docs: [...claim(carla, claimOfCarla), ...claim(cora)]
      })
      expect(answers.json).toMatchObject([carlaSays, { ok: true }])
      const again = await student('POST', '/slots/_bulk_docs', { docs: claim(carla, claimOfCarla) })
      expect(again.status).toBe(carlaSays === laterRow ? 503 : 201)
    })
  }

  it('DM2 how far openings were matched: the server starts, and everybody books', async () => {
    const { carla, dataFolder } = await prepare()
    const started = await startOn(dataFolder, key => key.startsWith('openings\0'))
    const docs = [claimDoc(carla, at(3), bookingIdOf(3), now)]
    expect((await (await as(started, 'stan'))('POST', '/slots/_bulk_docs', { docs })).json).toMatchObject([
      { ok: true }
    ])
    await started.server.bookings.idle()
    expect(started.log.join()).toContain('openings were not matched')
  })
})
