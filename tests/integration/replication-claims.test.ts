import { afterEach, beforeEach, expect, it } from 'vitest'
import type { WorkspaceStoreState } from '#renderer/contract/screens.ts'
import type { TestServer } from '../support/test-server.ts'
import {
  claimDocument,
  type Client,
  createClients,
  createDevice,
  cut,
  dayMs,
  type Device,
  hourMs,
  idOf,
  isSynced,
  pushAs,
  restore,
  slotDocument,
  soon,
  startServer
} from './replication-fixture.ts'

// F8: a realm opens thirteen collections, two applications' worth. The coach here speaks HTTP.
let server: TestServer
let coachId: string
const clients = createClients()
const slotId = () => `${coachId}:${soon}`

beforeEach(async () => {
  server = await startServer()
  coachId = await server.addAccount('cara', 'coach')
  await server.addAccount('sam', 'student')
  await server.addAccount('tess', 'student', { phone: '+41 44 668 18 01' })
  await pushAs(server, 'cara', 'slots', [slotDocument(coachId, soon)])
})
afterEach(async () => {
  await clients.stopAll()
  await server.remove()
})

async function open(name?: string, device: Device = createDevice(server)): Promise<Client> {
  const client = await clients.open(device, name)
  await client.until(state => !device.network.isUp || (state.slots.length > 0 && state.coaches.length > 0))
  return client
}

const stop = (client: Client) => clients.stop(client)

/** Whether the slot has left `requested`: a verdict is in. */
const isJudged = (state: WorkspaceStoreState): boolean =>
  isSynced(state) && state.slots.every(({ status }) => status !== 'requested')

it('BK1 BK2 MG1 two students claim one slot at once: one has it, the other is told once', async () => {
  const [sam, tess] = [await open('sam'), await open('tess')]
  await Promise.all([sam.until(isSynced), tess.until(isSynced)])
  const outcomes = await Promise.all([sam.state.claimSlot(slotId()), tess.state.claimSlot(slotId())])
  expect(outcomes.map(({ ok }) => ok)).toEqual([true, true])
  await Promise.all([sam, tess].map(client => client.until(state => isJudged(state) && state.calls.length === 1)))
  const winner = sam.state.calls[0]?.status === 'confirmed' ? sam : tess
  const loser = winner === sam ? tess : sam
  expect(winner.state.calls).toMatchObject([{ status: 'confirmed', otherPhone: '+41446681800' }])
  expect(winner.state.notices).toEqual([])
  expect(winner.state.slots).toMatchObject([{ status: 'booked', bookingId: winner.state.calls[0]?.id }])
  expect(loser.state.calls).toMatchObject([{ status: 'declined', decline: { reason: 'slot-taken' } }])
  expect(loser.state.calls[0]).not.toHaveProperty('otherPhone')
  const { notices } = await loser.until(state => state.notices.length > 0)
  expect(notices).toMatchObject([{ topic: 'claim-lost', reason: 'slot-taken', slotId: slotId(), dismissed: false }])
  expect(loser.state.syncByRecord.get(slotId())).toBe('needs-you')
  expect(await loser.state.setNoticeDismissed(notices[0]?.id ?? '', true)).toMatchObject({ ok: true })
  await loser.until(state => isSynced(state) && state.syncByRecord.size === 0)
})

for (const wins of [true, false]) {
  it(`a client killed between the gate's write and the answer ends at the verdict (${wins ? 'won' : 'lost'})`, async () => {
    const device = createDevice(server)
    const before = await open('sam', device)
    await before.until(isSynced)
    const lost = new Promise<void>(resolve => {
      device.network.intercept = ({ line, send }) => {
        if (!line.startsWith('POST /slots/_bulk_docs')) return undefined
        return (async () => {
          if (!wins) await claimAs('tess')
          await send()
          // The server has written; nobody will ever hear of it.
          device.network.cut()
          resolve()
          throw new TypeError('the answer was lost')
        })()
      }
    })
    const claimed = await before.state.claimSlot(slotId())
    await lost
    expect(before.state.slots).toMatchObject([{ status: 'requested' }])
    await stop(before)

    const after = await open(undefined, device)
    expect(after.state.slots).toMatchObject([{ status: 'requested' }])
    await after.until(({ sync }) => sync.kind === 'offline' && sync.waiting === 1)
    device.network.intercept = undefined
    device.network.restore()
    after.wake()
    const state = await after.until(found => isJudged(found) && found.calls.length === 1)
    expect(state.calls[0]?.id).toBe(claimed.ok ? claimed.value : '')
    expect(state.calls[0]?.status).toBe(wins ? 'confirmed' : 'declined')
    expect(state.slots[0]?.bookingId === state.calls[0]?.id).toBe(wins)
    const told = await after.until(({ notices }) => notices.length === (wins ? 0 : 1))
    expect(told.notices.map(({ topic }) => topic)).toEqual(wins ? [] : ['claim-lost'])
    expect(after.state.syncByRecord.get(slotId())).toBe(wins ? undefined : 'needs-you')
  })
}

