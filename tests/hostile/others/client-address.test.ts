/** Limits for each address are those of the client's address: nobody gets another one by saying so. */
import { afterEach, describe, expect, it } from 'vitest'
import type { Transport } from '#server/http/app-parts.ts'
import { createClient } from '../../support/http-client.ts'
import { startTestServer, type TestServer } from '../../support/test-server.ts'

let test: TestServer | undefined
afterEach(() => test?.remove())

const perAddress = 5
const start = async (transport: Transport): Promise<TestServer> =>
  (test = await startTestServer({
    settings: { transport },
    attemptLimits: { windowMs: 600_000, perAddress, perName: 1_000 }
  }))

/** How many of twenty guesses at as many names are looked at. */
async function countGuesses(url: string, headersOf: (n: number) => Readonly<Record<string, string>>): Promise<number> {
  const ask = createClient(url)
  let looked = 0
  for (let n = 0; n < 20; n += 1) {
    const { status } = await ask('POST', '/_session', { name: `name${n}`, password: 'a guess' }, headersOf(n))
    expect([401, 429]).toContain(status)
    if (status === 401) looked += 1
  }
  return looked
}

const claims: Readonly<Record<string, (n: number) => Readonly<Record<string, string>>>> = {
  'x-forwarded-for': (n: number) => ({ 'x-forwarded-for': `203.0.113.${n}` }),
  forwarded: (n: number) => ({ forwarded: `for=203.0.113.${n}` }),
  'x-real-ip': (n: number) => ({ 'x-real-ip': `203.0.113.${n}`, 'true-client-ip': `203.0.113.${n}` }),
  'x-client-ip': (n: number) => ({ 'x-client-ip': `203.0.113.${n}`, 'cf-connecting-ip': `203.0.113.${n}` })
}

describe.each(Object.entries(claims))('a client that names others in %s', (name, headersOf) => {
  it('is counted as one by a server without a proxy', async () => {
    const { url } = await start({ kind: 'plain' })
    expect(await countGuesses(url, headersOf)).toBe(perAddress)
  })

  it('is counted as one where it is not the proxy', async () => {
    const { url } = await start({ kind: 'tls-proxy', trust: '192.0.2.1' })
    expect(await countGuesses(url, headersOf)).toBe(perAddress)
  })

  it('is counted as one behind a proxy that adds the address that it sees', async () => {
    for (const trust of [1, 'loopback'] as const) {
      const server = await start({ kind: 'tls-proxy', trust })
      const through = (n: number) => {
        const own = headersOf(n)
        const said = name === 'x-forwarded-for' ? `${own['x-forwarded-for']}, ` : ''
        return { ...own, 'x-forwarded-for': `${said}198.51.100.7` }
      }
      expect(await countGuesses(server.url, through)).toBe(perAddress)
      await server.remove()
      test = undefined
    }
  })
})

it('clients behind a proxy are counted each for itself', async () => {
  const { url } = await start({ kind: 'tls-proxy', trust: 'loopback' })
  expect(await countGuesses(url, n => ({ 'x-forwarded-for': `198.51.100.${n}` }))).toBe(20)
})
