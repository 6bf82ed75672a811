import { afterEach, describe, expect, it } from 'vitest'
import { StorageUnavailableError } from '../../sync-server/storage/storage-unavailable.ts'
import { bearer, createClient } from '../support/http-client.ts'
import { startAcceptAllGate } from '../support/accept-all-gate.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

let test: TestServer | undefined
afterEach(() => test?.remove())

async function startFailing(fault: Error) {
  test = await startTestServer({
    startGate: async parts => ({ ...(await startAcceptAllGate(parts)), write: () => Promise.reject(fault) })
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
