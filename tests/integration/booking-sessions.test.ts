import { afterEach, beforeEach, expect, it } from 'vitest'
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
  slotDoc,
  worldStart
} from '../support/gate-world.ts'

const coach = 'coach001'
const ada = 'student1'
const bob = 'student2'
const at = worldStart + 5 * dayMs
const slotId = `${coach}:${at}`
const id = bookingIdOf(1)

let world: GateWorld

beforeEach(async () => {
  world = await createGateWorld()
  await world.addPerson(coach, 'coach')
  await world.addPerson(ada, 'student')
  await world.addPerson(bob, 'student')
  await world.push(coach, 'slots', [slotDoc(coach, at)])
  await world.push(ada, 'slots', [claimDoc(coach, at, id, world.now)])
  await world.gate.idle()
})
afterEach(() => world.stop())

const cancel = (userId: string, reopenSlot: boolean, request = 1) =>
  pushCall(world, userId, id, {
    request: { kind: 'cancel', requestId: requestIdOf(request), reason: 'ill', reopenSlot }
  })
const outcome = (userId: string, value: 'completed' | 'no-show', request = 2) =>
  pushCall(world, userId, id, { request: { kind: 'outcome', requestId: requestIdOf(request), outcome: value } })

it('SE1 SE3 NT1 opens the slot again when the student cancels, tells the coach, and another may book', async () => {
  expect(await cancel(ada, false)).toMatchObject({ ok: true })

  expect(await readSlot(world.databases, slotId)).toMatchObject({ status: 'open' })
  expect((await readSlot(world.databases, slotId))?.bookingId).toBeUndefined()
  await world.gate.idle()
  expect(await readCall(world.databases, coach, id)).toMatchObject({
    status: 'cancelled',
    cancellation: { by: 'student', reason: 'ill', late: false, reopenSlot: true }
  })
  expect(await listNotices(world.databases, coach)).toMatchObject([{ topic: 'session-cancelled', theirs: 'ill' }])
  expect(await world.push(bob, 'slots', [claimDoc(coach, at, bookingIdOf(2), world.now)])).toMatchObject([{ ok: true }])
})

it('SE3 withdraws the hours when the coach cancels without opening them', async () => {
  await cancel(coach, false)
  expect(await readSlot(world.databases, slotId)).toBeUndefined()
  await world.gate.idle()
  expect(await listNotices(world.databases, ada)).toMatchObject([{ topic: 'session-cancelled' }])
})

it('SE1 SE7 NT1 refuses a late cancellation, tells the student, and a repetition changes nothing', async () => {
  world.now = at - hourMs
  expect(await cancel(ada, true)).toMatchObject({ ok: true })
  await world.gate.idle()
  expect(await readCall(world.databases, ada, id)).toMatchObject({
    status: 'confirmed',
    lastRequest: { verdict: 'declined', reason: 'past-cutoff' }
  })
  expect(await listNotices(world.databases, ada)).toMatchObject([{ topic: 'request-refused', reason: 'past-cutoff' }])
  const before = await readRev(world.databases, 'bookings', id)

  await cancel(ada, true)

  expect(await readRev(world.databases, 'bookings', id)).toBe(before)
})

it('SE4 MG7 leaves the slot alone that another has booked since', async () => {
  await cancel(ada, true)
  await world.push(bob, 'slots', [claimDoc(coach, at, bookingIdOf(2), world.now)])
  await world.gate.idle()

  expect(await cancel(ada, true, 9)).toMatchObject({ ok: true })

  expect(await readSlot(world.databases, slotId)).toMatchObject({ status: 'booked', bookingId: bookingIdOf(2) })
  expect((await readBooking(world.databases, id))?.requests.at(-1)).toMatchObject({ reason: 'already-cancelled' })
})

