import { afterEach, beforeEach, expect, it } from 'vitest'
import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import { bookingIdOf, claimDoc, dayMs, hourMs, listBookings, slotDoc } from '../support/gate-world.ts'
import { type Ask, bearer, createClient } from '../support/http-client.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

let test: TestServer
let coachId: string
let adaId: string
let coach: Ask
let ada: Ask
beforeEach(async () => {
  test = await startTestServer({ createBookingsEngine })
  coachId = await test.addAccount('carla', 'coach')
  adaId = await test.addAccount('ada', 'student')
  coach = createClient(test.url, bearer((await test.signIn('carla')).token))
  ada = createClient(test.url, bearer((await test.signIn('ada')).token))
})
afterEach(() => test.remove())

const soon = (): number => Math.ceil(test.clock.now / dayMs) * dayMs + 2 * dayMs
const revOf = async (database: string, id: string): Promise<string | undefined> =>
  (await (await test.server.databases.open(database)).read([id]))[0]?._rev

it('stores no account, and touches no copy, where nothing was changed', async () => {
  await coach('POST', '/slots/_bulk_docs', { docs: [slotDoc(coachId, soon())] })
  await ada('POST', '/slots/_bulk_docs', { docs: [claimDoc(coachId, soon(), bookingIdOf(1), test.clock.now)] })
  await test.server.bookings.idle()
  const sequences = async () => {
    const stores = await Promise.all(
      ['accounts', 'users', 'bookings', `calls-${coachId}`].map(name => test.server.databases.open(name))
    )
    return Promise.all(stores.map(async store => (await store.info()).updateSeq))
  }
  const before = await sequences()

  expect((await ada('PUT', '/_account', {})).status).toBe(200)
  expect((await ada('PUT', '/_account', { displayName: 'Person ada', zone: 'Europe/Zurich' })).status).toBe(200)
  await test.server.bookings.idle()

  expect(await sequences()).toEqual(before)
})

it('disables an account while the copies of another one wait to be refreshed', async () => {
  await coach('POST', '/slots/_bulk_docs', { docs: [slotDoc(coachId, soon())] })
  await ada('POST', '/slots/_bulk_docs', { docs: [claimDoc(coachId, soon(), bookingIdOf(1), test.clock.now)] })
  await test.server.bookings.idle()
  // Copies cannot be written for as long as somebody else holds them.
  const calls = await test.server.databases.open(`calls-${coachId}`)
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>()
  const write = calls.write.bind(calls)
  Object.assign(calls, {
    write: async (...args: Parameters<typeof write>) => {
      await held
      return write(...args)
    }
  })

  expect((await ada('PUT', '/_account', { displayName: 'Ada the Second' })).status).toBe(200)
  expect((await test.server.service.setDisabled(adaId, true)).ok).toBe(true)
  expect((await ada('GET', '/_session')).status).toBe(401)

  letGo()
  Object.assign(calls, { write })
  await test.server.bookings.idle()
  const [copy] = await calls.read([bookingIdOf(1)])
  expect(copy).toMatchObject({ otherName: 'Ada the Second' })
})

it('BK19 a claim for hours that never were a slot leaves nothing, however it is sent', async () => {
  const slots = await test.server.databases.open('slots')
  const before = (await slots.info()).updateSeq
  const claims = Array.from({ length: 20 }, (_, n) =>
    claimDoc(coachId, soon() + n * hourMs, bookingIdOf(n), test.clock.now)
  )
  const replicated = claims.map((claim, n) => ({ ...claim, bookingId: bookingIdOf(100 + n), _rev: '1-a' }))

  const direct = await ada('POST', '/slots/_bulk_docs', { docs: claims })
  const pushed = await ada('POST', '/slots/_bulk_docs', { docs: replicated, new_edits: false })

  for (const { text } of [direct, pushed]) {
    const rows = JSON.parse(text) as readonly { readonly reason?: string }[]
    expect(rows.map(({ reason }) => reason)).toEqual(claims.map(() => 'slot-gone'))
  }
  await test.server.bookings.idle()
  expect((await slots.info()).updateSeq).toBe(before)
  expect(await listBookings(test.server.databases)).toEqual([])
  expect(await revOf('slots', `${coachId}:${soon()}`)).toBeUndefined()
})
