/** Answers that CouchDB's own clients stumble over where a server gives others. "Right" is what CouchDB 3 answers. */
import { mkdir, writeFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openFeed } from '../support/feed-reader.ts'
import { type Answer, type Ask, bearer, createClient } from '../support/http-client.ts'
import { passwordOf, startTestServer, type TestServer } from '../support/test-server.ts'

let test: TestServer
let headers: Readonly<Record<string, string>>
let ask: Ask
beforeAll(async () => {
  test = await startTestServer()
  await test.addAccount('carla', 'coach')
  headers = bearer((await test.signIn('carla')).token)
  ask = createClient(test.url, headers)
})
afterAll(() => test.remove())

type Row = Readonly<Record<string, unknown>>
const rowsOf = ({ json }: Answer): readonly Row[] => (json['rows'] ?? json['results']) as readonly Row[]
const idsOf = (answer: Answer): readonly unknown[] => rowsOf(answer).map(row => row['id'])
const asQuery = (value: unknown): string => encodeURIComponent(JSON.stringify(value))

async function put(id: string, fields: object): Promise<string> {
  const answer = await ask('PUT', `/slots/${id}`, fields)
  expect(answer.status).toBe(201)
  return String(answer.json['rev'])
}

async function remove(id: string, rev: string): Promise<string> {
  return String((await ask('DELETE', `/slots/${id}?rev=${rev}`)).json['rev'])
}

/** A document with two live ends. */
async function fork(id: string): Promise<{ readonly winner: string; readonly loser: string }> {
  const [winner, loser] = ['2-bb', '2-aa']
  for (const rev of [loser, winner]) {
    const doc = { _id: id, _rev: rev, _revisions: { start: 2, ids: [rev.slice(2), '00'] } }
    await ask('POST', '/slots/_bulk_docs', { docs: [doc], new_edits: false })
  }
  return { winner, loser }
}

describe('signing in', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }
  const anonymous: Ask = (...request) => createClient(test.url)(...request)

  it('takes a form, and username for name', async () => {
    const text = new URLSearchParams({ name: 'carla', password: passwordOf('carla') }).toString()
    expect(await anonymous('POST', '/_session', text, form)).toMatchObject({ status: 200, json: { name: 'carla' } })
    const named = { username: 'carla', password: passwordOf('carla') }
    expect(await anonymous('POST', '/_session', named)).toMatchObject({ status: 200, json: { name: 'carla' } })
    const both = new URLSearchParams(named).toString()
    expect((await anonymous('POST', '/_session', both, form)).status).toBe(200)
    expect((await anonymous('POST', '/_session', 'name=carla&password=x', form)).status).toBe(401)
  })

  it('takes no form from a page, which browsers send without asking first, and none for anything else', async () => {
    const text = new URLSearchParams({ name: 'carla', password: passwordOf('carla') }).toString()
    const foreign = await anonymous('POST', '/_session', text, { ...form, origin: 'https://evil.example' })
    expect([foreign.status, foreign.headers.get('set-cookie')]).toEqual([415, null])
    expect((await ask('PUT', '/slots/by-form', 'n=1', form)).status).toBe(415)
    expect((await ask('POST', '/slots/_bulk_docs', 'docs=1', form)).status).toBe(415)
  })
})

describe('packed bodies', () => {
  async function sendPacked(path: string, bytes: Uint8Array, encoding = 'gzip'): Promise<Answer> {
    const response = await fetch(test.url + path, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', 'content-encoding': encoding },
      body: new Uint8Array(bytes)
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, json: JSON.parse(text) as Answer['json'] }
  }
  const pack = (text: string): Uint8Array => new Uint8Array(gzipSync(text))

  it('are unpacked', async () => {
    const answer = await sendPacked('/slots/_bulk_docs', pack('{"docs":[{"_id":"packed","n":1}]}'))
    expect(answer.status).toBe(201)
    expect((await ask('GET', '/slots/packed')).json).toMatchObject({ n: 1 })
  })

  it('are bounded after unpacking, and refused where they are not what they say', async () => {
    const bomb = pack(`{"docs":[{"_id":"bomb","text":"${' '.repeat(20 * 1_048_576)}"}]}`)
    expect(bomb.length).toBeLessThan(100_000)
    expect(await sendPacked('/slots/_bulk_docs', bomb)).toMatchObject({ status: 413, json: { error: 'too_large' } })
    const half = pack('{"docs":[]}').subarray(0, 12)
    expect(await sendPacked('/slots/_bulk_docs', half)).toMatchObject({ status: 400, json: { error: 'bad_request' } })
    const plain = new TextEncoder().encode('{"docs":[]}')
    expect((await sendPacked('/slots/_bulk_docs', plain)).status).toBe(400)
    expect((await sendPacked('/slots/_bulk_docs', plain, 'br')).status).toBe(415)
    expect((await sendPacked('/slots/_bulk_docs', plain, 'identity')).status).toBe(201)
  })
})

