import { type Browser, expect, type Page, test } from '@playwright/test'
import { type MailServer, startMailServer, type TakenMail } from '../support/mail-server.ts'
import { openPage } from './support/open-page.ts'
import { findAccessibilityFaults, findOverflows } from './support/page-checks.ts'
import { anna } from './support/people.ts'
import { password, startTestServer, type TestServer } from './support/server.ts'
import { goTo, syncState, waitUntilStored, waitUntilSynced } from './support/shell.ts'
import { submitSignIn } from './support/sign-in.ts'

const url = 'https://desk.example.org'
const next = 'another horse, another battery'
const date = new Intl.DateTimeFormat('sv-SE', { timeZone: anna.zone }).format(Date.now() + 3 * 86_400_000)
let mails: MailServer
let server: TestServer

test.beforeEach(async () => {
  mails = await startMailServer()
  server = await startTestServer({ mail: { smtpUrl: mails.smtpUrl, from: 'desk@example.org', url } })
  await server.addAccount({ ...anna, email: 'anna@example.org' })
  const confirmed = await fetch(`${server.url}/_links/address`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: (await receiveLink(/^Confirm/)).split('#')[1] })
  })
  expect(confirmed.status).toBe(200)
})
test.afterEach(async () => {
  await server.dispose()
  await mails.stop()
})

const findMail = (subject: RegExp): TakenMail | undefined =>
  mails.taken.find(mail => mail.recipients.includes('anna@example.org') && subject.test(mail.subject ?? ''))

/** Where the link of a mail to Anna leads on this machine. */
async function receiveLink(subject: RegExp): Promise<string> {
  await expect.poll(() => findMail(subject)?.subject).toBeDefined()
  const [, rest = ''] = new RegExp(String.raw`${url}(/app/\S+#\S+)`).exec(findMail(subject)?.text ?? '') ?? []
  return server.url + rest
}

async function look(page: Page, name: string): Promise<void> {
  expect(await findAccessibilityFaults(page)).toEqual([])
  expect(await findOverflows(page)).toEqual([])
  await page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true })
}

