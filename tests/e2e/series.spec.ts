import { type Browser, expect, type Page, test } from '@playwright/test'
import { createSlots } from './support/create-slots.ts'
import { findAccessibilityFaults, findOverflows } from './support/page-checks.ts'
import { anna, sam, tina } from './support/people.ts'
import { actAsPrivateWindow } from './support/private-window.ts'
import { password, type Person, startTestServer, type TestServer } from './support/server.ts'
import { waitUntilSynced } from './support/shell.ts'
import { signIn } from './support/sign-in.ts'

const dayMs = 86_400_000
const weekMs = 7 * dayMs
const hourMs = 3_600_000
const first = Math.ceil(Date.now() / dayMs) * dayMs + 3 * dayMs + 11 * hourMs
/** No slot in the fourth week. */
const starts = [0, 1, 2, 4].map(week => first + week * weekMs)

let server: TestServer

test.beforeAll(async () => {
  server = await startTestServer()
  for (const person of [anna, sam, tina]) await server.addAccount(person)
  await createSlots({ serverUrl: server.url, name: anna.name, password }, starts)
})
test.afterAll(() => server.dispose())

async function open(browser: Browser, person: Person): Promise<Page> {
  const context = await browser.newContext({ timezoneId: person.zone, locale: 'en-GB' })
  if (person.role === 'student') await actAsPrivateWindow(context)
  const page = await context.newPage()
  await signIn(page, { serverUrl: server.url, name: person.name, password })
  await waitUntilSynced(page)
  return page
}

/** Looks at a dialog in both themes and in a narrow window; `COACHDESK_LOOK` keeps pictures. */
async function look(page: Page, name: string): Promise<void> {
  const usual = page.viewportSize() ?? { width: 1280, height: 720 }
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    for (const width of [usual.width, 390]) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : usual.height })
      expect(await findOverflows(page)).toEqual([])
      const folder = process.env['COACHDESK_LOOK']
      if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}-${scheme}-${width}.png` })
    }
    expect(await findAccessibilityFaults(page)).toEqual([])
  }
  await page.setViewportSize(usual)
  await page.emulateMedia({ colorScheme: 'light' })
}

test('SR2 SR5 SR6 a student books weekly, sees what cannot be had, and is told once of what was not granted', async ({
  browser
}) => {
  const [of, other] = [await open(browser, sam), await open(browser, tina)]
  await of
    .getByRole('button', { name: /^Book / })
    .first()
    .click()
  await of.getByRole('button', { name: 'Repeat weekly…' }).click()
  const dialog = of.getByRole('dialog', { name: 'Book weekly' })
  await dialog.getByRole('combobox', { name: 'For how long' }).click()
  await of.getByRole('option', { name: '5 weeks' }).click()
  const boxes = dialog.getByRole('checkbox')
  await expect(boxes).toHaveCount(5)
  await expect(boxes.nth(3)).toBeDisabled()
  await expect(dialog.getByText('The coach has no slot at this time.')).toBeVisible()
  await look(of, 'series-dates')

  await test.step('one date is left out, another one is taken meanwhile', async () => {
    await boxes.nth(4).uncheck()
    // What this window has not heard of yet.
    await of.route('**/slots/_changes**', route => route.abort())
    await other
      .getByRole('button', { name: /^Book / })
      .nth(1)
      .click()
    await other.getByRole('button', { name: 'Book this slot' }).click()
    await expect(other.getByRole('dialog', { name: 'You are booked' })).toBeVisible()
  })
  await dialog.getByRole('button', { name: /^Book \d dates?$/ }).click()
  await of.unroute('**/slots/_changes**')
  await expect(dialog.getByText('Waiting', { exact: true })).toHaveCount(0)
  await expect(dialog.getByText('Booked', { exact: true })).toHaveCount(2)
  await look(of, 'series-result')
  await dialog.getByRole('button', { name: 'Done' }).click()

  const lost = await of.goto(`${server.url}/app/inbox`).then(() => of.getByText('Not all dates were booked').count())
  expect(lost).toBeLessThanOrEqual(1)
  await look(of, 'series-inbox')
})

test('SR5 SR6 a coach pencils weekly, and a missing slot is made', async ({ browser }) => {
  const coach = await open(browser, anna)
  await coach.goto(`${server.url}/app/sessions`)
  await coach
    .getByRole('tabpanel')
    .getByRole('listitem')
    .filter({ hasText: sam.displayName })
    .first()
    .getByRole('button')
    .first()
    .click()
  await coach
    .getByRole('button', { name: /^(Book again|Pencil in|Book the next)/ })
    .first()
    .click()
  await coach.getByRole('radio').first().click()
  await coach.getByRole('button', { name: 'Repeat weekly…' }).click()
  const dialog = coach.getByRole('dialog', { name: `Book weekly for ${sam.displayName}` })
  await expect(dialog.getByText('There is no slot yet: one is made.').first()).toBeVisible()
  await look(coach, 'series-pencil')
  await dialog.getByRole('button', { name: /^Book \d dates?$/ }).click()
  await expect(dialog.getByText('Booked', { exact: true }).first()).toBeVisible()
  await dialog.getByRole('button', { name: 'Done' }).click()
})
