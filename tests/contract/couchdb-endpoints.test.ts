import { capabilities, productVersion } from '#domain/versions/product-version.ts'
import PouchDB from 'pouchdb'
import memoryAdapter from 'pouchdb-adapter-memory'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ask, basic, bearer, createClient } from '../support/http-client.ts'
import { passwordOf, startTestServer, type TestServer } from '../support/test-server.ts'

PouchDB.plugin(memoryAdapter)

let test: TestServer
let coachId: string
let ask: Ask
let headers: Readonly<Record<string, string>>

beforeAll(async () => {
  test = await startTestServer()
  coachId = await test.addAccount('carla', 'coach')
  headers = bearer((await test.signIn('carla')).token)
  ask = createClient(test.url, headers)
})
afterAll(() => test.remove())

/** A number and the start that it belongs to. */
const sequence = /^\d+-[1-9]\d*\.[0-9a-f]{16}$/

const rowsOf = (json: Readonly<Record<string, unknown>>) => json['rows'] as readonly Record<string, unknown>[]
const resultsOf = (json: Readonly<Record<string, unknown>>) => json['results'] as readonly Record<string, unknown>[]

async function put(id: string, fields: object): Promise<string> {
  const answer = await ask('PUT', `/slots/${id}`, fields)
  expect(answer.status).toBe(201)
  return String(answer.json['rev'])
}

