// Two tabs of one browser: who is signed in holds for both, and each stays with its account.
import { expect, type Page, test } from '@playwright/test'
import { anna, sam } from './support/people.ts'
import { actAsPrivateWindow } from './support/private-window.ts'
import { password, startTestServer, type TestServer } from './support/server.ts'
import { railLink } from './support/shell.ts'
import { signIn, submitSignIn } from './support/sign-in.ts'

let server: TestServer

test.beforeAll(async () => {
  server = await startTestServer()
  for (const person of [anna, sam]) await server.addAccount(person)
})
test.afterAll(() => server.dispose())

const accountMenu = (page: Page) => page.getByRole('button', { name: /^Account/ })
const frame = (page: Page) => page.getByRole('navigation', { name: 'Main' })

async function signOut(page: Page): Promise<void> {
  await accountMenu(page).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
}

test('SI1 signing out in one tab closes the account in the other, which stays closed when it is reloaded', async ({
  context
}) => {
  await actAsPrivateWindow(context)
  const [one, two] = [await context.newPage(), await context.newPage()]
  await signIn(one, { serverUrl: server.url, name: anna.name, password })
  await two.goto(`${server.url}/app/`)
  await expect(frame(two)).toBeVisible()
  await signOut(one)
  await expect(two.getByLabel('Password', { exact: true })).toBeVisible()
  await expect(frame(two)).toHaveCount(0)
  await two.reload()
  await expect(two.getByLabel('Password', { exact: true })).toBeVisible()
})

test('SI2 a tab stays with its account when another one signs in beside it', async ({ context }) => {
  await actAsPrivateWindow(context)
  const [one, two] = [await context.newPage(), await context.newPage()]
  await signIn(one, { serverUrl: server.url, name: anna.name, password })
  await two.goto(`${server.url}/app/`)
  await expect(frame(two)).toBeVisible()
  await accountMenu(two).click()
  await two.getByRole('menuitem', { name: /another account/i }).click()
  await submitSignIn(two, { name: sam.name, password })
  await expect(railLink(two, 'Find a slot')).toBeVisible()
  // A new tab shows the account that was opened last.
  const three = await context.newPage()
  await three.goto(`${server.url}/app/`)
  await expect(railLink(three, 'Find a slot')).toBeVisible()
  await one.reload()
  await expect(one.getByRole('link', { name: 'Calendar' })).toBeVisible()
  await expect(railLink(one, 'Find a slot')).toHaveCount(0)
})
