import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Booking } from '#domain/model/booking.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { fromWire, toWire } from '#domain/model/wire.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { findCopyViolations, findViolations } from '../support/gate-invariants.ts'
import {
  bookingIdOf,
  claimDoc,
  createGateWorld,
  dayMs,
  type GateWorld,
  hourMs,
  pencilDoc,
  pushCall,
  readBooking,
  readCall,
  readRev,
  requestIdOf,
  rescheduleTo,
  slotDoc,
  worldStart
} from '../support/gate-world.ts'

const coach = 'coach001'
const ada = 'student1'
const at = worldStart + 5 * dayMs
const id = bookingIdOf(1)
const termsOf = (hours: number) => ({ cancelCutoffMin: hours * 60, rescheduleCutoffMin: hours * 60 })

let world: GateWorld

beforeEach(async () => {
  world = await createGateWorld()
  await world.addPerson(coach, 'coach')
  await world.addPerson(ada, 'student')
  await world.setPolicy(coach, termsOf(2))
  await world.push(coach, 'slots', [slotDoc(coach, at), slotDoc(coach, at + dayMs)])
  await world.push(ada, 'slots', [claimDoc(coach, at, id, world.now)])
  await world.gate.idle()
})
afterEach(async () => {
  expect(await findViolations(world.databases)).toEqual([])
  expect(await findCopyViolations(world.databases)).toEqual([])
  await world.stop()
})

const cancel = () =>
  pushCall(world, ada, id, { request: { kind: 'cancel', requestId: requestIdOf(1), reason: 'ill', reopenSlot: true } })
const move = async (userId: string) => {
  await pushCall(world, userId, id, { request: rescheduleTo(coach, at + dayMs, 2) })
  await world.gate.idle()
}
const readTerms = async () => {
  const copies = await Promise.all([coach, ada].map(userId => readCall(world.databases, userId, id)))
  return [await readBooking(world.databases, id), ...copies].map(doc => doc?.terms)
}

it('TE1 TE2 a booking keeps its cut-offs in journal and copies, and a stricter policy takes nothing from its student', async () => {
  expect(await readTerms()).toEqual([termsOf(2), termsOf(2), termsOf(2)])
  await world.setPolicy(coach, termsOf(48))
  world.now = at - 2 * hourMs
  await cancel()
  expect(await readBooking(world.databases, id)).toMatchObject({ state: 'cancelled', cancellation: { late: false } })
  await world.gate.idle()
})

it('TE3 a student’s own move takes the policy of that moment', async () => {
  await world.setPolicy(coach, termsOf(12))
  await move(ada)
  expect(await readTerms()).toEqual([termsOf(12), termsOf(12), termsOf(12)])
})

it('TE3 a coach’s move does not', async () => {
  await world.setPolicy(coach, termsOf(12))
  await move(coach)
  expect(await readTerms()).toEqual([termsOf(2), termsOf(2), termsOf(2)])
})

it('TE6 a device of version 0.1.0, which drops the field, and one that makes it up erase nothing', async () => {
  world.now = at + hourMs
  const copy = await readCall(world.databases, ada, id)
  if (copy === undefined) throw new Error('no copy')
  const { terms: _, ...known } = copy
  const rev = await readRev(world.databases, createCallsName(ada), id)
  const edited: SessionCopy = { ...known, review: { score: 5, text: 'Good' } }
  const doc = { ...toWire(edited), _rev: rev as string }
  expect(await world.push(ada, createCallsName(ada), [doc])).toMatchObject([{ ok: true }])
  await pushCall(world, coach, id, { notes: 'Mine', terms: termsOf(0) })
  await world.gate.idle()
  expect(await readCall(world.databases, ada, id)).toMatchObject({ review: { text: 'Good' } })
  expect(await readCall(world.databases, coach, id)).toMatchObject({ notes: 'Mine' })
  expect(await readTerms()).toEqual([termsOf(2), termsOf(2), termsOf(2)])
})

it('TE5 a student who was pencilled in for today may call it off, a day long and without being late', async () => {
  const soon = at - dayMs
  world.now = soon - hourMs
  await world.push(coach, 'slots', [slotDoc(coach, soon)])
  await world.push(coach, createCallsName(coach), [pencilDoc(coach, soon, ada, bookingIdOf(2))])
  await world.gate.idle()
  world.now = soon - 1
  const request = { kind: 'cancel', requestId: requestIdOf(3), reason: 'not now', reopenSlot: true } as const
  await pushCall(world, ada, bookingIdOf(2), { request })
  await world.gate.idle()
  expect(await readCall(world.databases, coach, bookingIdOf(2))).toMatchObject({
    status: 'cancelled',
    cancellation: { by: 'student', late: false }
  })
})

it('TE4 bookings of version 0.1.0 get the policy of today at the first start, whatever ended an earlier one, and keep it', async () => {
  await world.gate.stop()
  const store = await world.databases.open('bookings')
  const [doc] = await store.read([id])
  const { terms: _, ...old } = fromWire(doc ?? { _id: id }) as Booking
  await store.write([{ ...toWire(old), _rev: doc?._rev ?? '' }], { newEdits: true })
  await world.restart()
  await world.gate.idle()
  expect(await readTerms()).toEqual([termsOf(2), termsOf(2), termsOf(2)])
  await world.setPolicy(coach, termsOf(24))
  await world.restart()
  await world.gate.idle()
  expect(await readTerms()).toEqual([termsOf(2), termsOf(2), termsOf(2)])
})
