import { afterEach, beforeEach, expect, it } from 'vitest'
import type { GateRow } from '#server/gate/gate-contract.ts'
import type { BookingsEngine } from '#server/bookings/bookings-contract.ts'
import {
  bookingIdOf,
  claimDoc,
  createGateWorld,
  dayMs,
  type GateWorld,
  hourMs,
  listBookings,
  listSlots,
  pushCall,
  readBooking,
  rescheduleTo,
  slotDoc,
  worldStart
} from '../support/gate-world.ts'

const coach = 'coach001'
const ada = 'student1'
const at = worldStart + 5 * dayMs
const later = at + 4 * hourMs

let world: GateWorld
beforeEach(async () => {
  world = await createGateWorld()
  await world.addPerson(coach, 'coach')
  await world.addPerson(ada, 'student')
  await world.push(coach, 'slots', [slotDoc(coach, at), slotDoc(coach, later)])
})
afterEach(() => world.stop())

const claim = () => world.push(ada, 'slots', [claimDoc(coach, at, bookingIdOf(1), world.now)])
/** A write by a sign-in that was looked at before the account changed. */
const pushAs = (userId: string, role: 'coach' | 'student', docs: Parameters<GateWorld['push']>[2]) =>
  world.gate.write({ database: 'slots', docs, newEdits: true, user: { userId, name: userId, role } })

it('MG9 judges by the role that the account has now, not by the one that the sign-in had', async () => {
  await world.addPerson(coach, 'student')
  expect(await pushAs(coach, 'coach', [slotDoc(coach, later + 3 * hourMs)])).toMatchObject([
    { message: 'coaches-only' }
  ])
  await world.addPerson(ada, 'coach')
  expect(await pushAs(ada, 'student', [claimDoc(coach, at, bookingIdOf(1), world.now)])).toMatchObject([
    { message: 'students-only' }
  ])
  expect(await listBookings(world.databases)).toEqual([])
})

it('MG9 gives an administrator nothing, whatever the account was before', async () => {
  await world.addPerson(coach, 'none')
  expect(await pushAs(coach, 'coach', [slotDoc(coach, later + 3 * hourMs)])).toMatchObject([{ message: 'not-yours' }])
})

it('MG9 a disabled account writes nothing, and its copies and slots stay as they are', async () => {
  await claim()
  await world.gate.idle()
  await world.addPerson(ada, 'student', { disabled: true })
  const before = await listSlots(world.databases)
  expect(await world.push(ada, 'slots', [claimDoc(coach, later, bookingIdOf(2), world.now)])).toMatchObject([
    { name: 'unauthorized' }
  ])
  expect(await pushCall(world, ada, bookingIdOf(1), { request: rescheduleTo(coach, later, 1) })).toMatchObject({
    name: 'unauthorized'
  })
  expect(await listSlots(world.databases)).toEqual(before)
})

it('MG9 a write that waits for its turn is not stored once its account is disabled', async () => {
  const first = claim()
  const waiting = world.push(coach, 'slots', [slotDoc(coach, later + 3 * hourMs)])
  await world.addPerson(coach, 'coach', { disabled: true })
  const rows: readonly (readonly GateRow[])[] = await Promise.all([first, waiting])
  expect(rows[1]).toMatchObject([{ name: 'unauthorized' }])
  expect(await listSlots(world.databases)).toHaveLength(2)
})

it.each([
  ['is disabled', { disabled: true }],
  ['has become a student', { role: 'student' }]
] as const)('MG9 nobody books with a coach whose account %s, or moves a session there', async (_name, change) => {
  await claim()
  await world.gate.idle()
  await world.addPerson(coach, 'coach', change)
  await world.gate.refreshAccount({ id: coach } as Parameters<BookingsEngine['refreshAccount']>[0])
  const [row] = await world.push(ada, 'slots', [claimDoc(coach, later, bookingIdOf(2), world.now)])
  expect(row).toMatchObject({ message: 'slot-gone' })
  await pushCall(world, ada, bookingIdOf(1), { request: rescheduleTo(coach, later, 1) })
  expect((await readBooking(world.databases, bookingIdOf(1)))?.requests).toMatchObject([{ reason: 'slot-gone' }])
})
