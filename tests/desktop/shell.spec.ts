import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../../scripts/lib/project.ts'
import { call, collect } from './support/bridge.ts'
import { expect, test } from './support/fixture.ts'
import { closeApp, firstPage } from './support/launch.ts'
import { readSettingsFile } from './support/main-window.ts'

const readFacts = (page: Parameters<typeof call>[0]) => call(page, 'app:describe')

test('the page is told where it runs, and when the computer woke up', async ({ electronApp, page }) => {
  const { version } = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as { version: string }
  const facts = await readFacts(page)
  expect(facts).toMatchObject({
    version,
    platform: process.platform,
    servers: [],
    settings: { theme: 'system', keepRunning: true, autoUpdate: false },
    disk: { isLow: expect.any(Boolean) },
    update: { kind: 'off' }
  })
  expect(facts.versions.electron).toMatch(/^45\./)
  expect(facts.versions.chrome).toMatch(/^\d+\./)

  const woken = await collect(page, 'power:resumed')
  await electronApp.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'))
  await expect.poll(woken).toEqual([null])
})

test('a server that was found is remembered, and the page may talk to it once it is loaded again', async ({
  launch,
  server,
  userData
}) => {
  const app = await launch()
  const page = await firstPage(app)
  const reach = () =>
    page.evaluate(
      url =>
        fetch(url, { mode: 'no-cors' }).then(
          () => 'reached',
          () => 'blocked'
        ),
      server.url
    )
  expect(await reach()).toBe('blocked')
  expect(await call(page, 'servers:check', server.url)).toEqual({ kind: 'ok', serverUrl: server.url, reload: true })
  expect(await reach()).toBe('blocked')
  expect(readSettingsFile(userData)['servers']).toEqual([server.url])

  await page.reload()
  await page.locator('#root > *').first().waitFor({ state: 'attached' })
  expect(await reach()).toBe('reached')
  expect(await call(page, 'servers:check', server.url)).toEqual({ kind: 'ok', serverUrl: server.url, reload: false })
  expect((await readFacts(page)).servers).toEqual([server.url])
})

test('a server that a start offers is known without asking, for that run', async ({ launch, userData }) => {
  const offered = 'http://127.0.0.1:59999'
  const app = await launch({ env: { COACHDESK_SERVER_URL: offered } })
  const page = await firstPage(app)
  expect((await readFacts(page)).servers).toEqual([offered])
  const policy = await page.evaluate(() =>
    fetch('/index.html').then(({ headers }) => headers.get('content-security-policy'))
  )
  expect(policy).toContain(`connect-src 'self' ${offered};`)
  await closeApp(app)
  expect(readSettingsFile(userData)['servers'] ?? []).toEqual([])
})

test('IndexedDB is on the SQLite engine, which a full disk does not empty', async ({ launch, userData }) => {
  const app = await launch()
  const page = await firstPage(app)
  await page.evaluate(async () => {
    const done = (target: EventTarget, event: string) =>
      new Promise<void>((resolve, reject) => {
        target.addEventListener(event, () => resolve())
        for (const failure of ['error', 'abort']) target.addEventListener(failure, () => reject(new Error(failure)))
      })
    const opening = indexedDB.open('engine', 1)
    opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('things'))
    await done(opening, 'success')
    const writing = opening.result.transaction('things', 'readwrite', { durability: 'strict' })
    writing.objectStore('things').put('kept', 'key')
    await done(writing, 'complete')
  })
  await closeApp(app)
  const stores = readdirSync(userData, { recursive: true, encoding: 'utf8' }).filter(file =>
    /IndexedDB[\\/][^\\/]+$/.test(file)
  )
  expect(stores.length).toBeGreaterThan(0)
  expect(stores.filter(file => file.endsWith('.leveldb'))).toEqual([])
})
