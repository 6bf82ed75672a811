import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWebEdition } from '#server/http/web-edition.ts'
import { compressFiles } from '../../../../scripts/lib/compress-files.ts'

const script = `export const words = ${JSON.stringify('coach '.repeat(400))}\n`
const page = `<!doctype html><title>CoachDesk</title>${'<p>slot</p>'.repeat(200)}`
const picture = Uint8Array.of(0x89, 0x50, 0x4e, 0x47)

let folder: string
let server: Server

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'coachdesk-web-edition-'))
  mkdirSync(path.join(folder, 'assets'))
  writeFileSync(path.join(folder, 'assets/index-abc.js'), script)
  writeFileSync(path.join(folder, 'assets/tiny-abc.js'), 'export {}')
  writeFileSync(path.join(folder, 'index.html'), page)
  writeFileSync(path.join(folder, 'sw.js'), script)
  writeFileSync(path.join(folder, 'icon.png'), picture)
  compressFiles(folder)
  server = express().use('/app', createWebEdition(folder)).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

interface Answer {
  readonly status: number | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** Unlike `fetch`, leaves the body as it came. */
async function ask(name: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Answer> {
  const { port } = server.address() as AddressInfo
  const asking = request({ port, method, path: `/app/${name}`, headers }).end()
  const [answer] = (await once(asking, 'response')) as [Parameters<typeof buffer>[0]]
  const { statusCode, headers: answered } = answer as unknown as { statusCode: number; headers: IncomingHttpHeaders }
  return { status: statusCode, headers: answered, body: await buffer(answer) }
}

/** As Chromium and Firefox send it. */
const browser = { 'accept-encoding': 'gzip, deflate, br, zstd' }

describe('a text file of the web edition', () => {
  it.each([
    ['br', browser['accept-encoding'], brotliDecompressSync],
    ['gzip', 'gzip, deflate', gunzipSync],
    ['gzip', 'br;q=0, gzip', gunzipSync],
    [undefined, 'identity', (body: Uint8Array) => Buffer.from(body)],
    [undefined, '', (body: Uint8Array) => Buffer.from(body)]
  ] as const)('comes as %s where the browser takes "%s"', async (encoding, accepted, decode) => {
    const { status, headers, body } = await ask('assets/index-abc.js', { 'accept-encoding': accepted })
    expect([status, headers['content-encoding'], headers.vary]).toEqual([200, encoding, 'Accept-Encoding'])
    expect(headers['content-type']).toMatch(/^(?:application|text)\/javascript/)
    expect(Number(headers['content-length'])).toBe(body.length)
    expect(decode(new Uint8Array(body)).toString()).toBe(script)
  })

  it.each([
    ['assets/index-abc.js', 'public, max-age=31536000, immutable'],
    ['index.html', 'no-cache'],
    ['', 'no-cache'],
    ['calendar', 'no-cache'],
    ['sw.js', 'no-cache']
  ])('%s is kept as "%s", compressed or not', async (name, expected) => {
    for (const headers of [browser, {}]) {
      const answer = await ask(name, headers)
      expect([answer.status, answer.headers['cache-control'], answer.headers.vary]).toEqual([
        200,
        expected,
        'Accept-Encoding'
      ])
    }
  })

  it('any place inside the application is the page, as HTML', async () => {
    const { headers, body } = await ask('sessions/1?x=%2F', browser)
    expect([headers['content-type'], headers['content-encoding']]).toEqual(['text/html; charset=utf-8', 'br'])
    expect(brotliDecompressSync(new Uint8Array(body)).toString()).toBe(page)
  })

  it('comes as it is where compressing it is not worth it, and pictures always do', async () => {
    for (const name of ['assets/tiny-abc.js', 'icon.png']) {
      const { status, headers } = await ask(name, browser)
      expect([name, status, headers['content-encoding']]).toEqual([name, 200, undefined])
    }
  })

  it('is not sent again while it is the same', async () => {
    for (const headers of [browser, {}]) {
      const first = await ask('assets/index-abc.js', headers)
      const again = await ask('assets/index-abc.js', { ...headers, 'if-none-match': String(first.headers.etag) })
      expect([again.status, again.headers.vary, again.body.length]).toEqual([304, 'Accept-Encoding', 0])
    }
    const [whole, small] = [await ask('assets/index-abc.js'), await ask('assets/index-abc.js', browser)]
    expect(whole.headers.etag).not.toBe(small.headers.etag)
  })

  it('answers a part of what it would have sent', async () => {
    const whole = await ask('assets/index-abc.js', browser)
    const part = await ask('assets/index-abc.js', { ...browser, range: 'bytes=2-5' })
    expect([part.status, part.headers['content-encoding']]).toEqual([206, 'br'])
    expect(part.body).toEqual(whole.body.subarray(2, 6))
  })

  it.each(['', 'assets/index-abc.js'])('/%s says in plain text that a condition cannot be met', async name => {
    for (const headers of [browser, {}]) {
      const changed = await ask(name, { ...headers, 'if-match': '"x"' })
      const beyond = await ask(name, { ...headers, range: 'bytes=99999999-' })
      expect([changed.status, beyond.status]).toEqual([412, 416])
      expect(beyond.headers['content-range']).toMatch(/^bytes \*\/\d+$/)
      for (const answer of [changed, beyond]) {
        expect([answer.headers['content-encoding'], answer.headers['cache-control']]).toEqual([undefined, 'no-cache'])
        expect(answer.body.toString()).toBe('The file cannot be given in that way.\n')
      }
    }
  })

  it.each(['', 'day/2026-11-30', 'index.html'])('nobody writes to %j', async name => {
    for (const method of ['PUT', 'POST', 'DELETE']) expect((await ask(name, browser, method)).status).toBe(404)
  })

  it.each(['assets/index-abc.js.br', 'sw.js.gz', 'assets/gone-abc.js', '..%2fsecret.js'])(
    'there is no %s',
    async name => {
      for (const headers of [browser, {}]) expect((await ask(name, headers)).status).toBe(404)
    }
  )
})
