import { afterEach, describe, expect, it } from 'vitest'
import { errorToLog } from '#server/logging/create-logger.ts'
import { StorageUnavailableError } from '#server/storage/storage-unavailable.ts'
import { bearer, createClient } from '../support/http-client.ts'
import { createAcceptAllEngine } from '../support/accept-all-gate.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

let test: TestServer | undefined
afterEach(() => test?.remove())

async function startFailing(fault: Error) {
  test = await startTestServer({
    createBookingsEngine: async parts => ({
      ...(await createAcceptAllEngine(parts)),
      write: () => Promise.reject(fault)
    })
  })
  await test.addAccount('carla', 'coach')
  return createClient(test.url, bearer((await test.signIn('carla')).token))
}

describe('a write that fails', () => {
  it.each([
    [
      'a full disk',
      new StorageUnavailableError({ cause: new Error('IO error: /srv/data/000123.log: No space left') }),
      503,
      'storage_unavailable'
    ],
    ['a fault of ours', new TypeError('cannot read "+41446681800" of undefined'), 500, 'internal_error']
  ])('by %s is answered without its details, logged, and the server goes on', async (_name, error, status, word) => {
    const ask = await startFailing(error)

    const answers = [
      await ask('PUT', '/slots/a', { n: 1 }),
      await ask('POST', '/slots/_bulk_docs', { docs: [{ _id: 'a' }] }),
      await ask('DELETE', '/slots/a?rev=1-a')
    ]

    for (const answer of answers) {
      expect(answer.status).toBe(status)
      expect(answer.json).toEqual({ error: word, reason: expect.any(String) })
      expect(answer.text).not.toMatch(/srv|\+41/)
    }
    expect(test?.log.filter(line => line.includes('a write failed'))).toHaveLength(3)
    expect(test?.log.join('')).not.toContain('+41')
    expect(test?.log.join('')).toContain(error.name)
    expect((await ask('GET', '/_up')).status).toBe(200)
  })
})

describe('a read that fails', () => {
  const words = 'IO error: /srv/data/calls-u7654321/000123.log: calls-u7654321 lists a change of secret-id'

  it.each([
    ['the store', 'GET', '/slots/_changes', 'scanBySeq'],
    ['the store', 'POST', '/slots/_all_docs', 'allDocs'],
    ['the stock parts', 'GET', '/slots/_all_docs?limit=1', 'allDocs'],
    ['PouchDB', 'GET', '/slots/a', 'get']
  ] as const)(
    'in %s by %s %s is answered without its words, and logged without a person',
    async (_in, method, path, broken) => {
      test = await startTestServer()
      await test.addAccount('carla', 'coach')
      const ask = createClient(test.url, bearer((await test.signIn('carla')).token))
      await ask('PUT', '/slots/a', { n: 1 })
      const { databases } = test.server
      await databases.usePouch('slots', async pouch => {
        const fail = (...args: readonly unknown[]): unknown => {
          const error = Object.assign(new Error(words), { name: 'ReadError', syscall: 'read' })
          const done = args.at(-1) as ((error: Error) => void) | undefined
          return typeof done === 'function' ? done(error) : Promise.reject(error)
        }
        Object.assign(broken === 'scanBySeq' ? databases.engine : pouch, { [broken]: fail })
      })

      const answer = await ask(method, path, method === 'POST' ? {} : undefined)

      expect([answer.status, answer.json]).toEqual([500, { error: 'internal_error', reason: 'internal error' }])
      const told = test.log.filter(line => line.includes('ReadError'))
      expect(told.length).toBeGreaterThan(0)
      expect(told.join('')).toContain('/srv/data/calls-*')
      expect(told.join('')).not.toContain('u7654321')
    }
  )
})

describe('a log line about storage', () => {
  it('names no person whose database it is about', () => {
    const cause = new Error('IO error: /srv/data/databases/calls-u7654321/000123.log: No space left on device')
    const described = JSON.stringify(errorToLog(new StorageUnavailableError({ cause })))
    expect(described).toContain('/srv/data/databases/calls-*/000123.log: No space left on device')
    expect(described).not.toContain('u7654321')
  })
})
