import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readSettings } from '#server/startup/settings.ts'
import { openFeed } from '../support/feed-reader.ts'
import { basic, bearer, createClient } from '../support/http-client.ts'
import { type RunningScript, runScript } from '../support/run-script.ts'
import { startTestServer } from '../support/test-server.ts'

describe('settings', () => {
  it('have defaults that suit one machine', () => {
    expect(readSettings({})).toMatchObject({
      ok: true,
      settings: {
        host: '127.0.0.1',
        port: 5985,
        minFreeBytes: 100 * 1_048_576,
        demo: false,
        extraOrigins: [],
        addresses: [],
        transport: { kind: 'plain' }
      }
    })
  })

  it('that are wrong are all told at once', () => {
    const result = readSettings({
      COACHDESK_PORT: '99999',
      COACHDESK_SECRET: 'short',
      COACHDESK_MIN_FREE_MB: '-1',
      COACHDESK_DEMO: 'yes',
      COACHDESK_ORIGINS: 'https://a.example, not an origin, https://b.example/path'
    })
    expect(result.ok).toBe(false)
    const problems = result.ok ? [] : result.problems
    expect(problems).toHaveLength(5)
    for (const [index, setting] of ['PORT', 'SECRET', 'MIN_FREE_MB', 'DEMO', 'ORIGINS'].entries()) {
      expect(problems[index]).toContain(`COACHDESK_${setting}`)
    }
  })

  it.each(['0.0.0.0', '::', '192.168.1.2', 'example.org', ''])('refuse to listen on %j without TLS', host => {
    expect(readSettings({ COACHDESK_HOST: host }).ok).toBe(false)
  })

  it('allow other machines behind a declared TLS proxy', () => {
    const result = readSettings({ COACHDESK_HOST: '0.0.0.0', COACHDESK_TLS_PROXY: '1' })
    expect(result).toMatchObject({ ok: true, settings: { transport: { kind: 'tls-proxy', trust: 1 } } })
  })

  it.each(['loopback', '127.0.0.1', '::1', '10.0.0.0/8, fd00::/8', 'loopback,192.0.2.7'])(
    'take proxies at %j',
    proxy => {
      const trust = proxy.split(', ').join(',')
      expect(readSettings({ COACHDESK_TLS_PROXY: proxy })).toMatchObject({ settings: { transport: { trust } } })
    }
  )

  it.each(['', '0', '2', 'true', 'proxy.example.org', '127.1', '10.0.0.0/33', 'loopback,,', '*', '1,2'])(
    'take no proxy at %j, in one line',
    proxy => {
      const result = readSettings({ COACHDESK_TLS_PROXY: proxy })
      expect(result.ok ? [] : result.problems).toEqual([expect.stringMatching(/^COACHDESK_TLS_PROXY must be 1, or /)])
    }
  )

  it('tell of a certificate without its key, and of files that cannot be read', () => {
    const result = readSettings({ COACHDESK_TLS_CERT: '/nowhere/cert.pem' })
    expect(result).toMatchObject({
      ok: false,
      problems: [expect.stringContaining('CERT'), expect.stringContaining('KEY')]
    })
  })
})

describe('settings of mail', () => {
  const all = {
    COACHDESK_URL: 'https://desk.example.org',
    COACHDESK_SMTP_URL: 'smtps://name:secret@mail.example.org',
    COACHDESK_MAIL_FROM: 'desk@example.org'
  }
  it('belong together: what is missing or wrong is named, and a password is in no line', () => {
    expect(readSettings(all)).toMatchObject({
      settings: { mail: { smtpUrl: all.COACHDESK_SMTP_URL, from: 'desk@example.org', url: all.COACHDESK_URL } }
    })
    expect(readSettings({})).toMatchObject({ ok: true, settings: { mail: undefined } })
    const result = readSettings({ COACHDESK_SMTP_URL: all.COACHDESK_SMTP_URL })
    const problems = result.ok ? [] : result.problems
    expect(problems.map(line => line.split(' ')[0])).toEqual(['COACHDESK_MAIL_FROM', 'COACHDESK_URL'])
    for (const wrong of [
      { COACHDESK_SMTP_URL: 'https://name:secret@mail.example.org' },
      { COACHDESK_MAIL_FROM: 'CoachDesk' },
      { COACHDESK_URL: 'https://desk.example.org/path' }
    ]) {
      const refused = readSettings({ ...all, ...wrong })
      expect(refused.ok ? [] : refused.problems).toEqual([expect.stringContaining(Object.keys(wrong)[0] ?? '')])
      expect(JSON.stringify(refused)).not.toContain('secret@')
    }
  })
})

