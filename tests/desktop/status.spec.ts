import type { ElectronApplication, Page } from '@playwright/test'
import { demoPassword } from '#server/demo/people.ts'
import { goTo, syncState, waitUntilSynced } from '../e2e/support/shell.ts'
import { submitSignIn } from '../e2e/support/sign-in.ts'
import { expect, test } from './support/fixture.ts'
import { closeApp, firstPage } from './support/launch.ts'
import { setNetwork } from './support/network.ts'
import { expectSignedIn } from './support/sign-in-desktop.ts'
import { catchOpened, catchShown, caught } from './support/system.ts'

async function signIn(page: Page): Promise<void> {
  await submitSignIn(page, { name: 'mara', password: demoPassword })
  await expectSignedIn(page)
  await waitUntilSynced(page)
}

/** The numbers on the application's icon so far. */
async function readBadges(app: ElectronApplication): Promise<readonly string[]> {
  return (await caught(app, 'shown')).filter(shown => shown.startsWith('badge'))
}

test('the icon counts what needs the person, the system calls phones and has the page’s look, until sign-out', async ({
  launch,
  demoServer: server
}) => {
  const app = await launch({ env: { COACHDESK_SERVER_URL: server.url } })
  const page = await firstPage(app)
  await Promise.all([catchShown(app), catchOpened(app)])
  await signIn(page)
  await expect.poll(async () => (await readBadges(app)).at(-1)).toMatch(/^badge [1-9]/)

  await goTo(page, 'Sessions')
  await page.locator('main li').getByRole('button').first().click()
  await page
    .getByRole('dialog')
    .getByRole('link', { name: /^Call / })
    .click()
  await expect.poll(() => caught(app, 'opened')).toEqual([expect.stringMatching(/^tel:\+\d+$/)])
  await page.keyboard.press('Escape')

  await goTo(page, 'Settings')
  await page.getByText('Dark', { exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await expect.poll(() => app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')

  await page.getByRole('button', { name: /^Account:/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByLabel('Password', { exact: true })).toBeVisible()
  await expect.poll(async () => (await readBadges(app)).at(-1)).toBe('badge 0')
})

test.describe('with a server that ends', () => {
  test.use({ demo: true })
  test('without any network the last known state is told again at the next start', async ({ launch, server }) => {
    const first = await launch({ env: { COACHDESK_SERVER_URL: server.url } })
    await signIn(await firstPage(first))
    await closeApp(first)
    await server.kill()

    const app = await launch({ env: { COACHDESK_SERVER_URL: server.url } })
    await catchShown(app)
    const page = await firstPage(app)
    await setNetwork(app, 'cut')
    await expectSignedIn(page)
    await expect(syncState(page)).toHaveAccessibleName(/^Offline since/)
    await expect.poll(async () => (await readBadges(app)).at(-1)).toMatch(/^badge [1-9]/)
  })
})
