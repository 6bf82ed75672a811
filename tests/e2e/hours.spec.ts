// How many clicks a coach needs for weekly hours and a holiday.
import { type Browser, expect, type Page, test } from '@playwright/test'
import { dayMs } from '#domain/time/durations.ts'
import { dateAt, wallClockToInstant } from '#domain/time/wall-clock.ts'
import { createSlots } from './support/create-slots.ts'
import { look } from './support/look.ts'
import { openPage } from './support/open-page.ts'
import { anna, sam } from './support/people.ts'
import { password, type Person, startTestServer, type TestServer } from './support/server.ts'
import { waitUntilSynced } from './support/shell.ts'

let server: TestServer

test.beforeEach(async () => {
  server = await startTestServer()
  for (const person of [anna, sam]) await server.addAccount(person)
})
test.afterEach(() => server.dispose())

const open = (browser: Browser, person: Person) =>
  openPage(browser, server, person, { isPrivate: person.role === 'student' })

/** Counts what a hand does to the page, wherever it ends up. */
async function countClicks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counted = window as unknown as { clicks: number }
    counted.clicks = 0
    // Of a key or a script that clicks there is no pointer.
    document.addEventListener('pointerdown', () => (counted.clicks += 1), true)
  })
  return () => page.evaluate(() => (window as unknown as { clicks: number }).clicks)
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const dateOf = (days: number) => dateAt(Date.now() + days * dayMs, anna.zone)
const weekdayName = (date: string) =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' }).format(Date.parse(`${date}T00:00:00Z`))
const dayName = (date: string) =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(`${date}T00:00:00Z`)
  )

/** Chooses a day in a picker that may show another month. Returns how often the month was turned. */
async function chooseDay(page: Page, date: string): Promise<number> {
  const day = page.getByRole('button', { name: dayName(date), exact: true })
  let turned = 0
  await expect(button(page, 'Next month')).toBeVisible()
  while ((await day.count()) === 0 && turned < 2) {
    await button(page, 'Next month').click()
    turned += 1
  }
  await day.first().click()
  return turned
}

test('AV1 AV7 two slots each Monday and Wednesday, and a holiday week: ten clicks, and one undo', async ({
  browser
}) => {
  const page = await open(browser, anna)
  const readClicks = await countClicks(page)
  await button(page, 'Hours').click()
  await page.getByRole('menuitem', { name: 'Weekly hours' }).click()
  await button(page, 'Add a start on Monday').click()
  await button(page, 'Add a start on Monday').click()
  await button(page, 'Copy to… the starts of Monday').click()
  await page.getByRole('menuitem', { name: 'Wednesday' }).click()
  await button(page, 'Add days off').click()
  const turned = (await chooseDay(page, dateOf(1))) + (await chooseDay(page, dateOf(7)))
  await expect(page.getByText(/^Adds \d+ slots$/)).toBeVisible()
  await look(page, 'hours-page')
  await button(page, 'Save hours').click()
  // Where the week lies in the next month, the picker is turned to it once.
  expect(await readClicks()).toBe(10 + turned)
  expect(turned).toBeLessThanOrEqual(1)

  await waitUntilSynced(page)
  const student = await open(browser, sam)
  await expect(button(student, /^Book /).first()).toBeVisible()
  await button(page, 'Undo').click()
  await expect(button(student, /^Book /)).toHaveCount(0)
})

test('AV6 AV7 two weeks of holiday with open slots and two sessions in them: one dialog', async ({ browser }) => {
  const starts = [3, 5, 8, 10].map(days => wallClockToInstant({ date: dateOf(days), minutes: 600 }, anna.zone).at)
  await createSlots({ serverUrl: server.url, name: anna.name, password }, starts)
  const student = await open(browser, sam)
  for (let n = 0; n < 2; n += 1) {
    await button(student, /^Book /)
      .first()
      .click()
    await button(student, 'Book this slot').click()
    await student.getByRole('dialog', { name: 'You are booked' }).getByRole('button', { name: 'Close' }).first().click()
  }
  const page = await open(browser, anna)
  await button(page, 'Hours').click()
  await page.getByRole('menuitem', { name: 'Away' }).click()
  const dialog = page.getByRole('dialog', { name: 'When are you away?' })
  await chooseDay(page, dateOf(1))
  await chooseDay(page, dateOf(14))
  await dialog.getByLabel('Note for students').fill('On holiday')
  await expect(dialog.getByText('2 slots that you opened by hand stay')).toBeVisible()
  await expect(dialog.getByText('2 sessions are booked in this time.')).toBeVisible()
  await expect(dialog.getByRole('button', { name: /^Move the session with / })).toHaveCount(2)
  await expect(dialog.getByRole('button', { name: /^Cancel the session with / })).toHaveCount(2)
  await look(page, 'away')
  await button(page, 'Save days off').click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText('2 sessions stay booked.')).toBeVisible()
  await expect(student.getByText(/On holiday/).first()).toBeVisible()
})

test('AV8 another zone in the settings: the clock times or the moments', async ({ browser }) => {
  // Both clocks change at the same moments, and neither has the chosen weekday today: what is in reach does not depend on the day of the run.
  const weekday = weekdayName(dateOf(3))
  const page = await open(browser, anna)
  await button(page, 'Hours').click()
  await page.getByRole('menuitem', { name: 'Weekly hours' }).click()
  await button(page, `Add a start on ${weekday}`).click()
  await button(page, 'Save hours').click()
  await waitUntilSynced(page)
  await page.getByRole('link', { name: 'Settings' }).first().click()
  await page.getByRole('combobox', { name: 'Time zone of your calendar' }).fill('Helsinki')
  await page
    .getByRole('option', { name: /Helsinki/ })
    .first()
    .click()
  await button(page, 'Save changes').first().click()
  const dialog = page.getByRole('dialog', { name: 'Your hours in the new zone' })
  await expect(dialog.getByText(/^Takes \d+ open slots? away$/)).toBeVisible()
  await look(page, 'zone-change')
  await dialog.getByRole('radio', { name: 'Keep the moments' }).check()
  await expect(dialog.getByText('No slots are added or taken away.')).toBeVisible()
  await dialog.getByRole('radio', { name: 'Keep the clock times' }).check()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  await waitUntilSynced(page)
  await page.goto(`${server.url}/app/hours`)
  await expect(page.getByLabel(`${weekday}, start 1`)).toHaveValue('09:00')
  await expect(page.getByText(/Helsinki/).first()).toBeVisible()
})
