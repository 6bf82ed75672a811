import { createHash } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { slotLengthMs } from '#domain/model/primitives.ts'
import { createClient } from '../../support/http-client.ts'
import { claimOf, nextId, type Stage } from './stage.ts'

/** One act of an attacker; it is repeated, several at a time, for as long as others are looked at. */
type Act = (stage: Stage, n: number) => Promise<unknown>

const hour = slotLengthMs / 2
const idsOf = (stage: Stage): readonly string[] => stage.coaches.map(({ userId }) => userId)
const bulk = ({ attacker }: Stage, docs: readonly unknown[], more: object = {}) =>
  attacker.ask('POST', '/slots/_bulk_docs', { docs, ...more })
const times = <T>(count: number, make: (n: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, n) => make(n))
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)

/** Its own slot of every coach, in turns: each lost, or granted to nobody else. */
function claimOfEach(stage: Stage, count: number): readonly unknown[] {
  return times(count, n =>
    claimOf({ coachId: idsOf(stage)[n % stage.coaches.length] ?? '', startsAt: stage.from, bookingId: nextId() })
  )
}

/** Sockets that are left as they are, until the attack is over. */
const sockets = new Set<Socket>()
export function endSockets(): void {
  for (const socket of sockets) socket.destroy()
  sockets.clear()
}
function leave({ server, attacker }: Stage, head: string, body: Uint8Array | undefined): Promise<void> {
  const { hostname, port } = new URL(server.url)
  const socket = connect(Number(port), hostname).on('error', () => undefined)
  sockets.add(socket)
  socket.pause()
  const credential = attacker.credential['authorization'] ?? ''
  socket.write(`${head} HTTP/1.1\r\nhost: x\r\nauthorization: ${credential}\r\n`)
  socket.write(body === undefined ? '\r\n' : 'content-type: application/json\r\ncontent-length: 8000000\r\n\r\n')
  return new Promise(resolve => {
    socket.write(body ?? '', () => resolve())
    socket.once('close', () => resolve())
  })
}

const emptyLists = `{"docs":[${'[],'.repeat(2_700_000)}[]]}`
const halfBody = new Uint8Array(4_000_000).fill(0x20)

export const attacks: Readonly<Record<string, Act>> = {
  'claims for hours that never were a slot': (stage, n) =>
    bulk(
      stage,
      times(200, k =>
        claimOf({
          coachId: idsOf(stage)[k % stage.coaches.length] ?? '',
          startsAt: stage.from + 1_000 * hour + (n * 200 + k) * 300_000,
          bookingId: nextId()
        })
      )
    ),
  'batches that name thirty coaches': stage => bulk(stage, claimOfEach(stage, 300)),
  'lost claims with a thousand made-up ancestors': (stage, n) => {
    const ids = times(1_000, k => hashOf(`${n} ${k}`))
    const revisions = { _rev: `1000-${ids[0]}`, _revisions: { start: 1_000, ids } }
    const last = idsOf(stage).at(-1) ?? ''
    const claim = claimOf({ coachId: last, startsAt: stage.from, bookingId: nextId() })
    return bulk(stage, [{ ...claim, ...revisions }], { new_edits: false })
  },
  'its own account, changed or not': ({ attacker }, n) =>
    attacker.ask('PUT', '/_account', n % 2 === 0 ? {} : { displayName: `Mallory ${n}` }),
  'requests for a session that are refused': async ({ attacker, bookingId }) => {
    const path = `/calls-${attacker.userId}/${bookingId}`
    const { json } = await attacker.ask('GET', path)
    const request = { kind: 'outcome', requestId: nextId(), outcome: 'completed' }
    return attacker.ask('PUT', path, { ...json, request })
  },
  'eight megabytes of empty lists': ({ attacker }) => attacker.ask('POST', '/slots/_bulk_docs', emptyLists),
  'one key two thousand times': ({ attacker, bookingId }) =>
    attacker.ask('POST', `/calls-${attacker.userId}/_all_docs?include_docs=true`, {
      keys: times(2_000, () => bookingId)
    }),
  'bodies that do not come to an end': stage => leave(stage, 'POST /slots/_bulk_docs', halfBody),
  'answers that nobody reads': stage => leave(stage, 'GET /slots/_all_docs?include_docs=true', undefined),
  'feeds without number': stage => leave(stage, 'GET /slots/_changes?feed=continuous&since=0', undefined),
  'local documents without number': ({ attacker }) =>
    attacker.ask('PUT', `/slots/_local/${nextId()}`, { text: 'x'.repeat(10_000) }),
  'wrong passwords of long names': ({ server }) =>
    createClient(server.url)('GET', '/slots', undefined, {
      authorization: `Basic ${Buffer.from(`${nextId().repeat(200)}:x`).toString('base64')}`
    })
}
