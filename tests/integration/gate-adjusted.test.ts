import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  bookingIdOf,
  claimDoc,
  createGateWorld,
  dayMs,
  type GateWorld,
  hourMs,
  readRev,
  readSlot,
  slotDoc,
  worldStart
} from '../support/gate-world.ts'

const coach = 'coach001'
const ada = 'student1'
const at = worldStart + dayMs
const slotId = `${coach}:${at}`
let world: GateWorld

beforeEach(async () => {
  world = await createGateWorld()
  await world.addPerson(coach, 'coach')
  await world.addPerson(ada, 'student')
})
afterEach(() => world.stop())

it('VE11 a row says whether something else is stored than was pushed', async () => {
  const [made, other] = await world.push(coach, 'slots', [slotDoc(coach, at), slotDoc(coach, at + 4 * hourMs)])
  expect([made, other].map(row => row !== undefined && 'ok' in row && row.adjusted)).toEqual([undefined, undefined])

  // Overlaps: it is stored as declined.
  const [overlapping] = await world.push(coach, 'slots', [slotDoc(coach, at + hourMs)])
  expect(overlapping).toMatchObject({ ok: true, adjusted: true })

  // A claim is stored as a booking.
  const [claimed] = await world.push(ada, 'slots', [claimDoc(coach, at, bookingIdOf(1), world.now)])
  expect(claimed).toMatchObject({ ok: true, adjusted: true })
  expect(await readSlot(world.databases, slotId)).toMatchObject({ status: 'booked' })

  // What is there already may differ in what is the server's.
  const open = `${coach}:${at + 4 * hourMs}`
  const again = { ...slotDoc(coach, at + 4 * hourMs), _rev: (await readRev(world.databases, 'slots', open)) ?? '' }
  expect(await world.push(coach, 'slots', [again])).toMatchObject([{ ok: true, adjusted: true }])

  const [removed] = await world.push(coach, 'slots', [
    { _id: open, _rev: (await readRev(world.databases, 'slots', open)) ?? '', _deleted: true }
  ])
  expect(removed).toMatchObject({ ok: true })
  expect(removed).not.toHaveProperty('adjusted')
})