describe('_changes', () => {
  it('by POST answers as by GET', async () => {
    await put('posted', { n: 1 })
    const [got, posted] = [await ask('GET', '/slots/_changes'), await ask('POST', '/slots/_changes', {})]
    expect([posted.status, posted.json]).toEqual([200, got.json])
  })

  it('of some documents: in the body, in the query, page by page, and as a feed', async () => {
    for (const n of [1, 2, 3, 4]) await put(`some-${n}`, { n })
    const wanted = ['some-4', 'some-1', 'nobody', 'some-2']
    const byBody = await ask('POST', '/slots/_changes?filter=_doc_ids&include_docs=true', { doc_ids: wanted })
    const byQuery = await ask('GET', `/slots/_changes?filter=_doc_ids&doc_ids=${asQuery(wanted)}`)
    const first = await ask('POST', '/slots/_changes?filter=_doc_ids&limit=2', { doc_ids: wanted })
    const rest = `/slots/_changes?filter=_doc_ids&since=${String(first.json['last_seq'])}`
    const second = await ask('POST', rest, { doc_ids: wanted })
    const { json: info } = await ask('GET', '/slots')

    expect(idsOf(byBody)).toEqual(['some-1', 'some-2', 'some-4'])
    expect(rowsOf(byBody)[2]).toMatchObject({ doc: { _id: 'some-4', n: 4 } })
    expect(idsOf(byQuery)).toEqual(['some-1', 'some-2', 'some-4'])
    expect([idsOf(first), idsOf(second)]).toEqual([['some-1', 'some-2'], ['some-4']])
    expect([byBody.json['last_seq'], second.json['last_seq']]).toEqual([info['update_seq'], info['update_seq']])
    expect(first.json['pending']).toBeGreaterThan(0)

    const since = String(info['update_seq'])
    const waiting = ask('POST', `/slots/_changes?feed=longpoll&since=${since}&timeout=20000`, { doc_ids: ['some-9'] })
    await put('some-8', {})
    await put('some-9', {})
    expect(idsOf(await waiting)).toEqual(['some-9'])
  })

  it.each([
    ['?filter=_selector', { selector: { n: 1 } }, /filter: is not supported/],
    ['', { selector: { n: 1 } }, /selector is not supported/],
    ['?filter=app/mine', {}, /filter: is not supported/],
    ['?filter=_view&view=app/mine', {}, /is not supported/],
    ['?filter=_doc_ids', {}, /needs doc_ids/]
  ])('%s with %j is refused, and the reason says why', async (query, body, reason) => {
    const answer = await ask('POST', `/slots/_changes${query}`, body)
    expect([answer.status, answer.json]).toEqual([400, { error: 'bad_request', reason: expect.stringMatching(reason) }])
  })

  it('ends a continuous feed after so many rows', async () => {
    for (const n of [1, 2, 3]) await put(`limited-${n}`, { n })
    const feed = await openFeed(`${test.url}/slots/_changes?feed=continuous&limit=2`, headers)
    const lines = [await feed.next(), await feed.next(), await feed.next(), await feed.next()]
    expect(lines).toEqual([
      expect.objectContaining({ id: expect.any(String) }),
      expect.objectContaining({ id: expect.any(String) }),
      expect.objectContaining({ last_seq: lines[1]?.['seq'] }),
      undefined
    ])
  })

  it('ends a continuous feed after so many rows that come one by one', async () => {
    const feed = await openFeed(`${test.url}/slots/_changes?feed=continuous&limit=2&since=now`, headers)
    await put('later-1', {})
    expect(await feed.next()).toMatchObject({ id: 'later-1' })
    await put('later-2', {})
    expect(await feed.next()).toMatchObject({ id: 'later-2' })
    expect(await feed.next()).toHaveProperty('last_seq')
    expect(await feed.next()).toBeUndefined()
  })

  it('gives the newest first', async () => {
    await put('old', {})
    const rev = await put('new', { n: 1 })
    const one = await ask('GET', '/slots/_changes?descending=true&limit=1&include_docs=true&since=5')
    expect(rowsOf(one)).toMatchObject([{ id: 'new', changes: [{ rev }], doc: { _id: 'new', n: 1 } }])
    expect(one.json['last_seq']).toBe(rowsOf(one)[0]?.['seq'])
    const [all, forward] = [await ask('GET', '/slots/_changes?descending=true'), await ask('GET', '/slots/_changes')]
    expect(idsOf(all)).toEqual(idsOf(forward).toReversed())
    const some = await ask('POST', '/slots/_changes?descending=true&limit=1', { doc_ids: ['old', 'some-1'] })
    expect(idsOf(some)).toEqual(['old'])
  })

  it('names conflicts in documents where it is asked to', async () => {
    const { winner, loser } = await fork('forked-change')
    const path = `/slots/_changes?include_docs=true&doc_ids=${asQuery(['forked-change'])}`
    expect(rowsOf(await ask('GET', `${path}&conflicts=true`))[0]).toMatchObject({
      doc: { _rev: winner, _conflicts: [loser] }
    })
    expect(rowsOf(await ask('GET', path))[0]?.['doc']).not.toHaveProperty('_conflicts')
    const shared = rowsOf(await ask('GET', '/slots/_changes?include_docs=true&conflicts=true'))
    expect(shared.find(({ id }) => id === 'forked-change')).toMatchObject({ doc: { _conflicts: [loser] } })
  })
})

