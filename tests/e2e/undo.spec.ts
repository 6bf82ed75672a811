import { expect, test } from '@playwright/test'
import { createSlots } from './support/create-slots.ts'
import { noon } from './support/noon.ts'
import { openPage } from './support/open-page.ts'
import { findAccessibilityFaults, findOverflows } from './support/page-checks.ts'
import { anna, sam } from './support/people.ts'
import { password, startTestServer, type TestServer } from './support/server.ts'
import { goToSlots, waitUntilStored, waitUntilSynced } from './support/shell.ts'
import { signIn } from './support/sign-in.ts'

let server: TestServer

test.beforeAll(async () => {
  server = await startTestServer()
  for (const person of [anna, sam]) await server.addAccount(person)
  await createSlots({ serverUrl: server.url, name: anna.name, password }, [noon])
})
test.afterAll(() => server.dispose())

test('JN4 JN6 JN8 by keyboard: a removed slot comes back, a booking does not go, an unsent cancellation does', async ({
  browser
}) => {
  const coach = await openPage(browser, server, anna)

  await test.step('the coach removes a slot and takes that back, after a reload too', async () => {
    const date = new Intl.DateTimeFormat('sv-SE', { timeZone: anna.zone }).format(noon)
    await coach.goto(`${server.url}/app/calendar?date=${date}&view=agenda`)
    const slot = coach.getByRole('main').locator('[data-event-id]')
    await expect(slot).toHaveCount(1)
    await slot.press('Delete')
    await coach.getByRole('button', { name: 'Remove slot' }).click()
    await expect(slot).toHaveCount(0)
    await waitUntilSynced(coach)
    await coach.reload()
    await waitUntilSynced(coach)
    await coach.keyboard.press('ControlOrMeta+z')
    await expect(coach.getByText(/^Undone: Slot removed/)).toBeVisible()
    await expect(slot).toHaveCount(1)
    await waitUntilSynced(coach)
  })

  const context = await browser.newContext({ timezoneId: sam.zone, locale: 'en-GB' })
  const student = await context.newPage()
  await signIn(student, { serverUrl: server.url, name: sam.name, password })
  await goToSlots(student, sam)

  await test.step('a booking is not undone; the session is offered', async () => {
    await student.getByRole('button', { name: /^Book / }).click()
    await student.getByRole('button', { name: 'Book this slot' }).click()
    await expect(student.getByRole('dialog', { name: 'You are booked' })).toBeVisible()
    await student.getByRole('button', { name: 'Done' }).click()
    await expect(student.getByRole('dialog')).toHaveCount(0)
    await student.keyboard.press('ControlOrMeta+z')
    await student.getByRole('button', { name: 'Open the session' }).click()
    const card = student.getByRole('dialog', { name: anna.displayName })
    await card.getByRole('button', { name: 'Close' }).click()
    await expect(card).toBeHidden()
  })

  await test.step('a cancellation that waits for the network is taken back and never sent', async () => {
    await waitUntilSynced(student)
    await waitUntilStored(student)
    await context.setOffline(true)
    await student.getByRole('button', { name: /^Cancel session: / }).click()
    const dialog = student.getByRole('dialog', { name: 'Cancel this session?' })
    await dialog.getByLabel('Reason').fill('A cold')
    await dialog.getByRole('button', { name: 'Cancel session', exact: true }).click()
    await expect(student.getByText('Cancelling – waiting to be sent')).toBeVisible()
    await expect(dialog).toBeHidden()
    await student.keyboard.press('ControlOrMeta+z')
    await expect(student.getByText('Confirmed', { exact: true })).toBeVisible()
    await context.setOffline(false)
    await waitUntilSynced(student)
    await expect(student.getByText('Confirmed', { exact: true })).toBeVisible()
  })

  await test.step('the history, reached by keyboard, lists it all', async () => {
    await student.keyboard.press('y')
    await student.getByRole('link', { name: 'History of this device' }).press('Enter')
    await expect(student.getByRole('heading', { level: 1, name: 'History' })).toBeVisible()
    const rows = student.getByRole('main').getByRole('listitem')
    await expect(rows).toHaveCount(2)
    await expect(rows.nth(0)).toContainText('Undone')
    await expect(rows.nth(1)).toContainText('Booked with Anna Bergström')
    expect(await findAccessibilityFaults(student)).toEqual([])
    await student.setViewportSize({ width: 390, height: 844 })
    expect(await findOverflows(student)).toEqual([])
  })
  await coach.context().close()
  await context.close()
})
