import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Booking } from '#domain/model/booking.ts'
import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import { createDataCopies, type DataCopies } from '../support/data-copies.ts'
import { findCopyViolations, findViolations } from '../support/gate-invariants.ts'
import {
  bookingIdOf,
  claimDoc,
  dayMs,
  hourMs,
  listBookings,
  listDocs,
  requestIdOf,
  slotDoc
} from '../support/gate-world.ts'
import { type Ask, bearer, createClient } from '../support/http-client.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const gridMs = 300_000
const now = Math.ceil(Date.now() / gridMs) * gridMs

let test: TestServer
let copies: DataCopies
let coach: string
let stan: string
const idByName = new Map<string, string>()

beforeEach(async () => {
  copies = await createDataCopies()
  test = await startTestServer({ createBookingsEngine, clock: { now } })
  coach = await test.addAccount('carla', 'coach')
  stan = await test.addAccount('stan', 'student')
  for (const name of ['carla', 'stan']) idByName.set(name, name === 'carla' ? coach : stan)
  await liveBeforeTheCopy()
  await test.server.bookings.idle()
  await whileStopped(() => copies.take(test.dataFolder, 'monday'))
  await liveAfterTheCopy()
  await test.server.bookings.idle()
})
afterEach(async () => {
  await test.remove()
  await copies.remove()
})

const at = (day: number): number => now + day * dayMs

async function as(name: string): Promise<Ask> {
  return createClient(test.url, bearer((await test.signIn(name)).token))
}

async function push(name: string, database: string, doc: object): Promise<void> {
  const { json } = await (await as(name))('POST', `/${database}/_bulk_docs`, { docs: [doc] })
  expect(json).toMatchObject([{ ok: true }])
}

/** Asks for something about a session, as its device does. */
async function request(name: string, bookingId: string, asked: object): Promise<void> {
  const database = `calls-${idByName.get(name)}`
  const ask = await as(name)
  const { json } = await ask('GET', `/${database}/${bookingId}`)
  await push(name, database, { ...json, request: asked })
}

async function liveBeforeTheCopy(): Promise<void> {
  for (const day of [2, 3, 4, 5, 6]) await push('carla', 'slots', slotDoc(coach, at(day)))
  for (const day of [2, 3, 4]) {
    await push('stan', 'slots', claimDoc(coach, at(day), bookingIdOf(day), test.clock.now))
  }
}

async function liveAfterTheCopy(): Promise<void> {
  const reason = 'ill'
  await request('stan', bookingIdOf(2), { kind: 'cancel', requestId: requestIdOf(1), reason, reopenSlot: true })
  const toSlotId = `${coach}:${at(6)}`
  await request('carla', bookingIdOf(3), { kind: 'reschedule', requestId: requestIdOf(2), toSlotId })
  await push('stan', 'slots', claimDoc(coach, at(5), bookingIdOf(5), test.clock.now))
}

async function whileStopped(work: () => Promise<void>): Promise<void> {
  await test.server.stop()
  await work()
  test.clock.now += hourMs
  test = await test.restart()
}

/**
 * The journal and both people's documents, without revisions, and without what a party's own device says again: the request. The number
 * in a copy of a cancelled session stands nowhere else, and does not come back once that copy is lost (PH3).
 */
async function describeAll() {
  const { databases } = test.server
  const bodies = async (name: string) =>
    Object.fromEntries(
      (await listDocs(databases, name)).map(({ _rev, _id, request: _request, ...body }) => [
        _id,
        withoutEndingPhone(body)
      ])
    )
  const byId = (a: Booking, b: Booking) => (a.id < b.id ? -1 : 1)
  return {
    bookings: [...(await listBookings(databases))].sort(byId),
    slots: await bodies('slots'),
    coach: withoutRecord(await bodies(`calls-${coach}`)),
    student: await bodies(`calls-${stan}`)
  }
}

/** What was offered is recorded anew where it may be missing (IN10). */
function withoutRecord(bodies: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(Object.entries(bodies).filter(([id]) => !id.startsWith('offered:')))
}

function withoutEndingPhone({ otherPhone, ...body }: Readonly<Record<string, unknown>>) {
  return otherPhone === undefined || body['status'] === 'cancelled' ? body : { ...body, otherPhone }
}

async function expectSound(): Promise<void> {
  expect(await findViolations(test.server.databases)).toEqual([])
  expect(await findCopyViolations(test.server.databases)).toEqual([])
}

describe('SB7 one database put back or lost alone: nothing is missing, and nothing is a ghost', () => {
  for (const database of ['bookings', 'coach', 'student']) {
    const nameOf = (): string => (database === 'bookings' ? database : `calls-${database === 'coach' ? coach : stan}`)

    it(`SB7 ${database} put back`, async () => {
      const before = await describeAll()
      await whileStopped(() => copies.putBackDatabase(test.dataFolder, 'monday', nameOf()))
      await (await as('carla'))('GET', `/calls-${coach}`)
      await (await as('stan'))('GET', `/calls-${stan}`)
      await test.server.bookings.idle()

      expect(await describeAll()).toEqual(before)
      await expectSound()
    })

    it(`SB7 ${database} lost`, async () => {
      const before = await describeAll()
      await whileStopped(() => copies.lose(test.dataFolder, nameOf()))
      await (await as('carla'))('GET', `/calls-${coach}`)
      await (await as('stan'))('GET', `/calls-${stan}`)
      await test.server.bookings.idle()

      expect(await describeAll()).toEqual(before)
      await expectSound()
    })
  }

  it('SB7 a device that asks for its sessions first is not answered before they are there again', async () => {
    await whileStopped(() => copies.lose(test.dataFolder, `calls-${stan}`))

    const { json } = await (await as('stan'))('GET', `/calls-${stan}/_changes?include_docs=true`)

    const rows = json['results'] as readonly { readonly id: string }[]
    expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining([2, 3, 4, 5].map(bookingIdOf)))
  })

  it.each([
    ['coach', 'carla', { kind: 'cancel', requestId: requestIdOf(9), reason: 'ill', reopenSlot: false }],
    ['student', 'stan', { kind: 'cancel', requestId: requestIdOf(9), reason: 'ill', reopenSlot: true }]
  ])('SB7 put back, where the %s asked for something alone since the copy was made', async (_, name, asked) => {
    await whileStopped(() => copies.take(test.dataFolder, 'tuesday'))
    await request(name, bookingIdOf(4), asked)
    await test.server.bookings.idle()
    const before = await describeAll()
    await whileStopped(() => copies.putBackDatabase(test.dataFolder, 'tuesday', `calls-${idByName.get(name)}`))
    await test.server.bookings.idle()

    expect(await describeAll()).toEqual(before)
    await expectSound()
  })

  it('SB7 a new booking into a database that was put back does not hide that it was', async () => {
    const before = await describeAll()
    await whileStopped(() => copies.putBackDatabase(test.dataFolder, 'monday', `calls-${coach}`))
    await push('carla', 'slots', slotDoc(coach, at(9)))
    await push('stan', 'slots', claimDoc(coach, at(9), bookingIdOf(9), test.clock.now))
    await test.server.bookings.idle()
    await whileStopped(() => Promise.resolve())
    await test.server.bookings.idle()

    const after = await describeAll()
    expect(after.coach).toMatchObject(before.coach)
    expect(after.student).toMatchObject(before.student)
    expect(Object.keys(after.coach)).toContain(bookingIdOf(9))
    await expectSound()
  })
})