describe('_all_docs', () => {
  it('takes its options in the body, too', async () => {
    for (const id of ['body-a', 'body-b', 'body-c', 'body-d']) await put(id, {})
    expect(rowsOf(await ask('POST', '/slots/_all_docs', { limit: 2 }))).toHaveLength(2)
    expect(rowsOf(await ask('POST', '/slots/_all_docs', { limit: 0 }))).toEqual([])
    const range = { startkey: 'body-d', endkey: 'body-a', descending: true, inclusive_end: false, skip: 1 }
    const answer = await ask('POST', '/slots/_all_docs?include_docs=true', range)
    expect(rowsOf(answer)).toMatchObject([{ id: 'body-c', doc: {} }, { id: 'body-b' }])
    expect(answer.json).toMatchObject({ total_rows: expect.any(Number), offset: 1 })
    expect(idsOf(await ask('POST', '/slots/_all_docs', { key: 'body-b' }))).toEqual(['body-b'])
  })

  it('by keys knows limit, skip and descending', async () => {
    const keys = ['body-a', 'nobody', 'body-c', 'body-d']
    const path = `/slots/_all_docs?keys=${asQuery(keys)}`
    const keysOf = (answer: Answer) => rowsOf(answer).map(row => row['key'])
    expect(keysOf(await ask('GET', `${path}&limit=2&skip=1`))).toEqual(['nobody', 'body-c'])
    expect(keysOf(await ask('GET', `${path}&descending=true&limit=3`))).toEqual(['body-d', 'body-c', 'nobody'])
    expect(keysOf(await ask('POST', '/slots/_all_docs', { keys, skip: 3 }))).toEqual(['body-d'])
  })

  it('names conflicts in documents where it is asked to', async () => {
    const { loser } = await fork('forked-list')
    const found = { id: 'forked-list', doc: { _conflicts: [loser] } }
    const range = `startkey="forked-list"&endkey="forked-list"`
    for (const path of [`?${range}`, `?${range}&limit=5`, `?keys=["forked-list"]`]) {
      const answer = await ask('GET', `/slots/_all_docs${path}&include_docs=true&conflicts=true`)
      expect([path, rowsOf(answer)]).toMatchObject([path, [found]])
    }
  })
})

describe('removed documents', () => {
  it('are said to be deleted, and given with their tombstone in bulk', async () => {
    const removed = await remove('gone', await put('gone', { n: 1 }))
    expect((await ask('GET', '/slots/gone')).json).toEqual({ error: 'not_found', reason: 'deleted' })
    expect((await ask('GET', '/slots/never-there')).json).toEqual({ error: 'not_found', reason: 'missing' })
    const bulk = await ask('POST', '/slots/_bulk_get', { docs: [{ id: 'gone' }] })
    expect(rowsOf(bulk)).toEqual([{ id: 'gone', docs: [{ ok: { _id: 'gone', _rev: removed, _deleted: true } }] }])
  })
})

