import { EventEmitter } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import { expect, vi } from 'vitest'
import { createBuckets } from '#server/http/quotas/buckets.ts'
import { createBodyTurns, longBody } from '#server/http/quotas/body-turns.ts'
import { defaultQuotas } from '#server/http/quotas/quotas.ts'
import { createTraffic } from '#server/http/quotas/traffic.ts'
import { createReadingTurns } from '#server/http/quotas/reading-turns.ts'
import { createIdleConnections } from '#server/startup/idle-connections.ts'
import { usualMaxIdle } from '#server/startup/listen.ts'
import { createClient } from '../../support/http-client.ts'
import { passwordOf } from '../../support/test-server.ts'
import type { Left, Newcomer, QuotaRow, QuotaStage, Told } from './quota-row.ts'
import { leave } from './quota-stage.ts'

const times = async <T>(count: number, act: (n: number) => Promise<T>): Promise<readonly T[]> => {
  const all: T[] = []
  for (let n = 0; n < count; n += 1) all.push(await act(n))
  return all
}
const wait = { status: 429, retryAfter: expect.stringMatching(/^[1-9]\d*$/) as string }
const eightMiB = 8 * 1_048_576
const list = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n)
const docs = (count: number) => ({ docs: list(count).map(n => ({ _id: `x${n}` })) })
const filler = (bytes: number): string => 'x'.repeat(bytes)

const soon = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 20_000 })

/** Unfinished requests, all of which the server has let in. @param others are under way as well */
async function leaveMany(stage: QuotaStage, count: number, open: () => Promise<Left>, others = 0) {
  const { traffic } = stage.test.server
  await soon(() => expect(traffic.figures.underWay).toBe(others))
  const left = await Promise.all(list(count).map(open))
  await soon(() => expect(traffic.figures.underWay).toBe(others + count))
  return left
}
const unfinished = (length: number): string =>
  `POST /slots/_bulk_docs HTTP/1.1\r\ncontent-type: application/json\r\ncontent-length: ${length}`

/** Answers of which nothing is read. @returns what has become of those that did not stay, by number */
function openUnread(elapsed: () => number) {
  const fates = new Map<number, 'cut' | 'ended'>()
  const looks = { count: 0 }
  const traffic = createTraffic(defaultQuotas, elapsed, 1)
  function enter(n: number, bytes: number): void {
    const socket = {
      get bytesWritten() {
        looks.count += 1
        return 0
      },
      destroy: () => void fates.set(n, 'cut')
    }
    const res = { writableLength: bytes, once: () => undefined, destroy: () => void fates.set(n, 'ended') }
    traffic.enter(`person${n}`, { cost: 1, isFeed: false }, { headers: {}, socket } as never, res as never)
  }
  return { enter, fates, traffic: { looks, stop: () => traffic.stop() } }
}
/** Every look at unread answers asks each connection once. */
async function waitForTicks({ looks }: { readonly looks: { readonly count: number } }, ticks: number): Promise<number> {
  const from = looks.count
  await soon(() => expect(looks.count - from).toBeGreaterThanOrEqual(4 * ticks))
  return ticks
}

/** Guesses at names, each from an address. */
async function guess({ test }: QuotaStage, name: string, address: string, deviceToken?: string): Promise<Told> {
  const shown = deviceToken === undefined ? {} : { authorization: `Bearer ${deviceToken}` }
  const ask = createClient(test.url, { 'x-forwarded-for': address, ...shown })
  const { status, json, headers } = await ask('POST', '/_session', { name, password: 'a guess' })
  return { status, reason: json['reason'], retryAfter: headers.get('retry-after') }
}
/** A wrong password is no refusal of a quota. */
const guessed = ({ status }: Told): Told => ({ status: status === 401 ? 200 : status })

