import { afterEach, beforeEach, expect, it } from 'vitest'
import { defaultAttemptLimits } from '#server/accounts/attempt-limiter.ts'
import type { GateRequest } from '#server/gate/gate-contract.ts'
import type { CreateBookingsEngine } from '#server/bookings/bookings-contract.ts'
import { documentsInOneGo, mapInParts } from '#server/locks/give-way.ts'
import { createAcceptAllEngine } from '../support/accept-all-gate.ts'
import { type Ask, bearer, createClient } from '../support/http-client.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

/** Writes that the gate was asked for; each is judged when it is told to. */
interface HeldWrite {
  readonly request: GateRequest
  readonly judge: () => void
}

let test: TestServer
let mallory: Ask
let bob: Ask
let held: HeldWrite[]
const arrivals = { wanted: 0, reached: Promise.withResolvers<void>() }

function arrived(count: number): Promise<void> {
  arrivals.wanted = count
  arrivals.reached = Promise.withResolvers<void>()
  if (held.length >= count) arrivals.reached.resolve()
  return arrivals.reached.promise
}

const startHoldingGate: CreateBookingsEngine = async parts => {
  const gate = await createAcceptAllEngine(parts)
  return {
    ...gate,
    async write(request) {
      const { promise, resolve } = Promise.withResolvers<void>()
      held.push({ request, judge: resolve })
      if (held.length >= arrivals.wanted) arrivals.reached.resolve()
      await promise
      return gate.write(request)
    }
  }
}

beforeEach(async () => {
  held = []
  test = await startTestServer({ createBookingsEngine: startHoldingGate, attemptLimits: defaultAttemptLimits })
  const open = async (name: string): Promise<Ask> => {
    await test.addAccount(name, 'coach')
    const { token } = await test.signIn(name)
    return createClient(test.url, bearer(token))
  }
  mallory = await open('mallory')
  bob = await open('bob')
})
afterEach(async () => {
  for (const { judge } of held) judge()
  await test.remove()
})

const batchOf = (who: string, count: number) => ({
  docs: Array.from({ length: count }, (_, n) => ({ _id: `${who}-${n}`, text: 'x'.repeat(100) }))
})

it('one batch of an account is judged at a time; short ones, reads and other people do not wait', async () => {
  const first = mallory('POST', '/slots/_bulk_docs', batchOf('a', 1_000))
  await arrived(1)
  const second = mallory('POST', '/slots/_bulk_docs', batchOf('b', 1_000))
  const short = mallory('POST', '/slots/_bulk_docs', batchOf('c', 3))
  const others = bob('POST', '/slots/_bulk_docs', batchOf('d', 1_000))
  await arrived(3)
  // Whatever came after it has been answered: so the second batch had every time to arrive.
  expect((await mallory('GET', '/slots')).status).toBe(200)
  expect((await mallory('POST', '/slots/_bulk_get', { docs: [] })).status).toBe(200)
  const names = () => held.map(({ request: { docs } }) => docs[0]?._id)
  expect(new Set(names())).toEqual(new Set(['a-0', 'c-0', 'd-0']))
  for (const { judge } of held) judge()
  expect((await Promise.all([first, short, others])).map(({ status }) => status)).toEqual([201, 201, 201])
  await arrived(4)
  held.at(-1)?.judge()
  expect((await second).status).toBe(201)
  expect(names().at(-1)).toBe('b-0')
})

it('a long list is gone through in parts, and others come between them', async () => {
  const seen: string[] = []
  setImmediate(() => seen.push('another'))
  await mapInParts(Array.from({ length: 3 * documentsInOneGo }), (_, n) => seen.push(String(n)))
  expect(seen.indexOf('another')).toBe(documentsInOneGo)
  expect(seen).toHaveLength(3 * documentsInOneGo + 1)
})