describe('_bulk_get', () => {
  it('of nothing is nothing, and of an id without revision all ends of its tree', async () => {
    const empty = await ask('POST', '/slots/_bulk_get', { docs: [] })
    expect([empty.status, empty.json]).toEqual([200, { results: [] }])
    const { winner, loser } = await fork('forked-bulk')
    const bulk = await ask('POST', '/slots/_bulk_get', { docs: [{ id: 'forked-bulk' }] })
    expect(rowsOf(bulk)).toMatchObject([{ docs: [{ ok: { _rev: winner } }, { ok: { _rev: loser } }] }])
  })

  it('follows a revision to what has become of it', async () => {
    const first = await put('latest', { n: 1 })
    const second = await put('latest', { _rev: first, n: 2 })
    const docs = [{ id: 'latest', rev: first }]
    expect(rowsOf(await ask('POST', '/slots/_bulk_get?latest=true', { docs }))).toMatchObject([
      { docs: [{ ok: { _rev: second } }] }
    ])
    expect((await ask('GET', `/slots/latest?rev=${first}&latest=true`)).json).toMatchObject({ _rev: second, n: 2 })
    expect((await ask('GET', '/slots/latest?rev=7-ab&latest=true')).status).toBe(404)
    const open = await ask('GET', `/slots/latest?open_revs=${asQuery([first, '7-ab'])}&latest=true`)
    expect(JSON.parse(open.text)).toMatchObject([{ ok: { _rev: second } }, { missing: '7-ab' }])
  })
})

describe('one document', () => {
  it('tells of its other ends where it is asked to', async () => {
    const { winner, loser } = await fork('forked')
    const ended = { _id: 'forked', _rev: '3-cc', _deleted: true, _revisions: { start: 3, ids: ['cc', 'aa', '00'] } }
    expect((await ask('GET', '/slots/forked?conflicts=true')).json).toMatchObject({ _rev: winner, _conflicts: [loser] })
    await ask('POST', '/slots/_bulk_docs', { docs: [ended], new_edits: false })
    const { json } = await ask('GET', '/slots/forked?meta=true')
    expect(json).toMatchObject({ _rev: winner, _deleted_conflicts: ['3-cc'], _revs_info: expect.any(Array) })
    expect(json).not.toHaveProperty('_conflicts')
  })

  it('has its revision as the entity tag, and is not sent again where it is known', async () => {
    const rev = await put('tagged', { n: 1 })
    const answer = await ask('GET', '/slots/tagged')
    expect(answer.headers.get('etag')).toBe(`"${rev}"`)
    const known = await ask('GET', '/slots/tagged', undefined, { 'if-none-match': `"${rev}"` })
    expect([known.status, known.text]).toEqual([304, ''])
    expect((await ask('GET', '/slots/tagged', undefined, { 'if-none-match': '"1-ab"' })).status).toBe(200)
    const head = await ask('HEAD', '/slots/tagged')
    expect([head.status, head.headers.get('etag'), head.text]).toEqual([200, `"${rev}"`, ''])
  })

  it('is written and removed by If-Match', async () => {
    const rev = await put('matched', { n: 1 })
    const match = (value: string) => ({ 'if-match': value })
    expect((await ask('PUT', '/slots/matched', { n: 2 }, match('"1-ab"'))).status).toBe(409)
    const next = await ask('PUT', '/slots/matched', { n: 2 }, match(`"${rev}"`))
    expect([next.status, next.headers.get('etag')]).toEqual([201, `"${String(next.json['rev'])}"`])
    expect(
      (await ask('PUT', '/slots/matched', { _rev: rev, n: 3 }, match(`"${String(next.json['rev'])}"`))).status
    ).toBe(400)
    expect((await ask('DELETE', '/slots/matched', undefined, match('"1-ab"'))).status).toBe(409)
    expect((await ask('DELETE', '/slots/matched', undefined, match('nonsense'))).status).toBe(400)
    expect((await ask('DELETE', '/slots/matched', undefined, match(`"${String(next.json['rev'])}"`))).status).toBe(200)
    expect((await ask('GET', '/slots/matched')).json).toMatchObject({ reason: 'deleted' })
  })
})

