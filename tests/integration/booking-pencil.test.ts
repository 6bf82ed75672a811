import { afterEach, beforeEach, expect, it } from 'vitest'
import type { GateRow } from '#server/gate/gate-contract.ts'
import { findCopyViolations, findViolations } from '../support/gate-invariants.ts'
import {
  bookingIdOf,
  claimDoc,
  createGateWorld,
  dayMs,
  type GateWorld,
  hourMs,
  listBookings,
  listNotices,
  pencilDoc,
  pushCall,
  readBooking,
  readCall,
  readRev,
  readSlot,
  requestIdOf,
  slotDoc,
  worldStart
} from '../support/gate-world.ts'

const coach = 'coach001'
const otherCoach = 'coach002'
const ada = 'student1'
const bob = 'student2'
const at = worldStart + 5 * dayMs
const later = at + 4 * hourMs
const laterId = `${coach}:${later}`
const id = bookingIdOf(5)

let world: GateWorld
beforeEach(async () => {
  world = await createGateWorld()
  for (const person of [coach, otherCoach]) await world.addPerson(person, 'coach')
  for (const person of [ada, bob]) await world.addPerson(person, 'student')
  await world.push(coach, 'slots', [slotDoc(coach, at), slotDoc(coach, later)])
  await world.push(ada, 'slots', [claimDoc(coach, at, bookingIdOf(1), world.now)])
  await world.gate.idle()
})
afterEach(async () => {
  await world.gate.idle()
  expect(await findViolations(world.databases)).toEqual([])
  expect(await findCopyViolations(world.databases)).toEqual([])
  await world.stop()
})

const pencil = async (
  more: Readonly<Record<string, unknown>> = {},
  student = ada,
  startsAt = later
): Promise<GateRow | undefined> =>
  (await world.push(coach, `calls-${coach}`, [pencilDoc(coach, startsAt, student, id, more)]))[0]

it('PC1 PC7 PC10 books the student at once: slot, journal and both copies; the coach’s is there with the answer', async () => {
  const row = await pencil({ otherPhone: '+31999999999', otherName: 'Forged', partyRole: 'student', claimedAt: 99 })

  const rev = await readRev(world.databases, `calls-${coach}`, id)
  expect(row).toEqual({ ok: true, id, rev, adjusted: true })
  const copy = await readCall(world.databases, coach, id)
  expect(copy).toMatchObject({
    status: 'confirmed',
    pencilled: true,
    partyRole: 'coach',
    otherName: `Name of ${ada}`,
    otherPhone: '+31620000002',
    claimedAt: world.now
  })
  expect(await readSlot(world.databases, laterId)).toMatchObject({ status: 'booked', bookingId: id })
  await world.gate.idle()
  expect(await readRev(world.databases, `calls-${coach}`, id)).toBe(rev)
  expect(await readCall(world.databases, ada, id)).toMatchObject({ status: 'confirmed', otherId: coach })
  expect(await listNotices(world.databases, ada)).toMatchObject([{ topic: 'session-added', startsAt: later }])
  expect(await listNotices(world.databases, coach)).toEqual([])
})

it('PC4 MG3 the online booking stands: the coach’s copy is declined, the coach is told, the student hears nothing', async () => {
  await world.push(bob, 'slots', [claimDoc(coach, later, bookingIdOf(2), world.now)])

  expect(await pencil()).toMatchObject({ error: true, name: 'forbidden', message: 'slot-taken' })

  expect(await readCall(world.databases, coach, id)).toMatchObject({
    status: 'declined',
    decline: { reason: 'slot-taken' }
  })
  await world.gate.idle()
  expect(await listNotices(world.databases, coach)).toMatchObject([{ topic: 'pencil-lost', reason: 'slot-taken' }])
  expect(await readCall(world.databases, ada, id)).toBeUndefined()
  expect(await listNotices(world.databases, ada)).toEqual([])
  expect(await readSlot(world.databases, laterId)).toMatchObject({ bookingId: bookingIdOf(2) })
})

it('PC2 books only whom the coach has had a booking with: a lost claim is none, a cancelled session is one', async () => {
  expect(await pencil({}, bob)).toMatchObject({ message: 'unknown-student' })
  await world.push(bob, 'slots', [claimDoc(coach, at, bookingIdOf(2), world.now)])
  expect(await pencil({}, bob)).toMatchObject({ message: 'unknown-student' })
  await world.push(bob, 'slots', [claimDoc(coach, later, bookingIdOf(3), world.now)])
  await world.gate.idle()
  await pushCall(world, bob, bookingIdOf(3), {
    request: { kind: 'cancel', requestId: requestIdOf(1), reason: '', reopenSlot: true }
  })
  await world.restart()
  expect(await pencil({}, bob)).toMatchObject({ ok: true })
  expect(await readBooking(world.databases, id)).toMatchObject({ studentId: bob, pencilled: true })
})

it('PC3 takes no account of notice and horizon, but of cap and overlap', async () => {
  await world.setPolicy(coach, { minimumNoticeMin: 43_200, horizonDays: 1 })
  expect(await pencil()).toMatchObject({ ok: true })
  await world.setPolicy(coach, { dailyCap: 1 })
  await world.push(coach, 'slots', [slotDoc(coach, later + 3 * hourMs)])
  const [row] = await world.push(coach, `calls-${coach}`, [pencilDoc(coach, later + 3 * hourMs, ada, bookingIdOf(6))])
  expect(row).toMatchObject({ message: 'daily-cap' })
})

