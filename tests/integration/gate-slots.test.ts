import { afterEach, beforeEach, expect, it } from 'vitest'
import type { GateRow } from '#server/gate/gate-contract.ts'
import { createFailingDatabases } from '../support/failing-databases.ts'
import { findViolations } from '../support/gate-invariants.ts'
import {
  bookingIdOf,
  claimDoc,
  createGateWorld,
  dayMs,
  type GateWorld,
  hourMs,
  listSlots,
  readCall,
  readRev,
  readSlot,
  slotDoc,
  worldStart
} from '../support/gate-world.ts'

const coach = 'coach001'
const otherCoach = 'coach002'
const ada = 'student1'
const at = worldStart + dayMs
const slotId = `${coach}:${at}`

let world: GateWorld
beforeEach(async () => {
  world = await createGateWorld()
  await world.addPerson(coach, 'coach')
  await world.addPerson(otherCoach, 'coach')
  await world.addPerson(ada, 'student')
})
afterEach(() => world.stop())

const toWords = (rows: readonly GateRow[]) => rows.map(row => ('ok' in row ? 'ok' : row.message))

it('SL1 SL2 SL3 SL4 refuses a bad document as its own row and judges its neighbours', async () => {
  const rows = await world.push(coach, 'slots', [
    slotDoc(coach, at, { endsAt: at + 1 }),
    slotDoc(coach, at + 60_000),
    slotDoc(coach, at, { _id: `${coach}:5` }),
    slotDoc(otherCoach, at),
    slotDoc(coach, at, { surprise: true }),
    slotDoc(coach, at, { status: 'booked', bookingId: bookingIdOf(1) }),
    slotDoc(coach, at, { _attachments: { a: {} } }),
    { _id: '_design/x', views: {} },
    { _id: 'no slot id', _deleted: true },
    { ...slotDoc(coach, at), status: 'requested' },
    slotDoc(coach, at)
  ])
  expect(toWords(rows)).toEqual([
    'slot-not-two-hours',
    'slot-off-grid',
    'slot-id-mismatch',
    'not-yours',
    'unknown-field',
    'server-owned',
    'malformed',
    'malformed',
    'malformed',
    'malformed',
    'ok'
  ])
  expect(await listSlots(world.databases)).toHaveLength(1)
})

it('SL5 SL6 keeps what comes too late or overlaps as declined, also within one request', async () => {
  const rows = await world.push(coach, 'slots', [
    slotDoc(coach, worldStart),
    slotDoc(coach, at),
    slotDoc(coach, at + hourMs),
    slotDoc(coach, at + 2 * hourMs)
  ])
  expect(toWords(rows)).toEqual(['ok', 'ok', 'ok', 'ok'])
  expect((await listSlots(world.databases)).map(slot => slot.decline ?? slot.status)).toEqual([
    { reason: 'slot-in-past' },
    'open',
    { reason: 'slot-overlaps', slotId },
    'open'
  ])
})

it('SL7 SL10 keeps a booked slot, whether removed or moved', async () => {
  await world.push(coach, 'slots', [slotDoc(coach, at)])
  const old = (await readRev(world.databases, 'slots', slotId)) ?? ''
  await world.push(ada, 'slots', [claimDoc(coach, at, bookingIdOf(1), world.now)])
  const rev = (await readRev(world.databases, 'slots', slotId)) ?? ''

  const rows = await world.push(coach, 'slots', [
    { _id: slotId, _rev: old, _deleted: true },
    { _id: slotId, _rev: rev, _deleted: true },
    slotDoc(coach, at + 9 * hourMs, { movesFrom: slotId })
  ])

  expect(toWords(rows)).toEqual(['Document update conflict.', 'slot-booked', 'ok'])
  expect(await readSlot(world.databases, slotId)).toMatchObject({ status: 'booked' })
  expect(await readSlot(world.databases, `${coach}:${at + 9 * hourMs}`)).toMatchObject({
    status: 'declined',
    decline: { reason: 'slot-booked', slotId }
  })
})