describe('documents without an id', () => {
  it('get one, alone and in a batch', async () => {
    const one = await ask('POST', '/slots', { n: 1 })
    expect([one.status, one.json]).toEqual([
      201,
      { ok: true, id: expect.stringMatching(/^[0-9a-f]{32}$/), rev: expect.any(String) }
    ])
    expect((await ask('GET', `/slots/${String(one.json['id'])}`)).json).toMatchObject({ n: 1 })
    const named = await ask('POST', '/slots?batch=ok', { _id: 'posted-with-id', n: 2 })
    expect(named).toMatchObject({ status: 201, json: { id: 'posted-with-id' } })
    const batch = await ask('POST', '/slots/_bulk_docs', { docs: [{ n: 3 }, { _id: 'beside', n: 4 }] })
    expect(JSON.parse(batch.text)).toMatchObject([
      { ok: true, id: expect.stringMatching(/^[0-9a-f]{32}$/) },
      { id: 'beside' }
    ])
  })
})

describe('local documents', () => {
  it('are removed by PUT, too', async () => {
    const { json } = await ask('PUT', '/slots/_local/bye', { n: 1 })
    expect((await ask('PUT', '/slots/_local/bye', { _deleted: true })).status).toBe(409)
    const removed = await ask('PUT', '/slots/_local/bye', { _rev: json['rev'], _deleted: true })
    expect([removed.status, removed.json]).toEqual([201, { ok: true, id: '_local/bye', rev: '0-0' }])
    expect((await ask('GET', '/slots/_local/bye')).status).toBe(404)
    expect((await ask('PUT', '/slots/_local/bye', { _deleted: true })).status).toBe(404)
  })

  it('take one of many writers who name the same revision', async () => {
    const { json } = await ask('PUT', '/slots/_local/race', { n: 0 })
    const writes = Array.from({ length: 20 }, (_, n) => ask('PUT', '/slots/_local/race', { _rev: json['rev'], n }))
    const statuses = (await Promise.all(writes)).map(({ status }) => status)
    expect(statuses.toSorted((a, b) => a - b)).toEqual([201, ...Array.from({ length: 19 }, () => 409)])
    const firsts = Array.from({ length: 5 }, (_, n) => ask('PUT', '/slots/_local/first', { n }))
    expect((await Promise.all(firsts)).filter(({ status }) => status === 201)).toHaveLength(1)
  })

  it('hold a replication log, up to a bound', async () => {
    const text = (bytes: number) => ({ history: 'x'.repeat(bytes) })
    expect((await ask('PUT', '/slots/_local/log', text(33_000))).status).toBe(201)
    expect((await ask('PUT', '/slots/_local/long', text(65_000))).status).toBe(201)
    expect((await ask('PUT', '/slots/_local/longer', text(66_000))).status).toBe(413)
  })
})

describe('what a replicator asks', () => {
  it('_ensure_full_commit has nothing left to do', async () => {
    const answer = await ask('POST', '/slots/_ensure_full_commit')
    expect([answer.status, answer.json]).toEqual([201, { ok: true, instance_start_time: '0' }])
  })

  it('_revs_diff names no ancestor whose body is gone', async () => {
    const first = await put('compacted', { n: 1 })
    const second = await put('compacted', { _rev: first, n: 2 })
    expect((await ask('GET', `/slots/compacted?rev=${first}`)).status).toBe(404)
    expect((await ask('POST', '/slots/_revs_diff', { compacted: [first, second] })).json).toEqual({})
    expect((await ask('POST', '/slots/_revs_diff', { compacted: [first, '9-ab'] })).json).toEqual({
      compacted: { missing: ['9-ab'] }
    })
  })
})

describe('query keys', () => {
  it.each([
    '/slots/_changes?att_encoding_info=true&attachments=true&seq_interval=5&anything=1',
    '/slots/_all_docs?limit=1&stable=true&reduce=false&anything=1',
    '/slots/known?attachments=true&local_seq=true&anything=1',
    '/slots?anything=1',
    '/slots/_local/known?anything=1',
    '/_db_updates?anything=1',
    '/?anything=1'
  ])('%s: those that mean nothing here are ignored', async path => {
    await ask('PUT', '/slots/known', { n: 1 })
    await ask('PUT', '/slots/_local/known', { n: 1 })
    expect((await ask('GET', path)).status).toBe(200)
  })

  it('those that would change a write are refused', async () => {
    expect((await ask('PUT', '/slots/other?new_edits=false', { _rev: '1-ab' })).status).toBe(400)
    expect((await ask('POST', '/slots/_bulk_docs?new_edits=false', { docs: [] })).status).toBe(400)
  })
})

