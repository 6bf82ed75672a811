import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { printFigures, readSeed } from '../../chaos/counts.ts'
import { type ServerProcess, startServerProcess } from '../../chaos/server/start-server.ts'
import { makeNearRequests } from './near-requests.ts'
import { sendBytes } from './raw-client.ts'
import { type HostileRequest, requestToHead } from './request.ts'
import { prepareTarget, type Target } from './target.ts'
import { makeWildRequests } from './wild-requests.ts'

const seed = readSeed()
const mebibyte = 1_048_576
/** Requests before the first measurement: code is compiled and caches are filled. */
const warmUp = 1_000
const measured = 2_000
/** What caches that are bounded, and the few accepted writes, may still add. */
const boundMiB = 8

let server: ServerProcess
let target: Target
let growthMiB = Number.NaN
beforeAll(async () => {
  server = await startServerProcess()
  target = await prepareTarget(
    server.url,
    account => server.order('add-accounts', [account]),
    () => server.order('inspect', null)
  )
})
afterAll(async () => {
  await server.dispose()
  const figures = { requests: warmUp + measured, 'growth in MiB': growthMiB.toFixed(1), 'bound in MiB': boundMiB }
  printFigures(`memory (seed ${seed})`, figures)
})

async function send(request: HostileRequest): Promise<void> {
  const head = requestToHead(request, target.credentials[request.who])
  const isHead = request.method === 'HEAD'
  await sendBytes(target.port, [head, request.body], { isHead, limitMs: 20_000, halfClose: true })
}

async function sendAll(requests: readonly HostileRequest[]): Promise<void> {
  const left = [...requests]
  const work = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) await send(next)
  }
  await Promise.all(Array.from({ length: 8 }, work))
  await server.order('inspect', null)
}

describe('the memory of a server process', () => {
  it(`does not grow by more than ${boundMiB} MiB over ${measured} hostile requests`, async () => {
    const kinds = fc.oneof(
      { weight: 2, arbitrary: makeNearRequests(target) },
      { weight: 1, arbitrary: makeWildRequests(target) }
    )
    await sendAll(fc.sample(kinds, { seed, numRuns: warmUp }))
    const before = await server.order('memory', null)
    await sendAll(fc.sample(kinds, { seed: seed + 1, numRuns: measured }))
    const after = await server.order('memory', null)
    growthMiB = (after.heap + after.external - before.heap - before.external) / mebibyte
    expect(growthMiB).toBeLessThan(boundMiB)
  })
})
