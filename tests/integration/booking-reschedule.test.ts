import { afterEach, beforeEach, expect, it } from 'vitest'
import { findCopyViolations, findViolations } from '../support/gate-invariants.ts'
import {
  bookingIdOf,
  claimDoc,
  createGateWorld,
  dayMs,
  type GateWorld,
  hourMs,
  listNotices,
  pushCall,
  readBooking,
  readCall,
  readRev,
  readSlot,
  requestIdOf,
  rescheduleTo,
  slotDoc,
  worldStart
} from '../support/gate-world.ts'

const coach = 'coach001'
const otherCoach = 'coach002'
const ada = 'student1'
const bob = 'student2'
const at = worldStart + 5 * dayMs
const later = at + 4 * hourMs
const id = bookingIdOf(1)
const slotId = `${coach}:${at}`
const laterId = `${coach}:${later}`

let world: GateWorld
beforeEach(async () => {
  world = await createGateWorld()
  await world.addPerson(coach, 'coach')
  await world.addPerson(otherCoach, 'coach')
  await world.addPerson(ada, 'student')
  await world.addPerson(bob, 'student')
  await world.push(coach, 'slots', [slotDoc(coach, at), slotDoc(coach, later)])
  await world.push(ada, 'slots', [claimDoc(coach, at, id, world.now)])
  await world.gate.idle()
})
afterEach(async () => {
  await world.gate.idle()
  expect(await findViolations(world.databases)).toEqual([])
  expect(await findCopyViolations(world.databases)).toEqual([])
  await world.stop()
})

/** Of a copy that is up to date: the projector may be at it still. */
const reschedule = async (
  userId: string,
  startsAt = later,
  request = 1,
  more: Parameters<typeof rescheduleTo>[3] = {}
) => {
  await world.gate.idle()
  return pushCall(world, userId, id, { request: rescheduleTo(coach, startsAt, request, more) })
}
const cancel = (userId: string, request: number) =>
  pushCall(world, userId, id, {
    request: { kind: 'cancel', requestId: requestIdOf(request), reason: 'ill', reopenSlot: false }
  })
const statusOf = async (slot: string) => (await readSlot(world.databases, slot))?.status
const reasonOf = async () => (await readBooking(world.databases, id))?.requests.at(-1)?.reason
const topicsOf = async (userId: string) => {
  await world.gate.idle()
  return (await listNotices(world.databases, userId)).map(({ topic }) => topic)
}

it.each([
  ['student', ada, coach],
  ['coach', coach, ada]
] as const)(
  'RS1 RS7 moves at the request of the %s: slots, journal and both copies say so, the other is told',
  async (by, userId, otherId) => {
    expect(await reschedule(userId, later, 1, { reason: 'Exam' })).toMatchObject({ ok: true })

    expect(await readSlot(world.databases, laterId)).toMatchObject({ status: 'booked', bookingId: id })
    expect(await readSlot(world.databases, slotId)).toMatchObject({ status: 'open' })
    expect((await readSlot(world.databases, slotId))?.bookingId).toBeUndefined()
    await world.gate.idle()
    for (const person of [ada, coach]) {
      expect(await readCall(world.databases, person, id)).toMatchObject({
        status: 'confirmed',
        startsAt: later,
        moves: [{ by, fromSlotId: slotId, toSlotId: laterId, reason: 'Exam' }]
      })
    }
    expect(await readCall(world.databases, userId, id)).toMatchObject({ lastRequest: { verdict: 'accepted' } })
    expect(await listNotices(world.databases, otherId)).toMatchObject([{ topic: 'session-moved', startsAt: later }])
    expect(await topicsOf(userId)).toEqual([])
  }
)

it('RS6 withdraws the old hours where the coach asks for it, and not for a student', async () => {
  await reschedule(coach, later, 1, { reopenSlot: false })
  expect(await readSlot(world.databases, slotId)).toBeUndefined()
  await world.push(coach, 'slots', [slotDoc(coach, at)])
  await world.gate.idle()
  await reschedule(ada, at, 2, { reopenSlot: false })
  expect(await statusOf(laterId)).toBe('open')
})

it('RS9 answers a repetition as before, after a restart, too', async () => {
  await reschedule(ada)
  await world.restart()
  const before = await readRev(world.databases, 'bookings', id)
  expect(await reschedule(ada)).toMatchObject({ ok: true })
  expect(await readRev(world.databases, 'bookings', id)).toBe(before)
  expect((await readBooking(world.databases, id))?.moves).toHaveLength(1)
})

