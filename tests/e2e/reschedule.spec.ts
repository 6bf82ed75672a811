import { type Browser, expect, type Page, test } from '@playwright/test'
import { hourMs } from '#domain/time/durations.ts'
import { createSlots } from './support/create-slots.ts'
import { noon } from './support/noon.ts'
import { openPage } from './support/open-page.ts'
import { findAccessibilityFaults, findOverflows } from './support/page-checks.ts'
import { anna, sam } from './support/people.ts'
import { password, type Person, startTestServer, type TestServer } from './support/server.ts'
import { timeOf } from './support/time-of.ts'

const starts = [noon, noon + 3 * hourMs, noon + 6 * hourMs]

let server: TestServer

test.beforeAll(async () => {
  server = await startTestServer()
  for (const person of [anna, sam]) await server.addAccount(person)
  await createSlots({ serverUrl: server.url, name: anna.name, password }, starts)
})
test.afterAll(() => server.dispose())

const open = (browser: Browser, person: Person) => openPage(browser, server, person, { isPrivate: true })

async function openMove(page: Page) {
  await page.goto(`${server.url}/app/sessions`)
  await page.getByRole('button', { name: /^Move session: / }).click()
  const dialog = page.getByRole('dialog', { name: 'Move this session?' })
  await expect(dialog).toBeVisible()
  return dialog
}

test('RS1 RS6 RS7 a session is moved by the student, then by the coach, and each is told', async ({ browser }) => {
  const student = await open(browser, sam)
  const coach = await open(browser, anna)
  const [first = 0, second = 0, third = 0] = starts

  await test.step('the student books and moves the session; the old hours are open again', async () => {
    await student.getByRole('button', { name: new RegExp(`^Book .*${timeOf(first, sam)}`) }).click()
    await student.getByRole('button', { name: 'Book this slot' }).click()
    await expect(student.getByRole('dialog', { name: 'You are booked' })).toBeVisible()
    const dialog = await openMove(student)
    await expect(dialog).toContainText('You can move it here until')
    await dialog.getByRole('radio', { name: new RegExp(timeOf(second, sam)) }).check()
    await dialog.getByLabel('Why (optional)').fill('My train')
    expect(await findAccessibilityFaults(student)).toEqual([])
    await student.setViewportSize({ width: 390, height: 844 })
    expect(await findOverflows(student)).toEqual([])
    await dialog.getByRole('button', { name: 'Move session', exact: true }).click()
    const moved = student.getByRole('dialog', { name: 'Session moved' })
    await expect(moved).toContainText('Anna Bergström is told')
    await student.setViewportSize({ width: 1280, height: 800 })
  })

  await test.step('the coach is told, with both times and the reason', async () => {
    await coach.goto(`${server.url}/app/inbox`)
    const card = coach.getByRole('article', { name: 'Sam Okafor moved a session' })
    await expect(card).toContainText(timeOf(first, anna))
    await expect(card).toContainText(timeOf(second, anna))
    await expect(card).toContainText('My train')
    await card.getByRole('button', { name: 'Move session…' }).click()
    const dialog = coach.getByRole('dialog', { name: 'Move this session?' })
    await dialog.getByRole('radio', { name: new RegExp(timeOf(third, anna)) }).check()
    await dialog.getByRole('radio', { name: 'Withdraw them' }).check()
    expect(await findAccessibilityFaults(coach)).toEqual([])
    await dialog.getByRole('button', { name: 'Move session', exact: true }).click()
    await expect(coach.getByRole('dialog', { name: 'Session moved' })).toBeVisible()
  })

  await test.step('the student sees the new time, the card its history; the withdrawn hours are gone', async () => {
    await student.goto(`${server.url}/app/sessions`)
    const row = student.getByRole('listitem').filter({ hasText: anna.displayName })
    await expect(row).toContainText(timeOf(third, sam))
    await row.getByRole('button', { name: anna.displayName, exact: true }).click()
    const card = student.getByRole('dialog', { name: anna.displayName })
    await expect(card.getByRole('region', { name: 'Moved' }).getByRole('listitem')).toHaveCount(2)
    await expect(card).toContainText('Reason: My train')
    expect(await findAccessibilityFaults(student)).toEqual([])
    await student.goto(`${server.url}/app/find`)
    await expect(student.getByRole('button', { name: new RegExp(`^Book .*${timeOf(first, sam)}`) })).toBeVisible()
    await expect(student.getByRole('button', { name: new RegExp(`^Book .*${timeOf(second, sam)}`) })).toHaveCount(0)
  })
  await student.context().close()
  await coach.context().close()
})
