// Signing in and signing out outlive the end of every process, however soon it comes.
import type { Page } from '@playwright/test'
import { demoPassword, demoPeople } from '../../sync-server/demo/people.ts'
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

test('an account that was just signed in is known after a kill, and opens without a network', async ({
  launch,
  demoServer: server
}) => {
  const app = await launch()
  await signInOnDesktop(await firstPage(app), { serverUrl: server.url, name: 'mara', password: demoPassword })
  await killApp(app)

  const again = await launch()
  await setNetwork(again, 'cut')
  await expectSignedIn(await firstPage(again))
})

test('after signing out and a kill the password is asked for, and no session is shown', async ({
  launch,
  demoServer: server
}) => {
  const app = await launch()
  const page = await firstPage(app)
  await signInOnDesktop(page, { serverUrl: server.url, name: 'mara', password: demoPassword })
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
