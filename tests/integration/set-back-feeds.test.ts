import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDataCopies, type DataCopies } from '../support/data-copies.ts'
import { type FeedReader, openFeed } from '../support/feed-reader.ts'
import { type Ask, bearer, createClient } from '../support/http-client.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const hourMs = 60 * 60_000

let test: TestServer
let copies: DataCopies
let headers: Readonly<Record<string, string>>
let ask: Ask
let feeds: FeedReader[]

beforeEach(async () => {
  copies = await createDataCopies()
  test = await startTestServer()
  await test.addAccount('carla', 'coach')
  feeds = []
  await signIn()
})
afterEach(async () => {
  for (const feed of feeds) feed.close()
  await test.remove()
  await copies.remove()
})

async function signIn(): Promise<void> {
  headers = bearer((await test.signIn('carla')).token)
  ask = createClient(test.url, headers)
}

/** Stops the server, does something to its folder, and starts it again an hour later. */
async function whileStopped(work: () => Promise<void> = () => Promise.resolve()): Promise<void> {
  await test.server.stop()
  await work()
  test.clock.now += hourMs
  test = await test.restart()
  await signIn()
}

async function write(...ids: readonly string[]): Promise<void> {
  for (const id of ids) expect((await ask('PUT', `/slots/${id}`, { n: 1 })).status).toBe(201)
}

interface Changes {
  readonly ids: readonly string[]
  readonly lastSeq: string
  readonly setBack: unknown
}

async function readChanges(since: string, more = ''): Promise<Changes> {
  const { status, json } = await ask('GET', `/slots/_changes?since=${since}${more}`)
  expect(status).toBe(200)
  const rows = json['results'] as readonly { readonly id: string }[]
  return { ids: rows.map(({ id }) => id).sort(), lastSeq: String(json['last_seq']), setBack: json['set_back'] }
}

describe('SB1 a feed knows its own past', () => {
  it('SB1 goes on after any number of restarts, and says nothing of a set-back', async () => {
    await write('a')
    const known = await readChanges('0')
    await whileStopped()
    await write('b')
    await whileStopped()
    await whileStopped()
    await write('c')

    expect(await readChanges(known.lastSeq)).toMatchObject({ ids: ['b', 'c'], setBack: undefined })
    expect((await readChanges('now')).ids).toEqual([])
    expect(await readChanges('0')).toMatchObject({ ids: ['a', 'b', 'c'], setBack: undefined })
  })

  it('SB1 a copy of the folder came back and has grown past what a client knew', async () => {
    await write('a', 'b')
    const copiedAt = test.clock.now
    await whileStopped(() => copies.take(test.dataFolder, 'monday'))
    await write('lost-1', 'lost-2')
    const known = await readChanges('0')
    await whileStopped(() => copies.putBack(test.dataFolder, 'monday'))
    await write('new-1', 'new-2', 'new-3', 'new-4')

    const answer = await readChanges(known.lastSeq)

    expect(answer).toMatchObject({
      ids: ['a', 'b', 'new-1', 'new-2', 'new-3', 'new-4'],
      setBack: { dataFrom: copiedAt }
    })
    expect(await readChanges(answer.lastSeq)).toMatchObject({ ids: [], setBack: undefined })
  })

  it('SB1 a client that knew no more than the copy goes on as if nothing had been', async () => {
    await write('a', 'b')
    const known = await readChanges('0')
    await whileStopped(() => copies.take(test.dataFolder, 'monday'))
    await write('lost')
    await whileStopped(() => copies.putBack(test.dataFolder, 'monday'))
    await write('new')

    expect(await readChanges(known.lastSeq)).toMatchObject({ ids: ['new'], setBack: undefined })
  })

  it('SB1 the old folder after a newer one: each return is seen', async () => {
    await write('a')
    await whileStopped(() => copies.take(test.dataFolder, 'monday'))
    await write('of-the-old-1', 'of-the-old-2')
    const ofTheOld = await readChanges('0')
    await whileStopped(async () => {
      await copies.take(test.dataFolder, 'the-old')
      await copies.putBack(test.dataFolder, 'monday')
    })
    await write('of-the-newer-1')
    const ofTheNewer = await readChanges('0')
    await whileStopped(() => copies.putBack(test.dataFolder, 'the-old'))
    await write('later')

    expect(await readChanges(ofTheNewer.lastSeq)).toMatchObject({
      ids: ['a', 'later', 'of-the-old-1', 'of-the-old-2'],
      setBack: { dataFrom: expect.any(Number) }
    })
    expect(await readChanges(ofTheOld.lastSeq)).toMatchObject({ ids: ['later'], setBack: undefined })
  })

  it('SB1 one database put back alone: it says so, the others do not', async () => {
    await write('a')
    await ask('PUT', '/users/x', { n: 1 })
    await whileStopped(() => copies.take(test.dataFolder, 'monday'))
    await write('lost')
    const known = await readChanges('0')
    const users = String((await ask('GET', '/users')).json['update_seq'])
    await whileStopped(() => copies.putBackDatabase(test.dataFolder, 'monday', 'slots'))
    await write('new')

    expect(await readChanges(known.lastSeq)).toMatchObject({
      ids: ['a', 'new'],
      setBack: { dataFrom: expect.any(Number) }
    })
    const { json } = await ask('GET', `/users/_changes?since=${users}`)
    expect([json['results'], json['set_back']]).toEqual([[], undefined])
  })

  it('SB1 one database lost: what is left is said to be of unknown age', async () => {
    await write('a')
    const known = await readChanges('0')
    await whileStopped(() => copies.lose(test.dataFolder, 'slots'))

    expect(await readChanges(known.lastSeq)).toMatchObject({ ids: [], setBack: {} })
    await write('new-1', 'new-2')
    expect(await readChanges(known.lastSeq)).toMatchObject({ ids: ['new-1', 'new-2'], setBack: {} })
  })

  it('SB1 a bare number of version 0.1.0 is answered as before', async () => {
    await write('a', 'b')
    await whileStopped(() => copies.take(test.dataFolder, 'monday'))
    await write('lost')
    await whileStopped(() => copies.putBack(test.dataFolder, 'monday'))

    expect(await readChanges('1')).toMatchObject({ ids: ['b'], setBack: undefined })
    expect(await readChanges('3')).toMatchObject({ ids: ['a', 'b'], setBack: undefined })
  })

  it('SB1 a page at a time, the first page says so and the next ones go on', async () => {
    await write('a', 'b')
    await whileStopped(() => copies.take(test.dataFolder, 'monday'))
    await write('lost')
    const known = await readChanges('0')
    await whileStopped(() => copies.putBack(test.dataFolder, 'monday'))
    await write('new')

    const first = await readChanges(known.lastSeq, '&limit=2')
    const second = await readChanges(first.lastSeq, '&limit=2')

    expect(first).toMatchObject({ ids: ['a', 'b'], setBack: { dataFrom: expect.any(Number) } })
    expect(second).toMatchObject({ ids: ['new'], setBack: undefined })
  })
})

