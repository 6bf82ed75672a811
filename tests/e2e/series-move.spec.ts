import { type Browser, expect, type Locator, type Page, test } from '@playwright/test'
import { dayMs, hourMs } from '#domain/time/durations.ts'
import { createSlots } from './support/create-slots.ts'
import { openPage } from './support/open-page.ts'
import { findAccessibilityFaults, findOverflows } from './support/page-checks.ts'
import { anna, sam } from './support/people.ts'
import { password, type Person, startTestServer, type TestServer } from './support/server.ts'
import { waitUntilFetched } from './support/shell.ts'
import { timeOf } from './support/time-of.ts'

const weekMs = 7 * dayMs
const first = Math.ceil(Date.now() / dayMs) * dayMs + 3 * dayMs + 9 * hourMs
const weeks = [0, 1, 2, 3].map(week => first + week * weekMs)
/** Open in two of the weeks alone. */
const later = [first + 4 * hourMs, first + 2 * weekMs + 4 * hourMs]

let server: TestServer

test.beforeAll(async () => {
  server = await startTestServer()
  for (const person of [anna, sam]) await server.addAccount(person)
  await createSlots({ serverUrl: server.url, name: anna.name, password }, [...weeks, ...later])
})
test.afterAll(() => server.dispose())

const open = (browser: Browser, person: Person) => openPage(browser, server, person, { isPrivate: true })

/** Looks at a dialog with axe, and for what is too wide or out of sight; `COACHDESK_PICTURES` keeps pictures in both themes. */
async function look(page: Page, name: string, button?: Locator): Promise<void> {
  const usual = page.viewportSize() ?? { width: 1280, height: 720 }
  const folder = process.env['COACHDESK_PICTURES']
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
    for (const [width, height] of [
      [390, 844],
      [1280, 900]
    ] as const) {
      await page.setViewportSize({ width, height })
      expect(await findOverflows(page)).toEqual([])
      if (button !== undefined) await expect(button).toBeInViewport({ ratio: 1 })
      // Colours fade into each other: a picture of the middle is one of neither theme.
      await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
      if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png` })
    }
    expect(await findAccessibilityFaults(page)).toEqual([])
  }
  await page.setViewportSize(usual)
  await page.emulateMedia({ colorScheme: 'light' })
}

async function askToMove(page: Page, startsAt: number, person: Person): Promise<Locator> {
  await page
    .getByRole('button', { name: new RegExp(`^Move session: .*${timeOf(startsAt, person)}`) })
    .first()
    .click()
  const dialog = page.getByRole('dialog', { name: 'Move this session?' })
  await dialog.getByRole('radio', { name: 'This and all following of the series' }).check()
  return dialog
}

test('SR7 SR9 SR10 this and all following are moved: offline by the coach, to open slots alone by the student', async ({
  browser
}) => {
  const student = await open(browser, sam)
  await test.step('the student books four weeks', async () => {
    await student
      .getByRole('button', { name: new RegExp(`^Book .*${timeOf(first, sam)}`) })
      .first()
      .click()
    await student.getByRole('button', { name: 'Repeat weekly…' }).click()
    await student.getByRole('button', { name: 'Book 4 dates' }).click()
    await expect(student.getByRole('dialog').getByText('Booked', { exact: true })).toHaveCount(4)
    await student.getByRole('button', { name: 'Done' }).click()
  })

  const coach = await open(browser, anna)
  await test.step('the coach, offline, sees date by date where each goes, and leaves one where it is', async () => {
    await coach.goto(`${server.url}/app/sessions`)
    const dialog = await askToMove(coach, first, anna)
    await waitUntilFetched(coach, 'series-actions')
    await coach.context().setOffline(true)
    await dialog.getByText('Any free time').click()
    await dialog.getByLabel('Starts at').fill(timeOf(first + hourMs, anna))
    const boxes = dialog.getByRole('region', { name: 'What happens to each date' }).getByRole('checkbox')
    await expect(boxes).toHaveCount(4)
    await boxes.nth(3).uncheck()
    const button = dialog.getByRole('button', { name: 'Move 3 sessions' })
    await look(coach, 'series-move', button)
    await button.click()
    await expect(dialog.getByText('Waiting for the answer')).toHaveCount(3)
    await coach.context().setOffline(false)
    await expect(dialog.getByText('Moved', { exact: true })).toHaveCount(3)
    await look(coach, 'series-move-result')
    await dialog.getByRole('button', { name: 'Close' }).last().click()
  })

  await test.step('the student is told once; the coach takes all of it back at once', async () => {
    await student.goto(`${server.url}/app/inbox`)
    const told = student.getByRole('article', { name: `${anna.displayName} moved 3 sessions of a series` })
    await expect(told).toHaveCount(1)
    await expect(told.getByRole('listitem')).toHaveCount(3)
    await look(student, 'series-moved-inbox')
    await coach.keyboard.press('Control+z')
    await expect(student.getByRole('article', { name: /moved 3 sessions of a series$/ })).toHaveCount(2)
  })

  await test.step('the student moves to open slots; a date without one says so and stays', async () => {
    await student.goto(`${server.url}/app/sessions`)
    const dialog = await askToMove(student, first, sam)
    await dialog
      .getByRole('radio', { name: new RegExp(`^${timeOf(first + 4 * hourMs, sam)}`) })
      .first()
      .check()
    const dates = dialog.getByRole('region', { name: 'What happens to each date' })
    await expect(dates.getByRole('checkbox')).toHaveCount(4)
    await expect(dates.getByText(/^Stays here, it cannot go to .* The coach has no slot at this time\.$/)).toHaveCount(
      2
    )
    const button = dialog.getByRole('button', { name: 'Move 2 sessions' })
    await look(student, 'series-move-student', button)
    await button.click()
    await expect(dialog.getByText('Moved', { exact: true })).toHaveCount(2)
    await expect(dialog.getByText('Stays as it is')).toHaveCount(2)
  })
})
