import { afterEach, beforeEach, expect, it } from 'vitest'
import type { SignInState } from '#renderer/contract/screens.ts'
import { passwordOf, type TestServer } from '../support/test-server.ts'
import {
  type Client,
  createDevice,
  dayMs,
  type Device,
  hourMs,
  isSynced,
  openClient,
  soon,
  startApplication,
  startServer,
  waitFor
} from './replication-fixture.ts'

let server: TestServer
let coachId: string
const stops: (() => Promise<void>)[] = []

beforeEach(async () => {
  server = await startServer()
  coachId = await server.addAccount('cara', 'coach')
  await server.addAccount('sam', 'student')
})
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
  await server.remove()
})

async function open(name?: string, device: Device = createDevice(server)): Promise<Client> {
  const client = await openClient(device, name)
  stops.push(() => client.stop())
  return client
}

/** The application before anybody has signed in. */
function start(device: Device = createDevice(server)) {
  const { application } = startApplication(device)
  stops.push(() => application.stop())
  const { sessionStore } = application
  return {
    application,
    signIn: (name: string, password = passwordOf(name), serverUrl = device.serverUrl) =>
      sessionStore.getState().signIn({ serverUrl, name, password }),
    until: (kind: SignInState['kind']) => waitFor(sessionStore, ({ session }) => session.kind === kind),
    session: () => sessionStore.getState().session
  }
}

it('says why a sign-in did not work', async () => {
  await server.addAccount('root', 'admin', { role: 'none', isAdmin: false })
  const disabled = await server.addAccount('dora', 'student')
  await server.server.service.setDisabled(disabled, true)
  const { signIn } = start()
  expect(await signIn('sam', 'not the password')).toMatchObject({ refusal: 'wrong-password' })
  expect(await signIn('nobody')).toMatchObject({ refusal: 'wrong-password' })
  expect(await signIn('root')).toMatchObject({ refusal: 'wrong-role' })
  expect(await signIn('dora')).toMatchObject({ refusal: 'account-disabled' })
  expect(await signIn('sam', passwordOf('sam'), 'http://127.0.0.1:1')).toMatchObject({ refusal: 'unreachable' })
  expect(await signIn('sam', passwordOf('sam'), 'not an address at all')).toMatchObject({ field: 'serverUrl' })
  expect(await signIn('sam', '')).toMatchObject({ refusal: 'invalid-input', field: 'password' })
})

it('AC3 an administrator without a role opens an account that asks for no database', async () => {
  await server.addAccount('ada', 'admin')
  const device = createDevice(server)
  const client = await open('ada', device)
  await client.until(isSynced)
  expect(client.application.sessionStore.getState().session).toMatchObject({
    kind: 'open',
    account: { role: 'none', isAdmin: true }
  })
  const databases = device.network.requests.filter(line => /\/(users|slots|calls-)/.test(line))
  expect(databases).toEqual([])
  expect(device.network.requests.some(line => line.includes('/_db_updates'))).toBe(true)
})

it('a device learns of the right to administer with its next token', async () => {
  const device = createDevice(server)
  const client = await open('cara', device)
  await client.until(isSynced)
  const account = () => client.application.sessionStore.getState().session
  expect(account()).toMatchObject({ account: { role: 'coach', isAdmin: false } })
  await server.server.service.setAdmin(coachId, true)
  await client.stop()
  stops.pop()
  server.clock.now += 2 * hourMs
  device.clock.now += 2 * hourMs
  const again = await open(undefined, device)
  await again.until(isSynced)
  await again.stop()
  stops.pop()
  const third = await open(undefined, device)
  expect(third.application.sessionStore.getState().session).toMatchObject({ account: { role: 'coach', isAdmin: true } })
})

it('tells a page that is no sync server from one', async () => {
  const device = createDevice(server)
  device.network.intercept = () => Promise.resolve(new Response('<html>Welcome to the hotel</html>'))
  expect(await start(device).signIn('sam')).toMatchObject({ refusal: 'not-a-server' })
})

