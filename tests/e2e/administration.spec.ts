import { expect, type Page, test } from '@playwright/test'
import { createSlots } from './support/create-slots.ts'
import { noon } from './support/noon.ts'
import { openPage } from './support/open-page.ts'
import { findAccessibilityFaults, findOverflows } from './support/page-checks.ts'
import { anna, sam } from './support/people.ts'
import { password, type Person, startTestServer, type TestServer } from './support/server.ts'
import { goTo, railLink, waitUntilSynced } from './support/shell.ts'
import { signIn } from './support/sign-in.ts'

const ada: Person = {
  name: 'ada',
  role: 'student',
  isAdmin: true,
  displayName: 'Ada Wren',
  phone: '+442079460109',
  zone: 'Europe/London'
}
let server: TestServer

test.beforeEach(async () => {
  server = await startTestServer()
  for (const person of [ada, anna, sam]) await server.addAccount(person)
  await createSlots({ serverUrl: server.url, name: anna.name, password }, [noon])
})
test.afterEach(() => server.dispose())

const tab = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Administration pages' }).getByRole('link', { name, exact: true })
const manage = (page: Page, { displayName }: Person) => page.getByRole('button', { name: `Manage ${displayName}` })
const toast = (page: Page, text: string) => expect(page.getByRole('alert').filter({ hasText: text })).toBeVisible()

async function openTab(page: Page, name: string): Promise<void> {
  await tab(page, name).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

async function look(page: Page, name: string): Promise<void> {
  expect(await findAccessibilityFaults(page)).toEqual([])
  expect(await findOverflows(page)).toEqual([])
  await page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true })
}

async function book(student: Page): Promise<void> {
  await student
    .getByRole('button', { name: /^Book / })
    .first()
    .click()
  await student.getByRole('button', { name: 'Book this slot' }).click()
  await expect(student.getByRole('dialog', { name: 'You are booked' })).toBeVisible()
}

test('AC9 a coach with a session ahead is disabled only after a word about it, and the student is told', async ({
  browser
}) => {
  const student = await openPage(browser, server, sam)
  await book(student)
  const page = await openPage(browser, server, ada)
  await goTo(page, 'Administration')
  await manage(page, anna).click()
  const dialog = page.getByRole('dialog', { name: anna.displayName })
  await dialog.getByRole('checkbox', { name: 'May sign in' }).uncheck()
  await expect(dialog.getByText('Anna Bergström has 1 session ahead:')).toBeVisible()
  await expect(dialog.getByText(/with Sam Okafor/)).toBeVisible()
  for (const radio of await dialog.getByRole('radio').all()) await expect(radio).not.toBeChecked()
  await expect(dialog.getByRole('button', { name: 'Save changes' })).toBeDisabled()
  await look(page, 'sessions-ahead')
  await dialog.getByRole('radio', { name: 'Cancel each of them' }).check()
  await dialog.getByRole('button', { name: 'Save changes' }).click()
  await toast(page, '1 session was cancelled.')
  await expect(page.getByRole('listitem').filter({ hasText: anna.displayName })).toContainText('Disabled')

  await student.keyboard.press('Escape')
  await goTo(student, 'Inbox')
  await expect(student.getByText(/cancelled/i).first()).toBeVisible()
  await openTab(page, 'Audit log')
  await expect(page.getByText('Sessions ahead cancelled: Anna Bergström')).toBeVisible()
  await expect(page.getByText('Account disabled: Anna Bergström')).toBeVisible()
})

test('AC7 after ten minutes the password is asked for once more, and the act goes on after it', async ({ browser }) => {
  const page = await openPage(browser, server, ada)
  await goTo(page, 'Administration')
  await server.setClockAhead(11 * 60_000)
  await manage(page, sam).click()
  const dialog = page.getByRole('dialog', { name: sam.displayName })
  await dialog.getByRole('button', { name: 'Sign out everywhere' }).click()
  const asked = page.getByRole('dialog', { name: 'Type your password once more' })
  await asked.getByRole('textbox', { name: 'Your password' }).fill('not mine at all')
  await asked.getByRole('button', { name: 'Go on' }).click()
  await expect(asked.getByText('This is not your password. Try again.')).toBeVisible()
  await look(page, 'password')
  await asked.getByRole('textbox', { name: 'Your password' }).fill(password)
  await page.keyboard.press('Enter')
  await toast(page, 'Sam Okafor is signed out everywhere.')
})