describe('SB1 every kind of feed says so', () => {
  async function loseEverything(): Promise<string> {
    await write('a')
    const known = await readChanges('0')
    await whileStopped(() => copies.lose(test.dataFolder, 'slots'))
    return known.lastSeq
  }

  async function open(path: string): Promise<FeedReader> {
    const feed = await openFeed(test.url + path, headers)
    feeds.push(feed)
    return feed
  }

  it('SB1 a long poll does not wait with it', async () => {
    const since = await loseEverything()
    expect(await readChanges(since, '&feed=longpoll&heartbeat=60000')).toMatchObject({ ids: [], setBack: {} })
  })

  it('SB1 a continuous feed says it in its first line, and goes on', async () => {
    const since = await loseEverything()
    await write('new-1', 'new-2')
    const feed = await open(`/slots/_changes?feed=continuous&since=${since}&heartbeat=60000`)

    expect(await feed.next()).toMatchObject({ id: 'new-1', set_back: {} })
    const second = await feed.next()
    expect(second).toMatchObject({ id: 'new-2' })
    expect(second).not.toHaveProperty('set_back')
    await write('new-3')
    expect(await feed.next()).toMatchObject({ id: 'new-3' })
  })

  it('SB1 a continuous feed of an empty database ends with it', async () => {
    const since = await loseEverything()
    const feed = await open(`/slots/_changes?feed=continuous&since=${since}&heartbeat=60000`)

    const last = await feed.next()
    expect(last).toMatchObject({ last_seq: expect.stringMatching(/^0-/), set_back: {} })
    expect(await feed.next()).toBeUndefined()
    expect(await readChanges(String(last?.['last_seq']))).toMatchObject({ ids: [], setBack: undefined })
  })

  it('SB1 _db_updates answers a position of another run with all databases and their sequences', async () => {
    await write('a')
    const before = String((await ask('GET', '/_db_updates')).json['last_seq'])
    await whileStopped(() => copies.lose(test.dataFolder, 'slots'))

    const { json } = await ask('GET', `/_db_updates?feed=longpoll&since=${before}`)

    const { update_seq: sequence } = (await ask('GET', '/slots')).json
    expect(json['results']).toContainEqual({ db_name: 'slots', type: 'updated', seq: sequence })
  })
})
