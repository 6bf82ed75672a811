/** What the page loads only when it is needed, or only in some browsers. */
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { anna } from './support/people.ts'
import { password, startTestServer, type TestServer } from './support/server.ts'
import { goTo, syncState, waitUntilStored, waitUntilSynced } from './support/shell.ts'
import { signIn } from './support/sign-in.ts'

let server: TestServer

test.beforeAll(async () => {
  server = await startTestServer()
  await server.addAccount(anna)
})

test.afterAll(() => server.dispose())

/** Scripts that pages fetch, without what a service worker stores, by the first part of their names. */
function watchScripts(context: BrowserContext): ReadonlySet<string> {
  const names = new Set<string>()
  context.on('request', request => {
    const name = /\/assets\/(.+)-[^-]{8}\.js$/.exec(request.url())?.[1]
    if (name !== undefined && request.serviceWorker() === null) names.add(name)
  })
  return names
}

const newSlot = (page: Page) => page.getByRole('button', { name: 'New slot' }).first()

test('a browser without Temporal is given one, shows the same times, and opens without a network', async ({
  browser
}) => {
  const native = await browser.newContext()
  const without = await browser.newContext()
  const scripts = { native: watchScripts(native), without: watchScripts(without) }
  await without.addInitScript(() => Reflect.deleteProperty(globalThis, 'Temporal'))
  const pages = { native: await native.newPage(), without: await without.newPage() }
  for (const page of Object.values(pages)) {
    await signIn(page, { serverUrl: server.url, name: 'anna', password })
    await goTo(page, 'Calendar')
    await waitUntilSynced(page)
  }
  const ownTemporal = (page: Page) =>
    page.evaluate(() => /native code/.test(String(Reflect.get(globalThis, 'Temporal').Now.instant)))
  expect(await ownTemporal(pages.native)).toBe(true)
  expect(await ownTemporal(pages.without)).toBe(false)
  expect([...scripts.native].filter(name => name.startsWith('global'))).toEqual([])
  expect([...scripts.without].filter(name => name.startsWith('global'))).not.toEqual([])
  const title = (page: Page) => page.getByRole('heading', { level: 1 }).textContent()
  expect(await title(pages.without)).toBe(await title(pages.native))

  await waitUntilStored(pages.without)
  await server.kill()
  await pages.without.reload()
  await expect(newSlot(pages.without)).toBeVisible()
  expect(await ownTemporal(pages.without)).toBe(false)
  await server.start()
  await native.close()
  await without.close()
})

test('dialogs that were never opened open without a network once the page is stored', async ({ page }) => {
  await signIn(page, { serverUrl: server.url, name: 'anna', password })
  await goTo(page, 'Calendar')
  await waitUntilSynced(page)
  await waitUntilStored(page)
  await server.kill()
  await page.reload()
  await expect(syncState(page)).toHaveAccessibleName(/^Offline since /)
  await newSlot(page).click()
  await expect(page.getByRole('dialog', { name: 'New slot' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(newSlot(page)).toBeFocused()
  await page.getByRole('button', { name: 'Copy last week' }).click()
  await expect(page.getByRole('dialog', { name: 'Copy last week' })).toBeVisible()
  await page.keyboard.press('Escape')
  await newSlot(page).click()
  await page.getByRole('dialog', { name: 'New slot' }).getByRole('button', { name: 'Create slot' }).click()
  await page.getByText('Agenda', { exact: true }).click()
  await expect(page.getByRole('main').getByText('Saved here', { exact: true })).toBeVisible()
  await syncState(page).click()
  await expect(page.getByText('it opens and reloads without a network.')).toBeVisible()
  await server.start()
})

test('a dialog whose script cannot be fetched says so, and opens once it can', async ({ browser }) => {
  const context = await browser.newContext({ serviceWorkers: 'block' })
  const page = await context.newPage()
  const isScript = (url: URL) => /\/slot-time-dialog-[^/]*\.js$/.test(url.pathname)
  await context.route(isScript, route => route.abort())
  await signIn(page, { serverUrl: server.url, name: 'anna', password })
  await goTo(page, 'Calendar')
  await newSlot(page).click()
  const failure = page.getByRole('dialog', { name: 'This part could not be loaded' })
  await expect(failure).toBeVisible()
  await context.unroute(isScript)
  await failure.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('dialog', { name: 'New slot' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(newSlot(page)).toBeFocused()
  await context.close()
})
