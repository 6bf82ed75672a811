import { type Browser, expect, test } from '@playwright/test'
import { dayMs } from '#domain/time/durations.ts'
import { createSlots } from './support/create-slots.ts'
import { look } from './support/look.ts'
import { noon } from './support/noon.ts'
import { openPage } from './support/open-page.ts'
import { anna, sam, tina } from './support/people.ts'
import { password, type Person, startTestServer, type TestServer } from './support/server.ts'
import { timeOf } from './support/time-of.ts'

const weekMs = 7 * dayMs
/** No slot in the fourth week. */
const starts = [0, 1, 2, 4].map(week => noon + week * weekMs)

let server: TestServer

test.beforeAll(async () => {
  server = await startTestServer()
  for (const person of [anna, sam, tina]) await server.addAccount(person)
  await createSlots({ serverUrl: server.url, name: anna.name, password }, starts)
})
test.afterAll(() => server.dispose())

const open = (browser: Browser, person: Person) =>
  openPage(browser, server, person, { isPrivate: person.role === 'student' })

test('SR2 SR6 a student books weekly and sees what cannot be had; the coach pencils weekly, and a missing slot is made', async ({
  browser
}) => {
  const [of, other] = [await open(browser, sam), await open(browser, tina)]
  await of
    .getByRole('button', { name: /^Book / })
    .first()
    .click()
  await of.getByRole('button', { name: 'Repeat weekly…' }).click()
  const dialog = of.getByRole('dialog', { name: 'Book weekly' })
  await dialog.getByRole('combobox', { name: 'For how long' }).click()
  await of.getByRole('option', { name: '5 weeks' }).click()
  const boxes = dialog.getByRole('checkbox')
  await expect(boxes).toHaveCount(5)
  await expect(boxes.nth(3)).toBeDisabled()
  await expect(dialog.getByText('The coach has no slot at this time.')).toBeVisible()
  await look(of, 'series-dates')

  await test.step('one date is left out, another one is taken while the dialog is open', async () => {
    await boxes.nth(4).uncheck()
    await other
      .getByRole('button', { name: /^Book / })
      .nth(1)
      .click()
    await other.getByRole('button', { name: 'Book this slot' }).click()
    await expect(other.getByRole('dialog', { name: 'You are booked' })).toBeVisible()
    await expect(boxes.nth(1)).toBeDisabled()
  })
  await dialog.getByRole('button', { name: 'Book 2 dates' }).click()
  await expect(dialog.getByText('Booked', { exact: true })).toHaveCount(2)
  await look(of, 'series-result')
  await dialog.getByRole('button', { name: 'Done' }).click()

  await test.step('the coach pencils the weeks after the last slot', async () => {
    const coach = await open(browser, anna)
    const last = starts.at(-1) ?? 0
    const date = new Intl.DateTimeFormat('sv-SE', { timeZone: anna.zone }).format(last)
    await coach.goto(`${server.url}/app/calendar?date=${date}&view=agenda`)
    await coach
      .getByRole('main')
      .getByRole('button', { name: new RegExp(`, ${timeOf(last, anna)}–`) })
      .first()
      .click()
    await coach.getByRole('button', { name: 'Pencil in…' }).click()
    await coach.getByRole('combobox', { name: 'Student' }).click()
    await coach.getByRole('option', { name: new RegExp(sam.displayName) }).click()
    await coach.getByRole('button', { name: 'Repeat weekly…' }).click()
    const weeks = coach.getByRole('dialog', { name: `Book weekly for ${sam.displayName}` })
    await expect(weeks.getByText('There is no slot yet: one is made.')).toHaveCount(3)
    await look(coach, 'series-pencil')
    await weeks.getByRole('button', { name: 'Book 4 dates' }).click()
    await expect(weeks.getByText('Booked', { exact: true })).toHaveCount(4)
    await weeks.getByRole('button', { name: 'Done' }).click()
  })

  await test.step('the student hears once of all that were added', async () => {
    await of.goto(`${server.url}/app/inbox`)
    await expect(of.getByText(`${anna.displayName} booked 4 sessions with you`)).toHaveCount(1)
    await look(of, 'series-inbox')
  })
})
