import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FeedReader, openFeed } from '../support/feed-reader.ts'
import { type Ask, bearer, createClient } from '../support/http-client.ts'
import { unboundedQuotas } from '../support/unbounded-quotas.ts'
import { type SignedIn, startTestServer, type TestServer } from '../support/test-server.ts'

let test: TestServer
let carla: SignedIn
let stan: SignedIn
let ask: Ask
let feeds: FeedReader[]

beforeEach(async () => {
  test = await startTestServer({ quotas: unboundedQuotas })
  await test.addAccount('carla', 'coach')
  await test.addAccount('stan', 'student')
  carla = await test.signIn('carla')
  stan = await test.signIn('stan')
  ask = createClient(test.url, bearer(carla.token))
  feeds = []
})
afterEach(async () => {
  for (const feed of feeds) feed.close()
  await test.remove()
})

/** A sequence with this number, whatever the start. */
function sequence(number: number): unknown {
  return expect.stringMatching(new RegExp(`^${number}-`))
}

async function open(path: string, who: SignedIn): Promise<FeedReader> {
  const feed = await openFeed(test.url + path, bearer(who.token))
  feeds.push(feed)
  return feed
}

describe('_db_updates', () => {
  it('tells of the databases that one may read, and of no others', async () => {
    const coach = await open('/_db_updates?feed=continuous&heartbeat=10000', carla)
    const student = await open('/_db_updates?feed=continuous&heartbeat=10000', stan)

    await ask('PUT', `/calls-${carla.userId}/a`, { n: 1 })
    await ask('PUT', '/slots/a', { n: 1 })

    expect(await coach.next()).toEqual({ db_name: `calls-${carla.userId}`, type: 'updated', seq: sequence(1) })
    expect(await coach.next()).toEqual({ db_name: 'slots', type: 'updated', seq: sequence(1) })
    expect(await student.next()).toEqual({ db_name: 'slots', type: 'updated', seq: sequence(1) })
  })

  it('by long poll misses nothing between two polls', async () => {
    const first = await ask('GET', '/_db_updates?feed=longpoll&since=now&timeout=1')
    const since = String(first.json['last_seq'])
    await ask('PUT', '/slots/a', { n: 1 })

    const second = await ask('GET', `/_db_updates?feed=longpoll&since=${since}`)
    const waiting = ask('GET', `/_db_updates?feed=longpoll&since=${String(second.json['last_seq'])}&timeout=20000`)
    await ask('PUT', '/users/x', { n: 1 })

    expect(first.json['results']).toEqual([])
    expect(second.json['results']).toEqual([{ db_name: 'slots', type: 'updated', seq: sequence(1) }])
    expect((await waiting).json['results']).toEqual([{ db_name: 'users', type: 'updated', seq: expect.any(String) }])
  })

  it('answers a position of an earlier run with everything', async () => {
    const { json } = await ask('GET', '/_db_updates?feed=longpoll&since=99-another')
    const names = (json['results'] as readonly { db_name: string }[]).map(row => row.db_name)
    expect(names.sort()).toEqual([`calls-${carla.userId}`, 'slots', 'users'])
    expect(json['results']).toContainEqual({ db_name: 'slots', type: 'updated', seq: sequence(0) })
  })

  it('ends at once when the account is disabled', async () => {
    const feed = await open('/_db_updates?feed=continuous&heartbeat=10000', stan)
    const other = await open('/_db_updates?feed=continuous&heartbeat=10000', carla)

    await test.server.service.setDisabled(stan.userId, true)

    expect(await feed.next()).toHaveProperty('last_seq')
    expect(await feed.next()).toBeUndefined()
    await ask('PUT', '/slots/a', { n: 1 })
    expect(await other.next()).toMatchObject({ db_name: 'slots' })
  })

  it('ends when the token expires', async () => {
    const feed = await open('/_db_updates?feed=continuous&heartbeat=10000', stan)

    test.clock.now = stan.expiresAt

    expect(await feed.next()).toHaveProperty('last_seq')
    expect(await feed.next()).toBeUndefined()
  })

  it('sends heartbeats', async () => {
    const abort = new AbortController()
    const response = await fetch(`${test.url}/_db_updates?feed=continuous&heartbeat=1000`, {
      headers: bearer(stan.token),
      signal: abort.signal
    })
    const reader = response.body?.getReader()
    await reader?.read()
    const beat = await reader?.read()

    expect(Buffer.from(beat?.value ?? []).toString()).toBe('\n')
    abort.abort()
  })
})

describe('_changes feeds', () => {
  it('long poll answers at once what there is, or waits for the next change', async () => {
    await ask('PUT', '/slots/a', { n: 1 })
    const before = await ask('GET', '/slots/_changes?feed=longpoll&since=0&include_docs=true')
    const waiting = ask('GET', '/slots/_changes?feed=longpoll&since=1&heartbeat=10000&include_docs=true')
    await ask('PUT', '/slots/b', { n: 2 })

    expect(before.json['results']).toMatchObject([{ id: 'a', doc: { n: 1 } }])
    expect((await waiting).json).toMatchObject({
      results: [{ id: 'b', seq: sequence(2), doc: { n: 2 } }],
      last_seq: sequence(2)
    })
  })

  it('long poll ends empty after its time', async () => {
    const { json } = await ask('GET', '/slots/_changes?feed=longpoll&since=now&timeout=1')
    expect(json).toMatchObject({ results: [], last_seq: sequence(0) })
  })

  it('continuous goes on from a sequence, line by line, in order', async () => {
    await ask('PUT', '/slots/a', { n: 1 })
    const feed = await open('/slots/_changes?feed=continuous&since=0&heartbeat=10000', stan)
    expect(await feed.next()).toMatchObject({ id: 'a' })

    await ask('POST', '/slots/_bulk_docs', { docs: [{ _id: 'b' }, { _id: 'c' }] })

    expect(await feed.next()).toMatchObject({ id: 'b' })
    expect(await feed.next()).toMatchObject({ id: 'c' })
  })

  it('tells hundreds of waiting clients of one write', async () => {
    const waiting = Array.from({ length: 300 }, () =>
      ask('GET', '/slots/_changes?feed=longpoll&since=0&heartbeat=10000&include_docs=true')
    )
    await ask('GET', '/_up')
    await ask('PUT', '/slots/a', { n: 1 })

    const answers = await Promise.all(waiting)

    expect(answers.map(({ json }) => json['last_seq'])).toEqual(waiting.map(() => sequence(1)))
  })

  it('end when the server stops, which does not wait for them', async () => {
    const feed = await open('/slots/_changes?feed=continuous&since=0&heartbeat=10000', stan)
    const updates = await open('/_db_updates?feed=continuous&heartbeat=10000', stan)

    await test.server.stop()

    expect(await feed.next()).toMatchObject({ last_seq: expect.stringMatching(/^0(-|$)/) })
    expect(await updates.next()).toHaveProperty('last_seq')
    expect(await feed.next()).toBeUndefined()
  })
})