// Each starts many programs, one after the other.
describe('the server process', { timeout: 180_000 }, () => {
  let folder: string
  const running: RunningScript[] = []

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'coachdesk-start-'))
  })
  afterEach(async () => {
    // A process that still runs would write in the folder while it is removed.
    for (const script of running.splice(0)) {
      script.kill('SIGKILL')
      await script.ended
    }
    await rm(folder, { recursive: true, force: true })
  })

  function start(environment: Readonly<Record<string, string>> = {}): RunningScript {
    const script = runScript('sync-server/main.ts', [], { COACHDESK_PORT: '0', COACHDESK_DATA: folder, ...environment })
    running.push(script)
    return script
  }
  function account(args: readonly string[], input = ''): RunningScript {
    return runScript('sync-server/cli/account.ts', args, { COACHDESK_DATA: folder }, input)
  }
  async function urlOf(server: RunningScript): Promise<string> {
    return (await server.waitFor(/http:\/\/\S+/))[0]
  }
  const newAccount = ['add', 'carla', '--role', 'coach', '--display', 'Carla', '--phone', '+41 44 668 18 00']

  it('starts, takes account commands while it runs and while it does not, keeps all, and stops within seconds', async () => {
    const offline = account([...newAccount, '--zone', 'Europe/Zurich'], 'correct horse battery\n')
    expect([await offline.ended, offline.stdout()]).toEqual([0, 'carla (coach) was added.\n'])

    const server = start()
    const url = await urlOf(server)
    const online = account(
      ['add', 'stan', '--role', 'student', '--display', 'Stan', '--phone', '+41446681801'],
      'another good one\n'
    )
    expect([await online.ended, online.stdout()]).toEqual([0, 'stan (student) was added.\n'])
    const carla = basic('carla', 'correct horse battery')
    expect((await createClient(url, carla)('GET', '/users/_all_docs')).json['total_rows']).toBe(1)
    const feed = await openFeed(`${url}/_db_updates?feed=continuous&heartbeat=5000`, carla)
    const stan = basic('stan', 'another good one')
    expect((await createClient(url, stan)('GET', '/slots')).status).toBe(200)
    expect(await account(['disable', 'stan']).ended).toBe(0)
    expect((await createClient(url, stan)('GET', '/slots')).json['reason']).toBe('account-disabled')

    server.kill('SIGTERM')
    expect(await server.ended).toBe(0)
    expect(await feed.next()).toHaveProperty('last_seq')

    const list = account(['list'])
    await list.ended
    expect(list.stdout()).toMatch(/carla +coach +active.*\nstan +student +disabled/)
    const again = start()
    expect((await createClient(await urlOf(again), carla)('GET', '/slots')).status).toBe(200)
  })

  it('JO1 prints a set-up link as long as there is no account, or writes it where this user alone can read it', async () => {
    const printed = start()
    const [, link = ''] = await printed.waitFor(/which works once:\n {2}(http:\/\/\S+)/)
    const { origin, hash } = new URL(link)
    const look = (token: string) => createClient(origin)('POST', '/_links/look', { token })
    expect((await look(hash.slice(1))).status).toBe(200)
    expect(printed.stderr()).not.toContain(hash.slice(1))
    printed.kill('SIGTERM')
    await printed.ended

    const file = path.join(folder, 'set-up-link')
    const written = start({ COACHDESK_SETUP_FILE: file })
    await written.waitFor(/at the address in /)
    expect(written.stdout()).not.toContain('#')
    expect(await readFile(file, 'utf8')).toMatch(/^http:\/\/\S+\/app\/set-up#[\w-]{43}\n$/)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const second = new URL((await readFile(file, 'utf8')).trim())
    const typed = {
      name: 'carla',
      displayName: 'Carla',
      phone: '+41446681800',
      zone: 'UTC',
      password: 'a good password'
    }
    const request = {
      token: second.hash.slice(1),
      organisation: 'Wide Water',
      role: 'coach',
      isAdmin: true,
      account: typed
    }
    expect((await createClient(second.origin)('POST', '/_links/set-up', request)).status).toBe(200)
    await expect(stat(file)).rejects.toThrow('ENOENT')
    written.kill('SIGTERM')
    await written.ended

    const third = start()
    await urlOf(third)
    third.kill('SIGTERM')
    await third.ended
    expect(third.stdout()).not.toContain('set-up')
  })

  it('account says what is wrong with its words and ends with 1', async () => {
    const script = account(['add', 'carla'])
    expect([await script.ended, script.stderr()]).toEqual([1, expect.stringContaining('add needs --role')])
  })

  it('keeps its secret to itself', async () => {
    await urlOf(start())
    for (const file of ['secret', 'admin-channel.json', 'version']) {
      expect((await stat(path.join(folder, file))).mode & 0o077).toBe(0)
    }
  })

  it('does not take account commands without the key', async () => {
    await urlOf(start())
    const { port } = JSON.parse(await readFile(path.join(folder, 'admin-channel.json'), 'utf8')) as { port: number }
    const ask = createClient(`http://127.0.0.1:${port}`)
    expect((await ask('POST', '/', { kind: 'list' }, bearer('guess'))).status).toBe(400)
    expect((await ask('POST', '/', '{"sealed":')).status).toBe(400)
    expect((await ask('GET', '/')).status).toBe(405)
    expect((await ask('POST', '/', { sealed: 'x'.repeat(80) })).status).toBe(401)
  })

  it('account gives neither key nor password to a stranger on the port that a crash has left', async () => {
    const heard: string[] = []
    const stranger = createHttpServer((req, res) => {
      req.on('data', (chunk: Buffer) => void heard.push(chunk.toString()))
      req.on('end', () => res.end(JSON.stringify({ ok: true, lines: ['done'], sealed: 'x'.repeat(80) })))
      heard.push(JSON.stringify(req.headers))
    })
    await new Promise<void>(resolve => {
      stranger.listen(0, '127.0.0.1', resolve)
    })
    await account(
      ['add', 'carla', '--role', 'coach', '--display', 'Carla', '--phone', '+41446681800'],
      'a long password'
    ).ended
    const key = Buffer.alloc(32, 7).toString('base64url')
    const { port } = stranger.address() as AddressInfo
    await writeFile(path.join(folder, 'admin-channel.json'), JSON.stringify({ port, key }))

    const command = account(['password', 'carla'], 'another long password')

    expect([await command.ended, command.stdout()]).toEqual([0, expect.stringContaining('has a new password')])
    expect(heard).not.toEqual([])
    for (const secret of [key, 'another long password', 'carla']) expect(heard.join()).not.toContain(secret)
    stranger.close()
  })

  it.for(['without a server', 'beside a server'])('eight account commands at once all succeed, %s', async where => {
    if (where === 'beside a server') await urlOf(start())
    const commands = Array.from({ length: 8 }, (_, n) =>
      account(
        ['add', `coach-${n}`, '--role', 'coach', '--display', `Coach ${n}`, '--phone', '+41446681800'],
        'a long password'
      )
    )
    const outcomes = await Promise.all(commands.map(async command => [await command.ended, command.stderr()]))
    expect(outcomes).toEqual(commands.map(() => [0, '']))
    const list = account(['list'])
    await list.ended
    expect(list.stdout().match(/^coach-\d/gm)).toHaveLength(8)
  })

  it('says that the port is taken', async () => {
    const other = createTcpServer()
    await new Promise<void>(resolve => {
      other.listen(0, '127.0.0.1', resolve)
    })
    const { port } = other.address() as AddressInfo
    const server = start({ COACHDESK_PORT: String(port) })
    expect(await server.ended).toBe(1)
    expect(server.stderr()).toContain(`Port ${port} on 127.0.0.1 is taken`)
    other.close()
  })

  it('says that another process holds the data folder', async () => {
    await urlOf(start())
    const second = start()
    expect(await second.ended).toBe(1)
    expect(second.stderr()).toMatch(/^Another process .* holds the data folder/)
  })

  it('says that the data folder cannot be written to', async () => {
    await writeFile(path.join(folder, 'file'), '')
    const server = start({ COACHDESK_DATA: path.join(folder, 'file', 'data') })
    expect(await server.ended).toBe(1)
    expect(server.stderr()).toContain('cannot be written to')
  })

  it('says in older data that an older server cannot read them any more', async () => {
    await writeFile(path.join(folder, 'version'), '1\n')
    await urlOf(start())
    expect(await readFile(path.join(folder, 'version'), 'utf8')).toBe('3\n')
  })

  it('says that the data is of a newer version, and touches nothing', async () => {
    await writeFile(path.join(folder, 'version'), '99\n')
    const server = start()
    expect(await server.ended).toBe(1)
    expect(server.stderr()).toContain('newer version')
    expect(await readFile(path.join(folder, 'version'), 'utf8')).toBe('99\n')
  })

  it('lists every bad setting', async () => {
    const server = start({ COACHDESK_PORT: 'x', COACHDESK_DEMO: 'x', COACHDESK_HOST: '' })
    expect(await server.ended).toBe(1)
    expect(
      server
        .stderr()
        .split('\n')
        .filter(line => line.startsWith('  COACHDESK_'))
    ).toHaveLength(3)
  })
})

