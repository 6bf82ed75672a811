import { type Browser, expect, type Page, test } from '@playwright/test'
import { hourMs } from '#domain/time/durations.ts'
import { createSlots } from './support/create-slots.ts'
import { noon } from './support/noon.ts'
import { openPage } from './support/open-page.ts'
import { findAccessibilityFaults, findOverflows } from './support/page-checks.ts'
import { anna, sam, tina } from './support/people.ts'
import { password, type Person, startTestServer, type TestServer } from './support/server.ts'
import { waitUntilStored, waitUntilSynced } from './support/shell.ts'
import { timeOf } from './support/time-of.ts'

const starts = [noon, noon + 3 * hourMs, noon + 6 * hourMs]

let server: TestServer

test.beforeAll(async () => {
  server = await startTestServer()
  for (const person of [anna, sam, tina]) await server.addAccount(person)
  await createSlots({ serverUrl: server.url, name: anna.name, password }, starts)
})
test.afterAll(() => server.dispose())

// The coach opens a dialog offline, which the service worker has stored.
const open = (browser: Browser, person: Person) =>
  openPage(browser, server, person, { isPrivate: person.role === 'student' })

async function book(page: Page, startsAt: number): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^Book .*${timeOf(startsAt, sam)}`) }).click()
  await page.getByRole('button', { name: 'Book this slot' }).click()
  await expect(page.getByRole('dialog', { name: 'You are booked' })).toBeVisible()
}

test('PC1 MG3 pencilled in offline, booked online by another: the coach is told and offers the next slot', async ({
  browser
}) => {
  const [first = 0, second = 0, third = 0] = starts
  const student = await open(browser, sam)
  await book(student, first)
  const coach = await open(browser, anna)
  const date = new Intl.DateTimeFormat('sv-SE', { timeZone: anna.zone }).format(first)
  await coach.goto(`${server.url}/app/calendar?date=${date}&view=agenda`)
  const slotIn = (startsAt: number) =>
    coach.getByRole('main').getByRole('button', { name: new RegExp(`, ${timeOf(startsAt, anna)}–`) })
  await expect(slotIn(first)).toContainText(sam.displayName)
  await waitUntilSynced(coach)
  // The dialog is a part of the page that was never opened before.
  await waitUntilStored(coach)

  await test.step('offline, the coach pencils the known student in', async () => {
    await coach.context().setOffline(true)
    await slotIn(second).click()
    await coach.getByRole('button', { name: 'Pencil in…' }).click()
    const dialog = coach.getByRole('dialog', { name: 'Pencil in a student' })
    await dialog.getByRole('combobox', { name: 'Student' }).click()
    await coach.getByRole('option', { name: sam.displayName }).click()
    expect(await findAccessibilityFaults(coach)).toEqual([])
    await coach.setViewportSize({ width: 390, height: 844 })
    expect(await findOverflows(coach)).toEqual([])
    await coach.setViewportSize({ width: 1280, height: 800 })
    await dialog.getByRole('button', { name: 'Pencil in', exact: true }).click()
    await expect(slotIn(second)).toContainText('Pencilled in')
    await expect(slotIn(second)).toContainText(sam.displayName)
  })

  const other = await open(browser, tina)
  await book(other, second)

  await test.step('back online, the inbox says who has the slot, and books another for the same student', async () => {
    await coach.context().setOffline(false)
    await expect(slotIn(second)).toContainText(tina.displayName, { timeout: 30_000 })
    await coach.goto(`${server.url}/app/inbox`)
    const card = coach.getByRole('article', { name: `${sam.displayName} could not be booked` })
    await expect(card).toContainText(`${tina.displayName} has this slot now.`)
    await expect(card.locator(`a[href="tel:${sam.phone}"]`)).toBeVisible()
    expect(await findAccessibilityFaults(coach)).toEqual([])
    await card.getByRole('button', { name: new RegExp(`Pencil in .*${timeOf(third, anna)}`) }).click()
    await coach.getByRole('dialog').getByRole('button', { name: 'Pencil in', exact: true }).click()
    // It closes once the change is stored: a page that is left before has nothing to send.
    await expect(coach.getByRole('dialog')).toBeHidden()
    await coach.goto(`${server.url}/app/sessions`)
    const row = coach.getByRole('listitem').filter({ hasText: timeOf(third, anna) })
    await expect(row).toContainText('Confirmed')
  })

  await test.step('the student is told of the session that came about, and of nothing else', async () => {
    await student.goto(`${server.url}/app/inbox`)
    const card = student.getByRole('article')
    await expect(card).toHaveCount(1)
    await expect(card).toContainText('Anna Bergström booked a session with you')
    await expect(card).toContainText(timeOf(third, sam))
  })
  for (const page of [student, coach, other]) await page.context().close()
})