it('SL8 SL13 accepts the removal of what is gone, and creation over its tombstone', async () => {
  await world.push(coach, 'slots', [slotDoc(coach, at)])
  const rev = (await readRev(world.databases, 'slots', slotId)) ?? ''
  const removal = { _id: slotId, _rev: rev, _deleted: true }
  expect(toWords(await world.push(coach, 'slots', [removal, removal]))).toEqual(['ok', 'ok'])
  expect(toWords(await world.push(coach, 'slots', [slotDoc(coach, at)]))).toEqual(['ok'])
  expect(await readSlot(world.databases, slotId)).toMatchObject({ status: 'open' })
})

it('SL9 moves onto hours that overlap the old ones, and chains of moves in one request', async () => {
  await world.push(coach, 'slots', [slotDoc(coach, at)])
  const rows = await world.push(coach, 'slots', [
    slotDoc(coach, at + hourMs, { movesFrom: slotId }),
    slotDoc(coach, at + 2 * hourMs, { movesFrom: `${coach}:${at + hourMs}` })
  ])
  expect(toWords(rows)).toEqual(['ok', 'ok'])
  expect((await listSlots(world.databases)).map(slot => slot.startsAt)).toEqual([at + 2 * hourMs])
})

it('SL11 judges a declined slot that is opened again as a new arrival', async () => {
  await world.push(coach, 'slots', [slotDoc(coach, at), slotDoc(coach, at + hourMs)])
  const reopened = async () => {
    const rev = (await readRev(world.databases, 'slots', `${coach}:${at + hourMs}`)) ?? ''
    await world.push(coach, 'slots', [slotDoc(coach, at + hourMs, { _rev: rev })])
    return (await readSlot(world.databases, `${coach}:${at + hourMs}`))?.status
  }
  expect(await reopened()).toBe('declined')
  const rev = (await readRev(world.databases, 'slots', slotId)) ?? ''
  await world.push(coach, 'slots', [{ _id: slotId, _rev: rev, _deleted: true }])
  expect(await reopened()).toBe('open')
})

it('SL12 writes nothing when a slot says already what is pushed', async () => {
  await world.push(coach, 'slots', [slotDoc(coach, at)])
  const rev = (await readRev(world.databases, 'slots', slotId)) ?? ''
  expect(await world.push(coach, 'slots', [slotDoc(coach, at, { _rev: rev })])).toEqual([
    { ok: true, id: slotId, rev, adjusted: true }
  ])
  expect(await readRev(world.databases, 'slots', slotId)).toBe(rev)
})

it('AC2 AC4 refuses databases of others, of the server, and everything of administrators', async () => {
  await world.addPerson('admin001', 'none')
  expect(toWords(await world.push(ada, 'bookings', [{ _id: bookingIdOf(1) }]))).toEqual(['not-yours'])
  expect(toWords(await world.push(ada, 'accounts', [{ _id: ada }]))).toEqual(['not-yours'])
  expect(toWords(await world.push('admin001', 'slots', [slotDoc(coach, at)]))).toEqual(['not-yours'])
})

it('refuses writes of a disabled account', async () => {
  await world.addPerson(coach, 'coach', { disabled: true })
  expect(await world.push(coach, 'slots', [slotDoc(coach, at)])).toMatchObject([{ name: 'unauthorized', status: 401 }])
})

it('PR1 PR2 takes a coach’s own profile only', async () => {
  const profile = async (userId: string, more: object) => {
    const store = await world.databases.open('users')
    const [stored] = await store.read([userId])
    return { ...stored, _id: userId, ...more }
  }
  expect(toWords(await world.push(coach, 'users', [await profile(coach, { headline: 'New' })]))).toEqual(['ok'])
  expect(toWords(await world.push(coach, 'users', [await profile(coach, { zone: 'Mars/Base' })]))).toEqual([
    'unknown-zone'
  ])
  expect(toWords(await world.push(coach, 'users', [await profile(otherCoach, { headline: 'x' })]))).toEqual([
    'not-yours'
  ])
  expect(toWords(await world.push(ada, 'users', [await profile(coach, { headline: 'x' })]))).toEqual(['coaches-only'])
  const rev = (await readRev(world.databases, 'users', coach)) ?? ''
  expect(toWords(await world.push(coach, 'users', [{ _id: coach, _rev: rev, _deleted: true }]))).toEqual([
    'server-owned'
  ])
})