it('too many attempts are said as such', async () => {
  const { signIn } = start()
  const outcomes = []
  for (let n = 0; n < 30; n += 1) outcomes.push(await signIn('sam', `guess ${n}`))
  expect(outcomes.at(-1)).toMatchObject({ refusal: 'too-many-attempts' })
})

it('an account that signed in here opens without a network, by its password or by staying signed in', async () => {
  const device = createDevice(server)
  const first = await openClient(device, 'cara')
  await first.until(isSynced)
  await first.state.createSlot(soon)
  await first.until(isSynced)
  await first.stop()
  device.network.cut()

  const staying = await openClient(device)
  expect(staying.state.slots).toHaveLength(1)
  await staying.application.sessionStore.getState().signOut()
  expect(staying.application.sessionStore.getState().session).toMatchObject({ kind: 'signed-out' })
  expect(staying.application.workspace.getState().store).toBeUndefined()
  await staying.stop()

  const { application, signIn, session } = start(device)
  expect(session()).toMatchObject({ kind: 'signed-out', accounts: [{ name: 'cara', role: 'coach' }] })
  const [account] = (session() as { readonly accounts: readonly { readonly key: string }[] }).accounts
  expect(await application.sessionStore.getState().switchTo(account?.key ?? '')).toMatchObject({
    refusal: 'needs-sign-in'
  })
  expect(await signIn('cara', 'wrong')).toMatchObject({ refusal: 'wrong-password' })
  expect(await signIn('sam')).toMatchObject({ refusal: 'unknown-here' })
  expect(await signIn('cara')).toMatchObject({ ok: true })
  expect(application.workspace.getState().store?.getState().slots).toHaveLength(1)
})

it('keeps no password and no token of one who signed out', async () => {
  const device = createDevice(server)
  const client = await open('cara', device)
  await client.until(isSynced)
  await client.application.sessionStore.getState().signOut()
  const kept = JSON.stringify([...device.keyValues])
  expect(kept).not.toContain(passwordOf('cara'))
  expect(kept).not.toContain('renewalToken')
})

it('a sign-in that is over keeps local work, which is pushed after signing in again', async () => {
  const device = createDevice(server)
  const client = await open('cara', device)
  await client.until(isSynced)
  server.clock.now += 61 * dayMs
  const later = server.clock.now + 2 * dayMs
  await client.state.createSlot(later - (later % hourMs))
  await client.until(({ sync }) => sync.kind === 'needs-sign-in' && sync.waiting === 1)
  const session = client.application.sessionStore.getState()
  expect(await session.signIn({ serverUrl: server.url, name: 'cara', password: passwordOf('cara') })).toMatchObject({
    ok: true
  })
  await client.until(state => isSynced(state) && state.slots.length === 1)
})

it('MG9 a disabled account syncs nothing and keeps its local data readable', async () => {
  const client = await open('cara')
  await client.state.createSlot(soon)
  await client.until(isSynced)
  await server.server.service.setDisabled(coachId, true)
  await client.until(({ sync }) => sync.kind === 'account-disabled')
  await client.state.createSlot(soon + 2 * hourMs)
  const state = await client.until(({ sync }) => sync.kind === 'account-disabled' && sync.waiting === 1)
  expect(state.slots).toHaveLength(2)
})

