import { type Browser, expect, type Page, test } from '@playwright/test'
import { createSlots } from './support/create-slots.ts'
import { noon } from './support/noon.ts'
import { openPage } from './support/open-page.ts'
import { findAccessibilityFaults, findOverflows } from './support/page-checks.ts'
import { anna, sam } from './support/people.ts'
import { password, type Person, startTestServer, type TestServer } from './support/server.ts'
import { goTo, waitUntilStored, waitUntilSynced } from './support/shell.ts'

let server: TestServer

test.beforeAll(async () => {
  server = await startTestServer()
  for (const person of [anna, sam]) await server.addAccount(person)
  await createSlots({ serverUrl: server.url, name: anna.name, password }, [noon])
})
test.afterAll(() => server.dispose())

const open = (browser: Browser, person: Person) => openPage(browser, server, person)

async function openStudent(page: Page): Promise<void> {
  await goTo(page, 'Students')
  await page.getByLabel('Search by name or tag').fill('okaf')
  await page.getByRole('link', { name: sam.displayName }).click()
  await expect(page.getByRole('heading', { level: 1, name: sam.displayName })).toBeVisible()
}

const dossier = (page: Page) => page.getByRole('region', { name: 'Dossier' })

test('DO1 MG21 a dossier that is written on two devices without a network keeps both texts, and its student sees none', async ({
  browser
}) => {
  const student = await open(browser, sam)
  await student
    .getByRole('button', { name: /^Book / })
    .first()
    .click()
  await student.getByRole('button', { name: 'Book this slot' }).click()
  await expect(student.getByRole('dialog', { name: 'You are booked' })).toBeVisible()

  const [laptop, tablet] = [await open(browser, anna), await open(browser, anna)]
  for (const page of [laptop, tablet]) {
    await openStudent(page)
    await expect(page.getByRole('link', { name: /\+?44/ }).first()).toBeVisible()
    await waitUntilStored(page)
    await page.context().setOffline(true)
  }
  // Without a network, from the first letter on: what is typed outlives a reload.
  await dossier(laptop).getByRole('button', { name: 'Edit' }).click()
  await dossier(laptop).getByLabel('Goals').fill('To speak up in meetings.')
  await expect(dossier(laptop).getByText(/^Draft saved on this device/)).toBeVisible()
  await laptop.reload()
  await expect(dossier(laptop).getByText(/^Go on with your draft/)).toBeVisible()
  await expect(dossier(laptop).getByLabel('Goals')).toHaveValue('To speak up in meetings.')
  expect(await findAccessibilityFaults(laptop)).toEqual([])
  await dossier(laptop).getByRole('button', { name: 'Save' }).click()
  await expect(dossier(laptop).getByRole('button', { name: 'Edit' })).toBeVisible()

  await dossier(tablet).getByRole('button', { name: 'Edit' }).click()
  await dossier(tablet).getByLabel('Goals').fill('A **keynote** in May.')
  await dossier(tablet).getByLabel('Tags').fill('board, speaking')
  await dossier(tablet)
    .getByLabel(/agreed to be listed/)
    .check()
  await dossier(tablet).getByRole('button', { name: 'Save' }).click()
  await expect(dossier(tablet).getByText('keynote')).toBeVisible()

  for (const page of [laptop, tablet]) {
    await page.context().setOffline(false)
    await waitUntilSynced(page)
  }
  for (const page of [laptop, tablet]) {
    await expect(dossier(page)).toContainText('To speak up in meetings.')
    await expect(dossier(page)).toContainText('keynote in May.')
    await expect(page.getByText('speaking', { exact: true })).toBeVisible()
  }
  // One of the two devices found that both had written, and says so.
  const told = [laptop, tablet].map(page => page.getByRole('navigation', { name: 'Main' }).getByText(/item of news/))
  await expect(async () => {
    const counts = await Promise.all(told.map(badge => badge.count()))
    expect(Math.max(...counts)).toBe(1)
  }).toPass()

  await tablet.setViewportSize({ width: 390, height: 844 })
  expect(await findOverflows(tablet)).toEqual([])
  await tablet.screenshot({ path: test.info().outputPath('student-390.png'), fullPage: true })
  await laptop.screenshot({ path: test.info().outputPath('student.png'), fullPage: true })
  await student.reload()
  await waitUntilSynced(student)
  expect(await student.content()).not.toContain('speak up')
})
