import { afterEach, beforeEach, expect, it } from 'vitest'
import type { GateRow } from '#server/gate/gate-contract.ts'
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
  slotDoc,
  worldStart
} from '../support/gate-world.ts'

const coach = 'coach001'
const ada = 'student1'
const at = worldStart + dayMs
const id = bookingIdOf(1)
const requestOf = (number: number): string => (0x1000_0000 + number).toString(16).padStart(32, 'e')

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

/** Students say of no session how it went. */
async function askInVain(number: number): Promise<GateRow | undefined> {
  const row = await pushCall(world, ada, id, {
    request: { kind: 'outcome', requestId: requestOf(number), outcome: 'completed' }
  })
  await world.gate.idle()
  return row
}

it('SE9 SE10 sixty refused requests of a student leave the coach cancelling, and twenty notices', async () => {
  const rows: (GateRow | undefined)[] = []
  for (let n = 0; n < 60; n += 1) rows.push(await askInVain(n))

  expect(rows.slice(0, 20).filter(row => row !== undefined && 'ok' in row)).toHaveLength(20)
  for (const row of rows.slice(20)) expect(row).toMatchObject({ name: 'forbidden', message: 'too-many-requests' })
  expect(await listNotices(world.databases, ada)).toHaveLength(20)
  expect((await readCall(world.databases, ada, id))?.request).toMatchObject({ requestId: requestOf(19) })
  await world.restart()
  expect(await askInVain(45)).toMatchObject({ message: 'too-many-requests' })
  await pushCall(world, coach, id, {
    request: { kind: 'cancel', requestId: requestOf(1_000), reason: 'ill', reopenSlot: true }
  })
  expect(await readBooking(world.databases, id)).toMatchObject({ state: 'cancelled' })
})

it('SE9 what was refused by a row is not granted when it comes again under the same id', async () => {
  await world.setPolicy(coach, { cancelCutoffMin: 30 * 60 })
  const cancel = async (number: number): Promise<GateRow | undefined> => {
    await world.gate.idle()
    return pushCall(world, ada, id, {
      request: { kind: 'cancel', requestId: requestOf(number), reason: 'ill', reopenSlot: true }
    })
  }
  world.now = at - hourMs
  for (let n = 0; n < 22; n += 1) await cancel(n)
  world.now = worldStart - 10 * dayMs
  expect(await cancel(21)).toMatchObject({ message: 'too-many-requests' })
  expect(await readBooking(world.databases, id)).toMatchObject({ state: 'confirmed' })
  expect(await cancel(22)).toMatchObject({ ok: true })
  expect(await readBooking(world.databases, id)).toMatchObject({ state: 'cancelled' })
})
