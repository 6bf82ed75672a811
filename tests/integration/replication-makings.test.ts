import { afterEach, beforeEach, expect, it } from 'vitest'
import type { SlotId } from '#domain/model/primitives.ts'
import type { Outcome, WorkspaceStoreState } from '#renderer/contract/screens.ts'
import type { TestServer } from '../support/test-server.ts'
import {
  type Client,
  createClients,
  createDevice,
  type Device,
  hourMs,
  isSynced,
  restore,
  soon,
  startServer
} from './replication-fixture.ts'

let server: TestServer
let device: Device
const clients = createClients()

beforeEach(async () => {
  server = await startServer()
  await server.addAccount('cara', 'coach')
  await server.addAccount('sam', 'student')
  device = createDevice(server)
})
afterEach(async () => {
  await clients.stopAll()
  await server.remove()
})

const open = (name?: string, on: Device = device) => clients.open(on, name)

const stop = (client: Client) => clients.stop(client)

/** The device dies, and starts again without a network. */
async function restart(client: Client): Promise<Client> {
  await stop(client)
  return open()
}

const starts = ({ slots }: WorkspaceStoreState) => slots.map(({ startsAt, status }) => [startsAt, status])
const slotIdOf = (outcome: Outcome<SlotId>): SlotId => (outcome.ok ? outcome.value : '')

/** The server hears the next push of slots, and the device neither its answer nor anything else. */
async function loseAnswerTo(client: Client, act: () => Promise<unknown>): Promise<void> {
  const heard = Promise.withResolvers<undefined>()
  device.network.intercept = ({ line, send }) => {
    if (!line.startsWith('POST /slots/_bulk_docs')) return undefined
    device.network.intercept = undefined
    return send().then(() => {
      device.network.cut()
      heard.resolve(undefined)
      throw new TypeError('the answer was lost')
    })
  }
  await act()
  await heard.promise
  await client.until(({ sync }) => sync.kind === 'offline')
}

/** What everybody has once the device is back: its coach here, and a student who signs in only now. */
async function see(client: Client): Promise<ReturnType<typeof starts>> {
  const coach = await restore(client)
  const student = await open('sam', createDevice(server))
  await student.until(isSynced)
  await client.until(state => JSON.stringify(starts(state)) === JSON.stringify(starts(student.state)))
  expect(coach.notices).toEqual([])
  return starts(student.state)
}

for (const dies of [false, true]) {
  const how = dies ? 'the device died then' : 'it was offline then'

  it(`SL16 a removal that was undone before its answer came leaves the slot (${how})`, async () => {
    const coach = await open('cara')
    const slotId = slotIdOf(await coach.state.createSlot(soon))
    await coach.until(isSynced)
    await loseAnswerTo(coach, () => coach.state.removeSlot(slotId))
    expect(await coach.state.undo()).toMatchObject({ ok: true })
    expect(await see(dies ? await restart(coach) : coach)).toEqual([[soon, 'open']])
  })

  it(`SL16 a slot that was moved back before the answer to its move came is where it was, once (${how})`, async () => {
    const coach = await open('cara')
    const slotId = slotIdOf(await coach.state.createSlot(soon))
    await coach.until(isSynced)
    await loseAnswerTo(coach, () => coach.state.moveSlot(slotId, soon + hourMs))
    expect(await coach.state.undo()).toMatchObject({ ok: true })
    expect(starts(coach.state)).toEqual([[soon, 'open']])
    expect(await see(dies ? await restart(coach) : coach)).toEqual([[soon, 'open']])
  })

  it(`SL16 a slot that was made where one had just been moved away stands beside it (${how})`, async () => {
    const coach = await open('cara')
    const slotId = slotIdOf(await coach.state.createSlot(soon))
    await coach.until(isSynced)
    await loseAnswerTo(coach, () => coach.state.moveSlot(slotId, soon + 3 * hourMs))
    expect(await coach.state.createSlot(soon)).toMatchObject({ ok: true })
    const both = [
      [soon, 'open'],
      [soon + 3 * hourMs, 'open']
    ]
    expect(starts(coach.state)).toEqual(both)
    expect(await see(dies ? await restart(coach) : coach)).toEqual(both)
  })

  it(`SL9 a slot that was made and moved while the answers were lost is one (${how})`, async () => {
    const coach = await open('cara')
    await coach.until(isSynced)
    device.network.cut()
    await coach.until(({ sync }) => sync.kind === 'offline')
    const slotId = slotIdOf(await coach.state.createSlot(soon))
    await coach.state.moveSlot(slotId, soon + 3 * hourMs)
    // Started anew, it sends both at once.
    const again = await restart(coach)
    device.network.restore()
    await loseAnswerTo(again, async () => again.wake())
    expect(await see(dies ? await restart(again) : again)).toEqual([[soon + 3 * hourMs, 'open']])
  })
}

it('SL9 a slot that was moved twice and then back, offline, is one', async () => {
  const coach = await open('cara')
  const first = await coach.state.createSlot(soon)
  await coach.until(isSynced)
  device.network.cut()
  await coach.until(({ sync }) => sync.kind === 'offline')
  const second = await coach.state.moveSlot(slotIdOf(first), soon + 3 * hourMs)
  const third = await coach.state.moveSlot(slotIdOf(second), soon + 6 * hourMs)
  expect(await coach.state.moveSlot(slotIdOf(third), soon)).toMatchObject({ ok: true })
  expect(starts(coach.state)).toEqual([[soon, 'open']])
  // Of what came and went here the server need not hear; what is there now was made anew.
  await coach.until(({ sync }) => sync.kind === 'offline' && sync.waiting === 1)
  await coach.state.createSlot(soon + 3 * hourMs)
  await coach.until(({ sync }) => sync.kind === 'offline' && sync.waiting === 2)
  await coach.state.removeSlot(slotIdOf(second))
  await coach.until(({ sync }) => sync.kind === 'offline' && sync.waiting === 1)
  expect(await see(coach)).toEqual([[soon, 'open']])
})

it('SL16 a slot goes where one was moved away from that the server has not heard of, and both are there', async () => {
  const coach = await open('cara')
  const first = await coach.state.createSlot(soon)
  const other = await coach.state.createSlot(soon + 6 * hourMs)
  await coach.until(isSynced)
  device.network.cut()
  await coach.until(({ sync }) => sync.kind === 'offline')
  await coach.state.moveSlot(slotIdOf(first), soon + 3 * hourMs)
  expect(await coach.state.moveSlot(slotIdOf(other), soon)).toMatchObject({ ok: true })
  expect(await see(coach)).toEqual([
    [soon, 'open'],
    [soon + 3 * hourMs, 'open']
  ])
})

it('MG14 what one device removed and made again outlives the removal that another repeats', async () => {
  const coach = await open('cara')
  const slotId = slotIdOf(await coach.state.createSlot(soon))
  await coach.until(isSynced)
  await loseAnswerTo(coach, () => coach.state.removeSlot(slotId))
  const tablet = await open('cara', createDevice(server))
  await tablet.until(state => isSynced(state) && state.slots.length === 0)
  await tablet.state.createSlot(soon)
  await tablet.until(isSynced)
  await stop(tablet)
  expect(await see(coach)).toEqual([[soon, 'open']])
})
