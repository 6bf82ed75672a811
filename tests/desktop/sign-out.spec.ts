// Signing in and signing out outlive the end of every process, however soon it comes.
import type { Page } from '@playwright/test'
import { demoPassword, demoPeople } from '#server/demo/people.ts'
import { goTo, waitUntilSynced } from '../e2e/support/shell.ts'
import { expect, test } from './support/fixture.ts'
import { firstPage, killApp } from './support/launch.ts'
import { setNetwork } from './support/network.ts'
import { expectSignedIn, signInOnDesktop } from './support/sign-in-desktop.ts'

/** Names and phones of the students that a text shows. */
const findStudents = (text: string): readonly string[] =>
  demoPeople
    .filter(({ role }) => role === 'student')
    .flatMap(({ displayName, phone }) => [displayName, phone])
    .filter(fact => text.includes(fact))

const readText = (page: Page): Promise<string> => page.locator('body').innerText()

const askedForPassword = (page: Page) => expect(page.getByLabel('Password', { exact: true })).toBeVisible()

test('just signed in and killed, the account opens without a network; signed out and killed, it asks for the password', async ({
  launch,
  demoServer: server
}) => {
  test.setTimeout(240_000)
  const first = await launch()
  await signInOnDesktop(await firstPage(first), { serverUrl: server.url, name: 'mara', password: demoPassword })
  await killApp(first)

  const app = await launch()
  await setNetwork(app, 'cut')
  const page = await firstPage(app)
  await expectSignedIn(page)
  await setNetwork(app, 'on')
  await waitUntilSynced(page)
  await goTo(page, 'Sessions')
  await expect.poll(async () => findStudents(await readText(page))).not.toEqual([])
  await page.getByRole('button', { name: /^Account: / }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await askedForPassword(page)
  await killApp(app)

  const again = await firstPage(await launch())
  await askedForPassword(again)
  await expect(again.getByRole('navigation', { name: 'Main' })).toHaveCount(0)
  await again.evaluate(() => (location.hash = '/sessions'))
  await askedForPassword(again)
  expect(findStudents(await readText(again))).toEqual([])
})
