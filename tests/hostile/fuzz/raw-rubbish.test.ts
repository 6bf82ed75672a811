import fc from 'fast-check'
import { unboundedQuotas } from '../../support/unbounded-quotas.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSeed } from '../../chaos/counts.ts'
import { startTestServer, type TestServer } from '../../support/test-server.ts'
import { type Outcome, sendBytes } from './raw-client.ts'

const seed = readSeed()
const limitMs = 20_000

let server: TestServer
let port: number
beforeAll(async () => {
  server = await startTestServer({ quotas: unboundedQuotas })
  port = Number(new URL(server.url).port)
})
afterAll(() => server.remove())

const send = (text: string): Promise<Outcome> =>
  sendBytes(port, [text, undefined], { isHead: false, limitMs, halfClose: true })

async function expectAlive(): Promise<void> {
  expect(await send('GET /_up HTTP/1.1\r\nhost: x\r\n\r\n')).toMatchObject({ kind: 'answered', status: 200 })
}

describe('bytes that are no request', () => {
  const get = 'GET /_up HTTP/1.1\r\nhost: x\r\n'
  const post = 'POST /_session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n'

  it.each([
    ['nothing', '', undefined],
    ['half a request line', 'GET /_u', undefined],
    ['a head without an end', get, undefined],
    ['HTTP/2 by prior knowledge', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['HTTP/0.9', 'GET /_up\r\n\r\n', undefined],
    ['a TLS greeting', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
    ['no host', 'GET /_up HTTP/1.1\r\n\r\n', 400],
    // A proxy in front may have judged by the other one.
    ['two hosts', `${get}host: y\r\n\r\n`, 400],
    ['two credentials', `${get}authorization: Bearer x\r\nauthorization: Bearer y\r\n\r\n`, 400],
    ['a line that goes on', `${get}x: a\r\n b\r\n\r\n`, undefined],
    ['a bare line feed', 'GET /_up HTTP/1.1\nhost: x\n\n', 400],
    ['a zero byte', `${get}x: \0\r\n\r\n`, 400],
    ['a head of 100 kB', `${get}x: ${'y'.repeat(100_000)}\r\n\r\n`, 431],
    ['five thousand fields', `${get}${'a: b\r\n'.repeat(5_000)}\r\n`, 431],
    ['length and chunks at once', `${post}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
    ['two lengths', `${post}content-length: 4\r\ncontent-length: 5\r\n\r\n{}{}}`, 400],
    ['a chunk that lies', `${post}transfer-encoding: chunked\r\n\r\nffffffffffffffff\r\n{}\r\n`, 400],
    ['chunks in a strange coding', `${post}transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n`, undefined]
  ])('%s are refused or closed, and the server goes on', async (_name, text, status) => {
    const outcome = await send(text)
    expect(outcome.kind).not.toBe('hung')
    if (status !== undefined) expect(outcome).toMatchObject({ kind: 'answered', status })
    await expectAlive()
  })

  it('the same connection is not used for a second request that hid in the first', async () => {
    const hidden = 'GET /_account HTTP/1.1\r\nhost: x\r\n\r\n'
    const outcome = await send(`${post}content-length: ${hidden.length}\r\n\r\n${hidden}${get}\r\n`)
    expect(outcome).toMatchObject({
      kind: 'answered',
      status: 400,
      body: expect.stringContaining('invalid_json') as string
    })
  })

  it(`300 random ones do not stop it (seed ${seed})`, async () => {
    const bytes = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ maxLength: 100 }).map(text => `${text}\r\n\r\n`),
      fc.string({ maxLength: 100 }).map(text => `${get}${text}\r\n\r\n`),
      fc.string({ maxLength: 100 }).map(text => `${post}transfer-encoding: chunked\r\n\r\n${text}`)
    )
    await fc.assert(
      fc.asyncProperty(bytes, async text => {
        const outcome = await send(text)
        expect(outcome.kind).not.toBe('hung')
        if (outcome.kind === 'answered') expect(outcome.status).toBeLessThan(500)
      }),
      { seed, numRuns: 300 }
    )
    await expectAlive()
  })
})