async function claimAs(name: string): Promise<void> {
  const claim = claimDocument(server, coachId, soon, idOf(name))
  expect(await pushAs(server, name, 'slots', [claim])).toMatchObject([{ ok: true }])
}

it('F1 F2 a refused claim does not hold back its neighbour and is not sent again', async () => {
  const otherCoach = await server.addAccount('olga', 'coach')
  await pushAs(server, 'olga', 'slots', [slotDocument(otherCoach, soon + hourMs)])
  const device = createDevice(server)
  const sam = await open('sam', device)
  await sam.until(state => isSynced(state) && state.slots.length === 2 && state.coaches.length === 2)
  // Both at once: here neither is known to be booked yet.
  await Promise.all([sam.state.claimSlot(slotId()), sam.state.claimSlot(`${otherCoach}:${soon + hourMs}`)])
  const state = await sam.until(found => isJudged(found) && found.calls.length === 2)
  expect(state.calls.map(({ status }) => status).sort()).toEqual(['confirmed', 'declined'])
  expect(state.calls.find(({ status }) => status === 'declined')?.decline).toEqual({ reason: 'student-overlap' })
  expect(state.slots.map(({ status }) => status).sort()).toEqual(['booked', 'open'])
  expect(state.notices).toHaveLength(1)
  const sent = device.network.requests.filter(line => line.startsWith('POST /slots/_bulk_docs')).length
  expect(sent).toBeLessThanOrEqual(2)
})

it('booking needs the connection; the early opinion names the reason', async () => {
  const device = createDevice(server)
  const sam = await open('sam', device)
  await sam.until(isSynced)
  expect(await sam.state.claimSlot(`${coachId}:${soon + dayMs}`)).toMatchObject({ refusal: 'slot-gone' })
  device.network.cut()
  await sam.until(({ sync }) => sync.kind === 'offline')
  expect(await sam.state.claimSlot(slotId())).toMatchObject({ refusal: 'offline' })
  expect(sam.state.slots).toMatchObject([{ status: 'open' }])
})

it('a claim for a slot that is booked already is refused early', async () => {
  const sam = await open('sam')
  await claimAs('tess')
  await sam.until(state => state.slots[0]?.status === 'booked')
  expect(await sam.state.claimSlot(slotId())).toMatchObject({ refusal: 'slot-taken' })
})

it('MG2 a slot removed offline that was booked meanwhile: the booking stands, the coach is told', async () => {
  const device = createDevice(server)
  const coach = await open('cara', device)
  await coach.until(isSynced)
  device.network.cut()
  await coach.until(({ sync }) => sync.kind === 'offline')
  await coach.state.removeSlot(slotId())
  await claimAs('tess')
  device.network.restore()
  coach.wake()
  const state = await coach.until(found => isSynced(found) && found.calls.length === 1 && found.notices.length === 1)
  expect(state.slots).toMatchObject([{ status: 'booked', bookingId: idOf('tess') }])
  expect(state.notices).toMatchObject([{ topic: 'slot-booked-meanwhile', bookingId: idOf('tess') }])
})

