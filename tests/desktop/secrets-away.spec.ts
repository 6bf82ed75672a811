// A profile that a key store has sealed, started while that key store does not answer: absent is not lost.
import path from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { anna } from '../e2e/support/people.ts'
import { password, type TestServer } from '../e2e/support/server.ts'
import { submitSignIn } from '../e2e/support/sign-in.ts'
import { syncState, waitUntilSynced } from '../e2e/support/shell.ts'
import { call } from './support/bridge.ts'
import { expect, test } from './support/fixture.ts'
import { readKeyStore, skipWithoutKeyStore, withoutKeyStore } from './support/key-store.ts'
import { closeApp, firstPage } from './support/launch.ts'
import { expectSignedIn, signInOnDesktop } from './support/sign-in-desktop.ts'
import { readStored } from './support/stored-files.ts'
import { target } from './support/target.ts'

const dayMs = 86_400_000

const question = (page: Page) => page.getByRole('heading', { level: 1, name: 'The key store does not answer' })

/** Everything that waits for its key store: secrets, marks and exports. */
const readSealed = (userData: string): string =>
  readStored(path.join(userData, 'secrets')) + readStored(path.join(userData, 'recovery'))

/** Signs Anna in on a computer with a key store, and leaves a slot that the server never heard of. */
async function leaveUnsentSlot(app: ElectronApplication, server: TestServer): Promise<void> {
  await server.addAccount(anna)
  const page = await firstPage(app)
  await skipWithoutKeyStore(page)
  await signInOnDesktop(page, { serverUrl: server.url, name: anna.name, password })
  await waitUntilSynced(page)
  await server.kill()

  const date = new Date(Date.now() + 7 * dayMs).toISOString().slice(0, 10)
  await page.evaluate(hash => (location.hash = hash), `/calendar?date=${date}&view=agenda`)
  await page.getByRole('button', { name: 'New slot' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'New slot' })
  await dialog.getByLabel('Date').fill(date)
  await dialog.getByLabel('Starts at').fill('08:00')
  await dialog.getByRole('button', { name: 'Create slot' }).click()
  await expect(dialog).toBeHidden()
  await expectUnsentSlot(page)
  await closeApp(app)
}

/** The account is open as it was left, without a new sign-in and without a word of loss. */
async function expectUnsentSlot(page: Page): Promise<void> {
  await expectSignedIn(page)
  await expect(syncState(page)).toHaveAccessibleName(/1 change waiting/)
  await expect(page.getByRole('region', { name: 'Warnings' })).toBeHidden()
}

/** The key store answers again: to the application that has asked for it, or, on a real system, to one that starts. */
async function openWithKeyStore(app: ElectronApplication, launch: () => Promise<ElectronApplication>): Promise<Page> {
  if (target === 'electron') {
    await closeApp(app)
    return firstPage(await launch())
  }
  const page = await firstPage(app)
  await app.evaluate(() => void delete process.env['SIM_KEYRING'])
  await page.getByRole('button', { name: 'Try again' }).click()
  return page
}

test('a key store that is away at the start: asked, gone on without, asked again, unlocked, and everything is there', async ({
  launch,
  userData,
  server
}) => {
  test.setTimeout(180_000)
  await leaveUnsentSlot(await launch(), server)
  const stored = readSealed(userData)
  await server.start()

  const without = await launch(withoutKeyStore)
  const page = await firstPage(without)
  await expect(question(page)).toBeVisible()
  await expect(page.getByText('Nothing is lost')).toBeVisible()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('alert')).toContainText('It still does not answer')
  expect(await call(page, 'key-store:choose', 'unprotected')).toEqual({ kind: 'unavailable' })
  expect(readSealed(userData)).toBe(stored)
  await page.getByRole('button', { name: 'Go on without it for now' }).click()
  // What the click asks for is answered by another process.
  await expect.poll(() => readKeyStore(page)).toEqual({ kind: 'memory', forThisRun: true })
  // The same account: what it writes is of this run.
  await submitSignIn(page, { name: anna.name, password })
  await expectSignedIn(page)
  await waitUntilSynced(page)
  await page.evaluate(() => (location.hash = '/settings'))
  await expect(page.getByText('because the system’s key store did not answer')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Warnings' })).toBeHidden()
  await closeApp(without)
  expect(readSealed(userData)).toBe(stored)

  const again = await launch(withoutKeyStore)
  await expect(question(await firstPage(again))).toBeVisible()
  await server.kill()

  const after = await openWithKeyStore(again, launch)
  await expectUnsentSlot(after)
  expect(await readKeyStore(after)).toEqual({ kind: 'protected' })
  await server.start()
  await waitUntilSynced(after)
})
