import { type Browser, expect, type Page, test } from '@playwright/test'
import { dayMs, hourMs } from '#domain/time/durations.ts'
import { createSlots } from './support/create-slots.ts'
import { openPage } from './support/open-page.ts'
import { anna, sam } from './support/people.ts'
import { password, type Person, startTestServer, type TestServer } from './support/server.ts'
import { goTo, waitUntilFetched, waitUntilSynced } from './support/shell.ts'
import { timeOf } from './support/time-of.ts'

const weekMs = 7 * dayMs
/** Ten in Berlin or near it. */
const first = Math.ceil(Date.now() / dayMs) * dayMs + 3 * dayMs + 9 * hourMs
const weeks = [first, first + weekMs, first + 2 * weekMs] as const

let server: TestServer

test.beforeAll(async () => {
  server = await startTestServer()
  for (const person of [anna, sam]) await server.addAccount(person)
  await createSlots({ serverUrl: server.url, name: anna.name, password }, weeks)
})
test.afterAll(() => server.dispose())

const open = (browser: Browser, person: Person) => openPage(browser, server, person, { isPrivate: true })

const booked = (page: Page) => page.locator('[data-event-id][data-look="booked"]')

/** The upcoming sessions in words, each with its hours. */
const upcoming = (page: Page) => page.getByRole('tabpanel', { name: /^Upcoming/ }).getByRole('listitem')

test('RS13 SR9 JN6 JN7 one session of a series is dragged and comes back; weeks booked from its card offline are taken back', async ({
  browser
}) => {
  const student = await open(browser, sam)
  await test.step('the student books three weeks', async () => {
    await goTo(student, 'Find a slot')
    await student
      .getByRole('button', { name: /^Book / })
      .first()
      .click()
    await student.getByRole('button', { name: 'Repeat weekly…' }).click()
    await student.getByRole('button', { name: 'Book 3 dates' }).click()
    await expect(student.getByRole('dialog').getByText('Booked', { exact: true })).toHaveCount(3)
    await student.getByRole('button', { name: 'Done' }).click()
    await goTo(student, 'My sessions')
  })

  const coach = await open(browser, anna)
  const hours = (startsAt: number) => `${timeOf(startsAt, anna)}–${timeOf(startsAt + 2 * hourMs, anna)}`
  await test.step('the coach drags the second one three hours down: it alone is moved', async () => {
    const date = new Date(weeks[1]).toISOString().slice(0, 10)
    await coach.goto(`${server.url}/app/calendar?date=${date}&view=day`)
    await expect(booked(coach)).toHaveCount(1)
    await booked(coach).scrollIntoViewIfNeeded()
    const from = await booked(coach).boundingBox()
    const column = await coach.locator('[data-cell-minutes="600"]').boundingBox()
    const below = await coach.locator('[data-cell-minutes="780"]').boundingBox()
    if (from === null || column === null || below === null) throw new Error('not drawn')
    const x = from.x + from.width / 2
    await coach.mouse.move(x, from.y + 10)
    await coach.mouse.down()
    await coach.mouse.move(x, from.y + 40, { steps: 4 })
    await coach.mouse.move(x, from.y + 10 + below.y - column.y, { steps: 8 })
    await coach.mouse.up()
    const dialog = coach.getByRole('dialog', { name: 'Move this session?' })
    await expect(dialog.getByRole('radio', { name: 'This and all following of the series' })).not.toBeChecked()
    await expect(dialog).toContainText(hours(weeks[1] + 3 * hourMs))
    await dialog.getByRole('button', { name: 'Move session', exact: true }).click()
    await expect(coach.getByRole('dialog', { name: 'Session moved' })).toBeVisible()
    await coach.keyboard.press('Escape')
    await expect(booked(coach)).toContainText(hours(weeks[1] + 3 * hourMs))
    await expect(upcoming(student).nth(1)).toContainText(timeOf(weeks[1] + 3 * hourMs, sam))
    await expect(upcoming(student).nth(0)).toContainText(timeOf(weeks[0], sam))
    await expect(upcoming(student).nth(2)).toContainText(timeOf(weeks[2], sam))
  })

  await test.step('undo moves it back', async () => {
    await coach.keyboard.press('ControlOrMeta+z')
    await expect(booked(coach)).toContainText(hours(weeks[1]))
    await expect(upcoming(student).nth(1)).toContainText(timeOf(weeks[1], sam))
  })

  await test.step('offline the coach books more weeks from the card of a session, and takes them back', async () => {
    await waitUntilSynced(coach)
    await goTo(coach, 'Sessions')
    await expect(upcoming(coach)).toHaveCount(3)
    await upcoming(coach).first().getByRole('button', { name: sam.displayName, exact: true }).click()
    await coach.getByRole('dialog', { name: sam.displayName }).getByRole('button', { name: 'Book weekly…' }).click()
    const dialog = coach.getByRole('dialog', { name: `Book weekly for ${sam.displayName}` })
    await expect(dialog.getByRole('checkbox').first()).toBeVisible()
    await waitUntilFetched(coach, 'series-actions')
    await coach.context().setOffline(true)
    await dialog.getByRole('button', { name: /^Book \d+ dates?$/ }).click()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await coach.keyboard.press('Escape')
    await expect(coach.getByRole('dialog')).toHaveCount(0)
    await expect(
      upcoming(coach)
        .getByText(/^Pencilled in – waiting/)
        .first()
    ).toBeVisible()
    await coach.keyboard.press('ControlOrMeta+z')
    await expect(upcoming(coach)).toHaveCount(3)
    await coach.context().setOffline(false)
    await waitUntilSynced(coach)
    await expect(upcoming(coach)).toHaveCount(3)
    await expect(upcoming(student)).toHaveCount(3)
  })
})