it('SE5 SE8 FB1 FB4 takes an outcome with score and notes, stamped, and shows the student no word of them', async () => {
  world.now = at + hourMs
  const row = await pushCall(world, coach, id, {
    satisfaction: 4,
    notes: 'Fine *work*',
    followUps: [{ text: 'Read on', done: false }],
    request: { kind: 'outcome', requestId: requestIdOf(2), outcome: 'completed' }
  })
  expect(row).toMatchObject({ ok: true })
  await world.gate.idle()
  expect(await readCall(world.databases, coach, id)).toMatchObject({
    status: 'completed',
    satisfaction: 4,
    wordsStamp: { by: coach, at: at + hourMs }
  })
  const students = await readCall(world.databases, ada, id)
  expect(students).toMatchObject({ status: 'completed' })
  expect(JSON.stringify(students)).not.toContain('Fine')
})

it('FB1 FB2 refuses a student’s outcome and words before the start', async () => {
  expect(await pushCall(world, coach, id, { notes: 'early' })).toMatchObject({ message: 'not-started' })
  expect(await outcome(ada, 'completed')).toMatchObject({ ok: true })
  await world.gate.idle()
  expect(await readCall(world.databases, ada, id)).toMatchObject({ lastRequest: { reason: 'coaches-only' } })
  expect(await pushCall(world, ada, id, { satisfaction: 1 })).toMatchObject({ message: 'not-yours' })
})

it('FB6 carries a review to the coach by way of the journal', async () => {
  world.now = at + hourMs
  await pushCall(world, ada, id, { review: { score: 5, text: 'Clear' } })
  await world.gate.idle()
  expect(await readCall(world.databases, coach, id)).toMatchObject({ otherReview: { score: 5, text: 'Clear' } })
})

it('SL14 answers a write on an older state of a copy with a conflict', async () => {
  world.now = at + hourMs
  const rev = await readRev(world.databases, `calls-${coach}`, id)
  const call = await readCall(world.databases, coach, id)
  await pushCall(world, coach, id, { notes: 'first' })
  const { id: _id, ...fields } = call ?? { id }
  const rows = await world.push(coach, `calls-${coach}`, [{ ...fields, _id, _rev: rev ?? '', notes: 'second' }])
  expect(rows).toMatchObject([{ name: 'conflict', status: 409 }])
})

it('FB5 ignores forged fields of the server', async () => {
  world.now = at + hourMs
  await pushCall(world, coach, id, { notes: 'x', otherPhone: '+31999999999', status: 'cancelled' })
  expect(await readCall(world.databases, coach, id)).toMatchObject({ status: 'confirmed', otherPhone: '+31620000001' })
})

it('FB7 NT2 lets nobody make or remove copies and notices, nor write another’s', async () => {
  const call = await readCall(world.databases, ada, id)
  const { id: _, ...fields } = call ?? { id }
  const rev = (await readRev(world.databases, `calls-${ada}`, id)) ?? ''
  expect(await world.push(ada, `calls-${ada}`, [{ ...fields, _id: bookingIdOf(77) }])).toMatchObject([
    { message: 'not-yours-to-create' }
  ])
  expect(await world.push(ada, `calls-${ada}`, [{ _id: id, _rev: rev, _deleted: true }])).toMatchObject([
    { message: 'not-yours-to-create' }
  ])
  expect(await world.push(bob, `calls-${ada}`, [{ ...fields, _id: id, _rev: rev }])).toMatchObject([
    { name: 'forbidden', message: 'not-yours' }
  ])
})

it('NT2 PJ3 keeps a notice put aside, whatever is projected later', async () => {
  await cancel(ada, true)
  await world.gate.idle()
  const [notice] = await listNotices(world.databases, coach)
  const { id: noticeId, ...fields } = notice ?? { id: '' }
  const rev = (await readRev(world.databases, `calls-${coach}`, noticeId)) ?? ''
  const rows = await world.push(coach, `calls-${coach}`, [{ ...fields, _id: noticeId, _rev: rev, dismissed: true }])
  expect(rows).toMatchObject([{ ok: true }])

  await world.gate.refreshAccount({ id: ada } as Parameters<GateWorld['gate']['refreshAccount']>[0])
  await world.restart()
  await world.gate.idle()

  expect(await listNotices(world.databases, coach)).toMatchObject([{ dismissed: true }])
})
