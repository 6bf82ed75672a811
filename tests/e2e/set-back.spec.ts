import { type Browser, expect, type Page, test } from '@playwright/test'
import { hourMs } from '#domain/time/durations.ts'
import { createSlots } from './support/create-slots.ts'
import { noon } from './support/noon.ts'
import { openPage } from './support/open-page.ts'
import { findAccessibilityFaults, findOverflows } from './support/page-checks.ts'
import { anna, sam, tina } from './support/people.ts'
import { password, type Person, startTestServer, type TestServer } from './support/server.ts'
import { waitUntilSynced } from './support/shell.ts'
import { timeOf } from './support/time-of.ts'

const [first, second] = [noon, noon + 3 * hourMs] as const

let server: TestServer

test.beforeAll(async () => {
  server = await startTestServer()
  for (const person of [anna, sam, tina]) await server.addAccount(person)
})
test.afterAll(() => server.dispose())

const open = (browser: Browser, person: Person) => openPage(browser, server, person, { isPrivate: true })

const cardIn = (page: Page, name: string | RegExp) => page.getByRole('article', { name })

test('SB5 a server that was set back: both hear of the lost session, the coach books it again', async ({ browser }) => {
  await createSlots({ serverUrl: server.url, name: anna.name, password }, [first])
  const [coach, student] = [await open(browser, anna), await open(browser, sam)]
  await student.getByRole('button', { name: new RegExp(`^Book .*${timeOf(first, sam)}`) }).click()
  await student.getByRole('button', { name: 'Book this slot' }).click()
  await expect(student.getByRole('dialog', { name: 'You are booked' })).toBeVisible()
  await waitUntilSynced(coach)
  await server.copyData()
  await createSlots({ serverUrl: server.url, name: anna.name, password }, [second])
  await student.getByRole('button', { name: 'Close' }).first().click()
  await student.goto(`${server.url}/app/find`)
  await student.getByRole('button', { name: new RegExp(`^Book .*${timeOf(second, sam)}`) }).click()
  await student.getByRole('button', { name: 'Book this slot' }).click()
  await expect(student.getByRole('dialog', { name: 'You are booked' })).toBeVisible()
  await coach.goto(`${server.url}/app/sessions`)
  await expect(coach.getByText(timeOf(second, anna)).first()).toBeVisible()
  await waitUntilSynced(coach)
  await server.setBack()

  for (const page of [coach, student]) {
    await page.goto(`${server.url}/app/inbox`)
    await expect(cardIn(page, 'The server was set back to an earlier state')).toBeVisible()
    await expect(cardIn(page, /^The server has no record of your session with /)).toBeVisible()
    await waitUntilSynced(page)
  }
  // Each in the theme that states.spec.ts does not show these cards in.
  for (const [page, colorScheme] of [
    [coach, 'dark'],
    [student, 'light']
  ] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await findAccessibilityFaults(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await findOverflows(page)).toEqual([])
    await page.setViewportSize({ width: 1280, height: 800 })
  }

  const card = cardIn(coach, /^The server has no record of your session with /)
  await card.getByRole('button', { name: 'Book again' }).focus()
  await coach.keyboard.press('Enter')
  await expect(card).toContainText('It is booked again.')
  await waitUntilSynced(coach)
  await expect(cardIn(student, new RegExp(`^${anna.displayName} booked a session with you`))).toBeVisible()
  await expect(cardIn(student, /^The server has no record of your session with /)).toContainText('It is booked again.')
})