it('JN6 a removal that was taken back while its push waited is not held against a later booking', async () => {
  const device = createDevice(server)
  const coach = await open('cara', device)
  await coach.until(isSynced)
  await cut(coach)
  await coach.state.removeSlot(slotId())
  await coach.until(({ collections }) =>
    collections.some(({ collection, lastError }) => collection === 'slots' && lastError)
  )
  expect(await coach.state.undo()).toMatchObject({ ok: true, value: { entry: { kind: 'slot-removed' } } })
  await claimAs('tess')
  const sent: string[] = []
  device.network.intercept = ({ line, body }) => {
    if (line.startsWith('POST /slots/_bulk_docs')) sent.push(body)
    return undefined
  }
  await restore(coach)
  const state = await coach.until(found => isSynced(found) && found.calls.length === 1)
  expect(state.slots).toMatchObject([{ status: 'booked', bookingId: idOf('tess') }])
  expect(state.notices).toEqual([])
  expect(sent.join()).not.toContain('_deleted')
})

it('MG8 a wrong clock is measured, and booking works all the same', async () => {
  const device = createDevice(server)
  device.clockSkewMs = -3 * hourMs
  const sam = await open('sam', device)
  await sam.until(state => isSynced(state) && state.clockOffsetMs !== undefined)
  expect(Math.abs((sam.state.clockOffsetMs ?? 0) - 3 * hourMs)).toBeLessThan(2_000)
  expect(Math.abs(sam.state.now() - server.clock.now)).toBeLessThan(2_000)
  await sam.state.claimSlot(slotId())
  const state = await sam.until(found => isJudged(found) && found.calls.length === 1)
  expect(state.calls).toMatchObject([{ status: 'confirmed' }])
})

it('BK23 BK24 a message goes to the coach with a granted claim, and to the own inbox with a lost one', async () => {
  const sam = await open('sam')
  await sam.until(isSynced)
  // Somebody else is first, and this device does not know.
  const device = createDevice(server)
  const tess = await open('tess', device)
  await tess.until(isSynced)
  let claimed: Promise<unknown> | undefined
  device.network.intercept = ({ line, send }) => {
    if (!line.startsWith('POST /slots/_bulk_docs')) return undefined
    return (async () => {
      claimed ??= sam.state.claimSlot(slotId(), '  About the interview on Friday.\n').then(() => sam.until(isJudged))
      await claimed
      return send()
    })()
  }
  await tess.until(state => state.slots[0]?.status === 'open')
  expect(await tess.state.claimSlot(slotId(), 'I am new to this.')).toMatchObject({ ok: true })
  await tess.until(state => isJudged(state) && state.notices.length > 0)
  const { calls } = await sam.until(state => isSynced(state) && state.calls.length === 1)
  expect(calls).toMatchObject([{ status: 'confirmed', message: 'About the interview on Friday.' }])
  expect(await readAs('cara', `/calls-${coachId}/${calls[0]?.id}`)).toMatchObject({
    message: 'About the interview on Friday.'
  })
  expect(await readAs('cara', `/slots/${slotId()}`)).not.toHaveProperty('message')
  const [notice] = tess.state.notices
  expect(notice).toMatchObject({ topic: 'claim-lost', reason: 'slot-taken' })
  expect(notice?.mine).toContain('I am new to this.')
  expect(tess.state.calls).toMatchObject([{ status: 'declined' }])
  expect(tess.state.calls[0]).not.toHaveProperty('message')
  expect([...sam.state.slots, ...tess.state.slots].filter(({ message }) => message !== undefined)).toEqual([])
})

it('BK23 VE9 a message is not sent where it is too long, or the server cannot take it', async () => {
  const sam = await open('sam')
  await sam.until(isSynced)
  const tooLong = await sam.state.claimSlot(slotId(), 'x'.repeat(501))
  expect(tooLong).toMatchObject({ refusal: 'invalid-input', field: 'message' })
  await stop(sam)

  const device = createDevice(server)
  device.network.intercept = ({ line }) =>
    line === 'GET /' ? Promise.resolve(Response.json({ couchdb: 'Welcome', features: [] })) : undefined
  const tess = await open('tess', device)
  await tess.until(isSynced)
  expect(await tess.state.claimSlot(slotId(), 'Hello')).toMatchObject({ refusal: 'unknown-field', field: 'message' })
  expect(tess.state.slots).toMatchObject([{ status: 'open' }])
  expect(await tess.state.claimSlot(slotId())).toMatchObject({ ok: true })
  await tess.until(state => isJudged(state) && state.calls.length === 1)
})

async function readAs(name: string, path: string): Promise<unknown> {
  const { token } = await server.signIn(name)
  const answer = await fetch(server.url + path, { headers: { authorization: `Bearer ${token}` } })
  return answer.json()
}