it('RS1 RS2 refuses what the rules forbid, tells who asked, and leaves the session where it was', async () => {
  await world.push(bob, 'slots', [claimDoc(coach, later, bookingIdOf(2), world.now)])
  await reschedule(ada)
  expect(await reasonOf()).toBe('slot-taken')
  await reschedule(ada, later + 10 * hourMs, 2)
  expect(await reasonOf()).toBe('slot-gone')
  await world.gate.idle()
  await pushCall(world, ada, id, { request: rescheduleTo(otherCoach, at, 3) })
  expect(await reasonOf()).toBe('other-coach')
  world.now = at - hourMs
  await reschedule(ada, later, 4)
  expect(await reasonOf()).toBe('past-reschedule-cutoff')
  expect(await statusOf(slotId)).toBe('booked')
  expect(await topicsOf(ada)).toEqual(Array.from({ length: 4 }, () => 'request-refused'))
  expect(await topicsOf(coach)).toEqual([])
})

it('RS3 the session in hand counts neither as overlap nor for the cap, others of the student do', async () => {
  await world.setPolicy(coach, { dailyCap: 1, minimumNoticeMin: 0 })
  await world.push(otherCoach, 'slots', [slotDoc(otherCoach, later + hourMs)])
  await world.push(ada, 'slots', [claimDoc(otherCoach, later + hourMs, bookingIdOf(3), world.now)])
  await reschedule(coach)
  expect(await reasonOf()).toBe('student-overlap')
  await world.push(coach, 'slots', [slotDoc(coach, at + 8 * hourMs)])
  expect(await reschedule(coach, at + 8 * hourMs, 2)).toMatchObject({ ok: true })
  expect(await statusOf(`${coach}:${at + 8 * hourMs}`)).toBe('booked')
})

it('RS1 a slot made offline can be moved into, as slots are pushed before copies', async () => {
  const fresh = at + 30 * hourMs
  await world.push(coach, 'slots', [slotDoc(coach, fresh)])
  expect(await reschedule(coach, fresh)).toMatchObject({ ok: true })
  expect(await statusOf(`${coach}:${fresh}`)).toBe('booked')
})

it('MG5 a cancellation after the reschedule cancels the moved session and frees its new slot', async () => {
  await reschedule(coach)
  await world.gate.idle()
  await cancel(ada, 2)
  expect([await statusOf(slotId), await statusOf(laterId)]).toEqual(['open', 'open'])
  expect(await readBooking(world.databases, id)).toMatchObject({ state: 'cancelled', slotId: laterId })
  expect(await topicsOf(coach)).toEqual(['session-cancelled'])
})

it('MG5 a reschedule after the cancellation is refused, and the freed slot stays open', async () => {
  await cancel(ada, 1)
  await world.gate.idle()
  await reschedule(coach, later, 2)
  expect(await reasonOf()).toBe('already-cancelled')
  expect([await statusOf(slotId), await statusOf(laterId)]).toEqual(['open', 'open'])
  expect(await topicsOf(coach)).toEqual(['request-refused', 'session-cancelled'])
})

it('RS1 the slot that was left can be booked by another at once, the new one by nobody', async () => {
  await reschedule(ada)
  expect(await world.push(bob, 'slots', [claimDoc(coach, at, bookingIdOf(2), world.now)])).toMatchObject([{ ok: true }])
  expect(await world.push(bob, 'slots', [claimDoc(coach, later, bookingIdOf(3), world.now)])).toMatchObject([
    { message: 'slot-taken' }
  ])
})

it('BK4 a claim that is repeated after its session moved is answered as before', async () => {
  await reschedule(ada)
  expect(await world.push(ada, 'slots', [claimDoc(coach, at, id, world.now)])).toMatchObject([{ ok: true }])
  expect(await statusOf(slotId)).toBe('open')
})

it('SL7 the coach’s offline removal of the slot that the session moved into is refused', async () => {
  const rev = (await readRev(world.databases, 'slots', laterId)) ?? ''
  await reschedule(ada)
  const rows = await world.push(coach, 'slots', [{ _id: laterId, _rev: rev, _deleted: true }])
  expect(rows).toMatchObject([{ name: 'conflict' }])
  expect(await statusOf(laterId)).toBe('booked')
})
