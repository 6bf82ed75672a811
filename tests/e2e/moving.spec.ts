import { type Browser, expect, type Locator, type Page, test } from '@playwright/test'
import { dayMs, hourMs } from '#domain/time/durations.ts'
import { createSlots } from './support/create-slots.ts'
import { openPage } from './support/open-page.ts'
import { findAccessibilityFaults, findOverflows } from './support/page-checks.ts'
import { anna, sam } from './support/people.ts'
import { password, type Person, startTestServer, type TestServer } from './support/server.ts'
import { waitUntilFetched } from './support/shell.ts'
import { timeOf } from './support/time-of.ts'

/** Ten in Berlin or near it, in a few days: the grid shows what is around it. */
const ten = Math.ceil(Date.now() / dayMs) * dayMs + 3 * dayMs + 9 * hourMs
const starts = [ten, ten + 4 * hourMs]
const date = new Date(ten).toISOString().slice(0, 10)

let server: TestServer

test.beforeAll(async () => {
  server = await startTestServer()
  for (const person of [anna, sam]) await server.addAccount(person)
  await createSlots({ serverUrl: server.url, name: anna.name, password }, starts)
})
test.afterAll(() => server.dispose())

const open = (browser: Browser, person: Person) => openPage(browser, server, person, { isPrivate: true })

const block = (page: Page, look: string) => page.locator(`[data-event-id][data-look="${look}"]`)

/** Looks at a dialog as a picture and with axe, also in a narrow window. */
async function look(page: Page, dialog: Locator, name: string): Promise<void> {
  expect(await findAccessibilityFaults(page)).toEqual([])
  const folder = process.env['COACHDESK_PICTURES']
  for (const [width, height] of [
    [390, 844],
    [1280, 900]
  ] as const) {
    await page.setViewportSize({ width, height })
    await expect(dialog).toBeVisible()
    expect(await findOverflows(page)).toEqual([])
    for (const colorScheme of ['light', 'dark'] as const) {
      if (folder === undefined) continue
      await page.emulateMedia({ colorScheme })
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
      // Colours fade into each other: a picture of the middle is one of neither theme.
      await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
      await page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png` })
    }
  }
}

test('RS12 RS13 JN9 a session is dragged to a free time, nudged by keys, and its day is cancelled offline', async ({
  browser
}) => {
  const student = await open(browser, sam)
  const coach = await open(browser, anna)
  const [first = 0, second = 0] = starts

  await test.step('the student books', async () => {
    await student.getByRole('button', { name: new RegExp(`^Book .*${timeOf(first, sam)}`) }).click()
    await student.getByRole('button', { name: 'Book this slot' }).click()
    await expect(student.getByRole('dialog', { name: 'You are booked' })).toBeVisible()
  })

  await test.step('the coach drags it half over an open slot: that is named, and goes with the move', async () => {
    await coach.goto(`${server.url}/app/calendar?date=${date}&view=day`)
    const [booked, free] = [block(coach, 'booked'), block(coach, 'open')]
    await expect(booked).toHaveCount(1)
    await booked.scrollIntoViewIfNeeded()
    const [from, to] = [await booked.boundingBox(), await free.boundingBox()]
    if (from === null || to === null) throw new Error('not drawn')
    const x = from.x + from.width / 2
    await coach.mouse.move(x, from.y + 10)
    await coach.mouse.down()
    await coach.mouse.move(x, from.y + 40, { steps: 4 })
    await coach.mouse.move(x, to.y + 10 - from.height / 4, { steps: 8 })
    await coach.mouse.up()
    const dialog = coach.getByRole('dialog', { name: 'Move this session?' })
    await expect(dialog).toContainText('This open slot gives way and is withdrawn:')
    await expect(dialog).toContainText(timeOf(second, anna))
    await look(coach, dialog, 'move-anywhere')
    await dialog.getByLabel('Why (optional)').fill('A train')
    await dialog.getByRole('button', { name: 'Move session', exact: true }).click()
    await expect(coach.getByRole('dialog', { name: 'Session moved' })).toBeVisible()
    await coach.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
    // The old hours are open, those below the new ones are gone.
    await expect(block(coach, 'open')).toHaveCount(1)
    await expect(block(coach, 'open')).toContainText(timeOf(first, anna))
  })

  await test.step('Alt with an arrow asks for half an hour more; the student reads each move', async () => {
    await block(coach, 'booked').focus()
    await coach.keyboard.press('Alt+ArrowDown')
    const dialog = coach.getByRole('dialog', { name: 'Move this session?' })
    await expect(dialog).toContainText('The new hours overlap the old ones')
    await dialog.getByRole('button', { name: 'Move session', exact: true }).click()
    await expect(coach.getByRole('dialog', { name: 'Session moved' })).toBeVisible()
    await coach.keyboard.press('Escape')
    await student.goto(`${server.url}/app/inbox`)
    await expect(student.getByRole('article', { name: /moved a session/ })).toHaveCount(2)
  })

  await test.step('without a network the day is cancelled: who is not told yet, and whom to phone', async () => {
    await coach.goto(`${server.url}/app/calendar?date=${date}&view=agenda`)
    const control = coach.getByRole('button', { name: /^Cancel this day: / }).first()
    await expect(control).toBeVisible()
    await waitUntilFetched(coach, 'cancel-day-dialog')
    await coach.context().setOffline(true)
    await control.click()
    const dialog = coach.getByRole('dialog', { name: /^Cancel / })
    await expect(dialog).toContainText('Open slots that are withdrawn')
    await dialog.getByLabel('Reason').fill('I am ill')
    await look(coach, dialog, 'cancel-day')
    await dialog.getByRole('button', { name: 'Cancel 1 session' }).click()
    await expect(dialog.getByRole('region', { name: 'Not told yet: waits for the server' })).toContainText(
      sam.displayName
    )
    await expect(dialog.locator('a[href^="tel:"]')).toHaveCount(1)
    await look(coach, dialog, 'cancel-day-waiting')
    await coach.context().setOffline(false)
    await expect(dialog.getByRole('region', { name: 'Cancelled, and the student is told' })).toContainText(
      sam.displayName
    )
    await look(coach, dialog, 'cancel-day-told')
    await expect(student.getByRole('article', { name: /cancelled a session/ })).toContainText('I am ill')
  })
})
