import { connect } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import { defaultQuotas, type Quotas } from '#server/http/quotas/quotas.ts'
import { maxLocalDocuments } from '#server/http/quotas/local-roll.ts'
import { type Ask, bearer, createClient } from '../support/http-client.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

/** As long as a busy machine needs. */
const soonEnough = (check: () => void | Promise<void>): Promise<void> => vi.waitFor(check, { timeout: 20_000 })

let test: TestServer
afterEach(() => test.remove())

interface Someone {
  readonly ask: Ask
  readonly token: string
  readonly userId: string
}

async function start(quotas: Partial<Quotas> = {}): Promise<{ readonly ada: Someone; readonly bob: Someone }> {
  test = await startTestServer({ createBookingsEngine, quotas: { ...defaultQuotas, ...quotas } })
  const signIn = async (name: string): Promise<Someone> => {
    await test.addAccount(name, 'student')
    const { token, userId } = await test.signIn(name)
    return { ask: createClient(test.url, bearer(token)), token, userId }
  }
  return { ada: await signIn('ada'), bob: await signIn('bob') }
}

/** Opens a request by hand, which stays unfinished or unread. */
function open({ token }: Someone, head: string): { readonly end: () => void; readonly heard: () => string } {
  const { hostname, port } = new URL(test.url)
  const socket = connect(Number(port), hostname)
  let heard = ''
  socket.on('data', chunk => {
    heard += chunk.toString('latin1')
  })
  socket.on('error', () => undefined)
  socket.write(`${head}host: x\r\nauthorization: Bearer ${token}\r\n\r\n`)
  return { end: () => void socket.destroy(), heard: () => heard }
}

const refusal = (reason: string) => ({ error: 'too_many_requests', reason })

describe('one account that asks too much', () => {
  it('is told to wait, and nobody else', async () => {
    const { ada, bob } = await start({ requests: { burst: 50, perSecond: 0.1 } })
    const statuses: number[] = []
    for (let n = 0; n < 51; n += 1) statuses.push((await ada.ask('GET', '/_session')).status)

    expect(new Set(statuses.slice(0, 50))).toEqual(new Set([200]))
    const refused = await ada.ask('GET', '/slots')
    expect([refused.status, refused.json]).toEqual([429, refusal('too-many-requests')])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await bob.ask('GET', '/slots')).status).toBe(200)
  })

  it('writes no more documents than the rate allows: a batch is refused whole, before it is judged', async () => {
    const { ada, bob } = await start({ documents: { burst: 100, perSecond: 0.1 } })
    const batch = (count: number) => ({ docs: Array.from({ length: count }, (_, n) => ({ _id: `x${n}` })) })
    expect((await ada.ask('POST', '/slots/_bulk_docs', batch(80))).status).toBe(201)
    const refused = await ada.ask('POST', '/slots/_bulk_docs', batch(80))
    expect([refused.status, refused.json]).toEqual([429, refusal('too-many-documents')])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(100)
    expect((await bob.ask('POST', '/slots/_bulk_docs', batch(80))).status).toBe(201)
  })

  it('has so many feeds; one that ends makes room', async () => {
    const { ada, bob } = await start({ feeds: 3 })
    const path = 'GET /slots/_changes?feed=continuous&since=now HTTP/1.1\r\n'
    const feeds = Array.from({ length: 3 }, () => open(ada, path))
    await soonEnough(() => expect(feeds.every(({ heard }) => heard().includes('200 OK'))).toBe(true))

    const refused = await ada.ask('GET', '/_db_updates?feed=longpoll')
    expect([refused.status, refused.json]).toEqual([429, refusal('too-many-feeds')])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await ada.ask('GET', '/slots/_changes')).status).toBe(200)
    const ofBob = open(bob, path)
    await soonEnough(() => expect(ofBob.heard()).toContain('200 OK'))
    feeds[0]?.end()
    await soonEnough(async () => {
      expect((await ada.ask('GET', '/_db_updates?feed=longpoll&timeout=1')).status).toBe(200)
    })
    for (const { end } of [...feeds, ofBob]) end()
  })
})

describe('bodies that do not come to an end', () => {
  const unfinished = `POST /slots/_bulk_docs HTTP/1.1\r\ncontent-type: application/json\r\ncontent-length: 8000000\r\n`

  it('take the places of their account alone', async () => {
    const { ada, bob } = await start()
    const bodies = Array.from({ length: 100 }, () => open(ada, unfinished))
    await soonEnough(() =>
      expect(bodies.filter(({ heard }) => heard().includes('429')).length).toBeGreaterThanOrEqual(96)
    )
    expect(test.server.traffic.figures.bodyBytes).toBeLessThanOrEqual(defaultQuotas.bodyBytes)
    // Their connections are not kept, either.
    expect(bodies.some(({ heard }) => /429[^]*connection: close/i.test(heard()))).toBe(true)
    expect((await bob.ask('POST', '/slots/_bulk_docs', { docs: [] })).status).toBe(201)
    // Small requests of the same account go on.
    expect((await ada.ask('GET', '/slots')).status).toBe(200)
    for (const { end } of bodies) end()
    await soonEnough(() => expect(test.server.traffic.figures.bodyBytes).toBe(0))
  })

  it('are cut, those of who has most, where there is no room for all', async () => {
    const { ada, bob } = await start({ bodyBytes: 32_000_000, allBodyBytes: 33_000_000 })
    const bodies = Array.from({ length: 4 }, () => open(ada, unfinished))
    await soonEnough(() => expect(test.server.traffic.figures.bodyBytes).toBe(32_000_000))
    const ofBob = open(bob, unfinished)
    await soonEnough(() => expect(test.server.traffic.figures.bodyBytes).toBe(32_000_000))
    expect((await bob.ask('POST', '/slots/_bulk_docs', { docs: [] })).status).toBe(201)
    for (const { end } of [...bodies, ofBob]) end()
  })
})

