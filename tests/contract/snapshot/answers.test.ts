/** A whole `_all_docs` of a shared database comes from memory: the same bytes as the answer that is read from storage. */
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { breakTree } from '../../support/broken-trees.ts'
import { type Ask, bearer, createClient } from '../../support/http-client.ts'
import { startTestServer, type TestServer } from '../../support/test-server.ts'
import { arbitraryActs, play } from './acts.ts'

let test: TestServer
let ask: Ask
/** Monotonic, ms. */
let steadyNow: number

async function signIn(): Promise<void> {
  ask = createClient(test.url, bearer((await test.signIn('carla')).token))
}

beforeEach(async () => {
  steadyNow = 0
  test = await startTestServer({ steady: () => steadyNow })
  await test.addAccount('carla', 'coach')
  await signIn()
})
afterEach(() => test.remove())

const whole = '/slots/_all_docs?include_docs=true'
const followed = `${whole}&update_seq=true`
/** Says nothing without a key, and is no whole `_all_docs` all the same: it is read from storage. */
const fromStorage = '&inclusive_end=true'
const isPacked = async (path: string): Promise<boolean> =>
  (await ask('GET', path)).headers.get('content-encoding') === 'gzip'

async function expectSame(): Promise<void> {
  steadyNow += 1_000
  for (const path of [whole, followed]) {
    const expected = await ask('GET', path + fromStorage)
    expect(expected.headers.has('content-encoding')).toBe(false)
    for (const encoding of ['gzip', 'identity']) {
      const found = await ask('GET', path, undefined, { 'accept-encoding': encoding })
      expect(found.text).toBe(expected.text)
      expect(found.headers.get('content-encoding')).toBe(encoding === 'gzip' ? 'gzip' : null)
      expect(found.headers.get('vary')).toBe('Origin, Accept-Encoding')
      for (const name of ['content-type', 'cache-control', 'etag'])
        expect(found.headers.get(name)).toBe(expected.headers.get(name))
    }
  }
}

it('are the same for random writes, removals, forks and documents that are made again', async () => {
  const slots = await test.server.databases.open('slots')
  await expectSame()
  const property = fc.asyncProperty(arbitraryActs(6), async acts => {
    for (const act of acts) await play(slots, act)
    await expectSame()
  })
  await fc.assert(property, { numRuns: 40 })
})

describe('are the same', () => {
  it('beside documents that cannot be read', async () => {
    const slots = await test.server.databases.open('slots')
    await slots.write([{ _id: 'a' }], { newEdits: true })
    await breakTree(test.server.databases, 'slots', 'broken', { n: 2 })
    await expectSame()
    await breakTree(test.server.databases, 'slots', 'later', { n: 3 })
    await slots.write([{ _id: 'z' }], { newEdits: true })
    await expectSame()
  })

  it('after a restart', async () => {
    const before = await test.server.databases.open('slots')
    await before.write([{ _id: 'a' }, { _id: 'b' }], { newEdits: true })
    await expectSame()
    test = await test.restart()
    await signIn()
    await expectSame()
    await (await test.server.databases.open('slots')).write([{ _id: 'c' }], { newEdits: true })
    await expectSame()
  })

  it('after the database was removed and made again, however far it has come', async () => {
    const { databases } = test.server
    const before = await databases.open('slots')
    await before.write([{ _id: 'a' }, { _id: 'b' }], { newEdits: true })
    await expectSame()
    await databases.destroy('slots')
    await (await databases.open('slots')).write([{ _id: 'c' }, { _id: 'd' }, { _id: 'e' }], { newEdits: true })
    await expectSame()
  })

  it('after another past has begun, a document was built anew, or the folder was put back', async () => {
    const slots = await test.server.databases.open('slots')
    await slots.write([{ _id: 'a' }, { _id: 'b' }], { newEdits: true })
    await expectSame()
    await slots.renewPast()
    await expectSame()
    await slots.rebuild({ _id: 'a', built: 'anew' })
    await expectSame()
    await slots.noteRestored()
    await expectSame()
  })

  it('for users', async () => {
    const path = '/users/_all_docs?include_docs=true'
    expect((await ask('GET', path)).text).toBe((await ask('GET', path + fromStorage)).text)
    expect(await isPacked(path)).toBe(true)
  })

  it('asked by a body', async () => {
    const { text } = await ask('GET', followed + fromStorage)
    expect(await ask('POST', followed, {})).toMatchObject({ text })
  })
})

it('come from memory for a limit that holds all, and from storage for any other question', async () => {
  const slots = await test.server.databases.open('slots')
  await slots.write([{ _id: 'a' }, { _id: 'b' }], { newEdits: true })
  expect(await isPacked(`${followed}&limit=2`)).toBe(true)
  const others = ['limit=1', 'skip=1', 'descending=true', 'conflicts=true', 'startkey="a"', 'end_key="z"', 'keys=["a"]']
  const found = await Promise.all(others.map(async other => ((await isPacked(`${followed}&${other}`)) ? [other] : [])))
  expect(found.flat()).toEqual([])
  expect(await isPacked('/slots/_all_docs?update_seq=true')).toBe(false)
  const calls = `/calls-${(await test.signIn('carla')).userId}/_all_docs?include_docs=true&update_seq=true`
  expect(await isPacked(calls)).toBe(false)
})

it('are for those who may read the database', async () => {
  await test.addAccount('ada', 'admin')
  const admin = createClient(test.url, bearer((await test.signIn('ada')).token))
  expect(await ask('GET', followed)).toMatchObject({ status: 200 })
  const refused = { error: 'forbidden', reason: 'You are not allowed to access this db.' }
  expect(await admin('GET', followed)).toMatchObject({ status: 403, json: refused })
  expect(await createClient(test.url)('GET', followed)).toMatchObject({ status: 401 })
})

it('give a client that does not follow what was stored before it asked, and one that follows what it can follow', async () => {
  const slots = await test.server.databases.open('slots')
  await slots.write([{ _id: 'a' }], { newEdits: true })
  const first = await ask('GET', followed)
  await slots.write([{ _id: 'b' }], { newEdits: true })
  expect((await ask('GET', followed)).text).toBe(first.text)
  const since = encodeURIComponent(String(first.json['update_seq']))
  const { json } = await ask('GET', `/slots/_changes?since=${since}`)
  expect(json).toMatchObject({ results: [{ id: 'b' }] })
  expect((await ask('GET', whole)).json).toMatchObject({ rows: [{ id: 'a' }, { id: 'b' }] })
})
