/** What docs/self-hosting.md sets up, without Docker and systemd: the steps of the Dockerfile, and the commands of the unit. */
import { globSync, lstatSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BuiltImage, buildImage, giveAway, hostingFolder } from './build-image.ts'
import { type Child, runChild, startChild, unprivileged } from './child.ts'
import { bookOnce, setUp, studentPassword } from './first-booking.ts'
import { readComposed } from './compose-file.ts'
import { readUnit } from './unit-file.ts'

/** Packages come over a network, and the web edition is built: a busy machine takes its time. */
const buildMs = 900_000
const startMs = 300_000
const megabyte = 1_048_576

let image: BuiltImage
beforeAll(async () => {
  image = await buildImage()
}, buildMs)
afterAll(() => image.remove())

/** Once each file, however many names it has. */
function measureMb(folder: string): number {
  const seen = new Map<number, number>()
  for (const name of globSync('**', { cwd: folder })) {
    const { ino, blocks } = lstatSync(path.join(folder, name))
    seen.set(ino, blocks * 512)
  }
  return [...seen.values()].reduce((sum, bytes) => sum + bytes, 0) / megabyte
}

const running = new Set<Child>()
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  await Promise.all([...running].map(({ ended }) => ended))
})

interface Host {
  readonly command: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

async function start({ command, env }: Host): Promise<{ readonly child: Child; readonly url: string }> {
  const child = startChild(command, { cwd: image.inside('/coachdesk'), env, user: unprivileged })
  running.add(child)
  const [, url = ''] = await child.waitFor(/CoachDesk sync server: (\S+)/)
  return { child, url }
}

async function stop(child: Child): Promise<void> {
  child.kill('SIGTERM')
  expect({ code: await child.ended, said: child.output() }).toMatchObject({ code: 0 })
  running.delete(child)
}

/** From the first start to the first booking, with a restart between, and a good end. */
async function playFirstDay(host: Host): Promise<void> {
  const { child, url } = await start(host)
  const file = host.env['COACHDESK_SETUP_FILE'] ?? ''
  await child.waitFor(/There are no accounts yet/)
  const link = readFileSync(file, 'utf8').trim()
  expect(link).toMatch(/^https:\/\/desk\.example\.org\/app\/set-up#[\w-]{43}$/)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  // Whoever reads the log must not become the administrator.
  expect(child.output()).not.toContain(new URL(link).hash.slice(1))

  const page = await fetch(`${url}/app/`)
  expect(page.headers.get('content-encoding')).toMatch(/^(br|gzip)$/)
  const [script = ''] = (await page.text()).match(/\/app\/assets\/[^"]+\.js/) ?? []
  expect((await fetch(url + script)).headers.get('content-type')).toMatch(/javascript/)

  const coach = await setUp(url, link)
  expect(() => statSync(file)).toThrow(/ENOENT/)
  const account = [
    '--role',
    'student',
    '--display',
    'Sam Student',
    '--phone',
    '+41 44 668 18 01',
    '--zone',
    'Europe/Zurich'
  ]
  await runChild(['node', 'sync-server/cli/account.ts', 'add', 'sam', ...account], {
    cwd: image.inside('/coachdesk'),
    env: host.env,
    user: unprivileged,
    input: studentPassword
  })
  await bookOnce(url, coach, 'sam')
  await stop(child)

  const again = await start(host)
  expect((await fetch(`${again.url}/_up`)).status).toBe(200)
  await stop(again.child)
  expect(again.child.stdout()).not.toContain('no accounts')
  const check = await runChild(['node', 'sync-server/cli/check.ts'], {
    cwd: image.inside('/coachdesk'),
    env: host.env,
    user: unprivileged
  })
  expect(check).not.toBe('')
}

describe('the image', () => {
  it('is the server and what it needs to run, below 200 MB, with nothing of development', () => {
    const folder = image.inside('/coachdesk')
    expect(measureMb(folder)).toBeLessThan(200)
    const { devDependencies } = JSON.parse(readFileSync(path.join(hostingFolder, '../../package.json'), 'utf8')) as {
      readonly devDependencies: Readonly<Record<string, string>>
    }
    const locked = JSON.parse(readFileSync(path.join(folder, 'package-lock.json'), 'utf8')) as {
      readonly packages: Readonly<Record<string, object>>
    }
    const installed = globSync(['node_modules/*', 'node_modules/@*/*'], { cwd: folder })
    expect(installed.length).toBeGreaterThan(200)
    for (const name of ['vite', 'react', 'electron', 'typescript', 'vitest', 'rxdb', 'node']) {
      expect(Object.keys(devDependencies)).toContain(name)
      expect(installed).not.toContain(`node_modules/${name}`)
      expect(Object.keys(locked.packages)).not.toContain(`node_modules/${name}`)
    }
    const rest = globSync('*', { cwd: folder }).toSorted()
    expect(rest).toEqual([
      'README.md',
      'domain',
      'node_modules',
      'out',
      'package-lock.json',
      'package.json',
      'sync-server'
    ])
  })

  it('does not run as root, and keeps what it writes in its volume', () => {
    expect(image.user).toBe('node')
    expect(image.workFolder).toBe('/coachdesk')
    const [volume = ''] = image.volumes
    expect(statSync(image.inside(volume)).mode & 0o777).toBe(0o700)
    for (const name of ['COACHDESK_DATA', 'COACHDESK_SETUP_FILE']) expect(image.env[name]).toMatch(`${volume}/`)
  })

  it(
    'starts without rights, is set up by its link, takes the first booking, and ends in good order',
    async () => {
      const [volume = ''] = image.volumes
      const env: Record<string, string> = { PATH: image.path, ...image.env }
      for (const name of ['COACHDESK_DATA', 'COACHDESK_SETUP_FILE']) env[name] = image.inside(env[name] ?? '')
      Object.assign(env, readComposed({ COACHDESK_DOMAIN: 'desk.example.org' }).environment, { COACHDESK_PORT: '0' })
      giveAway(image.inside(volume))
      const host = { command: image.command, env }
      await playFirstDay(host)

      const { child, url } = await start(host)
      const asked = { cwd: image.inside('/coachdesk'), user: unprivileged }
      const healthEnv = { ...env, COACHDESK_PORT: new URL(url).port }
      await runChild(image.healthCommand, { ...asked, env: healthEnv })
      await stop(child)
      await expect(runChild(image.healthCommand, { ...asked, env: healthEnv })).rejects.toThrow('ended with 1')
    },
    startMs
  )
})

describe('the unit', () => {
  it(
    'starts the same without rights, with the settings of its example',
    async () => {
      const unit = readUnit()
      expect(unit.value('User')).toBe('coachdesk')
      const [program, ...args] = (unit.value('ExecStart') ?? '').split(' ')
      expect(program).toBe('/usr/bin/node')
      const stateFolder = path.join(image.scratch, unit.value('StateDirectory') ?? '')
      mkdirSync(stateFolder, { mode: 0o700 })
      giveAway(stateFolder)
      const settings = Object.entries({ ...unit.environment, ...unit.exampleSettings }).map(
        ([name, value]) => [name, value.replace(/^\/var\/lib\/coachdesk\b/, stateFolder)] as const
      )
      const env = { PATH: image.path, ...Object.fromEntries(settings), COACHDESK_PORT: '0' }
      expect(env).toMatchObject({ COACHDESK_DATA: `${stateFolder}/data`, COACHDESK_TLS_PROXY: 'loopback' })
      await playFirstDay({ command: ['node', ...args], env })
    },
    startMs
  )
})

describe('npm run package:server', () => {
  it(
    'packs the same into one file',
    async () => {
      const cwd = image.insideBuild('/build')
      const env = { PATH: image.path }
      await runChild(['node', 'scripts/package-server.ts'], { cwd, env })
      const [file = ''] = globSync('dist/coachdesk-server-*.tar.gz', { cwd })
      await runChild(['tar', '-xzf', path.join(cwd, file)], { cwd: image.scratch, env })
      const listFiles = (folder: string) => globSync('**', { cwd: folder }).toSorted()
      const unpacked = listFiles(path.join(image.scratch, path.basename(file, '.tar.gz')))
      expect(unpacked.length).toBeGreaterThan(500)
      expect(unpacked).toEqual(listFiles(image.insideBuild('/coachdesk')))
    },
    startMs
  )
})
