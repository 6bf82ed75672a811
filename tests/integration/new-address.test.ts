// The server of an account at another address, and somebody else who says to be it.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { passwordOf, type TestServer } from '../support/test-server.ts'
import {
  type Client,
  createDevice,
  cut,
  isSynced,
  openClient,
  soon,
  startServer,
  waitFor
} from './replication-fixture.ts'

interface Asked {
  readonly line: string
  readonly authorization: string | undefined
  readonly body: string
}
type Reply = { readonly status: number; readonly body: string }

/** Of the server, at which it proves who it is. */
const addresses: string[] = []
const others: Server[] = []
let server: TestServer
let coachId: string
let client: Client

beforeEach(async () => {
  addresses.length = 0
  server = await startServer({ settings: { addresses } })
  coachId = await server.addAccount('cara', 'coach')
  client = await openClient(createDevice(server), 'cara')
  await client.until(isSynced)
})
afterEach(async () => {
  await client.stop()
  for (const other of others.splice(0)) {
    other.close()
    other.closeAllConnections()
  }
  await server.remove()
})

/** Somebody at another address. @returns the address, and what was asked there */
async function listen(reply: (asked: Asked, address: string) => Promise<Reply>) {
  const asked: Asked[] = []
  const other = createServer((request: IncomingMessage, response) => {
    void (async () => {
      const { method, url, headers } = request
      const one = { line: `${method} ${url}`, authorization: headers.authorization, body: await text(request) }
      asked.push(one)
      const { status, body } = await reply(one, address)
      response.writeHead(status, { 'content-type': 'application/json' }).end(body)
    })().catch(() => response.destroy())
  })
  others.push(other)
  await once(other.listen(0, '127.0.0.1'), 'listening')
  const address = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
  return { address, asked }
}

/** Asks the real server the same. */
async function forward({ line, authorization, body }: Asked): Promise<Reply> {
  const [method = 'GET', path = '/'] = line.split(' ')
  // A feed never ends: this line carries none.
  if (path.startsWith('/_db_updates')) return { status: 503, body: '{}' }
  const answer = await fetch(server.url + path, {
    method,
    headers: { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) },
    ...(method === 'GET' || body === '' ? {} : { body })
  })
  return { status: answer.status, body: await answer.text() }
}

const session = () => client.application.sessionStore.getState()
const account = () => {
  const { session: state } = session()
  return state.kind === 'open' ? state.account : undefined
}

/** Nothing but the question who is there: no token, no name, no document. */
function expectNothingElse(asked: readonly Asked[]): void {
  expect(new Set(asked.map(({ line }) => line))).toEqual(new Set(['POST /_identity']))
  for (const { authorization, body } of asked) {
    expect(authorization).toBeUndefined()
    expect(Object.keys(JSON.parse(body) as object).toSorted()).toEqual(['address', 'nonce'])
  }
}

it('NA1 an account goes on at the new address of its server, with what was not sent', async () => {
  await cut(client)
  expect(await client.state.createSlot(soon)).toMatchObject({ ok: true })
  const { address, asked } = await listen(forward)
  addresses.push(address)

  expect(await session().checkAddress(`${address}/`)).toEqual({ ok: true, value: address })
  expectNothingElse(asked)
  expect(await session().moveToAddress(address)).toEqual({ ok: true, value: undefined })
  const { store } = client.application.workspace.getState()
  await waitFor(store ?? client.store, isSynced)

  expect(account()).toMatchObject({ serverUrl: address, key: `${coachId}@${server.url}` })
  const slots = await server.server.databases.open('slots')
  expect((await slots.read([`${coachId}:${soon}`]))[0]).toMatchObject({ status: 'open' })
  // What the server sent before is not taken for changes of this device, nor fetched anew.
  expect(asked.filter(({ line }) => line.startsWith('GET /users/_all_docs'))).toEqual([])
  await client.stop()
  client = await openClient(client.device)
  expect(account()).toMatchObject({ serverUrl: address })
})