describe('several servers in one process', () => {
  it('know nothing of each other', async () => {
    const [a, b] = await Promise.all([startTestServer(), startTestServer()])
    await a.addAccount('carla', 'coach')
    const askA = createClient(a.url, bearer((await a.signIn('carla')).token))
    await askA('PUT', '/slots/one', { n: 1 })
    await b.addAccount('carla', 'coach')
    const tokenB = (await b.signIn('carla')).token

    expect((await createClient(b.url, bearer(tokenB))('GET', '/slots/one')).status).toBe(404)
    expect((await createClient(a.url, bearer(tokenB))('GET', '/slots')).status).toBe(401)

    await a.remove()
    expect((await createClient(b.url, bearer(tokenB))('GET', '/slots')).status).toBe(200)
    await b.remove()
  })
})

describe('the web edition', () => {
  it('serves the page for every place in it, hashed files for ever, and a missing file as missing', async () => {
    const test = await startTestServer()
    const web = path.join(test.dataFolder, 'web')
    await mkdir(path.join(web, 'assets'), { recursive: true })
    await writeFile(path.join(web, 'index.html'), '<!doctype html><title>CoachDesk</title>')
    await writeFile(path.join(web, 'service-worker.js'), '// worker')
    await writeFile(path.join(web, 'assets', 'index-abc123.js'), '// hashed')
    const ask = createClient(test.url)

    for (const place of ['/app/', '/app/calendar', '/app/sessions/42']) {
      const page = await ask('GET', place)
      expect([place, page.status, page.headers.get('cache-control')]).toEqual([place, 200, 'no-cache'])
      expect(page.text).toContain('<title>CoachDesk</title>')
    }
    expect((await ask('GET', '/app/service-worker.js')).headers.get('cache-control')).toBe('no-cache')
    expect((await ask('GET', '/app/assets/index-abc123.js')).headers.get('cache-control')).toContain('immutable')
    expect((await ask('GET', '/app/assets/gone.js')).status).toBe(404)
    expect((await ask('GET', '/app/..%2f..%2fsecret')).status).not.toBe(200)
    await test.remove()
  })
})