describe('endpoints that a replicating client uses', () => {
  it('VE9 welcomes with its version and what it can do, and says that it is up', async () => {
    const anonymous = createClient(test.url)
    expect((await anonymous('GET', '/')).json).toMatchObject({
      couchdb: 'Welcome',
      // No mail server is named here.
      features: capabilities.filter(name => name !== 'mail'),
      vendor: { name: 'CoachDesk', version: productVersion }
    })
    expect((await anonymous('GET', '/_up')).json).toEqual({ status: 'ok' })
    const page = await anonymous('GET', '/', undefined, { accept: 'text/html,*/*' })
    expect([page.status, page.headers.get('location')]).toEqual([302, '/app/'])
  })

  it('writes, reads, changes and removes one document', async () => {
    const rev = await put('one', { n: 1 })
    expect((await ask('GET', '/slots/one')).json).toEqual({ _id: 'one', _rev: rev, n: 1 })
    expect((await ask('PUT', '/slots/one', { n: 2 })).status).toBe(409)
    const second = await put('one', { _id: 'one', _rev: rev, n: 2 })
    expect((await ask('DELETE', `/slots/one?rev=${rev}`)).status).toBe(409)
    expect((await ask('DELETE', '/slots/one')).status).toBe(409)
    expect((await ask('DELETE', `/slots/one?rev=${second}`)).json).toMatchObject({ ok: true, id: 'one' })
    expect((await ask('GET', '/slots/one')).status).toBe(404)
  })

  it('reads a revision, its history and its open leaves', async () => {
    const rev = await put('two', { n: 1 })
    const second = await put('two', { _rev: rev, n: 2 })
    expect((await ask('GET', '/slots/two?revs=true&revs_info=true&conflicts=true')).json).toMatchObject({
      _revisions: { start: 2 },
      n: 2
    })
    expect((await ask('GET', `/slots/two?rev=${second}`)).json).toMatchObject({ n: 2 })
    expect((await ask('GET', '/slots/two?rev=7-abc')).status).toBe(404)
    const open = await ask('GET', `/slots/two?open_revs=${encodeURIComponent(JSON.stringify([second, '9-ff']))}`)
    expect(JSON.parse(open.text)).toMatchObject([{ ok: { n: 2 } }, { missing: '9-ff' }])
  })

  it('keeps ids with colons, slashes and percent signs apart', async () => {
    for (const id of ['u12345678:1700000000000', 'a/b', 'a%2Fb', 'ü ?#']) {
      const path = `/slots/${encodeURIComponent(id)}`
      expect((await ask('PUT', path, { id: 'x' })).json).toMatchObject({ ok: true, id })
      expect((await ask('GET', path)).json).toMatchObject({ _id: id })
    }
  })

  it('gives database information', async () => {
    const { json } = await ask('GET', '/slots')
    expect(json).toMatchObject({
      db_name: 'slots',
      update_seq: expect.stringMatching(sequence),
      doc_count: expect.any(Number)
    })
  })

  it('stores a batch, row by row', async () => {
    await put('three', { n: 1 })
    const answer = await ask('POST', '/slots/_bulk_docs', {
      docs: [
        { _id: 'three', n: 9 },
        { _id: 'four', n: 4 }
      ]
    })
    expect(answer.status).toBe(201)
    expect(JSON.parse(answer.text)).toMatchObject([
      { id: 'three', error: 'conflict' },
      { ok: true, id: 'four', rev: expect.stringMatching(/^1-/) }
    ])
  })

  it('answers new_edits=false with the failures only, as CouchDB does', async () => {
    const docs = [
      { _id: 'replicated', _rev: '2-bb', _revisions: { start: 2, ids: ['bb', 'aa'] }, n: 1 },
      { _id: '_design/evil', _rev: '1-aa', views: {} }
    ]
    const answer = await ask('POST', '/slots/_bulk_docs', { docs, new_edits: false })
    expect(JSON.parse(answer.text)).toEqual([{ id: '_design/evil', error: 'forbidden', reason: 'malformed' }])
    expect((await ask('GET', '/slots/replicated')).json).toMatchObject({ _rev: '2-bb' })
  })

  it('refuses design documents, local documents and attachments as rows and judges their neighbours', async () => {
    const docs = [
      { _id: '_design/d', views: {} },
      { _id: '_local/x' },
      { _id: 'with-file', _attachments: { a: { content_type: 'text/plain', data: 'YQ==' } } },
      { _id: 'good', n: 1 }
    ]
    const answer = await ask('POST', '/slots/_bulk_docs', { docs })
    expect(JSON.parse(answer.text)).toMatchObject([
      { id: '_design/d', error: 'forbidden' },
      { id: '_local/x', error: 'forbidden' },
      { id: 'with-file', error: 'forbidden' },
      { ok: true, id: 'good' }
    ])
  })

  it('lists documents by range and by keys, with tombstones and their revisions', async () => {
    const rev = await put('list-a', { n: 1 })
    await put('list-b', { n: 2 })
    const removed = String((await ask('DELETE', `/slots/list-a?rev=${rev}`)).json['rev'])

    const range = await ask('GET', '/slots/_all_docs?startkey="list-"&endkey="list-z"&include_docs=true&limit=10')
    expect(rowsOf(range.json).map(row => row['id'])).toEqual(['list-b'])

    const keys = ['list-a', 'list-b', 'nobody']
    const expected = [
      { id: 'list-a', value: { rev: removed, deleted: true }, doc: { _id: 'list-a', _rev: removed, _deleted: true } },
      { id: 'list-b', doc: { n: 2 } },
      { key: 'nobody', error: 'not_found' }
    ]
    expect(rowsOf((await ask('POST', '/slots/_all_docs?include_docs=true', { keys })).json)).toMatchObject(expected)
    const query = `keys=${encodeURIComponent(JSON.stringify(keys))}&include_docs=true`
    expect(rowsOf((await ask('GET', `/slots/_all_docs?${query}`)).json)).toMatchObject(expected)
    expect(rowsOf((await ask('POST', '/slots/_all_docs', { keys })).json)[1]).not.toHaveProperty('doc')
  })

  it('reports changes since a sequence, page by page', async () => {
    const before = String((await ask('GET', '/slots')).json['update_seq'])
    const docs = Array.from({ length: 5 }, (_, n) => ({ _id: `changed-${n}`, n }))
    await ask('POST', '/slots/_bulk_docs', { docs })

    const first = await ask('GET', `/slots/_changes?since=${before}&limit=3&include_docs=true`)
    const second = await ask('GET', `/slots/_changes?since=${String(first.json['last_seq'])}&style=all_docs`)

    expect(resultsOf(first.json).map(row => row['id'])).toEqual(['changed-0', 'changed-1', 'changed-2'])
    expect(resultsOf(first.json)[0]).toMatchObject({ doc: { n: 0 }, changes: [{ rev: expect.any(String) }] })
    expect(first.json['pending']).toBe(2)
    expect(resultsOf(second.json).map(row => row['id'])).toEqual(['changed-3', 'changed-4'])
    expect(second.json['pending']).toBe(0)
    expect([first.json['last_seq'], resultsOf(first.json)[0]?.['seq']]).toEqual([
      expect.stringMatching(sequence),
      expect.stringMatching(sequence)
    ])
  })

  it('starts anew for a sequence that it has not reached', async () => {
    const { json } = await ask('GET', '/slots/_changes?since=99999999&limit=1')
    expect(resultsOf(json)).toHaveLength(1)
    expect(json).not.toHaveProperty('set_back')
  })

  it('refuses a sequence that no server has given out', async () => {
    const asked = ['abc', '12-', '-1', '1.5', '12-1.ab%20cd', 'null', '1e3']
    const answers = await Promise.all(asked.map(since => ask('GET', `/slots/_changes?since=${since}`)))
    expect(answers.map(({ status, json }) => [status, json['error']])).toEqual(asked.map(() => [400, 'bad_request']))
  })

  it('gives the sequence with a list of documents, as text like everywhere', async () => {
    const rev = await put('listed', { n: 1 })
    const { update_seq: now } = (await ask('GET', '/slots')).json
    const range = await ask('GET', '/slots/_all_docs?update_seq=true&startkey="listed"&endkey="listed"')
    const keys = await ask('POST', '/slots/_all_docs?update_seq=true', { keys: ['listed'] })

    expect(range.json).toMatchObject({ update_seq: now, rows: [{ id: 'listed', value: { rev } }] })
    expect(keys.json).toMatchObject({ update_seq: now, rows: [{ id: 'listed', value: { rev } }] })
    expect((await ask('GET', '/slots/_all_docs?limit=1')).json).not.toHaveProperty('update_seq')
  })

  it('tells which revisions are missing', async () => {
    const rev = await put('diff', { n: 1 })
    const { json } = await ask('POST', '/slots/_revs_diff', { diff: [rev, '2-abc'], other: ['1-aa'] })
    expect(json).toEqual({ diff: { missing: ['2-abc'] }, other: { missing: ['1-aa'] } })
  })

  it('gives documents by id and revision in bulk, unknown ones as errors', async () => {
    const rev = await put('bulk', { n: 1 })
    const wanted = [{ id: 'bulk', rev }, { id: 'bulk', rev: '5-dead' }, { id: 'nobody' }]
    const { json } = await ask('POST', '/slots/_bulk_get?revs=true&latest=true', { docs: wanted })
    expect(resultsOf(json)).toMatchObject([
      { id: 'bulk', docs: [{ ok: { _id: 'bulk', n: 1, _revisions: { start: 1 } } }] },
      { id: 'bulk', docs: [{ error: { error: 'not_found', rev: '5-dead' } }] },
      { id: 'nobody', docs: [{ error: { error: 'not_found' } }] }
    ])
  })

  it('keeps checkpoints, privately for each user', async () => {
    await test.addAccount('stan', 'student')
    const other = createClient(test.url, bearer((await test.signIn('stan')).token))

    expect((await ask('GET', '/slots/_local/_acs')).status).toBe(404)
    expect((await ask('PUT', '/slots/_local/_acs', { last_seq: 3 })).json).toMatchObject({ ok: true, rev: '0-1' })
    expect((await ask('PUT', '/slots/_local/_acs', { last_seq: 4 })).status).toBe(409)
    expect((await ask('PUT', '/slots/_local/_acs', { _rev: '0-1', last_seq: 4 })).json).toMatchObject({ rev: '0-2' })
    expect((await ask('GET', '/slots/_local/_acs')).json).toEqual({ _id: '_local/_acs', _rev: '0-2', last_seq: 4 })

    expect((await other('GET', '/slots/_local/_acs')).status).toBe(404)
    expect((await other('GET', `/slots/_local/${encodeURIComponent(`${coachId}/_acs`)}`)).status).toBe(404)
    expect((await ask('DELETE', '/slots/_local/_acs?rev=0-2')).json).toMatchObject({ ok: true })
    expect((await ask('GET', '/slots/_local/_acs')).status).toBe(404)
  })

  it('lets a plain PouchDB client replicate with a name and password', async () => {
    await put('for-pouch', { n: 42 })
    const remote = new PouchDB(`${test.url}/slots`, {
      skip_setup: true,
      auth: { username: 'carla', password: passwordOf('carla') }
    })
    const local = new PouchDB(`pouch-client-${test.dataFolder.replaceAll('/', '_')}`, { adapter: 'memory' })

    const pulled = await PouchDB.replicate(remote, local, { batch_size: 3 })
    await local.put({ _id: 'from-pouch', n: 1 })
    const pushed = await PouchDB.replicate(local, remote)

    expect(pulled.errors).toEqual([])
    expect(await local.get('for-pouch')).toMatchObject({ n: 42 })
    expect(pushed.docs_written).toBe(1)
    expect((await ask('GET', '/slots/from-pouch')).json).toMatchObject({ n: 1 })
    await local.destroy()
  })
})