it('NA1 a signed-out account goes on at the new address, with what was not sent, once its password is typed', async () => {
  await cut(client)
  expect(await client.state.createSlot(soon)).toMatchObject({ ok: true })
  const key = account()?.key ?? ''
  await session().signOut()
  const { address, asked } = await listen(forward)
  addresses.push(address)

  expect(await session().checkAddress(address, key)).toEqual({ ok: true, value: address })
  expect(await session().moveToAddress(address, key)).toEqual({ ok: true, value: undefined })
  expectNothingElse(asked)
  const { session: state } = session()
  expect(state).toMatchObject({ kind: 'signed-out', accounts: [{ key, serverUrl: address }] })

  const password = passwordOf('cara')
  expect(await session().signIn({ serverUrl: address, name: 'cara', password })).toMatchObject({ ok: true })
  const { store } = client.application.workspace.getState()
  await waitFor(store ?? client.store, isSynced)
  expect(account()).toMatchObject({ serverUrl: address, key })
  const slots = await server.server.databases.open('slots')
  expect((await slots.read([`${coachId}:${soon}`]))[0]).toMatchObject({ status: 'open' })
})

it('NA2 a relay gets nothing of a signed-out account, either', async () => {
  const key = account()?.key ?? ''
  await session().signOut()
  const { address, asked } = await listen(forward)
  expect(await session().checkAddress(address, key)).toEqual({ ok: false, refusal: 'address-not-listed' })
  expect(await session().moveToAddress(address, key)).toEqual({ ok: false, refusal: 'address-not-listed' })
  expectNothingElse(asked)
  expect(session().session).toMatchObject({ kind: 'signed-out', accounts: [{ key, serverUrl: server.url }] })
})

it('NA2 a server with a copied key proves nothing, and gets nothing', async () => {
  const serverKey = JSON.parse(client.device.keyValues.get('coachdesk.accounts') ?? '[]')[0].serverKey as string
  expect(serverKey).toHaveLength(43)
  const signature = 'A'.repeat(86)
  const { address, asked } = await listen(() =>
    Promise.resolve({ status: 200, body: JSON.stringify({ serverKey, signature }) })
  )
  expect(await session().checkAddress(address)).toEqual({ ok: false, refusal: 'another-server' })
  expect(await session().moveToAddress(address)).toEqual({ ok: false, refusal: 'another-server' })
  expectNothingElse(asked)
  expect(account()?.serverUrl).toBe(server.url)
})

it('NA2 a relay gets no proof for its own address, and none for another one counts', async () => {
  const relay = await listen(forward)
  expect(await session().checkAddress(relay.address)).toEqual({ ok: false, refusal: 'address-not-listed' })

  addresses.push('https://desk.example.org')
  const liar = await listen(asked => {
    const question = { ...(JSON.parse(asked.body) as object), address: 'https://desk.example.org' }
    return forward({ ...asked, body: JSON.stringify(question) })
  })
  expect(await session().moveToAddress(liar.address)).toEqual({ ok: false, refusal: 'another-server' })
  expectNothingElse([...relay.asked, ...liar.asked])
})

it('NA3 a proof of before does not count: each question is a fresh one', async () => {
  let kept: Reply | undefined
  const { address, asked } = await listen(async one => (kept ??= await forward(one)))
  addresses.push(address)
  expect(await session().checkAddress(address)).toEqual({ ok: true, value: address })
  expect(await session().moveToAddress(address)).toEqual({ ok: false, refusal: 'another-server' })
  expectNothingElse(asked)
})

it('NA4 a server of 0.1.0 proves nothing, and an account that knows no key asks nobody', async () => {
  const notFound = { status: 404, body: JSON.stringify({ error: 'not_found', reason: 'missing' }) }
  const { address, asked } = await listen(() => Promise.resolve(notFound))
  expect(await session().checkAddress(address)).toEqual({ ok: false, refusal: 'no-identity' })
  expectNothingElse(asked)

  const { keyValues } = client.device
  const [known] = JSON.parse(keyValues.get('coachdesk.accounts') ?? '[]') as Record<string, unknown>[]
  keyValues.set('coachdesk.accounts', JSON.stringify([{ ...known, serverKey: undefined }]))
  expect(await session().checkAddress(address)).toEqual({ ok: false, refusal: 'no-identity' })
  expect(asked).toHaveLength(1)
})

it.each(['no address', 'https://user@desk.example.org', 'ftp://desk.example.org'])(
  'NA1 %s is no address',
  async text => {
    expect(await session().checkAddress(text)).toEqual({ ok: false, refusal: 'invalid-input', field: 'address' })
  }
)
