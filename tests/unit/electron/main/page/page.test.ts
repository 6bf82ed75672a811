import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { argumentSchemas } from '#electron/main/ipc/argument-schemas.ts'
import { createAllowedServers } from '#electron/main/page/allowed-servers.ts'
import { createContentSecurityPolicy } from '#electron/main/page/content-security-policy.ts'
import { parseDevServer } from '#electron/main/page/dev-server.ts'
import { pageOrigin } from '#electron/main/page/page-origin.ts'
import { readBuiltPage } from '#electron/main/page/read-built-page.ts'
import { resolvePageFile } from '#electron/main/page/resolve-page-file.ts'

describe('the policy of a page', () => {
  test('is exactly this', () => {
    expect(createContentSecurityPolicy(['https://coach.example', 'http://127.0.0.1:5984'])).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self' https://coach.example http://127.0.0.1:5984; manifest-src 'self'; base-uri 'none'; " +
        "form-action 'none'; frame-ancestors 'none'; frame-src 'none'; object-src 'none'; worker-src 'none'"
    )
  })

  test('names servers by origin, each once, and cannot be extended by what stands in their place', () => {
    const servers = [
      'https://a.example/desk',
      'https://a.example',
      'https://b.example; script-src *',
      '*',
      '',
      'file:///etc',
      'data:,x'
    ]
    const policy = createContentSecurityPolicy(servers)
    expect(policy).toContain("connect-src 'self' https://a.example;")
    expect(policy).not.toContain('*')
  })

  test('allows a page under development its socket and its own inline scripts, and nothing more', () => {
    const shipped = createContentSecurityPolicy(['https://a.example']).split('; ')
    const dev = createContentSecurityPolicy(['https://a.example'], { socketOrigin: 'ws://127.0.0.1:5174' }).split('; ')
    expect(dev.filter(directive => !shipped.includes(directive))).toEqual([
      "script-src 'self' 'unsafe-inline'",
      "connect-src 'self' https://a.example ws://127.0.0.1:5174"
    ])
  })
})

describe('the server of pages under development', () => {
  test.each(['http://127.0.0.1:5174', 'http://localhost:5174/', 'http://[::1]:5174/x'])(
    'is on this computer: %s',
    address => {
      const { host } = new URL(address)
      expect(parseDevServer(address)).toEqual({ origin: `http://${host}`, socketOrigin: `ws://${host}` })
    }
  )
  test.each([
    undefined,
    '',
    'https://127.0.0.1:5174',
    'http://evil.example:5174',
    'http://127.0.0.1.evil.example',
    'file:///'
  ])('is not %j', address => {
    expect(parseDevServer(address)).toBeUndefined()
  })
})

describe('the servers of a page', () => {
  test('are the offered and the remembered ones, each once', () => {
    const servers = createAllowedServers(['https://a.example'], () => ['https://b.example', 'https://a.example'])
    expect(servers.list()).toEqual(['https://a.example', 'https://b.example'])
  })

  test('are known to it from its next load on', () => {
    const remembered: string[] = []
    const servers = createAllowedServers([], () => remembered)
    servers.notePageLoad()
    remembered.push('https://a.example')
    expect(servers.isKnownToPage('https://a.example/desk')).toBe(false)
    servers.notePageLoad()
    expect(servers.isKnownToPage('https://a.example/desk')).toBe(true)
    expect(servers.isKnownToPage('no address')).toBe(false)
  })
})

describe('the files of the pages', () => {
  let folder = ''
  let root = ''
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'coachdesk-pages-'))
    root = path.join(folder, 'renderer')
    mkdirSync(path.join(root, 'assets'), { recursive: true })
    mkdirSync(`${root}-secret`)
    writeFileSync(path.join(root, 'index.html'), '<title>page</title>')
    writeFileSync(path.join(root, 'assets/a b.js'), 'run()')
    writeFileSync(path.join(root, 'notes.txt'), 'no page is made of this')
    writeFileSync(`${root}-secret/index.html`, 'secret')
    writeFileSync(path.join(folder, 'index.html'), 'secret')
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('are read with their type', async () => {
    const read = readBuiltPage(root)
    expect(await read(`${pageOrigin}/`)).toMatchObject({ type: 'text/html; charset=utf-8' })
    const script = await read(`${pageOrigin}/assets/a%20b.js?v=1#x`)
    expect(script?.type).toBe('text/javascript; charset=utf-8')
    expect(new TextDecoder().decode(script?.body)).toBe('run()')
  })

  test.each([
    'app://coachdesk/notes.txt',
    'app://coachdesk/assets',
    'app://coachdesk/missing.js',
    'app://other/index.html',
    'app://coachdesk.example/index.html',
    'https://coachdesk/index.html',
    'app://coachdesk/../index.html/..%2f..%2findex.html',
    'app://coachdesk/..%2findex.html',
    'app://coachdesk/%2e%2e/%2e%2e%2findex.html',
    'app://coachdesk/..%5cindex.html',
    'app://coachdesk/..%2frenderer-secret/index.html',
    'app://coachdesk/index.html%00.js',
    'app://coachdesk/%E0%A4%A',
    'app://coachdesk/%252e%252e%252findex.html',
    'no address'
  ])('are none at %s', async url => {
    expect(await readBuiltPage(root)(url)).toBeUndefined()
  })

  test('lie below the root, however an address is written', () => {
    const piece = fc.constantFrom('..', '%2e%2e', '%2f', '/', '\\', '%5c', '%00', 'a', '.', '//', 'C:', '%c0%ae', '~')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), pieces => {
        const file = resolvePageFile('/srv/pages', pageOrigin, `${pageOrigin}/${pieces.join('')}`)
        if (file !== undefined) expect(path.posix.normalize(file)).toMatch(/^\/srv\/pages\//)
      }),
      { numRuns: 2_000 }
    )
  })
})

describe('the arguments of calls', () => {
  const status = { role: 'coach', syncText: '', needsPerson: 0, unsynced: 0, sessions: [] }
  test.each([
    ['app:describe', []],
    ['settings:change', [{ theme: 'dark' }]],
    ['status:publish', [undefined]],
    ['status:publish', [status]],
    ['secrets:save', ['token', 'u1@https://a.example', 'x']]
  ] as const)('%s takes %j', (channel, args) => {
    expect(argumentSchemas[channel].safeParse(args).success).toBe(true)
  })
  test.each([
    ['app:describe', ['more']],
    ['settings:change', [{ theme: 'blue' }]],
    ['settings:change', [{ servers: ['https://evil.example'] }]],
    ['settings:change', [{ reminders: { beforeMin: [-1], afterSession: true } }]],
    ['status:publish', [{ ...status, more: 1 }]],
    ['status:publish', [{ ...status, unsynced: -1 }]],
    ['secrets:save', ['password', 'u1@https://a.example', 'x']],
    ['secrets:load', ['token']],
    ['secrets:load-former', ['password', 'u1@https://a.example']],
    ['secrets:load', ['token', { toString: 'u1' }]],
    ['shell:open-external', [['https://a.example']]],
    ['page:save-pdf', ['x'.repeat(201)]]
  ] as const)('%s refuses %j', (channel, args) => {
    expect(argumentSchemas[channel].safeParse(args).success).toBe(false)
  })
})