it('PC5 FB7 no student pencils, no coach into another’s calendar, nobody makes a copy otherwise', async () => {
  const own = pencilDoc(coach, later, ada, id)
  expect(await world.push(bob, `calls-${bob}`, [own])).toMatchObject([{ message: 'coaches-only' }])
  expect(await world.push(otherCoach, `calls-${otherCoach}`, [own])).toMatchObject([{ message: 'not-yours' }])
  expect(await world.push(otherCoach, `calls-${coach}`, [own])).toMatchObject([{ message: 'not-yours' }])
  expect(await world.push(coach, `calls-${coach}`, [{ ...own, status: 'confirmed' }])).toMatchObject([
    { message: 'not-yours-to-create' }
  ])
  expect(await listBookings(world.databases)).toHaveLength(1)
})

it('PC6 answers a repetition as before, granted or lost, and refuses a known id of another booking', async () => {
  const first = await pencil()
  await world.gate.idle()
  const revs = () =>
    Promise.all([readRev(world.databases, 'slots', laterId), readRev(world.databases, `calls-${coach}`, id)])
  const before = await revs()
  expect(await pencil()).toEqual(first)
  // What it says beside the booking is heard no more than the first time (PC7).
  expect(
    await pencil({ request: { kind: 'cancel', requestId: requestIdOf(1), reason: '', reopenSlot: true } })
  ).toEqual(first)
  expect(await revs()).toEqual(before)
  await world.push(otherCoach, 'slots', [slotDoc(otherCoach, at)])
  const stolen = pencilDoc(otherCoach, at, ada, id)
  expect(await world.push(otherCoach, `calls-${otherCoach}`, [stolen])).toMatchObject([
    { message: 'booking-id-in-use' }
  ])
  expect(await pencil({}, bob)).toMatchObject({ message: 'booking-id-in-use' })
})

it('PC6 PC4 a lost pencil is lost again, and its copy stays as it is', async () => {
  await world.push(bob, 'slots', [claimDoc(coach, later, bookingIdOf(2), world.now)])
  const lost = await pencil()
  const rev = await readRev(world.databases, `calls-${coach}`, id)
  expect(await pencil()).toEqual(lost)
  expect(lost).toMatchObject({ name: 'forbidden', message: 'slot-taken' })
  expect(await readRev(world.databases, `calls-${coach}`, id)).toBe(rev)
})

it('PC6 SL14 built on the copy that is there, it is an edit: stale it is a conflict', async () => {
  await pencil()
  const rev = (await readRev(world.databases, `calls-${coach}`, id)) ?? ''
  const request = { kind: 'cancel', requestId: requestIdOf(1), reason: 'A cold', reopenSlot: true }
  expect(await pencil({ _rev: rev, request })).toMatchObject({ ok: true })
  expect(await readBooking(world.databases, id)).toMatchObject({ state: 'cancelled' })
  expect(await pencil({ _rev: rev, request })).toMatchObject({ name: 'conflict' })
})

it('PC6 a copy that storage lost is made again by a repetition', async () => {
  await pencil()
  await world.gate.idle()
  const calls = await world.databases.open(`calls-${coach}`)
  const rev = (await readRev(world.databases, `calls-${coach}`, id)) ?? ''
  await calls.write([{ _id: id, _rev: rev, _deleted: true }], { newEdits: true })
  expect(await pencil()).toMatchObject({ ok: true })
  expect(await readCall(world.databases, coach, id)).toMatchObject({ status: 'confirmed' })
})

it('PC8 MG9 does not book for a student whose account was disabled or changed meanwhile', async () => {
  await world.addPerson(ada, 'student', { disabled: true })
  expect(await pencil()).toMatchObject({ message: 'student-unavailable' })
  await world.gate.idle()
  expect(await listNotices(world.databases, coach)).toMatchObject([{ topic: 'pencil-lost' }])
})

it('PC9 leaves no trace where the student holds the slot already', async () => {
  await world.push(ada, 'slots', [claimDoc(coach, later, bookingIdOf(2), world.now)])
  expect(await pencil()).toMatchObject({ message: 'already-yours' })
  await world.gate.idle()
  expect(await readBooking(world.databases, id)).toBeUndefined()
  expect(await listNotices(world.databases, coach)).toEqual([])
})

it('PC1 a slot made offline can be pencilled into, and several pencils in one push are judged in order', async () => {
  const fresh = at + 30 * hourMs
  await world.push(coach, 'slots', [slotDoc(coach, fresh)])
  const rows = await world.push(coach, `calls-${coach}`, [
    pencilDoc(coach, fresh, ada, id),
    pencilDoc(coach, fresh, ada, bookingIdOf(6)),
    pencilDoc(coach, later, ada, bookingIdOf(7))
  ])
  expect(rows).toMatchObject([{ ok: true }, { message: 'already-yours' }, { ok: true }])
})

it('PC1 a plain replica’s pencil is answered above the revision that it brought', async () => {
  const own = { _rev: '1-aa', _revisions: { start: 1, ids: ['aa'] } }
  const [row] = await world.push(coach, `calls-${coach}`, [pencilDoc(coach, later, ada, id, own)], false)
  expect(row).toMatchObject({ ok: true })
  expect((await readRev(world.databases, `calls-${coach}`, id))?.startsWith('2-')).toBe(true)
  expect(await readCall(world.databases, coach, id)).toMatchObject({ status: 'confirmed' })
})
