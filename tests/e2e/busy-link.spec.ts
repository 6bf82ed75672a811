import { expect, test } from '@playwright/test'
import { type CalendarHost, calendarOf, startCalendarHost } from '../support/calendar-host.ts'
import { createSlots } from './support/create-slots.ts'
import { look } from './support/look.ts'
import { noon } from './support/noon.ts'
import { openPage } from './support/open-page.ts'
import { anna, sam } from './support/people.ts'
import { password, startTestServer, type TestServer } from './support/server.ts'
import { goTo, waitUntilSynced } from './support/shell.ts'

let calendars: CalendarHost
let server: TestServer

test.beforeEach(async () => {
  calendars = await startCalendarHost()
  calendars.answer = (_req, res) => void res.end(calendarOf([noon]))
  server = await startTestServer({ calendarPort: calendars.rules.portOf(new URL('http://cal.example')) })
  for (const person of [anna, sam]) await server.addAccount(person)
  await createSlots({ serverUrl: server.url, name: anna.name, password }, [noon])
})
test.afterEach(async () => {
  await server.dispose()
  await calendars.stop()
})

test('BU1 BU2 BU7 a calendar’s address is saved offline, read by the server, and what it meets is told', async ({
  browser
}) => {
  const student = await openPage(browser, server, sam, { isPrivate: true })
  await goTo(student, 'Find a slot')
  await student
    .getByRole('button', { name: /^Book / })
    .first()
    .click()
  await student.getByRole('button', { name: 'Book this slot' }).click()
  await expect(student.getByRole('link', { name: 'Open the session' })).toBeVisible()

  const page = await openPage(browser, server, anna)
  await page.goto(`${server.url}/app/hours`)
  await waitUntilSynced(page)
  const address = page.getByLabel('Web address of another calendar')
  await expect(address).toBeVisible()
  await page.context().setOffline(true)
  await address.fill('http://cal.example/private-0123456789.ics')
  const section = page.getByRole('region', { name: 'When you are busy elsewhere' })
  await section.getByRole('button', { name: 'Save', exact: false }).first().click()
  await expect(section.getByText('Waiting to be sent.', { exact: false })).toBeVisible()
  expect(calendars.asked).toEqual([])

  await page.context().setOffline(false)
  await expect(section.getByText(/^Last read: /)).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText('1 booked session meets a time when you are busy.', { exact: false })).toBeVisible()
  // Nothing of what the event is called came along.
  expect(await page.content()).not.toContain('Secretname')
  await look(page, 'busy-link')

  await section.getByRole('button', { name: 'Remove the address' }).click()
  await expect(section.getByText(/^Last read: /)).toBeHidden()
  await expect(page.getByText('1 booked session meets a time', { exact: false })).toBeHidden()
})