it('switches between the accounts of a device, each with its own data', async () => {
  const device = createDevice(server)
  const client = await open('cara', device)
  await client.state.createSlot(soon)
  await client.until(isSynced)
  const session = client.application.sessionStore.getState()
  expect(await session.signIn({ serverUrl: server.url, name: 'sam', password: passwordOf('sam') })).toMatchObject({
    ok: true
  })
  const sams = client.application.workspace.getState().store
  if (sams === undefined) throw new Error('no workspace')
  await waitFor(sams, state => isSynced(state) && state.slots.length === 1)
  expect(await sams.getState().createSlot(soon + 4 * hourMs)).toMatchObject({ refusal: 'coaches-only' })
  const { session: opened } = client.application.sessionStore.getState()
  const accounts = opened.kind === 'open' ? opened.accounts : []
  expect(accounts.map(({ name }) => name)).toEqual(['sam', 'cara'])
  expect(await session.switchTo(accounts[1]?.key ?? '')).toMatchObject({ ok: true })
  expect(client.application.workspace.getState().store).not.toBe(sams)
  expect(client.application.workspace.getState().store?.getState().slots).toHaveLength(1)
})

it('own details come from the server and go there; a new password works here, too', async () => {
  const device = createDevice(server)
  const client = await open('sam', device)
  const session = client.application.sessionStore.getState()
  const loaded = await session.loadOwnDetails()
  expect(loaded).toMatchObject({ ok: true, value: { phone: '+41446681800', zone: 'Europe/Zurich' } })
  if (!loaded.ok) return
  expect(await session.saveOwnDetails({ ...loaded.value, phone: '12' })).toMatchObject({ field: 'phone' })
  expect(await session.saveOwnDetails({ ...loaded.value, displayName: 'Sam Anew', zone: 'Asia/Tokyo' })).toMatchObject({
    ok: true
  })
  expect(client.application.sessionStore.getState().session).toMatchObject({
    account: { displayName: 'Sam Anew', zone: 'Asia/Tokyo' }
  })
  expect(await session.changePassword({ current: 'wrong', next: 'a new password' })).toMatchObject({
    refusal: 'wrong-password'
  })
  expect(await session.changePassword({ current: passwordOf('sam'), next: 'a new password' })).toMatchObject({
    ok: true
  })
  await client.until(isSynced)
  device.network.cut()
  expect(await session.loadOwnDetails()).toMatchObject({ refusal: 'unreachable' })
  await client.application.sessionStore.getState().signOut()
  expect(await session.signIn({ serverUrl: server.url, name: 'sam', password: 'a new password' })).toMatchObject({
    ok: true
  })
})

it('signed out and in again without a network, an account syncs by itself once the server is there', async () => {
  const device = createDevice(server)
  const first = await open('cara', device)
  await first.until(isSynced)
  device.network.cut()
  await first.application.sessionStore.getState().signOut()
  const { application, signIn } = start(device)
  expect(await signIn('cara')).toMatchObject({ ok: true })
  const { store } = await waitFor(application.workspace, ({ store: opened }) => opened !== undefined)
  if (store === undefined) throw new Error('no workspace')
  await waitFor(store, ({ sync }) => sync.kind === 'offline')
  expect(await store.getState().createSlot(soon)).toMatchObject({ ok: true })
  expect([...device.keyValues.values()].join()).not.toContain(passwordOf('cara'))
  device.network.restore()
  await store.getState().syncNow()
  const { slots } = await waitFor(store, isSynced)
  expect(slots).toHaveLength(1)
})

it('a password that was changed elsewhere is tried once, then asked for', async () => {
  const device = createDevice(server)
  const first = await open('cara', device)
  await first.until(isSynced)
  device.network.cut()
  await first.application.sessionStore.getState().signOut()
  await server.server.service.setPassword(coachId, 'another password')
  const { application, signIn } = start(device)
  expect(await signIn('cara')).toMatchObject({ ok: true })
  const { store } = await waitFor(application.workspace, ({ store: opened }) => opened !== undefined)
  if (store === undefined) throw new Error('no workspace')
  const before = device.network.requests.length
  device.network.restore()
  await store.getState().syncNow()
  await waitFor(store, ({ sync }) => sync.kind === 'needs-sign-in')
  const tried = device.network.requests.slice(before).filter(line => line === 'POST /_session')
  expect(tried).toHaveLength(1)
})
