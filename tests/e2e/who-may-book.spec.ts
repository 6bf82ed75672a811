import { type Browser, expect, test } from '@playwright/test'
import { hourMs } from '#domain/time/durations.ts'
import { createSlots } from './support/create-slots.ts'
import { noon } from './support/noon.ts'
import { openPage } from './support/open-page.ts'
import { findAccessibilityFaults, findOverflows } from './support/page-checks.ts'
import { anna, sam } from './support/people.ts'
import { password, type Person, startTestServer, type TestServer } from './support/server.ts'
import { goTo, waitUntilSynced } from './support/shell.ts'

const starts = [noon, noon + 3 * hourMs]

let server: TestServer

test.beforeAll(async () => {
  server = await startTestServer()
  for (const person of [anna, sam]) await server.addAccount(person)
  await createSlots({ serverUrl: server.url, name: anna.name, password }, starts)
})
test.afterAll(() => server.dispose())

const open = (browser: Browser, person: Person) => openPage(browser, server, person)

test('BK23 BL3 HM3 a booking with a message, the place of it, and a block that only the coach knows', async ({
  browser
}) => {
  const coach = await open(browser, anna)
  await goTo(coach, 'Settings')
  await coach.getByRole('radio', { name: 'At a web address' }).check()
  await coach.getByRole('textbox', { name: 'Web address' }).fill('https://meet.example/anna')
  await coach.getByRole('region', { name: 'How you meet' }).getByRole('button', { name: 'Save changes' }).click()
  await waitUntilSynced(coach)
  expect(await findAccessibilityFaults(coach)).toEqual([])

  const student = await open(browser, sam)
  await student
    .getByRole('button', { name: /^Book / })
    .first()
    .click()
  await student.getByLabel(`Message to ${anna.displayName} (optional)`).fill('About the interview.')
  expect(await findAccessibilityFaults(student)).toEqual([])
  await student.getByRole('button', { name: 'Book this slot' }).click()
  await expect(student.getByRole('dialog', { name: 'You are booked' })).toBeVisible()
  await student.getByRole('link', { name: 'Open the session' }).click()
  await expect(student.getByRole('link', { name: 'https://meet.example/anna' })).toBeVisible()

  await goTo(coach, 'Sessions')
  await coach.getByRole('button', { name: sam.displayName, exact: true }).click()
  const card = coach.getByRole('dialog', { name: sam.displayName, exact: true })
  await expect(card).toContainText('About the interview.')
  await card.getByRole('button', { name: `Block ${sam.displayName}…` }).click()
  await coach
    .getByRole('dialog', { name: `Block ${sam.displayName}?` })
    .getByRole('button', { name: 'Block' })
    .click()
  await expect(card).toContainText(`${sam.displayName} is blocked`)
  await coach.setViewportSize({ width: 390, height: 844 })
  expect(await findOverflows(coach)).toEqual([])
  await coach.screenshot({ path: test.info().outputPath('card-390.png') })
  await waitUntilSynced(coach)

  await student.goto(`${server.url}/app/find`)
  await student
    .getByRole('button', { name: /^Book / })
    .first()
    .click()
  await student.getByRole('button', { name: 'Book this slot' }).click()
  await expect(student.getByText('takes your bookings by arrangement only')).toBeVisible()
  await student.screenshot({ path: test.info().outputPath('by-arrangement.png') })
})
