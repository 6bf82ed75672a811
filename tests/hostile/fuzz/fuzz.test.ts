import { mkdirSync, writeFileSync } from 'node:fs'
import { unboundedQuotas } from '../../support/unbounded-quotas.ts'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import { printFigures, readCount, readSeed } from '../../chaos/counts.ts'
import { findCopyViolations, findViolations } from '../../support/gate-invariants.ts'
import { startTestServer, type TestServer } from '../../support/test-server.ts'
import { digestStorage } from './digest.ts'
import { makeNearRequests } from './near-requests.ts'
import { makeWildRequests } from './wild-requests.ts'
import { sendBytes } from './raw-client.ts'
import { type HostileRequest, ownAddress, requestToHead, requestToText } from './request.ts'
import { prepareTarget, signInAgain, type Target } from './target.ts'
import { findFault, isRefusal, type Sent } from './judge-answer.ts'

const count = readCount('COACHDESK_HOSTILE_REQUESTS', 4_000)
const seed = readSeed()
const perBatch = 8
/** Nothing that is not a feed takes this long, even on a busy machine. */
const limitMs = 20_000

let server: TestServer
let target: Target
const total = { requests: 0, 'batches without effect': 0, 'proofs of who the server is': 0, 'signed in again': 0 }
const answersByStatus = new Map<string, number>()

beforeAll(async () => {
  server = await startTestServer({
    createBookingsEngine,
    quotas: unboundedQuotas,
    settings: { addresses: [ownAddress] }
  })
  const web = path.join(server.dataFolder, 'web')
  mkdirSync(web, { recursive: true })
  writeFileSync(path.join(web, 'index.html'), '<!doctype html><title>CoachDesk</title>')
  const { service, bookings: gate } = server.server
  target = await prepareTarget(
    server.url,
    account => service.add(account),
    () => gate.idle()
  )
})
afterAll(async () => {
  await server.remove()
  const byStatus = [...answersByStatus].toSorted(([a], [b]) => (a < b ? -1 : 1))
  printFigures(`hostile requests (seed ${seed})`, { ...total, ...Object.fromEntries(byStatus) })
})

async function send(request: HostileRequest): Promise<Sent> {
  const head = requestToHead(request, target.credentials[request.who])
  // A body that is shorter than told must come to an end.
  const halfClose = request.lengthError > 0 || request.headers.some(([name]) => name === 'transfer-encoding')
  const outcome = await sendBytes(target.port, [head, request.body], {
    isHead: request.method === 'HEAD',
    limitMs,
    halfClose
  })
  const status = outcome.kind === 'answered' ? String(outcome.status) : outcome.kind
  answersByStatus.set(status, (answersByStatus.get(status) ?? 0) + 1)
  total.requests += 1
  if (outcome.kind === 'answered' && outcome.body.includes('"signature"')) total['proofs of who the server is'] += 1
  return { request, outcome }
}

/** Who has signed out signs in again: what somebody asks is not to be refused for that alone from then on. */
async function endureSignOuts(sent: readonly Sent[]): Promise<void> {
  for (const { request, outcome } of sent) {
    const hasWorked = outcome.kind === 'answered' && outcome.status < 300
    if (request.method !== 'DELETE' || !hasWorked || !isPerson(request.who)) continue
    target = await signInAgain(target, request.who)
    total['signed in again'] += 1
  }
}

function isPerson(who: HostileRequest['who']): who is keyof Target['people'] {
  return Object.hasOwn(target.people, who)
}

describe(`${count} hostile requests`, () => {
  it('get an answer each, no error of the server, and change nothing where they are refused', async () => {
    const { databases, bookings: gate } = server.server
    const requests = fc.oneof(
      { weight: 2, arbitrary: makeNearRequests(target) },
      { weight: 1, arbitrary: makeWildRequests(target) }
    )
    let before = await digestStorage(databases)
    const outcome = await fc.check(
      fc.asyncProperty(fc.array(requests, { minLength: perBatch, maxLength: perBatch }), async batch => {
        const sent = await Promise.all(batch.map(send))
        await endureSignOuts(sent)
        await gate.idle()
        const after = await digestStorage(databases)
        const isWithoutEffect = sent.every(isRefusal)
        if (isWithoutEffect) total['batches without effect'] += 1
        const faults = [
          ...sent.flatMap(one => findFault(one).map(fault => `${fault}: ${requestToText(one.request)}`)),
          ...(isWithoutEffect && after !== before ? ['storage changed:', ...batch.map(requestToText)] : [])
        ]
        before = after
        if (faults.length > 0) throw new Error(faults.join('\n'))
      }),
      { seed, numRuns: Math.ceil(count / perBatch), endOnFailure: true }
    )
    const { failed, errorInstance } = outcome
    const told = errorInstance instanceof Error ? errorInstance.message : String(errorInstance)
    expect(failed ? `COACHDESK_CHAOS_SEED=${seed}: ${told}` : 'all answered').toBe('all answered')
    expect(total['batches without effect']).toBeGreaterThan(count / perBatch / 10)
  })

  it('leave storage sound, objects unpolluted and the server at work', async () => {
    const { databases } = server.server
    expect(await findViolations(databases)).toEqual([])
    expect(await findCopyViolations(databases)).toEqual([])
    const known = [
      'accounts',
      'audit',
      'bookings',
      'calendar-feeds',
      'invitations',
      'openings',
      'organisation',
      'resets',
      'sign-ins',
      'slots',
      'users'
    ]
    const own = Object.values(target.people).map(({ userId }) => `calls-${userId}`)
    expect((await databases.list()).filter(name => !known.includes(name) && !own.includes(name))).toEqual([])
    expect(Object.keys(Object.prototype)).toEqual([])
    expect('polluted' in {} || 'role' in {}).toBe(false)
    const { status } = await target.people.student.ask('GET', '/slots/_all_docs')
    expect(status).toBe(200)
  })
})
