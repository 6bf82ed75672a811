import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import { callAdminChannel } from '#server/startup/admin-channel.ts'
import { bookingIdOf, claimDoc, dayMs, hourMs, slotDoc } from '../support/gate-world.ts'
import { bearer, createClient } from '../support/http-client.ts'
import { systemStarts } from '../support/start-source.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const minuteMs = 60_000
const begin = Date.UTC(2027, 2, 1, 8)

let test: TestServer
/** The steady clock of the machine, ms. */
let steady = 0
afterEach(() => test.remove())

async function startWorld(): Promise<{ readonly coach: string }> {
  test = await startTestServer({ createBookingsEngine, clock: { now: begin }, steady: () => steady })
  await test.addAccount('sam', 'student')
  return { coach: await test.addAccount('cara', 'coach') }
}

async function push(name: string, docs: readonly object[]): Promise<unknown> {
  const ask = createClient(test.url, bearer((await test.signIn(name)).token))
  return (await ask('POST', '/slots/_bulk_docs', { docs })).json
}

/** Slots of the past are put there by the server, as if they had been made in time. */
async function storeSlots(coach: string, starts: readonly number[]): Promise<void> {
  const store = await test.server.databases.open('slots')
  await store.write(
    starts.map(start => slotDoc(coach, start)),
    { newEdits: true }
  )
  // The gate reads them at its start.
  await restartAfter(0)
}

async function countSlots(): Promise<number> {
  return (await (await test.server.databases.open('slots')).info()).docCount
}

/** Both clocks go on, and the timer looks now and then. */
async function pass(count: number, eachMs = minuteMs): Promise<void> {
  for (let n = 0; n < count; n++) {
    test.clock.now += eachMs
    steady += eachMs
    await test.server.housekeeping.tick()
  }
}

async function up(): Promise<unknown> {
  const { status, json } = await createClient(test.url, {})('GET', '/_up')
  return { ...json, status: `${status} ${String(json['status'])}` }
}

/** The computer is off for so long, or its clock is wrong by so much afterwards. */
async function restartAfter(ms: number): Promise<void> {
  await test.server.stop()
  test.clock.now += ms
  steady = 0
  test = await test.restart()
}

const sound = { status: '200 ok' }
const ahead = Array.from({ length: 22 }, (_, n) => begin + (n + 1) * dayMs)

it('CK1 a start 200 days ahead of the data sweeps nothing, says so, and judges claims as ever', async () => {
  const { coach } = await startWorld()
  await push(
    'cara',
    ahead.map(start => slotDoc(coach, start))
  )
  await restartAfter(200 * dayMs)

  expect(test.log.join('')).toMatch(
    /the clock of this machine says 2027-09-17 08:00 UTC, 200 days after the newest write/
  )
  expect(await up()).toEqual({ status: '200 ok', reasons: ['clock'], clock: 'long-after-data' })
  await test.server.housekeeping.tick()
  expect(await countSlots()).toBe(22)
  const claim = claimDoc(coach, begin + dayMs, bookingIdOf(1), test.clock.now)
  expect(await push('sam', [claim])).toMatchObject([{ error: 'forbidden', reason: 'slot-started' }])

  // Somebody sets it right; ten minutes later it is trusted, and the slots are booked as ever.
  test.clock.now = begin + minuteMs
  await pass(11)
  expect(await up()).toEqual(sound)
  expect(await countSlots()).toBe(22)
  const again = claimDoc(coach, begin + dayMs, bookingIdOf(2), test.clock.now)
  expect(await push('sam', [again])).toMatchObject([{ ok: true }])
})

it('CK1 a start that stops within its ten minutes says the same the next time', async () => {
  await startWorld()
  await restartAfter(200 * dayMs)
  await test.signIn('sam')
  await restartAfter(minuteMs)
  expect(await up()).toMatchObject({ clock: 'long-after-data' })
})

it('CK1 a start before the newest write says so', async () => {
  await startWorld()
  await restartAfter(-3 * hourMs)
  expect(await up()).toMatchObject({ clock: 'before-data' })
  expect(test.log.join('')).toMatch(/180 minutes before the newest write/)
})

it('CK1 a practice that was idle over its holidays starts without a hitch', async () => {
  const { coach } = await startWorld()
  const old = begin - 20 * dayMs
  await storeSlots(coach, [old, old + dayMs])
  await restartAfter(21 * dayMs)
  expect(await up()).toEqual(sound)
  expect(test.log.join('')).not.toContain('the clock')

  // Six weeks are over the limit: people work at once, and what is old goes little by little from ten minutes later.
  await restartAfter(42 * dayMs)
  expect(await up()).toMatchObject({ status: '200 ok', clock: 'long-after-data' })
  const startsAt = test.clock.now + dayMs
  await push('cara', [slotDoc(coach, startsAt)])
  expect(await push('sam', [claimDoc(coach, startsAt, bookingIdOf(1), test.clock.now)])).toMatchObject([{ ok: true }])
  await pass(11)
  expect(await up()).toEqual(sound)
  await pass(6, dayMs)
  expect(await countSlots()).toBe(1)
})

it('CK2 a jump ahead of the daily run keeps everything, sign-ins too', async () => {
  const { coach } = await startWorld()
  // The first is old enough for the next run.
  await storeSlots(coach, [begin - 30 * dayMs, ...ahead])
  await test.signIn('sam')
  await pass(1)
  steady += dayMs - minuteMs
  test.clock.now += dayMs - minuteMs + 200 * dayMs
  await test.server.housekeeping.tick()
  expect(await up()).toEqual({ status: '200 ok', reasons: ['clock'], clock: 'jumped' })
  expect(test.log.join('')).toMatch(/jumped 200 days ahead/)
  expect(await countSlots()).toBe(23)
  expect((await (await test.server.databases.open('sign-ins')).info()).docCount).toBe(1)

  test.clock.now -= 200 * dayMs
  await pass(12)
  expect(await up()).toEqual(sound)
  expect(await countSlots()).toBe(22)
})

it('CK4 a wrong clock that is taken for right after ten minutes forgets no sign-in', async () => {
  await startWorld()
  await test.signIn('sam')
  await restartAfter(200 * dayMs)
  await pass(11)
  expect(await up()).toEqual(sound)
  expect((await (await test.server.databases.open('sign-ins')).info()).docCount).toBe(1)
})

it('CK2 an operator says that the clock is right: what has waited is done at once', async () => {
  const { coach } = await startWorld()
  await storeSlots(coach, [begin - 30 * dayMs])
  await restartAfter(40 * dayMs)
  expect(await countSlots()).toBe(1)
  const file = path.join(test.dataFolder, 'admin-channel.json')
  const call = (kind: 'clock' | 'clock-right') => callAdminChannel(file, { kind }, systemStarts.randomBytes)
  expect((await call('clock'))?.lines.join()).toMatch(/40 days after the newest write.*npm run clock -- right/)
  expect((await call('clock-right'))?.lines.join()).toMatch(/^The clock is trusted/)
  expect(await up()).toEqual(sound)
  expect(await countSlots()).toBe(0)
})