describe('files of the web edition', () => {
  it('answer conditions that cannot be met as such', async () => {
    await mkdir(`${test.dataFolder}/web/assets`, { recursive: true })
    await writeFile(`${test.dataFolder}/web/index.html`, '<!doctype html><title>CoachDesk</title>')
    await writeFile(`${test.dataFolder}/web/assets/a.js`, 'export {}')
    for (const path of ['/app/', '/app/assets/a.js']) {
      expect((await ask('GET', path, undefined, { 'if-match': '"x"' })).status).toBe(412)
      const beyond = await ask('GET', path, undefined, { range: 'bytes=99999999-' })
      expect([beyond.status, beyond.headers.get('content-range')]).toEqual([
        416,
        expect.stringMatching(/^bytes \*\/\d+$/)
      ])
      expect((await ask('GET', path)).status).toBe(200)
    }
  })
})

describe('answers without a limit', () => {
  it('have all rows, by GET and POST, forwards and backwards', async () => {
    const written = 2_400
    for (let batch = 0; batch < 3; batch += 1) {
      const docs = Array.from({ length: 800 }, (_, n) => ({ _id: `page-${batch}-${String(n).padStart(4, '0')}` }))
      await ask('POST', '/slots/_bulk_docs', { docs })
    }
    const pages = (answer: Answer) => idsOf(answer).filter(id => String(id).startsWith('page-'))
    const range = 'startkey="page-"&endkey="page-z"'
    const changes = await ask('GET', '/slots/_changes?include_docs=true')
    const { json: info } = await ask('GET', '/slots')

    expect(pages(changes)).toHaveLength(written)
    expect(changes.json).toMatchObject({ last_seq: info['update_seq'], pending: 0 })
    expect(new Set(pages(changes)).size).toBe(written)
    expect(rowsOf(await ask('GET', '/slots/_changes?limit=2300'))).toHaveLength(2_300)
    expect(pages(await ask('POST', '/slots/_changes?feed=longpoll', {}))).toHaveLength(written)
    const store = await test.server.databases.open('slots')
    const reads = vi.spyOn(store, 'changesBackwards')
    const newestFirst = await ask('GET', '/slots/_changes?descending=true&include_docs=true')
    expect(idsOf(newestFirst)).toEqual(idsOf(await ask('GET', '/slots/_changes')).toReversed())
    // No more than a page is in memory at a time.
    expect(reads.mock.calls.map(([{ limit }]) => limit)).toEqual([2_000, 2_000])
    const some = { doc_ids: ['page-0-0001', 'page-2-0700'] }
    const chosen = await ask('POST', '/slots/_changes?descending=true', some)
    expect(idsOf(chosen)).toEqual(some.doc_ids.toReversed())
    expect(chosen.json['last_seq']).toBe(rowsOf(chosen)[1]?.['seq'])
    const listed = pages(await ask('GET', `/slots/_all_docs?${range}`))
    expect(listed).toEqual(pages(changes))
    expect(pages(await ask('GET', '/slots/_all_docs?limit=99999&include_docs=true'))).toHaveLength(written)
    const backwards = { startkey: 'page-z', endkey: 'page-', descending: true }
    expect(pages(await ask('POST', '/slots/_all_docs', backwards))).toEqual(listed.toReversed())
    expect(rowsOf(await ask('POST', '/slots/_all_docs', { ...backwards, limit: 2_100, skip: 7 }))).toHaveLength(2_100)
    const feed = await openFeed(`${test.url}/slots/_changes?feed=continuous&limit=2300`, headers)
    let rows = 0
    for (let line = await feed.next(); line !== undefined; line = await feed.next()) if ('id' in line) rows += 1
    expect(rows).toBe(2_300)
  })
})

describe('a continuous feed', () => {
  it('brings a page of long documents whole to a client that reads', async () => {
    const store = await test.server.databases.open('users')
    const docs = Array.from({ length: 300 }, (_, n) => ({ _id: `long-${n}`, text: `${n} `.repeat(10_000) }))
    await store.write(docs, { newEdits: true })
    const path = `/users/_changes?feed=continuous&include_docs=true&limit=${docs.length}&since=0`
    const feed = await openFeed(test.url + path, headers)
    const ids: unknown[] = []
    for (let line = await feed.next(); line !== undefined; line = await feed.next()) ids.push(line['id'] ?? 'end')
    expect(ids).toHaveLength(docs.length + 1)
  })
})
