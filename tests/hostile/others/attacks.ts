import { createHash } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { slotLengthMs } from '#domain/model/primitives.ts'
import { type Answer, type Ask, createClient } from '../../support/http-client.ts'
import { claimOf, nextId, type Prey } from './prey.ts'

/** One act of an attacker; it is repeated, several at a time, for as long as others are looked at. */
type Act = (prey: Prey, n: number) => Promise<unknown>

const hour = slotLengthMs / 2
const times = <T>(count: number, make: (n: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, n) => make(n))
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)

const asAttacker = ({ url, credential }: Prey): Ask => createClient(url, credential)
const bulk = (prey: Prey, docs: readonly unknown[], more: object = {}): Promise<Answer> =>
  asAttacker(prey)('POST', '/slots/_bulk_docs', { docs, ...more })

/** Its own slot of every coach, in turns: each lost, or granted to nobody else. */
function claimOfEach({ coachIds, from }: Prey, count: number): readonly unknown[] {
  return times(count, n =>
    claimOf({ coachId: coachIds[n % coachIds.length] ?? '', startsAt: from, bookingId: nextId('a') })
  )
}

/** Sockets that are left as they are, until the attack is over. */
const sockets = new Set<Socket>()
export function endSockets(): void {
  for (const socket of sockets) socket.destroy()
  sockets.clear()
}
function leave({ url, credential }: Prey, head: string, body: Uint8Array | undefined): Promise<void> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname).on('error', () => undefined)
  sockets.add(socket)
  socket.pause()
  socket.write(`${head} HTTP/1.1\r\nhost: x\r\nauthorization: ${credential['authorization'] ?? ''}\r\n`)
  socket.write(body === undefined ? '\r\n' : 'content-type: application/json\r\ncontent-length: 8000000\r\n\r\n')
  return new Promise(resolve => {
    socket.write(body ?? '', () => resolve())
    socket.once('close', () => resolve())
  })
}

const emptyLists = `{"docs":[${'[],'.repeat(2_700_000)}[]]}`
/** As many values as a body may have. */
const manyValues = `{"docs":[${'[],'.repeat(199_000)}[]]}`
const halfBody = new Uint8Array(4_000_000).fill(0x20)

/** So many guesses go out side by side. */
const guesses = 5
async function guess({ url, names }: Prey, n: number, addressOf: (k: number) => string): Promise<void> {
  const ask = createClient(url)
  await Promise.all(
    times(guesses, k =>
      ask(
        'POST',
        '/_session',
        { name: names[(n * guesses + k) % names.length], password: `guess ${n}` },
        // The stage believes what a proxy says of the address.
        { 'x-forwarded-for': addressOf(k) }
      )
    )
  )
}

/** What the machine and the loop are worth: the smallest request, as often as it goes. Every attack is compared with it. */
export const reference = 'the smallest request there is'

const attacksOnWork: Readonly<Record<string, Act>> = {
  [reference]: prey => createClient(prey.url)('GET', '/_up'),
  'claims for hours that never were a slot': (prey, n) =>
    bulk(
      prey,
      times(200, k =>
        claimOf({
          coachId: prey.coachIds[k % prey.coachIds.length] ?? '',
          startsAt: prey.from + 1_000 * hour + (n * 200 + k) * 300_000,
          bookingId: nextId('a')
        })
      )
    ),
  'batches that name thirty coaches': prey => bulk(prey, claimOfEach(prey, 300)),
  'lost claims with a thousand made-up ancestors': (prey, n) => {
    const ids = times(1_000, k => hashOf(`${n} ${k}`))
    const revisions = { _rev: `1000-${ids[0]}`, _revisions: { start: 1_000, ids } }
    const claim = claimOf({ coachId: prey.coachIds.at(-1) ?? '', startsAt: prey.from, bookingId: nextId('a') })
    return bulk(prey, [{ ...claim, ...revisions }], { new_edits: false })
  },
  'its own account, changed or not': (prey, n) =>
    asAttacker(prey)('PUT', '/_account', n % 2 === 0 ? {} : { displayName: `Mallory ${n}` }),
  'requests for a session that are refused': async prey => {
    const path = `/calls-${prey.attackerId}/${prey.bookingId}`
    const { json } = await asAttacker(prey)('GET', path)
    const request = { kind: 'outcome', requestId: nextId('a'), outcome: 'completed' }
    return asAttacker(prey)('PUT', path, { ...json, request })
  },
  'eight megabytes of empty lists': prey => asAttacker(prey)('POST', '/slots/_bulk_docs', emptyLists),
  'as many values as a body may have': prey => asAttacker(prey)('POST', '/slots/_bulk_docs', manyValues),
  'one key two thousand times': prey =>
    asAttacker(prey)('POST', `/calls-${prey.attackerId}/_all_docs?include_docs=true`, {
      keys: times(2_000, () => prey.bookingId)
    }),
  'bodies that do not come to an end': prey => leave(prey, 'POST /slots/_bulk_docs', halfBody),
  'answers that nobody reads': prey => leave(prey, 'GET /slots/_all_docs?include_docs=true', undefined),
  'feeds without number': prey => leave(prey, 'GET /slots/_changes?feed=continuous&since=0', undefined),
  'local documents without number': prey =>
    asAttacker(prey)('PUT', `/slots/_local/${nextId('a')}`, { text: 'x'.repeat(10_000) }),
  'wrong passwords of long names': ({ url }) =>
    createClient(url)('GET', '/slots', undefined, {
      authorization: `Basic ${Buffer.from(`${nextId('a').repeat(200)}:x`).toString('base64')}`
    })
}

/** Of somebody who has no account. */
const attacksOnSignIn: Readonly<Record<string, Act>> = {
  'guesses at names, from one address': (prey, n) => guess(prey, n, () => '203.0.113.7'),
  'guesses at names, from many addresses': (prey, n) =>
    guess(prey, n, k => `198.${18 + (n >> 16)}.${(n >> 8) % 256}.${(n * guesses + k) % 256}`)
}

/** So many of them go out in one act: as many as may be under way are, whatever the breadth of the attack is. */
const batchesAtOnce = 8
function sendAtOnce(prey: Prey, docs: readonly unknown[], more: object = {}): Promise<unknown> {
  const body = JSON.stringify({ docs, ...more })
  return Promise.all(times(batchesAtOnce, () => asAttacker(prey)('POST', '/slots/_bulk_docs', body)))
}

/** All of what an account may send lies there at once. Each needs an account whose quotas are whole. */
const attacksAtOnce: Readonly<Record<string, Act>> = {
  'batches of a thousand claims, side by side': prey => sendAtOnce(prey, claimOfEach(prey, 1_000)),
  'batches of long histories, side by side': (prey, n) => {
    const ids = times(80, k => hashOf(`${n} ${k}`))
    const revisions = { _rev: `80-${ids[0]}`, _revisions: { start: 80, ids } }
    const docs = claimOfEach(prey, 300).map(claim => ({ ...(claim as object), ...revisions }))
    return sendAtOnce(prey, docs, { new_edits: false })
  }
}

export const attacks: Readonly<Record<string, Act>> = { ...attacksOnWork, ...attacksOnSignIn, ...attacksAtOnce }
export const namesOnWork: readonly string[] = Object.keys(attacksOnWork)
export const namesAtOnce: readonly string[] = Object.keys(attacksAtOnce)
