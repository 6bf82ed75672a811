import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test'
import { dayMs } from '#domain/time/durations.ts'
import { createSlots } from './support/create-slots.ts'
import { noon } from './support/noon.ts'
import { findAccessibilityFaults, findOverflows } from './support/page-checks.ts'
import { anna, sam } from './support/people.ts'
import { password, type Person, startTestServer, type TestServer } from './support/server.ts'
import { goTo, waitUntilStored, waitUntilSynced } from './support/shell.ts'
import { signIn } from './support/sign-in.ts'

/** The session is over by then. */
const later = 6 * dayMs

let server: TestServer

test.beforeAll(async () => {
  server = await startTestServer()
  for (const person of [anna, sam]) await server.addAccount(person)
  await createSlots({ serverUrl: server.url, name: anna.name, password }, [noon])
})
test.afterAll(() => server.dispose())

interface Device {
  readonly context: BrowserContext
  readonly page: Page
}

async function open(browser: Browser, person: Person, aheadMs: number): Promise<Device> {
  const context = await browser.newContext({ timezoneId: person.zone, locale: 'en-GB' })
  const page = await context.newPage()
  if (aheadMs > 0) await page.clock.setSystemTime(Date.now() + aheadMs)
  await signIn(page, { serverUrl: server.url, name: person.name, password })
  await waitUntilSynced(page)
  return { context, page }
}

/** Axe, and whether anything is cut off at 390 px; pictures in both themes. */
async function look(page: Page, name: string): Promise<void> {
  expect(await findAccessibilityFaults(page)).toEqual([])
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await page.screenshot({ path: test.info().outputPath(`${name}-${scheme}.png`) })
  }
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await findOverflows(page)).toEqual([])
  await page.screenshot({ path: test.info().outputPath(`${name}-390.png`) })
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
}

test('SU2 SU3 SU5 SU6 a summary and actions, ticked in a tunnel while the coach changes them', async ({ browser }) => {
  const booking = await open(browser, sam, 0)
  await goTo(booking.page, 'Find a slot')
  await booking.page
    .getByRole('button', { name: /^Book / })
    .first()
    .click()
  await booking.page.getByRole('button', { name: 'Book this slot' }).click()
  await expect(booking.page.getByRole('dialog', { name: 'You are booked' })).toBeVisible()
  await booking.context.close()
  await server.setClockAhead(later)
  const [{ page: coach }, { page: student, context: tunnel }] = [
    await open(browser, anna, later),
    await open(browser, sam, later)
  ]
  const dialog = coach.getByRole('dialog', { name: /Wrap up/ })

  await test.step('the coach writes them, and a reload in the middle loses nothing', async () => {
    await goTo(coach, 'Sessions')
    await coach.getByRole('tab', { name: /Past/ }).click()
    await coach.getByRole('button', { name: /^Wrap up: / }).click()
    await dialog.getByRole('radio', { name: /Happened/ }).click()
    await dialog.getByRole('combobox', { name: /^Satisfaction/ }).selectOption('4')
    await dialog.getByRole('textbox', { name: 'Notes' }).fill('Tired today.')
    await dialog.getByRole('textbox', { name: 'Summary for the student' }).fill('We practised **openings**.')
    const added = dialog.getByRole('textbox', { name: 'New action' })
    for (const text of ['Read chapter 2', 'Record a speech']) {
      await added.fill(text)
      await added.press('Enter')
    }
    await dialog.getByRole('button', { name: /^Action 1: by when/ }).click()
    await coach
      .getByRole('button', { name: /^\d+ \w+ \d{4}$/ })
      .last()
      .click()
    await dialog.getByRole('combobox', { name: 'New action: for whom' }).selectOption('coach')
    await added.fill('Find an easier text')
    await expect(dialog.locator('output[aria-busy="false"]')).toHaveText(/^Draft saved on/)
    await coach.reload()
    await coach.getByRole('tab', { name: /Past/ }).click()
    await coach.getByRole('button', { name: /^Wrap up: / }).click()
    await expect(added).toHaveValue('Find an easier text')
    await expect(dialog.getByRole('textbox', { name: 'Action 2', exact: true })).toHaveValue('Record a speech')
    await added.scrollIntoViewIfNeeded()
    await look(coach, 'wrap-up')
    await coach.keyboard.press('Control+Enter')
    await expect(dialog).toBeHidden()
    await waitUntilSynced(coach)
  })

  await test.step('the student reads the summary, and nothing that is the coach’s', async () => {
    await goTo(student, 'My sessions')
    await student.getByRole('tab', { name: /Past/ }).click()
    const row = student.getByRole('listitem').filter({ hasText: anna.displayName }).first()
    await expect(row.locator('strong', { hasText: 'openings' })).toBeVisible()
    await expect(row).toContainText('Record a speech')
    await expect(row).not.toContainText('easier')
    await expect(row).not.toContainText('Tired')
    await look(student, 'student-sessions')
    await goTo(student, 'Actions')
    await expect(student.getByRole('main').getByRole('listitem')).toHaveCount(2)
    await look(student, 'student-actions')
  })

  await test.step('in a tunnel the student ticks both, while the coach changes one and removes the other', async () => {
    await waitUntilStored(student)
    await tunnel.setOffline(true)
    for (const text of ['Read chapter 2', 'Record a speech']) {
      // It is ticked once that is stored, and moves to another part of the list then.
      await student.getByRole('checkbox', { name: text, exact: true }).click()
      await expect(student.getByRole('region', { name: 'Done' })).toContainText(text)
    }
    await expect(student.getByRole('region', { name: 'Done' }).getByRole('listitem')).toHaveCount(2)
    await coach.getByRole('button', { name: /^Edit feedback: / }).click()
    await dialog.getByRole('textbox', { name: 'Action 1', exact: true }).fill('Read chapters 2 and 3')
    await dialog.getByRole('button', { name: 'Remove: Record a speech' }).click()
    await coach.keyboard.press('Control+Enter')
    await expect(dialog).toBeHidden()
    await waitUntilSynced(coach)
    await tunnel.setOffline(false)
    await waitUntilSynced(student)
  })

  await test.step('both see what was ticked, and what it said', async () => {
    for (const page of [student, coach]) {
      await goTo(page, 'Actions')
      const done = page.getByRole('region', { name: 'Done' })
      await expect(done).toContainText('Read chapters 2 and 3')
      await expect(done).toContainText('Ticked when it said: “Read chapter 2”')
      await expect(done).toContainText('Record a speech')
      await expect(done).toContainText(/removed it after/)
    }
    await look(coach, 'coach-actions')
    await coach.getByRole('checkbox', { name: 'Find an easier text' }).click()
    await expect(coach.getByRole('region', { name: 'Done' })).toContainText('Find an easier text')
    await coach
      .getByRole('link', { name: /^Session of / })
      .first()
      .click()
    const card = coach.getByRole('dialog', { name: sam.displayName })
    await expect(card).toContainText('Ticked when it said')
    await look(coach, 'session-card')
  })
})
