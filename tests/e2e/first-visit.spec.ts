import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { findAccessibilityFaults, findOverflows } from './support/page-checks.ts'
import { anna, sam } from './support/people.ts'
import { startPortal } from './support/portal.ts'
import { actAsPrivateWindow } from './support/private-window.ts'
import { password, startTestServer, type TestServer } from './support/server.ts'
import { goTo, syncState, waitUntilStored, waitUntilSynced } from './support/shell.ts'
import { signIn, submitSignIn } from './support/sign-in.ts'

let server: TestServer

test.beforeAll(async () => {
  server = await startTestServer()
  for (const person of [anna, sam]) await server.addAccount(person)
})

test.afterAll(() => server.dispose())

test.describe('signing in', () => {
  test.beforeEach(({ page }) => actAsPrivateWindow(page))

  test('a wrong password is said beside the field, which takes the focus', async ({ page }) => {
    await page.goto(`${server.url}/app/`)
    await submitSignIn(page, { name: 'anna', password: 'wrong horse' })
    const field = page.getByLabel('Password', { exact: true })
    await expect(field).toHaveAccessibleDescription('Name and password do not match. Check both and try again.')
    await expect(field).toBeFocused()
    await field.fill(password)
    await field.press('Enter')
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  })

  test('missing and impossible values are said before anything is sent', async ({ page }) => {
    await page.goto(`${server.url}/app/`)
    const requests: string[] = []
    page.on('request', request => requests.push(request.url()))
    await submitSignIn(page, { serverUrl: 'not an address', name: '', password: '' })
    await expect(page.getByText('This is not a web address. It looks like https://desk.example.org.')).toBeVisible()
    await expect(page.getByText('Enter the name or e-mail address you sign in with.')).toBeVisible()
    await expect(page.getByText('Enter your password.')).toBeVisible()
    await expect(page.getByLabel('Server address')).toBeFocused()
    expect(requests.filter(url => url.includes('_session'))).toEqual([])
  })

  test('something else that answers in the place of the server is named as such', async ({ page }) => {
    const portal = await startPortal(server.url)
    await page.goto(`${portal.url}/app/`)
    await submitSignIn(page, { name: 'anna', password })
    await expect(page.getByLabel('Server address')).toHaveAccessibleDescription(
      'No CoachDesk server answers at this address. Check it for typing errors.'
    )
    await portal.dispose()
  })

  test('too many attempts for one name are slowed down in words', async ({ page }) => {
    const guess = () =>
      fetch(`${server.url}/_session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'nobody', password: 'a guess' })
      })
    const statuses: number[] = []
    while (statuses.at(-1) !== 429 && statuses.length < 50) statuses.push((await guess()).status)
    expect(statuses.at(-1)).toBe(429)
    await page.goto(`${server.url}/app/`)
    await submitSignIn(page, { name: 'nobody', password: 'a guess' })
    await expect(page.getByRole('alert')).toHaveText('Too many attempts. Wait a few minutes, then try again.')
  })

  test('an unreachable server is named as such, and the form works once it is back', async ({ page }) => {
    await page.goto(`${server.url}/app/`)
    await server.kill()
    await submitSignIn(page, { name: 'anna', password })
    await expect(page.getByLabel('Server address')).toHaveAccessibleDescription(
      'The server cannot be reached. Check the address and your connection, then try again.'
    )
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('anna')
    await server.start()
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  })
})

test.describe('a demo', () => {
  let demo: TestServer
  test.beforeAll(async () => {
    demo = await startTestServer({ demo: true })
  })
  test.afterAll(() => demo.dispose())

  for (const [person, sentence, look] of [
    ['Mara Lindqvist', /^Open times in your calendar/, 'light'],
    ['Jonas Weidner', /^Choose a free time of a coach/, 'dark']
  ] as const) {
    test(`lets ${person} in by one click, and says once what CoachDesk is for, ${look}`, async ({ browser }) => {
      const viewport = { width: 390, height: 844 }
      const context = await browser.newContext({ serviceWorkers: 'block', colorScheme: look, viewport })
      const page = await context.newPage()
      await page.goto(`${demo.url}/app/`)
      const people = page.getByRole('region', { name: /This is a demo/ })
      await expect(people.getByRole('button')).toHaveCount(7)
      expect(await findAccessibilityFaults(page)).toEqual([])
      expect(await findOverflows(page)).toEqual([])
      await page.screenshot({ path: test.info().outputPath('people.png'), fullPage: true })
      await people.getByRole('button', { name: person }).click()

      const note = page.getByRole('note', { name: 'What CoachDesk is for' })
      await expect(note.getByText(sentence)).toBeVisible()
      expect(await findAccessibilityFaults(page)).toEqual([])
      expect(await findOverflows(page)).toEqual([])
      await page.screenshot({ path: test.info().outputPath('today.png') })
      await note.getByRole('button', { name: 'Got it' }).click()
      await expect(note).toBeHidden()
      await page.reload()
      await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible()
      await expect(note).toBeHidden()

      // The sentence was read by one person: another one on this device has not read it.
      await waitUntilSynced(page)
      await page.getByRole('button', { name: /^Account:/ }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
      await people.getByRole('button', { name: 'Aiko Tanabe' }).click()
      await expect(note).toBeVisible()
      await context.close()
    })
  }
})

test.describe('the look', () => {
  test('dark on a light system and light on a dark one come back without a flash; settings offer the system’s own', async ({
    browser
  }) => {
    // Requests that a service worker answers could not be held back.
    const context = await browser.newContext({ serviceWorkers: 'block' })
    const page = await context.newPage()
    await page.emulateMedia({ colorScheme: 'light' })
    await signIn(page, { serverUrl: server.url, name: 'sam', password })
    await recordColorSchemes(page)
    for (const system of ['light', 'dark'] as const) {
      const chosen = system === 'light' ? 'dark' : 'light'
      await test.step(`${chosen} on a ${system} system`, async () => {
        await page.emulateMedia({ colorScheme: system })
        await page.getByRole('button', { name: `Switch to ${chosen}` }).click()
        await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', chosen)

        const release = await holdBackScripts(context)
        await page.reload({ waitUntil: 'commit' })
        // Nothing of the application runs yet: this is what is painted meanwhile.
        await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', chosen)
        await expect(page.locator('#root')).toBeEmpty()
        const ground = chosen === 'dark' ? 'rgb(36, 36, 36)' : 'rgb(255, 255, 255)'
        await expect(page.locator('html')).toHaveCSS('background-color', ground)
        release()
        await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
        expect(await readColorSchemes(page)).toEqual([chosen])
      })
    }

    await page.emulateMedia({ colorScheme: 'light' })
    await goTo(page, 'Settings')
    // The card above grows when the server has answered: what is below it moves, perhaps from under a click.
    await expect(page.getByLabel('Phone')).toBeVisible()
    const choice = page.getByRole('radiogroup', { name: 'Colours' })
    const html = page.locator('html')
    await choice.getByText('Dark').click()
    await expect(html).toHaveAttribute('data-mantine-color-scheme', 'dark')
    await page.reload()
    await expect(choice.getByRole('radio', { name: 'Dark' })).toBeChecked()
    await choice.getByText('As the system').click()
    await expect(html).toHaveAttribute('data-mantine-color-scheme', 'light')
    await page.emulateMedia({ colorScheme: 'dark' })
    await expect(html).toHaveAttribute('data-mantine-color-scheme', 'dark')
    await context.close()
  })
})

test.describe('the page', () => {
  test('a link to a page inside works by itself, and again on reload', async ({ page }) => {
    await actAsPrivateWindow(page)
    await signIn(page, { serverUrl: server.url, name: 'anna', password })
    for (const [path, heading] of [
      ['sessions', 'Sessions'],
      ['settings', 'Settings'],
      ['inbox', 'Inbox']
    ] as const) {
      await page.goto(`${server.url}/app/${path}`)
      await expect(page.getByRole('heading', { level: 1, name: heading, exact: true })).toBeVisible()
    }
    await page.reload()
    await expect(page.getByRole('heading', { level: 1, name: 'Inbox', exact: true })).toBeVisible()
  })

  test('a page whose script is gone says so and comes with a reload', async ({ browser }) => {
    const context = await browser.newContext({ serviceWorkers: 'block' })
    const page = await context.newPage()
    const isScript = (url: URL) => /\/(today|sessions)-page-[^/]*\.js$/.test(url.pathname)
    await context.route(isScript, route => route.fulfill({ status: 404, json: { error: 'not_found' } }))
    await page.goto(`${server.url}/app/`)
    await submitSignIn(page, { name: 'anna', password })
    const problem = page.getByRole('heading', { level: 1, name: 'This page could not be loaded' })
    await expect(problem).toBeVisible()
    await page.getByRole('link', { name: 'Inbox' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible()
    await page.getByRole('link', { name: 'Sessions' }).click()
    await expect(problem).toBeVisible()
    await context.unroute(isScript)
    await page.getByRole('button', { name: 'Reload' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Sessions', exact: true })).toBeVisible()
    await context.close()
  })

  test('a link to a page inside asks a stranger to sign in and then leads there', async ({ page }) => {
    await actAsPrivateWindow(page)
    await page.goto(`${server.url}/app/sessions`)
    await submitSignIn(page, { name: 'anna', password })
    await expect(page.getByRole('heading', { level: 1, name: 'Sessions', exact: true })).toBeVisible()
  })

  test('opens and works without its server once it is stored', async ({ page }) => {
    await signIn(page, { serverUrl: server.url, name: 'anna', password })
    await waitUntilSynced(page)
    await syncState(page).click()
    await expect(page.getByText('it opens and reloads without a network.')).toBeVisible()
    await page.keyboard.press('Escape')
    await server.kill()

    await page.reload()
    await expect(syncState(page)).toHaveAccessibleName(/^Offline since /)
    // Screens that were never opened are stored too.
    for (const name of ['Sessions', 'Inbox', 'Settings', 'Calendar', 'Today'] as const) await goTo(page, name)
    await server.start()
    await waitUntilSynced(page)
  })
})

test.describe('the own phone number', () => {
  test('changes online, in any usual spelling, and is explained where it is no number', async ({ page }) => {
    await actAsPrivateWindow(page)
    await signIn(page, { serverUrl: server.url, name: 'sam', password })
    await goTo(page, 'Settings')
    const account = page.getByRole('region', { name: 'Your account' })
    const phone = account.getByLabel('Phone', { exact: true })
    await phone.fill('12345')
    await account.getByRole('button', { name: 'Save changes' }).click()
    await expect(phone).toHaveAccessibleDescription(/This is not a complete phone number/)
    await phone.fill('+44 (0)20 7946 0199')
    await account.getByRole('button', { name: 'Save changes' }).click()
    await expect(page.getByRole('alert').filter({ hasText: 'Saved' })).toBeVisible()
    expect(await phoneAtServer('sam')).toBe('+442079460199')
    await page.reload()
    await expect(phone).toHaveValue('+44 20 7946 0199')
  })

  test('cannot change offline, which is said, and keeps what was typed', async ({ page, context }) => {
    await actAsPrivateWindow(page)
    await signIn(page, { serverUrl: server.url, name: 'anna', password })
    await goTo(page, 'Settings')
    const account = page.getByRole('region', { name: 'Your account' })
    const phone = account.getByLabel('Phone', { exact: true })
    await phone.fill('+49 30 23125099')
    await context.setOffline(true)
    await account.getByRole('button', { name: 'Save changes' }).click()
    await expect(account.getByRole('alert')).toHaveText(/offline|cannot be reached/)
    await expect(phone).toHaveValue('+49 30 23125099')
    expect(await phoneAtServer('anna')).toBe(anna.phone)

    await context.setOffline(false)
    await account.getByRole('button', { name: 'Save changes' }).click()
    await expect(page.getByRole('alert').filter({ hasText: 'Saved' })).toBeVisible()
    expect(await phoneAtServer('anna')).toBe('+493023125099')
  })

  test('is not shown where the server cannot be asked, which is said', async ({ page, context }) => {
    await signIn(page, { serverUrl: server.url, name: 'anna', password })
    await waitUntilSynced(page)
    await waitUntilStored(page)
    await context.setOffline(true)
    // Nothing waits to be sent, and a cut connection is silent: the system's word is enough.
    await expect(syncState(page)).toHaveAccessibleName(/^Offline since /)
    await goTo(page, 'Settings')
    const account = page.getByRole('region', { name: 'Your account' })
    await expect(account.getByText('Your details are kept on the server alone.')).toBeVisible()
    await context.setOffline(false)
    await expect(account.getByLabel('Phone', { exact: true })).toBeVisible({ timeout: 60_000 })
  })
})

/** @returns lets the application's scripts through */
async function holdBackScripts(context: BrowserContext): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await context.route('**/app/assets/*.js', async route => {
    await promise
    await route.continue()
  })
  return resolve
}

/** Notes every look that the document has from the next navigation on. */
async function recordColorSchemes(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen: string[] = []
    Object.assign(window, { seenColorSchemes: seen })
    new MutationObserver(() => {
      const scheme = document.documentElement.dataset.mantineColorScheme
      if (scheme !== undefined && seen.at(-1) !== scheme) seen.push(scheme)
    }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-mantine-color-scheme'] })
  })
}

async function readColorSchemes(page: Page): Promise<unknown> {
  return page.evaluate(() => Reflect.get(window, 'seenColorSchemes') as unknown)
}

async function phoneAtServer(name: string): Promise<unknown> {
  const answer = await fetch(`${server.url}/_account`, {
    headers: { authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}` }
  })
  return ((await answer.json()) as { readonly phone?: unknown }).phone
}
