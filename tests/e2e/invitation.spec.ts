import { type Browser, expect, type Page, test } from '@playwright/test'
import { hourMs } from '#domain/time/durations.ts'
import { createSlots } from './support/create-slots.ts'
import { noon } from './support/noon.ts'
import { openPage } from './support/open-page.ts'
import { findAccessibilityFaults, findOverflows } from './support/page-checks.ts'
import { anna, sam } from './support/people.ts'
import { password, startTestServer, type TestServer } from './support/server.ts'
import { goTo, waitUntilStored, waitUntilSynced } from './support/shell.ts'
import { timeOf } from './support/time-of.ts'

const starts = [noon, noon + 3 * hourMs]

let server: TestServer

test.beforeAll(async () => {
  server = await startTestServer()
  for (const person of [anna, sam]) await server.addAccount(person)
  await createSlots({ serverUrl: server.url, name: anna.name, password }, starts)
})
test.afterAll(() => server.dispose())

async function checkLooks(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await findAccessibilityFaults(page)).toEqual([])
    expect(await findOverflows(page)).toEqual([])
    await page.screenshot({ path: test.info().outputPath(`${name}-${colorScheme}.png`), fullPage: true })
  }
  await page.emulateMedia({ colorScheme: 'light' })
}

async function openPhone(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, timezoneId: 'Europe/Lisbon' })
  return context.newPage()
}

async function makeLink(coach: Page, label: string): Promise<string> {
  const dialog = coach.getByRole('dialog', { name: 'Invite a student' })
  await dialog.getByLabel('For whom?').fill(label)
  await dialog.getByRole('button', { name: 'Make a link' }).click()
  const shown = dialog.getByRole('group', { name: `The link for ${label}` })
  return (await shown.innerText()).match(/http\S+#\S+/)?.[0] ?? ''
}

test('JO8 RL2 RL3 a coach invites, a student joins on a phone, and the coach books the first session offline', async ({
  browser
}) => {
  const coach = await openPage(browser, server, anna)
  await goTo(coach, 'Students')
  await coach.getByRole('button', { name: 'Invite a student' }).click()
  const link = await makeLink(coach, 'Nora from the choir')
  expect(new URL(link).origin).toBe(new URL(server.url).origin)
  await checkLooks(coach, 'invite')

  const phone = await openPhone(browser)
  await test.step('the student joins by the link, in a window of the size of a phone', async () => {
    await phone.goto(link)
    await expect(phone.getByRole('heading', { name: `${anna.displayName} invites you to CoachDesk` })).toBeVisible()
    await checkLooks(phone, 'join')
    await phone.getByRole('button', { name: 'Join and sign in' }).click()
    await expect(phone.getByText('Fill this in.').first()).toBeVisible()
    await phone.getByLabel('Your name').fill('Nora Nord')
    await phone.getByLabel('Phone number').fill('+351 21 123 45 67')
    await phone.getByLabel('Name to sign in with').fill('nora')
    await phone.getByRole('textbox', { name: 'Password' }).fill('a long password')
    await phone.getByRole('button', { name: 'Join and sign in' }).click()
    await expect(phone).toHaveURL(/\/app\/find\?coach=/)
    expect(phone.url()).not.toContain('#')
    await expect(phone.getByRole('button', { name: new RegExp(`^Book .*`) }).first()).toBeVisible()
  })

  await test.step('the list says who used it, and the student stands among the students of the coach', async () => {
    await coach.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    await expect(coach.getByRole('link', { name: 'Nora Nord' })).toBeVisible()
    await coach.getByRole('button', { name: 'Invite a student' }).click()
    await expect(coach.getByText('Used by Nora Nord')).toBeVisible()
    await coach.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    await coach.getByRole('link', { name: 'Nora Nord' }).click()
    await expect(coach.getByText(/Your student by invitation since/)).toBeVisible()
    await expect(coach.getByText('No phone number is kept.')).toBeVisible()
    await checkLooks(coach, 'student')
  })

  await test.step('offline, the coach books the first session; it is there once the network is', async () => {
    const [first = 0] = starts
    const date = new Intl.DateTimeFormat('sv-SE', { timeZone: anna.zone }).format(first)
    await coach.goto(`${server.url}/app/calendar?date=${date}&view=agenda`)
    await waitUntilSynced(coach)
    await waitUntilStored(coach)
    await coach.context().setOffline(true)
    const slot = coach.getByRole('main').getByRole('button', { name: new RegExp(`, ${timeOf(first, anna)}–`) })
    await slot.click()
    await coach.getByRole('button', { name: 'Pencil in…' }).click()
    const dialog = coach.getByRole('dialog', { name: 'Pencil in a student' })
    await dialog.getByRole('combobox', { name: 'Student' }).click()
    await coach.getByRole('option', { name: /Nora Nord/ }).click()
    await dialog.getByRole('button', { name: 'Pencil in', exact: true }).click()
    await expect(slot).toContainText('Nora Nord')
    await coach.context().setOffline(false)
    await waitUntilSynced(coach)
    await phone.goto(`${server.url}/app/sessions`)
    await expect(phone.getByRole('main').getByText(anna.displayName).first()).toBeVisible()
  })

  await test.step('the student ends it', async () => {
    await phone.goto(`${server.url}/app/find`)
    await phone.getByRole('link', { name: anna.displayName }).first().click()
    await expect(phone.getByText(/You are a student of/)).toBeVisible()
    await checkLooks(phone, 'coach')
    await phone.getByRole('button', { name: 'End this' }).click()
    await phone.getByRole('dialog').getByRole('button', { name: 'End it' }).click()
    await expect(phone.getByText(/The student ended this on/)).toBeVisible()
  })
})

test('JO3 JO5 JO9 a withdrawn link, a used one, and a student who has an account', async ({ browser }) => {
  const coach = await openPage(browser, server, anna)
  await goTo(coach, 'Students')
  await coach.getByRole('button', { name: 'Invite a student' }).click()
  const withdrawn = await makeLink(coach, 'Withdrawn')
  await coach.getByRole('button', { name: 'Withdraw the invitation: Withdrawn' }).click()
  await expect(coach.getByText('Withdrawn. Nobody can use it.')).toBeVisible()
  const link = await makeLink(coach, 'Sam')

  const stranger = await openPhone(browser)
  await stranger.goto(withdrawn)
  await expect(stranger.getByRole('heading', { name: 'This link does not work' })).toBeVisible()
  await checkLooks(stranger, 'over')

  const student = await openPage(browser, server, sam, { isPrivate: true })
  await student.goto(link)
  await student.getByRole('button', { name: `Accept as ${sam.displayName}` }).click()
  await expect(student).toHaveURL(/\/app\/find\?coach=/)
  await stranger.goto('about:blank')
  await stranger.goto(link)
  await expect(stranger.getByRole('heading', { name: 'This link does not work' })).toBeVisible()
})