export const httpQuotas: readonly QuotaRow[] = [
  {
    what: 'requests ',
    bound: '3,000, and 50 more each second; `PUT /_account` counts 50',
    beyond: '429 `too-many-requests`',
    expected: { ...wait, reason: 'too-many-requests' },
    async drive(stage) {
      const person = await stage.newcomer()
      const upTo = await times(60, () => person.ask('PUT', '/_account', {}))
      const buckets = createBuckets(defaultQuotas.requests, () => 0)
      expect([buckets.take('a', 3_000), buckets.take('a', 50)]).toEqual([undefined, 1])
      return { upTo, after: await person.ask('GET', '/_session') }
    }
  },
  {
    what: 'requests ',
    bound: '`PUT /_account/password` 100',
    beyond: '429 `too-many-requests`',
    expected: { ...wait, reason: 'too-many-requests' },
    async drive(stage) {
      const person = await stage.newcomer()
      const wrong = { currentPassword: 'another', newPassword: 'a new password' }
      // Wrong ones, which are counted by themselves: no more than ten of them.
      const tries = await times(10, () => person.ask('PUT', '/_account/password', wrong))
      expect(new Set(tries.map(({ reason }) => reason))).toEqual(new Set(['wrong-password']))
      const upTo = await times(40, () => person.ask('PUT', '/_account', {}))
      return { upTo, after: await person.ask('GET', '/_session') }
    }
  },
  {
    what: 'requests ',
    bound: 'each 64 KiB of a body 1, each 1,000 values in it 1',
    beyond: '429 `too-many-requests`',
    expected: { ...wait, reason: 'too-many-requests' },
    async drive(stage) {
      const person = await stage.newcomer()
      const values = `{"docs":[],"more":[${'[],'.repeat(199_990)}[]]}`
      // 1 for the request, 9 for its bytes, 399 for its values: seven times, and 137 are left.
      const upTo = await times(7, () => person.ask('POST', '/slots/_bulk_docs', values))
      return { upTo, after: await person.ask('POST', '/slots/_bulk_docs', values) }
    }
  },
  {
    what: 'documents written ',
    bound: '10,000, and 5 more each second; a batch is refused whole',
    beyond: '429 `too-many-documents`',
    expected: { ...wait, reason: 'too-many-documents' },
    async drive(stage) {
      const person = await stage.newcomer()
      const upTo = await times(10, () => person.ask('POST', '/slots/_bulk_docs', docs(1_000)))
      return { upTo, after: await person.ask('POST', '/slots/_bulk_docs', docs(1)) }
    }
  },
  {
    what: 'requests under way, also unread answers ',
    bound: '32 of an account',
    beyond: '429 `too-many-connections`, and the connection is closed',
    expected: { ...wait, reason: 'too-many-connections', connection: 'close' },
    async drive(stage) {
      const person = await stage.newcomer()
      const left = await leaveMany(stage, 32, () => person.leave(unfinished(10)))
      const after = await person.ask('GET', '/slots')
      for (const { end } of left) end()
      return { upTo: [], after }
    }
  },
  {
    what: 'requests under way, also unread answers ',
    bound: '256 of an address',
    beyond: '429 `too-many-connections`, and the connection is closed',
    expected: { status: 429, connection: 'close' },
    async drive(stage) {
      const head = 'HTTP/1.1\r\ncontent-type: application/json\r\nx-forwarded-for: 203.0.113.9\r\ncontent-length: 10'
      const left = await leaveMany(stage, 256, () => leave(stage.test.url, `POST /_session ${head}`))
      const one = await leave(stage.test.url, `POST /_session ${head}`)
      const after = await one.heard()
      for (const { end } of [...left, one]) end()
      return { upTo: [], after }
    }
  },
  {
    what: 'reads of many documents at a time ',
    bound: '2 of an account',
    beyond: 'the others wait',
    expected: { status: 0 },
    drive() {
      const turns = createReadingTurns()
      const begun: number[] = []
      for (const n of list(3)) {
        void turns.run('ada', () => {
          begun.push(n)
          return Promise.withResolvers<void>().promise
        })
      }
      expect(begun).toEqual([0, 1])
      return Promise.resolve({ upTo: [], after: { status: 0 } })
    }
  },
  {
    what: 'bodies of more than 16 KiB, read at a time ',
    bound: '1 of an account',
    beyond: 'the others wait',
    expected: { status: 0 },
    async drive() {
      expect(longBody).toBe(16 * 1_024)
      const turns = createBodyTurns()
      const begun: number[] = []
      for (const n of list(3))
        void turns
          .enter('ada', new EventEmitter())
          .begin()
          .then(() => begun.push(n))
      await setImmediate()
      expect(begun).toEqual([0])
      return { upTo: [], after: { status: 0 } }
    }
  },
  {
    what: 'connections without a request ',
    bound: '1,000 of all',
    beyond: 'the oldest of the address that has most is closed',
    expected: { status: 0, reason: '203.0.113.1 0' },
    drive() {
      const closed: string[] = []
      const idle = createIdleConnections(usualMaxIdle)
      const open = (address: string, n: number): void =>
        idle.add({ remoteAddress: address, destroy: () => void closed.push(`${address} ${n}`) } as never)
      for (const n of list(400)) open('203.0.113.2', n)
      for (const n of list(600)) open('203.0.113.1', n)
      expect(closed).toEqual([])
      open('203.0.113.2', 400)
      return Promise.resolve({ upTo: [], after: { status: 0, reason: closed.join() } })
    }
  },
  {
    what: 'feeds that stay open ',
    bound: '20',
    beyond: '429 `too-many-feeds`',
    expected: { ...wait, reason: 'too-many-feeds' },
    async drive(stage) {
      const person = await stage.newcomer()
      const feed = 'GET /slots/_changes?feed=continuous&since=now HTTP/1.1'
      const left = await leaveMany(stage, 20, () => person.leave(feed))
      const upTo = await Promise.all(left.map(({ heard }) => heard()))
      const after = await person.ask('GET', '/_db_updates?feed=longpoll')
      for (const { end } of left) end()
      return { upTo, after }
    }
  },
  {
    what: 'bodies that are still coming in ',
    bound: '32 MiB of an account, as they are announced',
    beyond: '429 `too-many-connections`',
    expected: { ...wait, reason: 'too-many-connections' },
    async drive(stage) {
      const person = await stage.newcomer()
      const left = await leaveMany(stage, 4, () => person.leave(unfinished(eightMiB)))
      const after = await person.ask('POST', '/slots/_bulk_docs', docs(0))
      for (const { end } of left) end()
      return { upTo: [], after }
    }
  },
  {
    what: 'bodies that are still coming in ',
    bound: '256 MiB of all',
    beyond: 'of all: the oldest of who has most is cut',
    expected: { status: 0, reason: 1 },
    async drive(stage) {
      const people = await times(8, () => stage.newcomer())
      const open = (n: number) => leaveMany(stage, 4, () => (people[n] as Newcomer).leave(unfinished(eightMiB)), 4 * n)
      const left = (await times(8, open)).flat()
      expect(left.filter(({ isCut }) => isCut)).toEqual([])
      const last = await (await stage.newcomer()).leave(unfinished(eightMiB))
      await soon(() => expect(left.some(({ isCut }) => isCut)).toBe(true))
      const cut = left.filter(({ isCut }) => isCut).length
      for (const { end } of [...left, last]) end()
      return { upTo: [], after: { status: 0, reason: cut } }
    }
  },
  {
    what: 'answers that wait to be read ',
    bound: '256 MiB of all',
    beyond: 'the connection is cut',
    expected: { status: 0, reason: 'cut' },
    async drive() {
      const { enter, fates, traffic } = openUnread(() => 0)
      for (const n of list(4)) enter(n, defaultQuotas.allUnreadBytes / 4)
      const ticks = await waitForTicks(traffic, 3)
      expect([ticks, ...fates.values()]).toEqual([3])
      enter(4, 1)
      await soon(() => expect(fates.size).toBe(1))
      traffic.stop()
      return { upTo: [], after: { status: 0, reason: [...fates.values()].join() } }
    }
  },
  {
    what: 'answers that wait to be read ',
    bound: '60 s without a byte read',
    beyond: 'the connection is cut',
    expected: { status: 0, reason: 'ended' },
    async drive() {
      let now = 0
      const { enter, fates, traffic } = openUnread(() => now)
      enter(0, 1)
      await waitForTicks(traffic, 1)
      now = 59_999
      await waitForTicks(traffic, 1)
      expect(fates.size).toBe(0)
      now = 60_000
      await soon(() => expect(fates.size).toBe(1))
      traffic.stop()
      return { upTo: [], after: { status: 0, reason: [...fates.values()].join() } }
    }
  },
  {
    what: 'values in a body (objects, lists, commas) ',
    bound: '400,000',
    beyond: '413',
    expected: { status: 413, reason: 'the request entity is too large' },
    async drive(stage) {
      const person = await stage.newcomer()
      // Two objects or lists, and the commas between.
      const holding = (values: number) => JSON.stringify({ docs: [], more: list(values - 3) })
      const upTo = [await person.ask('POST', '/slots/_bulk_docs', holding(400_000))]
      return { upTo, after: await person.ask('POST', '/slots/_bulk_docs', holding(400_001)) }
    }
  },
  {
    what: 'rows of one answer that repeat a document ',
    bound: '100',
    beyond: '400',
    expected: { status: 400, reason: expect.stringContaining('100 times') as string },
    async drive(stage) {
      const person = await stage.newcomer()
      const ask = (repeats: number) =>
        person.ask('POST', '/slots/_all_docs', { keys: list(repeats + 1).map(() => 'a') })
      return { upTo: [await ask(100)], after: await ask(101) }
    }
  },
  {
    what: '`_local` documents ',
    bound: '100 of an account in a database',
    beyond: 'the one that was written least recently goes',
    expected: { status: 404 },
    async drive(stage) {
      const person = await stage.newcomer()
      const upTo = await times(100, n => person.ask('PUT', `/slots/_local/n${n}`, { n }))
      expect((await person.ask('GET', '/slots/_local/n0')).status).toBe(200)
      await person.ask('PUT', '/slots/_local/one-more', {})
      return { upTo, after: await person.ask('GET', '/slots/_local/n0') }
    }
  },
  {
    what: 'checkpoints of at most 64 KiB',
    bound: '64 KiB',
    beyond: '',
    expected: { status: 413 },
    async drive(stage) {
      const person = await stage.newcomer()
      const put = (bytes: number) => person.ask('PUT', `/slots/_local/a${bytes}`, { t: filler(bytes - 8) })
      return { upTo: [await put(65_536)], after: await put(65_537) }
    }
  },
  {
    what: '`keys` and `doc_ids` name at most 2,000',
    bound: '2,000',
    beyond: '',
    expected: { status: 400 },
    async drive(stage) {
      const person = await stage.newcomer()
      const keys = (count: number) => list(count).map(n => `k${n}`)
      const upTo = [
        await person.ask('POST', '/slots/_all_docs', { keys: keys(2_000) }),
        await person.ask('POST', '/slots/_changes?filter=_doc_ids', { doc_ids: keys(2_000) })
      ]
      const other = await person.ask('POST', '/slots/_changes?filter=_doc_ids', { doc_ids: keys(2_001) })
      expect(other.status).toBe(400)
      return { upTo, after: await person.ask('POST', '/slots/_all_docs', { keys: keys(2_001) }) }
    }
  },
  {
    what: 'A batch holds at most 1,000 documents',
    bound: '1,000',
    beyond: '',
    expected: { status: 400 },
    async drive(stage) {
      const person = await stage.newcomer()
      const upTo = [await person.ask('POST', '/slots/_bulk_docs', docs(1_000))]
      return { upTo, after: await person.ask('POST', '/slots/_bulk_docs', docs(1_001)) }
    }
  },
  {
    what: 'A batch holds at most 1,000 documents and 8 MiB, one document 512 KiB',
    bound: '8 MiB',
    beyond: '',
    expected: { status: 413 },
    async drive(stage) {
      const person = await stage.newcomer()
      const batch = (bytes: number) => `{"docs":[]${' '.repeat(bytes - 11)}}`
      const upTo = [await person.ask('POST', '/slots/_bulk_docs', batch(eightMiB))]
      const head = `POST /slots/_bulk_docs HTTP/1.1\r\ncontent-type: application/json\r\ncontent-length: ${eightMiB + 1}`
      const over = await person.leave(head)
      const after = await over.heard()
      over.end()
      return { upTo, after }
    }
  },
  {
    what: 'A batch holds at most 1,000 documents and 8 MiB, one document 512 KiB',
    bound: '512 KiB',
    beyond: '',
    expected: { status: 413 },
    async drive(stage) {
      const person = await stage.newcomer()
      const put = (bytes: number) => person.ask('POST', '/slots', { t: filler(bytes - 8) })
      // Judged, and malformed: no quota.
      expect(await put(524_288)).toMatchObject({ status: 403, reason: 'malformed' })
      return { upTo: [], after: await put(524_289) }
    }
  },
  {
    what: '**Wrong passwords** are counted for 15 minutes, by address first (100)',
    bound: '(100)',
    beyond: '',
    expected: { ...wait, reason: 'too-many-attempts' },
    async drive(stage) {
      const upTo = await times(100, n => guess(stage, `nobody${n}`, '198.51.100.1'))
      return { upTo: upTo.map(guessed), after: await guess(stage, 'nobody', '198.51.100.1') }
    }
  },
  {
    what: 'then by name (20): 429 `too-many-attempts` with `Retry-After`',
    bound: '(20)',
    beyond: '429 `too-many-attempts` with `Retry-After`',
    expected: { ...wait, reason: 'too-many-attempts' },
    async drive(stage) {
      const { name } = await stage.newcomer()
      const upTo = await times(20, n => guess(stage, name, `198.51.100.${n + 10}`))
      return { upTo: upTo.map(guessed), after: await guess(stage, name, '198.51.100.99') }
    }
  },
  {
    what: 'it is counted by itself (20)',
    bound: '(20)',
    beyond: '',
    expected: { ...wait, reason: 'too-many-attempts' },
    async drive(stage) {
      const { name } = await stage.newcomer()
      const body = { name, password: passwordOf(name) }
      const { json } = await createClient(stage.test.url)('POST', '/_session', body)
      const device = String(json['deviceToken'])
      const upTo = await times(20, () => guess(stage, name, '198.51.100.200', device))
      return { upTo: upTo.map(guessed), after: await guess(stage, name, '198.51.100.201', device) }
    }
  }
]
