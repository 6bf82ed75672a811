import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { demoPassword } from '#server/demo/people.ts'
import { findAccessibilityFaults } from '../e2e/support/page-checks.ts'
import { submitSignIn } from '../e2e/support/sign-in.ts'
import { test as base, expect } from './support/fixture.ts'
import { closeApp, firstPage } from './support/launch.ts'
import { connectToServer, expectSignedIn, signInOnDesktop } from './support/sign-in-desktop.ts'

const test = base.extend<{ otherAddress: string }>({
  /** Something that answers, and is no CoachDesk server. */
  // oxlint-disable-next-line no-empty-pattern -- Playwright wants an object pattern
  otherAddress: async ({}, use) => {
    const other = createServer((_request, response) => response.end('hello'))
    await new Promise<void>(resolve => {
      other.listen(0, '127.0.0.1', resolve)
    })
    await use(`http://127.0.0.1:${(other.address() as AddressInfo).port}`)
    other.close()
  }
})

test('a fresh application asks which server, and says what is wrong with each wrong answer', async ({
  page,
  otherAddress
}) => {
  const answers = [
    ['not an address', 'This is not a web address'],
    ['http://desk.example.org', 'Without encryption'],
    ['127.0.0.1:9', 'Nothing answers at this address'],
    [otherAddress, 'it is no CoachDesk server']
  ] as const
  await expect(page.getByRole('heading', { name: 'Which server?' })).toBeVisible()
  for (const [address, sentence] of answers) {
    await page.getByLabel('Server address').fill(address)
    await page.getByRole('button', { name: 'Connect' }).click()
    await expect(page.getByRole('alert')).toContainText(sentence)
    await expect(page.getByLabel('Server address')).toBeFocused()
  }
  expect(await findAccessibilityFaults(page)).toEqual([])
})

// That the account opens again, without a network too, is in sign-out.spec.ts and status.spec.ts.
test('another server is one step away, and a wrong password is said beside its field', async ({
  page,
  demoServer: server
}) => {
  await connectToServer(page, server.url)
  await expect(page.getByText(new URL(server.url).host)).toBeVisible()
  await submitSignIn(page, { name: 'mara', password: 'wrong' })
  await expect(page.getByText('Name and password do not match.')).toBeVisible()
  await page.getByRole('button', { name: 'Use another server' }).click()
  await expect(page.getByLabel('Server address')).toHaveValue('')
  await page.getByRole('button', { name: 'Back' }).click()
  await submitSignIn(page, { name: 'mara', password: demoPassword })
  await expectSignedIn(page)
})

test('of a demo one click signs in, and the first visit is explained once', async ({ page, demoServer: server }) => {
  await connectToServer(page, server.url)
  await page
    .getByRole('region', { name: /This is a demo/ })
    .getByRole('button', { name: 'Jonas Weidner' })
    .click()
  await expectSignedIn(page)
  const note = page.getByRole('note', { name: 'What CoachDesk is for' })
  await note.getByRole('button', { name: 'Got it' }).click()
  await expect(note).toBeHidden()
  await page.reload()
  await expectSignedIn(page)
  await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible()
  await expect(note).toBeHidden()
})

test('without a key store the person is asked first, and may leave nothing behind', async ({
  launch,
  demoServer: server
}) => {
  const env = { SIM_KEYRING: 'none' }
  const app = await launch({ env, args: ['--password-store=basic'] })
  const page = await firstPage(app)
  await expect(page.getByRole('heading', { level: 1, name: 'How may CoachDesk keep your sign-in?' })).toBeVisible()
  expect(await findAccessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Leave nothing behind' }).click()
  await signInOnDesktop(page, { serverUrl: server.url, name: 'mara', password: demoPassword })
  expect(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual([])
  expect(await page.evaluate(() => Object.keys(localStorage).filter(key => key.startsWith('coachdesk.')))).toEqual([])
  await closeApp(app)

  const again = await firstPage(await launch({ env, args: ['--password-store=basic'] }))
  await expect(again.getByLabel('Password', { exact: true })).toBeVisible()
  await expect(again.getByRole('heading', { name: 'On this device' })).toHaveCount(0)
})