it('answers that nobody reads are cut after a while, and are so many at most', async () => {
  const { ada, bob } = await start({ underWay: 10, unreadMs: 50 })
  const slots = await test.server.databases.open('slots')
  const docs = Array.from({ length: 400 }, (_, n) => ({ _id: `c${n}`, text: 'x'.repeat(10_000) }))
  await slots.write(docs, { newEdits: true })
  const { hostname, port } = new URL(test.url)
  const sockets = Array.from({ length: 30 }, () => {
    const socket = connect(Number(port), hostname).on('error', () => undefined)
    socket.pause()
    socket.write(
      `GET /slots/_all_docs?include_docs=true HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${ada.token}\r\n\r\n`
    )
    return socket
  })
  expect((await bob.ask('GET', '/slots')).status).toBe(200)
  await soonEnough(() => expect(test.server.traffic.figures.underWay).toBeGreaterThan(0))
  expect(test.server.traffic.figures.underWay).toBeLessThanOrEqual(12)
  await soonEnough(() => expect(test.server.traffic.figures).toMatchObject({ underWay: 0, unreadBytes: 0 }))
  for (const socket of sockets) socket.destroy()
})

describe('what costs much to look at', () => {
  it.each([
    ['empty lists', `{"docs":[${'[],'.repeat(2_700_000)}[]]}`, 413],
    ['numbers', `{"keys":[${'1,'.repeat(4_000_000)}1]}`, 413],
    ['depth', `{"docs":${'['.repeat(40)}${']'.repeat(40)}}`, 400],
    ['too many documents', JSON.stringify({ docs: Array.from({ length: 100_000 }, () => [[]]) }), 400]
  ])('%s are refused before they are walked through', async (_what, body, status) => {
    const { ada } = await start()
    expect((await ada.ask('POST', '/slots/_bulk_docs', body)).status).toBe(status)
  })

  it('as many values as a body may have count as four hundred requests', async () => {
    const { ada, bob } = await start({ requests: { burst: 500, perSecond: 0.1 } })
    const body = JSON.stringify({ docs: Array.from({ length: 195_000 }, () => []) })
    // Judged: these are no documents.
    expect((await ada.ask('POST', '/slots/_bulk_docs', body)).status).toBe(400)
    const refused = await ada.ask('POST', '/slots/_bulk_docs', body)
    expect([refused.status, refused.json]).toEqual([429, refusal('too-many-requests')])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await bob.ask('POST', '/slots/_bulk_docs', { docs: [] })).status).toBe(201)
  })

  it('a long session is named so often, and no more', async () => {
    const { ada } = await start()
    const post = (repeats: number) =>
      ada.ask('POST', '/slots/_all_docs', { keys: Array.from({ length: repeats }, () => 'a') })
    expect((await post(101)).status).toBe(200)
    expect((await post(102)).status).toBe(400)
    const get = await ada.ask('POST', '/slots/_bulk_get', { docs: Array.from({ length: 102 }, () => ({ id: 'a' })) })
    expect(get.status).toBe(400)
  })
})

it('of too many local documents the one that was written least recently goes', async () => {
  const { ada, bob } = await start()
  const put = async ({ ask }: Someone, id: string, rev?: string) =>
    ask('PUT', `/slots/_local/${id}`, { ...(rev === undefined ? {} : { _rev: rev }), id })
  await put(bob, 'mine')
  for (let n = 0; n < maxLocalDocuments; n += 1) await put(ada, `n${n}`)
  expect((await put(ada, 'n0', '0-1')).status).toBe(201)
  expect((await put(ada, 'one-more')).status).toBe(201)

  const has = async ({ ask }: Someone, id: string) => (await ask('GET', `/slots/_local/${id}`)).status === 200
  expect([await has(ada, 'n0'), await has(ada, 'n1'), await has(ada, 'n2')]).toEqual([true, false, true])
  expect([await has(ada, 'one-more'), await has(bob, 'mine')]).toEqual([true, true])
  test = await test.restart()
  const again: Someone = { ...ada, ask: createClient(test.url, bearer(ada.token)) }
  await put(again, 'after-restart')
  expect([await has(again, 'n2'), await has(again, 'after-restart')]).toEqual([false, true])
})
