// What the server records of slots that have begun, on the devices of their coach (IN7, IN8).
import { afterEach, beforeEach, expect, it } from 'vitest'
import { countFill } from '#domain/insights/fill-rate.ts'
import type { Client, Device } from './replication-fixture.ts'
import { cut, hourMs, idOf, isSynced, pushAs, slotDocument, soon } from './replication-fixture.ts'
import { type ChangingServer, startChangingServer } from './set-back-fixture.ts'

let world: ChangingServer
let coachId: string

beforeEach(async () => {
  world = await startChangingServer()
  coachId = await world.current.addAccount('cara', 'coach')
  await world.current.addAccount('sam', 'student')
  const starts = [soon, soon + 3 * hourMs, soon + 6 * hourMs]
  await pushAs(
    world.current,
    'cara',
    'slots',
    starts.map(startsAt => slotDocument(coachId, startsAt))
  )
  await world.book('sam', `${coachId}:${soon}`)
})
afterEach(() => world.remove())

async function open(device: Device, name?: string): Promise<Client> {
  const client = await world.open(device, name)
  await client.until(isSynced)
  return client
}

async function passUntil(at: number): Promise<void> {
  world.current.clock.now = at
  await world.current.server.bookings.countOffered()
}

const totalOn = ({ state: { offered } }: Client) =>
  countFill(offered, { range: undefined, zone: 'UTC', now: world.current.clock.now, months: [] }).total

it('IN7 IN8 every device of the coach has it, also in a tunnel, and nobody else’s', async () => {
  const [laptop, phone] = [await open(world.addDevice(), 'cara'), await open(world.addDevice(), 'cara')]
  await passUntil(soon + 4 * hourMs)
  for (const client of [laptop, phone]) await client.until(() => totalOn(client).offered === 2)
  await cut(phone)
  await passUntil(soon + 7 * hourMs)
  await laptop.until(() => totalOn(laptop).offered === 3)
  expect([laptop, phone].map(totalOn)).toEqual([
    { booked: 1, offered: 3 },
    { booked: 1, offered: 2 }
  ])
  await world.close(laptop)
  const student = await open(world.addDevice(), 'sam')
  expect(student.state.offered).toEqual([])
})

it('IN10 SB4 after a server was put back from a copy a device has what that server has, and asks for no decision', async () => {
  const laptop = world.addDevice()
  await world.close(await open(laptop, 'cara'))
  await world.copy('old')
  await passUntil(soon + 4 * hourMs)
  const later = await open(laptop)
  await later.until(() => totalOn(later).offered === 2)
  await world.close(later)
  await world.setBack('old')
  expect(await world.read('cara', `calls-${coachId}`, later.state.offered[0]?.id ?? idOf('none'))).toMatchObject({
    kind: 'offered'
  })
  const back = await world.open(laptop)
  await back.until(state => isSynced(state) && state.notices.some(({ topic }) => topic === 'server-set-back'))
  expect(back.state.notices.map(({ topic }) => topic)).toEqual(['server-set-back'])
  expect(totalOn(back)).toEqual({ booked: 1, offered: 2 })
})
