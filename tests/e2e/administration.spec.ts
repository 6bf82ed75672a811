import { expect, type Page, test } from '@playwright/test'
import { createSlots } from './support/create-slots.ts'
import { chooseFile, saveCsv } from './support/csv-files.ts'
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

/** Forty rows: 35 new ones, of whom one has Sam's name, two broken ones, two doubled ones, and Sam himself. */
const fortyRows = [
  ...Array.from({ length: 34 }, (_, n) => [`Person ${n + 10}`, `044 668 18 ${n + 10}`, n === 0 ? 'coach' : '', '']),
  [sam.displayName, '044 668 19 10', 'student', ''],
  ['Bad Number', '12', 'student', ''],
  ['Bad Role', '044 668 19 11', 'boss', 'nobody'],
  ['person 12', '+41 44 668 18 12', '', ''],
  ['Person 13', '044 668 1813', 'coach', ''],
  [sam.displayName, sam.phone, 'student', '']
]
const fortyPeople = ['Display name;Telephone;Role;E-mail', ...fortyRows.map(row => row.join(';'))].join('\r\n')

for (const scheme of ['light', 'dark'] as const)
  test(`AC10 forty people come from a file, once, ${scheme}`, async ({ browser }) => {
    test.setTimeout(240_000)
    const viewport = scheme === 'light' ? { width: 390, height: 844 } : { width: 1280, height: 900 }
    const context = await browser.newContext({ viewport, colorScheme: scheme, locale: 'en-GB', timezoneId: ada.zone })
    const page = await context.newPage()
    await signIn(page, { serverUrl: server.url, name: ada.name, password })
    await waitUntilSynced(page)
    await goTo(page, 'Administration')
    await expect(page.getByText('3 people')).toBeVisible()
    await page.getByRole('button', { name: 'Import from a file' }).click()
    const dialog = page.getByRole('dialog', { name: 'Import from a file' })
    await chooseFile(dialog, 'Anna,+41446681800')
    await expect(dialog.getByText(/^The first line of this file has to name the columns/)).toBeVisible()
    await look(page, 'import-choose')

    // After ten minutes the look asks for the password, and goes on.
    await server.setClockAhead(11 * 60_000)
    await chooseFile(dialog, fortyPeople)
    const asked = page.getByRole('dialog', { name: 'Type your password once more' })
    await asked.getByRole('textbox', { name: 'Your password' }).fill(password)
    await page.keyboard.press('Enter')
    await expect(dialog.getByLabel('Country of the phone numbers')).toHaveValue('GB')
    // But for one number, none of them is British.
    await expect(dialog.getByRole('button', { name: 'Add 1 person' })).toBeEnabled()
    await dialog.getByLabel('Country of the phone numbers').selectOption('CH')
    await expect(
      dialog.getByText(
        '2 rows are broken. 1 is new and has the name of somebody else. 2 are repeated. 1 has an account already. 34 are new.'
      )
    ).toBeVisible()
    await expect(dialog.getByRole('row', { name: /Bad Role/ })).toContainText('The role is coach or student.')
    await look(page, 'import-preview')

    // The first rows are added, and the answer to the second request is lost.
    let requests = 0
    await page.route('**/_admin/import', async route => {
      requests += 1
      if (requests !== 2) return route.continue()
      await route.fetch()
      return route.abort('connectionreset')
    })
    await dialog.getByRole('button', { name: 'Add 35 people' }).focus()
    await page.keyboard.press('Enter')
    await expect(
      dialog.getByText('10 of 35 are done. Go on when there is a connection: nobody is added twice.')
    ).toBeVisible()
    await look(page, 'import-stopped')
    await dialog.getByRole('button', { name: 'Go on' }).click()
    await expect(dialog.getByText('35 people were added.')).toBeVisible()
    await expect(dialog.getByText(/^10 were added, but their links were lost/)).toContainText('Person 20, Person 21')
    await look(page, 'import-report')
    await dialog.getByRole('button', { name: 'Close' }).click()
    await expect(dialog.getByText(/^The links are not saved/)).toBeVisible()
    const links = await saveCsv(page, dialog.getByRole('button', { name: 'Save 25 links' }))
    const broken = await saveCsv(page, dialog.getByRole('button', { name: 'Save the broken rows' }))
    expect(links).toHaveLength(26)
    expect(broken.map(([name]) => name)).toEqual(['Name', 'Bad Number', 'Bad Role'])
    expect(broken[2]?.at(-1)).toBe('The role is coach or student. This is not an e-mail address.')
    await dialog.getByRole('button', { name: 'Close' }).click()
    await expect(page.getByText('38 people')).toBeVisible()

    // The same file once more: nobody is new.
    await page.getByRole('button', { name: 'Import from a file' }).click()
    await chooseFile(dialog, fortyPeople)
    await dialog.getByLabel('Country of the phone numbers').selectOption('CH')
    await expect(dialog.getByText('2 rows are broken. 38 have an account already.')).toBeVisible()
    await expect(dialog.getByRole('button', { name: 'Nobody to add' })).toBeDisabled()
    await page.keyboard.press('Escape')
    await expect(page.getByText('38 people')).toBeVisible()

    // One of the links sets a password.
    const [, coach = []] = links
    expect(coach.slice(0, 2)).toEqual(['Person 10', 'person.10'])
    const other = await (await browser.newContext()).newPage()
    await other.goto(coach[2] ?? '')
    await other.getByLabel('New password', { exact: true }).fill('a first password')
    await other.getByLabel('New password again').fill('a first password')
    await other.getByRole('button', { name: 'Set the password and sign in' }).click()
    await expect(other.getByRole('button', { name: /^Account: Person 10, Coach/ })).toBeVisible()
  })