async function signOut(page: Page, isWaiting = false): Promise<void> {
  await page.getByRole('button', { name: /^Account: / }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  if (isWaiting) await page.getByRole('button', { name: 'Sign out anyway' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in to CoachDesk' })).toBeVisible()
}

async function createUnsentSlot(page: Page, time: string): Promise<void> {
  await waitUntilStored(page)
  await page.context().setOffline(true)
  await expect(syncState(page)).toHaveAccessibleName(/^Offline/)
  await page.getByRole('button', { name: 'New slot' }).click()
  const dialog = page.getByRole('dialog', { name: 'New slot' })
  await dialog.getByLabel('Date').fill(date)
  await dialog.getByLabel('Starts at').fill(time)
  await dialog.getByRole('button', { name: 'Create slot' }).click()
  await expect(syncState(page)).toHaveAccessibleName(/^Offline.*1 change waiting/)
}

/** On a phone, as somebody who is signed in nowhere there. */
async function openPhone(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    colorScheme: 'dark',
    timezoneId: anna.zone,
    locale: 'en-GB'
  })
  const page = await context.newPage()
  await page.goto(`${server.url}/app/`)
  return page
}

test('JO23 JO26 a forgotten password is set by mail; other devices are signed out and keep what was not sent', async ({
  browser
}) => {
  const away = await openPage(browser, server, anna)
  const locked = await openPage(browser, server, anna)
  await createUnsentSlot(away, '08:00')
  await createUnsentSlot(locked, '16:00')
  await signOut(locked, true)

  const phone = await openPhone(browser)
  await phone.getByRole('button', { name: 'Forgot your password?' }).click()
  await phone.getByRole('textbox', { name: 'Name or e-mail address' }).fill('ANNA@example.org')
  await look(phone, 'forgot')
  await phone.getByRole('button', { name: 'Mail me the link' }).click()
  await expect(phone.getByText('If there is such an account')).toBeVisible()
  await look(phone, 'asked')

  const link = await receiveLink(/^Set a new password/)
  await phone.goto(link)
  await expect(phone.getByText(`For the account with the sign-in name ${anna.name}`)).toBeVisible()
  await expect(phone.getByText('Work in a browser that you signed out of')).toBeVisible()
  await look(phone, 'reset')
  await phone.getByLabel('New password', { exact: true }).fill(next)
  await phone.getByLabel('New password again').fill('something else')
  await phone.getByRole('button', { name: 'Set the password and sign in' }).click()
  await look(phone, 'differs')
  await phone.getByLabel('New password again').fill(next)
  await phone.getByRole('button', { name: 'Set the password and sign in' }).click()
  await expect(phone.getByRole('navigation', { name: 'Main' })).toBeVisible()
  expect(phone.url()).not.toContain('#')

  // The device that was away keeps its slot, and sends it under the new password.
  await away.context().setOffline(false)
  const banners = away.getByRole('region', { name: 'Warnings' })
  await expect(banners).toContainText('Sign in again to sync')
  await banners.getByRole('button', { name: 'Sign in', exact: true }).click()
  const dialog = away.getByRole('dialog')
  await dialog.getByLabel('Password', { exact: true }).fill(next)
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
  await waitUntilSynced(away)

  // The browser that had signed out asks for the former password once, and sends its own.
  await locked.context().setOffline(false)
  await locked.getByRole('button', { name: /Anna Bergström/ }).click()
  await locked.getByLabel('Password', { exact: true }).fill(next)
  await locked.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(locked.getByLabel('Password that you used here before')).toBeVisible()
  await look(locked, 'sealed')
  await locked.getByLabel('Password that you used here before').fill(password)
  await locked.getByRole('button', { name: 'Unlock' }).click()
  await expect(locked.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await waitUntilSynced(locked)

  await phone.goto(`${server.url}/app/calendar?date=${date}&view=agenda`)
  for (const time of ['08:00', '16:00'])
    await expect(phone.getByRole('main').getByRole('button', { name: new RegExp(`, ${time}–`) })).toBeVisible()

  // Once.
  const again = await openPhone(browser)
  await again.goto(link)
  await expect(again.getByRole('heading', { name: 'This link does not work' })).toBeVisible()
  await look(again, 'over')
})

test('JO20 an account opens by its confirmed address, with a network and without one', async ({ browser }) => {
  const page = await openPhone(browser)
  await submitSignIn(page, { name: 'Anna@Example.org', password })
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await waitUntilSynced(page)
  await signOut(page)
  await page.context().setOffline(true)
  await submitSignIn(page, { name: ' anna@EXAMPLE.org', password })
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
})

test('JO22 another address needs the password, and the former one can be put back', async ({ browser }) => {
  const page = await openPage(browser, server, anna)
  await goTo(page, 'Settings')
  await page.getByLabel('E-mail (optional)').fill('other@example.org')
  const details = page.locator('form').filter({ has: page.getByLabel('E-mail (optional)') })
  await details.getByLabel('Your current password').fill('a wrong one')
  await details.getByRole('button', { name: 'Save changes' }).click()
  await expect(details.getByText(/password/i).last()).toBeVisible()
  await details.getByLabel('Your current password').fill(password)
  await details.getByRole('button', { name: 'Save changes' }).click()
  await expect(details.getByLabel('Your current password')).toBeHidden()

  const visitor = await openPhone(browser)
  await visitor.goto(await receiveLink(/was changed$/))
  await expect(visitor.getByRole('heading', { name: 'Put your e-mail address back?' })).toBeVisible()
  await look(visitor, 'revert')
  await visitor.getByRole('button', { name: 'Put my address back' }).click()
  await expect(visitor.getByRole('heading', { name: 'Your address is back' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Warnings' })).toContainText('Sign in again to sync')
})