const sweep = (now: number, certain = now) => world.gate.sweep({ now, certain })

it('CK3 sweeps slots that ended more than 30 days ago, whatever their status, and keeps their history', async () => {
  const starts = Array.from({ length: 130 }, (_, n) => at + n * 2 * hourMs)
  await world.push(coach, 'slots', [...starts.map(start => slotDoc(coach, start)), slotDoc(coach, at + hourMs)])
  await world.push(ada, 'slots', [claimDoc(coach, at, bookingIdOf(1), world.now)])
  await world.gate.idle()
  world.now = at + 30 * dayMs + 2 * hourMs

  await sweep(world.now)
  expect(await readSlot(world.databases, slotId)).toMatchObject({ status: 'booked' })
  for (let hours = 0; hours < 256; hours += 32) {
    world.now += 32 * hourMs
    await sweep(world.now)
  }

  expect((await listSlots(world.databases)).map(slot => slot.startsAt)).toEqual(starts.slice(128))
  expect(await readCall(world.databases, ada, bookingIdOf(1))).toMatchObject({ status: 'confirmed' })
  const rows = await world.push(coach, 'slots', [slotDoc(coach, at, { _rev: '1-0123456789abcdef' })])
  expect(toWords(rows)).toEqual(['Document update conflict.'])
})

it('CK3 takes nothing out of the calendar ahead where the clock is 200 days wrong during a sweep', async () => {
  const starts = Array.from({ length: 22 }, (_, n) => at + n * dayMs)
  await world.push(
    coach,
    'slots',
    starts.map(start => slotDoc(coach, start))
  )
  await sweep(world.now)
  await sweep(world.now + 200 * dayMs)
  expect(await listSlots(world.databases)).toHaveLength(22)
  await world.restart()
  await sweep(world.now + 200 * dayMs)
  await sweep(world.now + dayMs)
  expect(await listSlots(world.databases)).toHaveLength(22)
})

it('CK4 keeps the slot of a confirmed session that may lie ahead, however far the line has got', async () => {
  await world.push(coach, 'slots', [slotDoc(coach, at), slotDoc(coach, at + 4 * hourMs)])
  await world.push(ada, 'slots', [claimDoc(coach, at, bookingIdOf(1), world.now)])
  for (let days = 0; days < 60; days += 2) await sweep(world.now + (days + 200) * dayMs, world.now)
  expect(await listSlots(world.databases)).toMatchObject([{ id: slotId, status: 'booked' }])
})

it('reports a slot that is booked by nobody in the journal, and starts', async () => {
  const store = await world.databases.open('slots')
  await store.write([slotDoc(coach, at, { status: 'booked', bookingId: bookingIdOf(5) })], { newEdits: true })
  await world.restart()
  expect(world.logged.join()).toContain(`slot ${slotId} is booked by`)
})

it('leaves out a stored document that it cannot understand, and starts', async () => {
  const store = await world.databases.open('bookings')
  await store.write([{ _id: 'broken', state: 7 }], { newEdits: true })
  await world.push(coach, 'slots', [slotDoc(coach, at)])
  await world.restart()
  expect(await world.push(ada, 'slots', [claimDoc(coach, at, bookingIdOf(1), world.now)])).toMatchObject([{ ok: true }])
  await world.gate.idle()
  expect(await readCall(world.databases, ada, bookingIdOf(1))).toBeDefined()
  expect(world.logged.join()).toContain('cannot be understood, and was left out: broken')
})

it('answers a failing disk row by row and goes on afterwards', async () => {
  await world.push(coach, 'slots', [slotDoc(coach, at)])
  await world.restart({ databases: createFailingDatabases(world.databases, 0, 'refuse', { countsLocal: false }) })
  const doc = claimDoc(coach, at, bookingIdOf(1), world.now)
  expect(await world.push(ada, 'slots', [doc])).toMatchObject([{ name: 'storage_unavailable', status: 503 }])
  expect(await findViolations(world.databases)).toEqual([])
  expect(await world.push(ada, 'slots', [doc])).toMatchObject([{ ok: true }])
})
