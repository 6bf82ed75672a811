import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unboundedQuotas } from '../../support/unbounded-quotas.ts'
import { signedInSchema } from '#domain/wire/sign-in.ts'
import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import { endpointNames, endpoints } from '#server/http/endpoints.ts'
import { printFigures } from '../../chaos/counts.ts'
import { startTestServer, type TestServer } from '../../support/test-server.ts'
import { digestStorage } from '../fuzz/digest.ts'
import { type Askers, prepareAskers, secret } from './ask-cell.ts'
import { type Cell, listCells } from './cells.ts'
import { accessByAsker, askers, databaseKinds, isSignedIn, samplesByEndpoint } from './policy.ts'

const attemptLimits = { windowMs: 60_000, perAddress: 10_000, perName: 10_000 }
let test: TestServer
let people: Askers
let asked = 0
beforeAll(async () => {
  test = await startTestServer({ createBookingsEngine, settings: { secret }, attemptLimits, quotas: unboundedQuotas })
  people = await prepareAskers(test)
})
afterAll(async () => {
  await test.remove()
  printFigures('access matrix', {
    endpoints: endpointNames.length,
    askers: askers.length,
    databases: databaseKinds.length,
    requests: asked
  })
})

async function askAll(cells: readonly Cell[]): Promise<readonly string[]> {
  const wrong: string[] = []
  for (const cell of cells) {
    const problem = await people.ask(cell)
    asked += 1
    if (problem !== undefined) wrong.push(problem)
  }
  return wrong
}

describe('who gets what answer', () => {
  it('the table knows every endpoint of the server, and no other', () => {
    expect(Object.keys(samplesByEndpoint).toSorted()).toEqual(endpointNames.toSorted())
    expect(Object.values(samplesByEndpoint).every(samples => samples.length > 0)).toBe(true)
  })

  it('no two endpoints answer the same request', () => {
    const requests = Object.values(endpoints).map(({ method, path }) => `${method} ${path}`)
    expect(new Set(requests).size).toBe(requests.length)
  })

  it.each(askers)('AC1 AC2 AC3 AC4 %s', async asker => {
    const cells = listCells(asker, accessByAsker)
    const [inside, outside] = [cells.filter(({ isLetIn }) => isLetIn), cells.filter(({ isLetIn }) => !isLetIn)]
    const before = await digestStorage(test.server.databases)
    expect(await askAll(outside)).toEqual([])
    expect(await digestStorage(test.server.databases)).toBe(before)
    expect(await askAll(inside)).toEqual([])
  })

  it.each(['student', 'coach', 'admin', 'expired'] as const)('VE8 %s with a device that is too old', async asker => {
    const old = await startTestServer({
      createBookingsEngine,
      settings: { secret },
      attemptLimits,
      quotas: unboundedQuotas,
      oldestDevice: '9.0.0'
    })
    try {
      const crowd = await prepareAskers(old)
      const tooOld = { status: 403, reason: 'client-too-old' }
      const isSync = ({ database, path, isLetIn }: Cell) =>
        isLetIn && isSignedIn(asker) && (database !== undefined || path.startsWith('/_db_updates'))
      const cells = listCells(asker, accessByAsker).map(cell => (isSync(cell) ? { ...cell, expected: tooOld } : cell))
      const before = await digestStorage(old.server.databases)
      const [refused, others] = [cells.filter(cell => cell.expected === tooOld), cells.filter(cell => !cell.isLetIn)]
      expect(refused.length > 0).toBe(isSignedIn(asker))
      for (const cell of [...refused, ...others]) expect(await crowd.ask(cell)).toBeUndefined()
      expect(await digestStorage(old.server.databases)).toBe(before)
    } finally {
      await old.remove()
    }
  })

  it('an answer that domain/wire does not know is found out', async () => {
    const cells = listCells('student', accessByAsker).filter(({ path }) => path === '/_account')
    const [read] = cells.filter(({ method }) => method === 'GET')
    if (read?.endpoint === undefined) throw new Error('nobody reads the account')
    expect(await people.ask(read)).toBeUndefined()
    expect(await people.ask({ ...read, endpoint: { ...read.endpoint, answer: signedInSchema } })).toContain(
      'domain/wire'
    )
  })

  it('a table with one wrong field is found out', async () => {
    const student = { ...accessByAsker.student, bookings: 'open' } as const
    const cells = listCells('student', { ...accessByAsker, student })
    const wrong = await askAll(cells.filter(({ database }) => database === 'bookings'))
    expect(wrong.length).toBeGreaterThan(10)
  })

  it('no database was made for anybody who may not read it', async () => {
    const readers = askers.filter(asker => accessByAsker[asker]['own calls'] === 'open')
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
      'users',
      ...readers.map(asker => people.nameCalls(asker))
    ]
    const made = await test.server.databases.list()
    const unknown = made.filter(name => !known.includes(name))
    expect(unknown, 'a request of somebody who may not read it opened it, and opening makes it').toEqual([])
  })
})
