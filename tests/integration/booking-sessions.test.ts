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

const actionIds = [requestIdOf(11), requestIdOf(12)] as const
const action = (text: string, owner: 'coach' | 'student') => ({ text, owner, madeAt: at, editedAt: at })
const agreed = {
  summary: 'We practised openings',
  notes: 'Tired today',
  actions: { [actionIds[0]]: action('Record a speech', 'student'), [actionIds[1]]: action('Find a book', 'coach') }
}

it('SU2 SU3 carries summary and actions to the student, and the ticks back, by way of the journal', async () => {
  world.now = at + hourMs
  expect(await pushCall(world, coach, id, agreed)).toMatchObject({ ok: true })
  const students = await readCall(world.databases, ada, id)
  expect(students?.shared).toEqual({
    summary: 'We practised openings',
    actions: { [actionIds[0]]: { text: 'Record a speech', madeAt: at } },
    at: world.now
  })
  for (const secret of ['Tired', 'Find a book']) expect(JSON.stringify(students)).not.toContain(secret)

  const ticks = { [actionIds[0]]: { doneAt: world.now, editedAt: world.now, text: 'Record a speech' } }
  expect(await pushCall(world, ada, id, { ticks })).toMatchObject({ ok: true })
  expect(await readCall(world.databases, coach, id)).toMatchObject({ ...agreed, otherTicks: ticks })
  expect(await readBooking(world.databases, id)).toMatchObject({ shared: students?.shared, ticks })

  await pushCall(world, coach, id, { actions: {} })
  expect((await readCall(world.databases, ada, id))?.shared?.actions).toEqual({})
  expect(await readCall(world.databases, coach, id)).toMatchObject({ actions: {}, otherTicks: ticks })
})

it('SU1 FB5 lets nobody write the other’s', async () => {
  world.now = at + hourMs
  await pushCall(world, coach, id, agreed)
  const ticks = { [actionIds[0]]: { doneAt: 1, editedAt: 1, text: 'forged' } }
  for (const words of [{ summary: 'forged' }, { actions: {} }]) {
    expect(await pushCall(world, ada, id, words)).toMatchObject({ message: 'not-yours' })
  }
  expect(await pushCall(world, coach, id, { ticks })).toMatchObject({ message: 'not-yours' })
  await pushCall(world, ada, id, { shared: { summary: 'forged', actions: {}, at: 1 } })
  await pushCall(world, coach, id, { otherTicks: ticks })
  const stored = [await readCall(world.databases, coach, id), await readCall(world.databases, ada, id)]
  expect(JSON.stringify([...stored, await readBooking(world.databases, id)])).not.toContain('forged')
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