for (const scheme of ['light', 'dark'] as const) {
  test(`AC6 the pages of an administrator on a phone, ${scheme}`, async ({ browser }) => {
    const context = await browser.newContext({
      viewport: { width: 390, height: 844 },
      colorScheme: scheme,
      locale: 'en-GB',
      timezoneId: ada.zone
    })
    const page = await context.newPage()
    await signIn(page, { serverUrl: server.url, name: ada.name, password })
    await waitUntilSynced(page)
    await goTo(page, 'Administration')
    await expect(manage(page, sam)).toBeVisible()
    await look(page, 'people')

    await page.getByRole('button', { name: 'Add a person' }).click()
    const dialog = page.getByRole('dialog', { name: 'Add a person' })
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(dialog.getByText('Fill this in.')).toHaveCount(4)
    await dialog.getByLabel('Name, as others see it').fill('Nina Nuñez')
    await dialog.getByLabel('Name to sign in with').fill('sam')
    await dialog.getByLabel('Phone number').fill('+44 20 7946 0155')
    await dialog.getByRole('textbox', { name: 'First password' }).fill('a long password')
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(dialog.getByText(/This name is taken/)).toBeVisible()
    await look(page, 'add')
    await dialog.getByLabel('Name to sign in with').fill('nina')
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await toast(page, 'Nina Nuñez can sign in now.')
    await page.getByLabel('Search by name').fill('nuñ')
    await expect(page.getByText('1 person')).toBeVisible()

    await page.getByLabel('Search by name').fill('')
    await page.getByRole('button', { name: 'Invite by link' }).click()
    const invite = page.getByRole('dialog', { name: 'Invite by link' })
    await invite.getByLabel('Role').selectOption('Coach')
    await invite.getByRole('button', { name: 'Make the link' }).click()
    await expect(invite.getByText(/\/app\/join#/)).toBeVisible()
    await look(page, 'invite')
    await page.keyboard.press('Escape')
    await manage(page, sam).click()
    const person = page.getByRole('dialog', { name: sam.displayName })
    await person.getByRole('button', { name: 'Make a link to a new password' }).click()
    await expect(person.getByText(/\/app\/reset#/)).toBeVisible()
    await look(page, 'person')
    await page.keyboard.press('Escape')

    await openTab(page, 'Organisation')
    await page.getByLabel('Name of the organisation').fill('Wide Water Coaching')
    await page.getByRole('radio', { name: 'Not at all' }).check()
    await page.getByRole('button', { name: 'Save changes' }).click()
    await toast(page, 'The changes are saved.')
    await look(page, 'organisation')
    await openTab(page, 'Mail')
    await expect(page.getByRole('heading', { name: 'Mail is not set up' })).toBeVisible()
    await look(page, 'mail')
    await openTab(page, 'Health')
    await expect(page.getByText('All data can be read and written.')).toBeVisible()
    await look(page, 'health')
    await openTab(page, 'Audit log')
    await expect(page.getByText('Account added: Nina Nuñez')).toBeVisible()
    await look(page, 'audit')
    await page.getByLabel('What').selectOption('Mail tried again')
    await expect(page.getByRole('heading', { name: 'Nothing here' })).toBeVisible()

    await context.setOffline(true)
    await expect(page.getByRole('heading', { name: 'Administration needs a connection' })).toBeVisible()
    await look(page, 'offline')
    await context.setOffline(false)
    await expect(page.getByRole('heading', { name: 'Nothing here' })).toBeVisible()
    await page.getByLabel('What').selectOption('Everything')
    await expect(page.getByText('Account added: Nina Nuñez')).toBeVisible()
  })
}

test('AC6 the audit log is saved as a file, and nobody else is offered these pages', async ({ browser }) => {
  const page = await openPage(browser, server, ada)
  await goTo(page, 'Administration')
  await openTab(page, 'Audit log')
  await expect(page.getByRole('heading', { name: 'Nothing here' })).toBeVisible()
  await openTab(page, 'People')
  await manage(page, sam).click()
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await toast(page, 'Sam Okafor is signed out everywhere.')
  await page.keyboard.press('Escape')
  await openTab(page, 'Audit log')
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as CSV' }).click()
  expect((await downloading).suggestedFilename()).toBe('coachdesk-audit.csv')

  const other = await openPage(browser, server, anna)
  await expect(railLink(other, 'Administration')).toHaveCount(0)
  await other.goto(`${server.url}/app/admin`)
  await expect(other).toHaveURL(/\/app\/today$/)
})
