import { afterEach, beforeEach, expect, it } from 'vitest'
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

it('PJ1 goes on from its checkpoint: only what changed since is looked at', async () => {
  await world.restart()
  const bookings = await world.databases.open('bookings')
  expect(await bookings.readLocal('projector')).toMatchObject({ seq: (await bookings.info()).updateSeq, failed: [] })
})

it('PJ1 catches up with what an interrupted run had not projected', async () => {
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

it('PJ1 shows a coach under the name and zone of the public profile, also when they change', async () => {
  const users = await world.databases.open('users')
  const [profile] = await users.read([coach])
  const changed = { ...profile, _id: coach, displayName: 'Coach Carla', zone: 'Asia/Tokyo' }

  expect(await world.push(coach, 'users', [changed])).toMatchObject([{ ok: true }])
  await world.gate.idle()

  expect(await readCall(world.databases, ada, id)).toMatchObject({ otherName: 'Coach Carla', otherZone: 'Asia/Tokyo' })
})

it('PJ1 gets by a booking that cannot be projected, and projects it once it can be', async () => {
  const bookings = await world.databases.open('bookings')
  const good = (await bookings.read([id]))[0]
  const broken = bookingIdOf(9)
  await bookings.write([{ ...good, _id: broken, state: 'lost' } as { readonly _id: string }].map(withoutRev), {
    newEdits: true
  })
  await world.push(ada, 'slots', [claimDoc(coach, at + 3 * hourMs, bookingIdOf(2), world.now)])
  await world.gate.idle()
  expect(await readCall(world.databases, ada, bookingIdOf(2))).toBeDefined()
  expect(world.logged.join()).toContain(`booking ${broken} was not projected`)

  const [stored] = await bookings.read([broken])
  await bookings.write([{ ...stored, _id: broken, state: 'declined', decline: { reason: 'slot-taken' } }], {
    newEdits: true
  })
  await world.gate.idle()

  expect(await readCall(world.databases, ada, broken)).toMatchObject({ status: 'declined' })
})

function withoutRev(doc: Readonly<Record<string, unknown>> & { readonly _id: string }) {
  const { _rev, ...fields } = doc
  return fields as typeof doc
}
