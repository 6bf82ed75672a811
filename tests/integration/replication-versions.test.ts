import { afterEach, beforeEach, expect, it } from 'vitest'
import { capabilities, productVersion, versionCapability, versionHeader } from '#domain/versions/product-version.ts'
import { createNewerServer, type NewerServer } from '../support/newer-server.ts'
import type { TestServer } from '../support/test-server.ts'
import {
  claimDocument,
  type Client,
  createClients,
  createDevice,
  cut,
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

let server: TestServer
let coachId: string
let device: Device
let newer: NewerServer
const clients = createClients()
const bookingId = idOf('the session')

/** A coach with one session and one open slot, whose server looks like one of a later version. */
beforeEach(async () => {
  server = await startServer()
  coachId = await server.addAccount('cara', 'coach')
  await server.addAccount('sam', 'student')
  await pushAs(server, 'cara', 'slots', [slotDocument(coachId, soon), slotDocument(coachId, soon + 4 * hourMs)])
  await pushAs(server, 'sam', 'slots', [claimDocument(server, coachId, soon, bookingId)])
  device = createDevice(server)
  newer = createNewerServer(device.network.fetch)
  Object.assign(device.network, { fetch: newer.fetch })
})
afterEach(async () => {
  await clients.stopAll()
  await server.remove()
})

const open = (name?: string) => clients.open(device, name)

const stop = (client: Client) => clients.stop(client)

const lastSent = (id: string) => newer.sent.findLast(document => document['_id'] === id)

it('VE1 words of a session go back to a newer server with everything that it had written beside them', async () => {
  const fields = { room: { floor: 2 }, terms: { cancelCutoffMin: 60, rescheduleCutoffMin: 60, noShowFee: [1] } }
  newer.fieldsById.set(bookingId, fields)
  const coach = await open('cara')
  await coach.until(state => isSynced(state) && state.calls.length === 1)
  server.clock.now = soon + hourMs
  expect(await coach.state.wrapUp(bookingId, { outcome: 'completed', satisfaction: 4, notes: 'Well' })).toMatchObject({
    ok: true
  })
  await coach.until(state => isSynced(state) && state.calls[0]?.status === 'completed')
  expect(lastSent(bookingId)).toMatchObject({ ...fields, notes: 'Well' })
  expect(coach.state.calls).toMatchObject([{ ...fields, notes: 'Well' }])
  expect(coach.state.notices.filter(({ topic }) => topic === 'words-merged' || topic === 'write-refused')).toEqual([])
  await stop(coach)
  const again = await open()
  expect(again.state.calls).toMatchObject([{ ...fields, notes: 'Well' }])
})

it('VE3 an unknown status is shown and counts, and words beside it leave it', async () => {
  newer.fieldsById.set(bookingId, { status: 'postponed', postponedTo: soon + 30 * hourMs })
  const coach = await open('cara')
  await coach.until(state => isSynced(state) && state.calls.length === 1)
  expect(coach.state.calls).toMatchObject([{ status: 'newer', otherName: 'Person sam', startsAt: soon }])
  expect(coach.state.setAside).toBe(0)
  expect(coach.state.findRescheduleRefusal(bookingId)).toMatchObject({ refusal: 'newer' })
  expect(await coach.state.cancelSession(bookingId, { reason: '', reopenSlot: true })).toMatchObject({
    refusal: 'newer'
  })
  server.clock.now = soon + hourMs
  expect(await coach.state.wrapUp(bookingId, { outcome: 'completed', notes: 'Well' })).toMatchObject({ ok: true })
  await coach.until(state => isSynced(state) && state.syncByRecord.size === 0 && state.calls[0]?.notes === 'Well')
  expect(lastSent(bookingId)).toMatchObject({ status: 'postponed', postponedTo: soon + 30 * hourMs, notes: 'Well' })
})

it('VE3 a notice of an unknown topic is shown, counts, and is put aside as it is', async () => {
  await cancelAsStudent()
  const { rows } = (await readAs('cara', `calls-${coachId}/_all_docs`)) as { readonly rows: readonly { id: string }[] }
  const id = rows.find(row => row.id.startsWith('notice:'))?.id ?? ''
  newer.fieldsById.set(id, { topic: 'review-came', reason: 'too-kind', stars: 5 })
  const coach = await open('cara')
  await coach.until(state => isSynced(state) && state.notices.length === 1)
  expect(coach.state.notices).toMatchObject([{ id, topic: 'newer', reason: 'newer', dismissed: false }])
  expect(await coach.state.setNoticeDismissed(id, true)).toMatchObject({ ok: true })
  await coach.until(state => isSynced(state) && state.syncByRecord.size === 0)
  expect(lastSent(id)).toMatchObject({ topic: 'review-came', reason: 'too-kind', stars: 5, dismissed: true })
})

it('VE4 a document that cannot be read is counted, and the pull goes on past it', async () => {
  newer.fieldsById.set(`${coachId}:${soon}`, { startsAt: 'Monday' })
  const coach = await open('cara')
  await coach.until(state => isSynced(state) && state.slots.length === 1)
  expect(coach.state.setAside).toBe(1)
  expect(await coach.state.createSlot(soon + 8 * hourMs)).toMatchObject({ ok: true })
  await coach.until(state => isSynced(state) && state.slots.length === 2 && state.syncByRecord.size === 0)
})

it('VE5 a change that meets such a document gives way, holds nothing up, and what was typed is in the inbox', async () => {
  const coach = await open('cara')
  await coach.until(state => isSynced(state) && state.coaches.length === 1 && state.slots.length === 2)
  await cut(coach)
  const { id: _, ...profile } = coach.state.coaches[0] ?? { id: '' }
  expect(
    await coach.state.saveProfile({ ...(profile as Parameters<typeof coach.state.saveProfile>[0]), bio: 'New' })
  ).toMatchObject({ ok: true })
  expect(await coach.state.createSlot(soon + 8 * hourMs)).toMatchObject({ ok: true })
  newer.fieldsById.set(coachId, { policy: 'strict' })
  await restore(coach)
  expect(coach.state).toMatchObject({ setAside: 1, coaches: [] })
  expect(coach.state.slots).toHaveLength(3)
  expect(coach.state.notices.filter(({ topic }) => topic === 'write-refused')).toMatchObject([
    { subject: { collection: 'users', id: coachId }, mine: '{"bio":"New"}', reason: 'newer' }
  ])
  newer.fieldsById.delete(coachId)
  await pushAs(server, 'cara', 'users', [await readProfile('Newer')])
  await coach.until(state => state.setAside === 0 && state.coaches[0]?.bio === 'Newer')
})

/** Which version each request to the server's databases said. */
function listenForVersions(): { readonly told: Set<string | undefined> } {
  const told = new Set<string | undefined>()
  const { fetch } = device.network
  Object.assign(device.network, {
    fetch: (input: URL | string, init?: RequestInit) => {
      const headers = new Headers(init?.headers)
      if (/\/(slots|users|calls-|_db_updates)/.test(String(input))) told.add(headers.get(versionHeader) ?? undefined)
      return fetch(input, init)
    }
  })
  return { told }
}

it('VE8 a device that is too old works on what it has, says so, and syncs on once it is new enough', async () => {
  const { dataFolder, clock } = server
  const first = await open('cara')
  await first.until(isSynced)
  await stop(first)
  await server.server.stop()
  const strict = await startServer({ dataFolder, clock, oldestDevice: '99.0.0' })
  device.network.target = strict.url
  const old = await open()
  await old.until(({ sync }) => sync.kind === 'needs-update')
  expect(old.state.slots).toHaveLength(2)
  expect(await old.state.createSlot(soon + 8 * hourMs)).toMatchObject({ ok: true })
  await old.until(({ sync }) => sync.kind === 'needs-update' && sync.waiting === 1)
  expect(old.state.syncByRecord.size).toBe(1)
  await stop(old)
  await strict.server.stop()
  server = await startServer({ dataFolder, clock })
  device.network.target = server.url
  const updated = await open()
  await updated.until(state => isSynced(state) && state.slots.length === 3 && state.syncByRecord.size === 0)
})

it('VE9 a device says its version where the server can read it, and remembers that without a network', async () => {
  const { told } = listenForVersions()
  const before = await open('cara')
  await before.until(isSynced)
  expect([...told]).toEqual([productVersion])
  expect(before.state.hasCapability(versionCapability)).toBe(true)
  expect(before.state.capabilities).toEqual(capabilities.filter(name => name !== 'mail'))
  await stop(before)
  device.network.cut()
  const offline = await open()
  await offline.until(({ sync }) => sync.kind === 'offline')
  expect(offline.state.hasCapability(versionCapability)).toBe(true)
})

it('VE9 a server that cannot read it is told nothing: a browser would refuse to send it', async () => {
  device.network.intercept = ({ line }) =>
    line === 'GET /' ? Promise.resolve(Response.json({ couchdb: 'Welcome', features: [] })) : undefined
  const { told } = listenForVersions()
  const coach = await open('cara')
  await coach.until(isSynced)
  expect([...told]).toEqual([undefined])
  expect(coach.state.hasCapability(versionCapability)).toBe(false)
})

it('VE10 an open account hears of it when its server is updated, and when an older one takes its place', async () => {
  const answer = (features: readonly string[]): void => {
    device.network.intercept = ({ line }) =>
      line === 'GET /' ? Promise.resolve(Response.json({ couchdb: 'Welcome', features })) : undefined
  }
  answer([])
  const coach = await open('cara')
  await coach.until(state => isSynced(state) && state.capabilities !== undefined)
  expect(coach.state.capabilities).toEqual([])
  for (const features of [[versionCapability, 'of-a-later-version'], []]) {
    await cut(coach)
    answer(features)
    await restore(coach)
    await coach.until(({ capabilities: said }) => said?.length === features.length)
    expect(coach.state.capabilities).toEqual(features)
  }
})

async function readAs(name: string, path: string): Promise<unknown> {
  const { token } = await server.signIn(name)
  const answer = await fetch(`${server.url}/${path}`, { headers: { authorization: `Bearer ${token}` } })
  return answer.json()
}

async function readProfile(bio: string): Promise<object> {
  return { ...((await readAs('cara', `users/${coachId}`)) as object), bio }
}

async function cancelAsStudent(): Promise<void> {
  const copies = `calls-${(await server.signIn('sam')).userId}`
  const copy = (await readAs('sam', `${copies}/${bookingId}`)) as object
  const request = { kind: 'cancel', requestId: idOf('cancel'), reason: 'A cold', reopenSlot: true }
  await pushAs(server, 'sam', copies, [{ ...copy, request }])
  await server.server.bookings.idle()
}
