import { expect, test, type Page } from '@playwright/test'
import { findAccessibilityFaults, findCutWords, findOverflows } from './support/page-checks.ts'
import { startTestServer, type TestServer } from './support/server.ts'

const phone = { width: 390, height: 844 } as const

let server: TestServer

test.beforeEach(async () => {
  server = await startTestServer()
})
test.afterEach(() => server.dispose())

async function fillIn(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name of your practice or organisation').fill('Wide Water Coaching')
  await page.getByLabel('Your name').fill('Carla Coach')
  await page.getByLabel('Phone number').fill('+41 44 668 18 00')
  await page.getByLabel('Name to sign in with').fill(name)
  await page.getByRole('textbox', { name: 'Password' }).fill('a long password')
}

for (const look of ['light', 'dark'] as const) {
  test(`JO1 the first account is made in the browser, and its link works no more, ${look}`, async ({ browser }) => {
    const context = await browser.newContext({
      timezoneId: 'America/New_York',
      colorScheme: look,
      viewport: phone
    })
    const page = await context.newPage()
    const link = server.setUpUrl ?? ''
    await page.goto(link)
    await expect(page.getByRole('heading', { name: 'Set up CoachDesk' })).toBeVisible()
    await page.getByRole('button', { name: 'Set up and sign in' }).click()
    await expect(page.getByText('Fill this in.')).toHaveCount(4)
    expect(await findAccessibilityFaults(page)).toEqual([])
    // A phone, and a window at 200 % zoom, as the tour has them.
    for (const window of [{ width: 680, height: 430 }, phone]) {
      await page.setViewportSize(window)
      expect([...(await findOverflows(page)), ...(await findCutWords(page))]).toEqual([])
    }
    await page.screenshot({ path: test.info().outputPath('empty.png'), fullPage: true })

    await fillIn(page, 'carla')
    await expect(page.getByText('America/New York')).toBeVisible()
    await page.screenshot({ path: test.info().outputPath('filled.png'), fullPage: true })
    await page.getByRole('button', { name: 'Set up and sign in' }).click()
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Set up CoachDesk')
    await expect(page.getByRole('button', { name: /^Account: Carla Coach, Coach and administrator/ })).toBeVisible()
    expect(page.url()).not.toContain(new URL(link).hash)
    await page.screenshot({ path: test.info().outputPath('signed-in.png') })

    const other = await (await browser.newContext({ colorScheme: look })).newPage()
    await other.goto(link)
    await expect(other.getByRole('heading', { name: 'This link does not work' })).toBeVisible()
    expect(await findAccessibilityFaults(other)).toEqual([])
    await other.screenshot({ path: test.info().outputPath('over.png') })
    await other.getByRole('button', { name: 'Go to the sign-in page' }).click()
    await expect(other.getByRole('heading', { name: 'Sign in to CoachDesk' })).toBeVisible()
  })
}

test('AC3 an administrator without a role opens an account that says it is synced', async ({ browser }) => {
  const page = await (await browser.newContext()).newPage()
  await page.goto(server.setUpUrl ?? '')
  await page.getByRole('radio', { name: 'I administer only' }).check()
  await fillIn(page, 'ada')
  await page.getByRole('button', { name: 'Set up and sign in' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
  await expect(page.getByRole('button', { name: /All changes synced/ })).toBeVisible()
  await expect(page.getByRole('note', { name: 'What CoachDesk is for' })).toContainText('Under “Administration”')
  await page.screenshot({ path: test.info().outputPath('administrator.png'), fullPage: true })
})
