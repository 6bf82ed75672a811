import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { projectRoot } from '../../scripts/lib/project.ts'
import { call, collect } from './support/bridge.ts'
import { expect, test } from './support/fixture.ts'
import { closeApp, firstPage, launchApp } from './support/launch.ts'
import { readSettingsFile } from './support/main-window.ts'

test.describe('one application', () => {
  test.describe.configure({ mode: 'serial' })
  const offered = 'http://127.0.0.1:59999'
  const folder = mkdtempSync(path.join(tmpdir(), 'coachdesk-desktop-'))
  const userData = path.join(folder, 'profile')
  let app: ElectronApplication
  let page: Page

  test.beforeAll(async () => {
    app = await launchApp({ userData, env: { COACHDESK_SERVER_URL: offered } })
    page = await firstPage(app)
  })
  test.afterAll(async () => {
    await closeApp(app)
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  })

  test('the page is told where it runs', async () => {
    const { version } = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as { version: string }
    const facts = await call(page, 'app:describe')
    expect(facts).toMatchObject({
      version,
      platform: process.platform,
      settings: { theme: 'system', keepRunning: true, autoUpdate: false },
      disk: { isLow: expect.any(Boolean) },
      update: { kind: 'off' }
    })
    expect(facts.versions.electron).toMatch(/^45\./)
    expect(facts.versions.chrome).toMatch(/^\d+\./)
  })

  test('and when the computer woke up', async () => {
    const woken = await collect(page, 'power:resumed')
    await app.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'))
    await expect.poll(woken).toEqual([null])
  })

  test('a server that a start offers is known without asking, for that run', async () => {
    expect((await call(page, 'app:describe')).servers).toEqual([offered])
    const policy = await page.evaluate(() =>
      fetch('/index.html').then(({ headers }) => headers.get('content-security-policy'))
    )
    expect(policy).toContain(`connect-src 'self' ${offered};`)
    expect(readSettingsFile(userData)['servers'] ?? []).toEqual([])
  })

  test('IndexedDB is on the SQLite engine, which a full disk does not empty', async () => {
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
  expect((await call(page, 'app:describe')).servers).toEqual([server.url])
})
