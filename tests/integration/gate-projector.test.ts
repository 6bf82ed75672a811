import { afterEach, beforeEach, expect, it } from 'vitest'
import { createKeyedLock, lockNames } from '#server/locks/keyed-lock.ts'
import {
  bookingIdOf,
  claimDoc,
  createGateWorld,
  dayMs,
  type GateWorld,
  hourMs,
  pushCall,
  readCall,
  readRev,
  requestIdOf,
  slotDoc,
  worldStart
} from '../support/gate-world.ts'

const coach = 'coach001'
const ada = 'student1'
const at = worldStart + dayMs
const id = bookingIdOf(1)

let world: GateWorld
beforeEach(async () => {
  world = await createGateWorld()
  await world.addPerson(coach, 'coach')
  await world.addPerson(ada, 'student')
  await world.push(coach, 'slots', [slotDoc(coach, at), slotDoc(coach, at + 3 * hourMs)])
  await world.push(ada, 'slots', [claimDoc(coach, at, id, world.now)])
  await world.gate.idle()
})
afterEach(() => world.stop())

const revs = async () => [
  await readRev(world.databases, `calls-${coach}`, id),
  await readRev(world.databases, `calls-${ada}`, id)
]

it('PJ3 writes nothing when it projects again from the beginning', async () => {
  const before = await revs()
  const bookings = await world.databases.open('bookings')
  await bookings.removeLocal('projector')

  await world.restart()
  await world.gate.idle()

  expect(await revs()).toEqual(before)
})

it('PJ1 has the copies with the session: nothing is left to do', async () => {
  await world.push(ada, 'slots', [claimDoc(coach, at + 3 * hourMs, bookingIdOf(2), world.now)])
  for (const userId of [coach, ada])
    expect(await readCall(world.databases, userId, bookingIdOf(2))).toMatchObject({ status: 'confirmed' })
  const bookings = await world.databases.open('bookings')
  expect(await bookings.readLocal('projector')).toEqual({ failed: [], people: [], setBack: [] })
})

it('PJ1 catches up with what a run of version 0.1.0 had not projected', async () => {
  const bookings = await world.databases.open('bookings')
  const calls = await world.databases.open(`calls-${ada}`)
  await world.gate.stop()
  await calls.write([{ _id: id, _rev: (await readRev(world.databases, `calls-${ada}`, id)) ?? '', _deleted: true }], {
    newEdits: true
  })
  await bookings.writeLocal('projector', { seq: 0, failed: [], people: [] })

  await world.restart()
  await world.gate.idle()

  expect(await readCall(world.databases, ada, id)).toMatchObject({ status: 'confirmed' })
  expect(await bookings.readLocal('projector')).not.toHaveProperty('seq')
})

it('PJ2 PJ4 brings a changed phone to the other party, and keeps words typed beside it', async () => {
  world.now = at + hourMs
  const typing = pushCall(world, coach, id, { notes: 'Mine' })
  await world.addPerson(ada, 'student', { phone: '+4915112345678', displayName: 'Ada' })

  await Promise.all([
    typing,
    world.gate.refreshAccount({ id: ada } as Parameters<GateWorld['gate']['refreshAccount']>[0])
  ])

  expect(await readCall(world.databases, coach, id)).toMatchObject({
    otherPhone: '+4915112345678',
    otherName: 'Ada',
    notes: 'Mine'
  })
})

it('PJ2 brings a second number everywhere that is given while the first is still being brought', async () => {
  const bob = 'student2'
  const locks = createKeyedLock()
  await world.restart({ locks })
  await world.addPerson(bob, 'student')
  await world.push(bob, 'slots', [claimDoc(coach, at + 3 * hourMs, bookingIdOf(2), world.now)])
  const phoneOf = async (userId: string, bookingId: string) =>
    (await readCall(world.databases, userId, bookingId))?.otherPhone
  const refresh = () => world.gate.refreshAccount({ id: coach } as Parameters<GateWorld['gate']['refreshAccount']>[0])
  const held = locks.acquire([lockNames.copies(bob)])
  await held.ready

  await world.addPerson(coach, 'coach', { phone: '+4915112345671' })
  const first = refresh()
  await expect.poll(() => phoneOf(ada, id)).toBe('+4915112345671')
  await world.addPerson(coach, 'coach', { phone: '+4915112345672' })
  const second = refresh()
  held.release()
  await Promise.all([first, second])

  expect(await phoneOf(bob, bookingIdOf(2))).toBe('+4915112345672')
  expect(await phoneOf(ada, id)).toBe('+4915112345672')
  const bookings = await world.databases.open('bookings')
  expect(await bookings.readLocal('projector')).toMatchObject({ people: [] })
})

it('PJ1 shows a coach under the name and zone of the public profile, also when they change', async () => {
  const users = await world.databases.open('users')
  const [profile] = await users.read([coach])
  const changed = { ...profile, _id: coach, displayName: 'Coach Carla', zone: 'Asia/Tokyo' }

  expect(await world.push(coach, 'users', [changed])).toMatchObject([{ ok: true }])
  await world.gate.idle()

  expect(await readCall(world.databases, ada, id)).toMatchObject({ otherName: 'Coach Carla', otherZone: 'Asia/Tokyo' })
})

it('OC2 a copy that cannot be understood is left and told; the session goes on without it, and it is made once it can be', async () => {
  const calls = await world.databases.open(`calls-${ada}`)
  const [sound] = await calls.read([id])
  if (sound === undefined) throw new Error('no copy')
  const [broken] = await calls.write([{ ...sound, status: 'odd' }], { newEdits: true })

  world.now += hourMs
  expect(await cancelByCoach()).toMatchObject({ ok: true })
  expect(world.logged.join()).toContain('a copy is left for later')
  expect(await readCall(world.databases, coach, id)).toMatchObject({ status: 'cancelled' })
  const owing = await world.databases.open('bookings')
  expect(await owing.readLocal('projector')).toMatchObject({ failed: [id] })

  await calls.write([{ ...sound, _rev: broken !== undefined && 'ok' in broken ? broken.rev : '' }], { newEdits: true })
  await world.restart()
  await world.gate.idle()
  expect(await readCall(world.databases, ada, id)).toMatchObject({ status: 'cancelled' })
  expect(await owing.readLocal('projector')).toMatchObject({ failed: [] })
})

function cancelByCoach() {
  return pushCall(world, coach, id, {
    request: { kind: 'cancel', requestId: requestIdOf(1), reason: 'ill', reopenSlot: true }
  })
}