describe('requests that are refused', () => {
  it.each([
    ['PUT', '/anything', 405],
    ['PUT', '/slots', 405],
    ['DELETE', '/slots', 405],
    ['GET', '/_all_dbs', 404],
    ['GET', '/_utils', 404],
    ['GET', '/_config', 404],
    ['POST', '/_replicate', 404],
    ['GET', '/_users', 404],
    ['POST', '/slots/_temp_view', 404],
    ['POST', '/slots/_find', 404],
    ['POST', '/slots/_index', 404],
    ['POST', '/slots/_compact', 404],
    ['GET', '/slots/_security', 404],
    ['PUT', '/slots/_security', 404],
    ['GET', '/slots/_design/x', 404],
    ['PUT', '/slots/_design/x', 404],
    ['GET', '/slots/_design/x/_view/y', 404],
    ['GET', '/slots/doc/attachment', 404],
    ['PUT', '/slots/doc/attachment', 404],
    ['COPY', '/slots/doc', 405],
    ['PATCH', '/slots/doc', 405],
    ['POST', '/slots/doc', 405],
    ['PUT', '/slots/_bulk_docs', 405],
    ['DELETE', '/_account', 405]
  ])('%s %s is %d in CouchDB’s shape', async (method, path, status) => {
    const answer = await ask(method, path, method === 'GET' ? undefined : {})
    expect(answer.status).toBe(status)
    expect(answer.json).toEqual({ error: expect.any(String), reason: expect.any(String) })
  })

  it('answers odd paths like any other that is not there', async () => {
    for (const path of [
      '//',
      '///x',
      '/slots//x',
      '/slots/%00',
      '/slots/..%2f..%2fsecret',
      '/x%0d%0ay',
      '/slots/%f0%9f%98%80'
    ]) {
      const answer = await ask('GET', path)
      expect([path, answer.status]).toEqual([path, 404])
    }
  })

  it.each([
    ['GET', '/slots/_changes?filter=x/y'],
    ['GET', '/slots/_changes?view=x'],
    ['GET', '/slots/_all_docs?filter=x/y'],
    ['GET', '/slots/_changes?filter=_doc_ids'],
    ['GET', '/slots/_changes?filter=_selector'],
    ['GET', '/slots/_changes?doc_ids={}'],
    ['GET', '/slots/_changes?feed=longpoll&descending=true'],
    ['GET', '/slots/_changes?since=abc'],
    ['GET', '/slots/_changes?since=-1'],
    ['GET', '/slots/_changes?feed=eventsource'],
    ['GET', '/slots/_changes?heartbeat=x'],
    ['GET', '/slots/_changes?limit=1&limit=2'],
    ['GET', '/slots/_all_docs?skip=90000'],
    ['GET', '/slots/_all_docs?limit=x'],
    ['GET', '/slots/_all_docs?startkey=unquoted'],
    ['GET', '/slots/_all_docs?keys={}'],
    ['GET', '/slots/doc?rev=nonsense'],
    ['GET', '/slots/doc?open_revs=[1]'],
    ['GET', '/slots/%E0%A4%A'],
    ['PUT', '/slots/doc?new_edits=false'],
    ['GET', '/_db_updates?feed=nope']
  ])('%s %s is a bad request', async (method, path) => {
    const answer = await ask(method, path, method === 'GET' ? undefined : {})
    expect(answer.json).toMatchObject({ error: 'bad_request' })
    expect(answer.status).toBe(400)
  })

  const deep = `${'{"a":'.repeat(50)}1${'}'.repeat(50)}`
  it.each([
    ['/slots/_bulk_docs', '[]'],
    ['/slots/_bulk_docs', '{}'],
    ['/slots/_bulk_docs', '{"docs":{}}'],
    ['/slots/_bulk_docs', '{"docs":[null]}'],
    ['/slots/_bulk_docs', '{"docs":[1]}'],
    ['/slots/_bulk_docs', '{"docs":[{"n":1}],"new_edits":false}'],
    ['/slots/_bulk_docs', '{"docs":[{"_id":7}]}'],
    ['/slots/_bulk_docs', '{"docs":[{"_id":""}]}'],
    ['/slots/_bulk_docs', '{"docs":[{"_id":"a","_rev":"x"}]}'],
    ['/slots/_bulk_docs', '{"docs":[{"_id":"a","_rev":{}}]}'],
    ['/slots/_bulk_docs', '{"docs":[{"_id":"a"}],"new_edits":"no"}'],
    ['/slots/_bulk_docs', '{"docs":[{"_id":"a"}],"new_edits":false}'],
    ['/slots/_bulk_docs', '{"docs":[{"_id":"a","_rev":"1-a","_revisions":{}}],"new_edits":false}'],
    ['/slots/_bulk_docs', '{"docs":[{"_id":"a","_rev":"1-a","_revisions":{"start":1,"ids":[]}}],"new_edits":false}'],
    ['/slots/_bulk_docs', '{"docs":[{"_id":"a","_rev":"1-a","_revisions":{"start":1,"ids":["b"]}}],"new_edits":false}'],
    ['/slots/_bulk_docs', `{"docs":[{"_id":"a","x":${deep}}]}`],
    ['/slots/_bulk_docs', '{"docs":'],
    ['/slots/_bulk_docs', ''],
    ['/slots/_bulk_get', '{}'],
    ['/slots/_bulk_get', '{"docs":[null]}'],
    ['/slots/_bulk_get', '{"docs":[{"id":1}]}'],
    ['/slots/_bulk_get', '{"docs":[{"id":"a","rev":"x"}]}'],
    ['/slots/_revs_diff', '{"a":"1-a"}'],
    ['/slots/_revs_diff', '{"a":[1]}'],
    ['/slots/_revs_diff', '{"a":["x"]}'],
    ['/slots/_revs_diff', '{"a":null}'],
    ['/slots/_revs_diff', '[]'],
    ['/slots/_all_docs', '{"keys":"a"}'],
    ['/slots/_all_docs', '{"keys":[1]}'],
    ['/slots/_all_docs', '{"limit":-1}'],
    ['/slots/_all_docs', '{"skip":90000}'],
    ['/slots/_changes', '{"doc_ids":"a"}'],
    ['/slots/_changes', '{"doc_ids":[1]}'],
    ['/slots/_changes', '{"selector":{"n":1}}'],
    ['/slots', '{"_id":7}'],
    ['/slots', '{"_id":""}'],
    ['/slots', '{"_rev":"x"}'],
    ['/_session', '{"name":1,"password":2}'],
    ['/_session', '{}'],
    ['/_session/renew', '{}']
  ])('POST %s with %s is a bad request and leaves the server alive (F25)', async (path, body) => {
    const answer = await ask('POST', path, body)
    expect(answer.json).toMatchObject({ error: 'bad_request', reason: expect.any(String) })
    expect(answer.status).toBe(400)
    expect((await ask('GET', '/_up')).status).toBe(200)
  })

  it('refuses a body of another type, such as a form or multipart', async () => {
    for (const type of [
      'multipart/related; boundary=x',
      'multipart/form-data',
      'text/plain',
      'application/x-www-form-urlencoded'
    ]) {
      const answer = await ask('PUT', '/slots/doc', '--x', { 'content-type': type })
      expect([type, answer.status]).toEqual([type, 415])
    }
  })

  it('refuses a body that is too large, told or streamed', async () => {
    const large = JSON.stringify({ n: 'x'.repeat(600_000) })
    expect((await ask('PUT', '/slots/large', large)).json).toMatchObject({ error: 'too_large' })
    const streamed = await fetch(`${test.url}/slots/large`, {
      method: 'PUT',
      headers: { ...headers, 'content-type': 'application/json' },
      body: new Blob([large]).stream(),
      duplex: 'half'
    } as RequestInit).then(
      response => response.status,
      () => 'cut'
    )
    expect([413, 'cut']).toContain(streamed)
    expect((await ask('GET', '/slots/large')).status).toBe(404)
  })

  it('refuses a document whose id does not match, and two different revisions', async () => {
    expect((await ask('PUT', '/slots/a', { _id: 'b' })).status).toBe(400)
    expect((await ask('PUT', '/slots/a?rev=1-a', { _rev: '1-b' })).status).toBe(400)
  })

  it('refuses more documents than a batch holds', async () => {
    const docs = Array.from({ length: 1_001 }, (_, n) => ({ _id: `many-${n}` }))
    expect((await ask('POST', '/slots/_bulk_docs', { docs })).status).toBe(400)
  })

  it('asks for a sign-in on every endpoint that has data', async () => {
    const anonymous = createClient(test.url)
    for (const path of [
      '/slots',
      '/slots/_changes',
      '/slots/_all_docs',
      '/slots/x',
      '/_db_updates',
      '/_account',
      '/slots/_local/x'
    ]) {
      const answer = await anonymous('GET', path)
      expect([path, answer.status]).toEqual([path, 401])
      expect(answer.json).toEqual({ error: 'unauthorized', reason: expect.any(String) })
    }
    expect((await createClient(test.url, basic('carla', 'wrong'))('GET', '/slots')).status).toBe(401)
  })
})
