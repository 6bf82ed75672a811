// A month of a coach with two devices and of two students, half of it without a network: what each of them does meets what
// the others did meanwhile, and in the end all say the same.
import { type Browser, expect, type Locator, type Page, test } from '@playwright/test'
import { dateAt } from '#domain/time/wall-clock.ts'
import { bookSlot, closeBooked } from './support/book-slot.ts'
import { chooseDay } from './support/choose-day.ts'
import { type ClockedDevice, startTestTime, type TestTime } from './support/clocked-device.ts'
import { lookAtDevice } from './support/look-at-device.ts'
import { atHour, dateIn } from './support/month-ahead.ts'
import { anna, sam, tina } from './support/people.ts'
import { readAgreement } from './support/read-agreement.ts'
import { startTestServer, type TestServer } from './support/server.ts'
import { goTo, railLink, syncState } from './support/shell.ts'
import { whenOf } from './support/when-of.ts'

const wide = { width: 1280, height: 900 }
const narrow = { width: 390, height: 844 }

/** Days after the Sunday before the month. The second week is the holiday. */
const [mondayOne, mondayThree, wednesdayThree, mondayFour] = [1, 15, 17, 22]
const holiday = { from: dateIn(8), to: dateIn(14) }

let server: TestServer
let time: TestTime

test.beforeAll(async () => {
  server = await startTestServer()
  for (const person of [anna, sam, tina]) await server.addAccount(person)
  time = await startTestTime(server, atHour(0, 10))
})
test.afterAll(() => server.dispose())

const button = (where: Page | Locator, name: string | RegExp) => where.getByRole('button', { name })
const dialogOf = ({ page }: ClockedDevice, name: string | RegExp) => page.getByRole('dialog', { name })

async function openDay({ page }: ClockedDevice, date: string, view: 'day' | 'agenda'): Promise<void> {
  await page.goto(`${server.url}/app/calendar?date=${date}&view=${view}`)
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible()
}

async function openDevices(browser: Browser) {
  return {
    laptop: await time.open(browser, anna, wide),
    phone: await time.open(browser, anna, narrow),
    first: await time.open(browser, sam, wide),
    second: await time.open(browser, tina, narrow)
  }
}

test('AV SR BL WL JN RS a month of hours, holiday, series, block, cancellation, waiting, illness and move', async ({
  browser
}) => {
  test.setTimeout(900_000)
  const { laptop, phone, first, second } = await openDevices(browser)

  await test.step('Sunday, the laptop is offline: weekly hours', async () => {
    const { page } = laptop
    await laptop.goOffline()
    await button(page, 'Hours').click()
    await page.getByRole('menuitem', { name: 'Weekly hours' }).click()
    await button(page, 'Add a start on Monday').click()
    await button(page, 'Add a start on Monday').click()
    await button(page, 'Copy to… the starts of Monday').click()
    await page.getByRole('menuitem', { name: 'Wednesday' }).click()
    await expect(page.getByText(/^Adds \d+ slots$/)).toBeVisible()
    await lookAtDevice(laptop, '01-hours')
    await button(page, 'Save hours').click()
    await expect(syncState(page)).toHaveAccessibleName(/1 change waiting/)
    await goTo(page, 'Calendar')
    await lookAtDevice(laptop, '02-planned')
    await laptop.goOnline()
    await expect(button(first.page, /^Book /).first()).toBeVisible()
  })

  await test.step('the phone is offline: the second week is a holiday', async () => {
    const { page } = phone
    await openDay(phone, holiday.from, 'agenda')
    await expect(page.locator('[data-event-id]')).toHaveCount(4)
    await phone.goOffline()
    await button(page, 'Hours').click()
    await page.getByRole('menuitem', { name: 'Away' }).click()
    const dialog = dialogOf(phone, 'When are you away?')
    await chooseDay(page, holiday.from)
    await chooseDay(page, holiday.to)
    await dialog.getByLabel('Note for students').fill('On holiday')
    await expect(dialog.getByText('Takes 4 open slots away')).toBeVisible()
    await lookAtDevice(phone, '03-away')
    await button(dialog, 'Save days off').click()
    await expect(dialog).toBeHidden()
    await phone.goOnline()
    await expect(first.page.getByText(/is away on .*On holiday/)).toBeVisible()
    await lookAtDevice(first, '04-student-away')
    await lookAtDevice(second, '04-student-away-390')
    await openDay(laptop, holiday.from, 'agenda')
    await expect(laptop.page.getByText(/On holiday/).first()).toBeVisible()
    await lookAtDevice(laptop, '05-coach-away')
  })

  await test.step('a student books Mondays: three of four weeks, and the holiday says why', async () => {
    const { page } = first
    await button(page, /^Book /)
      .first()
      .click()
    await button(page, 'Repeat weekly…').click()
    const dialog = dialogOf(first, 'Book weekly')
    const boxes = dialog.getByRole('checkbox')
    await expect(boxes).toHaveCount(4)
    await expect(boxes.nth(1)).toBeDisabled()
    await expect(dialog.getByText(`${anna.displayName} is away on this day: On holiday`)).toBeVisible()
    await lookAtDevice(first, '06-series')
    await button(dialog, 'Book 3 dates').click()
    await expect(dialog.getByText('Booked', { exact: true })).toHaveCount(3)
    await lookAtDevice(first, '07-series-result')
    await button(dialog, 'Done').click()
    await bookSlot(second, atHour(wednesdayThree, 9))
    await lookAtDevice(second, '08-booked-390')
    await closeBooked(second)
  })

  await test.step('Tuesday, the laptop is offline: the student is blocked, and books no more', async () => {
    const { page } = laptop
    await goTo(page, 'Sessions')
    await expect(button(page, /^Cancel session: /)).toHaveCount(4)
    await laptop.goOffline()
    await time.passUntil(atHour(mondayOne + 1, 12))
    await expect(button(page, /^Cancel session: /)).toHaveCount(3)
    await button(page, sam.displayName).first().click()
    const card = page.getByRole('dialog', { name: sam.displayName, exact: true })
    await button(card, `Block ${sam.displayName}…`).click()
    await lookAtDevice(laptop, '09-block')
    await button(dialogOf(laptop, `Block ${sam.displayName}?`), 'Block').click()
    await expect(card).toContainText(`${sam.displayName} is blocked`)
    await lookAtDevice(laptop, '10-blocked')
    await page.keyboard.press('Escape')
    await laptop.goOnline()
    await bookSlot(first, atHour(wednesdayThree, 11))
    await expect(first.page.getByText('takes your bookings by arrangement only')).toBeVisible()
    // Nobody is sent from one refusal into the next one.
    await expect(button(first.page.getByRole('dialog'), /^Book /)).toHaveCount(0)
    await lookAtDevice(first, '11-by-arrangement')
    await first.page.keyboard.press('Escape')
  })

  await test.step('another student waits for Mondays; the blocked one, offline, cancels one', async () => {
    const { page } = second
    await second.goOffline()
    await goTo(page, 'Find a slot')
    await button(page, 'Tell me when…').first().click()
    const dialog = dialogOf(second, 'Tell me when a slot opens')
    await dialog.getByRole('combobox', { name: 'Coach' }).click()
    await page.getByRole('option', { name: anna.displayName }).click()
    await dialog.getByText('Mon', { exact: true }).click()
    await lookAtDevice(second, '12-tell-me-390')
    await button(dialog, 'Wait for it').click()
    await expect(dialog).toBeHidden()
    await second.goOnline()

    await first.goOffline()
    await goTo(first.page, 'My sessions')
    await button(first.page, new RegExp(`^Cancel session: .*${whenOf(atHour(mondayThree, 9), sam).source}`)).click()
    const cancelling = dialogOf(first, /^Cancel this session/)
    await cancelling.getByLabel('Reason').fill('I am at a wedding.')
    await lookAtDevice(first, '13-cancel')
    await button(cancelling, 'Cancel session').last().click()
    await expect(first.page.getByText('Cancelling – waiting to be sent')).toBeVisible()
    await lookAtDevice(first, '14-cancelling')
    await first.goOnline()
  })

  await test.step('the notice of the waiting list, and the booking from it', async () => {
    const { page } = second
    await expect(railLink(page, 'Inbox')).toHaveAccessibleName(/1/)
    await goTo(page, 'Inbox')
    const card = page.getByRole('article', { name: `${anna.displayName} has a slot that you wait for` })
    await lookAtDevice(second, '15-notice-390')
    await button(card, /^Book /).click()
    await button(page, 'Book this slot').click()
    await closeBooked(second)
    await expect(card).toHaveCount(0)
  })

  await test.step('Tuesday of the third week, the phone is offline: a day of illness', async () => {
    const { page } = phone
    await openDay(phone, dateIn(wednesdayThree), 'agenda')
    await expect(page.getByRole('main').getByText(tina.displayName)).toHaveCount(2)
    await phone.goOffline()
    await time.passUntil(atHour(wednesdayThree - 1, 20))
    await lookAtDevice(phone, '16-agenda-390')
    await button(page, /^Cancel this day: /)
      .filter({ visible: true })
      .first()
      .click()
    const dialog = dialogOf(phone, /^Cancel /)
    await dialog.getByLabel('Reason').fill('I have a fever.')
    await lookAtDevice(phone, '17-ill-390')
    await button(dialog, 'Cancel 1 session').click()
    const waiting = dialog.getByRole('region', { name: 'Not told yet: waits for the server' })
    await expect(waiting).toContainText(tina.displayName)
    await expect(dialog.locator('a[href^="tel:"]')).toHaveCount(1)
    await lookAtDevice(phone, '18-ill-waiting-390')
    await phone.goOnline()
    await expect(dialog.getByRole('region', { name: 'Cancelled, and the student is told' })).toContainText(
      tina.displayName
    )
    await lookAtDevice(phone, '19-ill-told-390')
    await button(dialog, 'Close').last().click()
    await goTo(second.page, 'Inbox')
    const told = second.page.getByRole('article', { name: /cancelled a session/ })
    await expect(told).toContainText('I have a fever.')
    await lookAtDevice(second, '20-told-ill-390')
  })

  await test.step('the laptop, offline, drags a session over a slot that is booked meanwhile: it stays', async () => {
    const { page } = laptop
    await openDay(laptop, dateIn(mondayFour), 'day')
    const [dragged, below] = [
      page.locator('[data-event-id][data-look="booked"]'),
      page.locator('[data-event-id][data-look="open"]')
    ]
    await expect(dragged).toContainText(sam.displayName)
    await laptop.goOffline()
    await dragDown(page, dragged, below)
    const dialog = dialogOf(laptop, 'Move this session?')
    await expect(dialog).toContainText('This open slot gives way and is withdrawn:')
    await lookAtDevice(laptop, '21-move')
    await button(dialog, /^Move session/).click()
    await expect(dialogOf(laptop, 'Moving the session…')).toContainText('It is sent when you are online.')
    await lookAtDevice(laptop, '22-move-waiting')
    await bookSlot(second, atHour(mondayFour, 11))
    await closeBooked(second)
    await laptop.goOnline()
    await expect(dialogOf(laptop, 'Session not moved')).toContainText('The session stays where it was.')
    await lookAtDevice(laptop, '23-move-refused')
  })

  await test.step('it goes to the afternoon instead, and its student reads of one move', async () => {
    const { page } = laptop
    await button(page, 'Choose another slot').click()
    const dialog = dialogOf(laptop, 'Move this session?')
    await dialog.getByText('Any free time').click()
    await dialog.getByLabel('Starts at').fill('14:00')
    await button(dialog, /^Move session/).click()
    await expect(dialogOf(laptop, 'Session moved')).toBeVisible()
    await lookAtDevice(laptop, '24-moved')
    await button(dialogOf(laptop, 'Session moved'), 'Close').last().click()
    await goTo(first.page, 'Inbox')
    await expect(first.page.getByRole('article', { name: /moved a session/ })).toHaveCount(1)
    await lookAtDevice(first, '25-inbox')
  })

  await test.step('every device says the same, and nothing overlaps', async () => {
    const [tinaAt, samAt] = [atHour(mondayFour, 11), atHour(mondayFour, 14)]
    await expectUpcoming(laptop, [tinaAt, samAt])
    await expectUpcoming(phone, [tinaAt, samAt])
    await expectUpcoming(first, [samAt])
    await expectUpcoming(second, [tinaAt])
    await lookAtDevice(phone, '26-sessions-390')
    const found = await readAgreement(server.url, anna, [sam, tina])
    expect(found.faults).toEqual([])
    expect(found.sessions).toEqual(
      [atHour(mondayOne, 9), atHour(mondayThree, 9), tinaAt, samAt].map(startsAt => `${startsAt} confirmed`)
    )
    const open = found.openStarts.map(startsAt => dateAt(startsAt, anna.zone))
    expect(
      open.filter(date => (date >= holiday.from && date <= holiday.to) || date === dateIn(wednesdayThree))
    ).toEqual([])
    expect(found.openStarts).toContain(atHour(mondayFour, 9))
  })

  await test.step('the month is over: what was booked is past, everywhere', async () => {
    await time.passUntil(atHour(29, 20))
    for (const device of [laptop, phone, first, second]) {
      await goTo(device.page, device.person.role === 'coach' ? 'Sessions' : 'My sessions')
      await expect(button(device.page, /^Cancel session: /)).toHaveCount(0)
    }
    await lookAtDevice(laptop, '27-over')
  })
})

/** What lies ahead of a person, by the buttons that call it off. */
async function expectUpcoming({ page, person }: ClockedDevice, starts: readonly number[]): Promise<void> {
  await goTo(page, person.role === 'coach' ? 'Sessions' : 'My sessions')
  const buttons = button(page, /^Cancel session: /)
  await expect(buttons).toHaveCount(starts.length)
  for (const [n, startsAt] of starts.entries())
    await expect(buttons.nth(n)).toHaveAccessibleName(whenOf(startsAt, person))
}

/** Drags an event so far that it covers half of the one below. */
async function dragDown(page: Page, dragged: Locator, below: Locator): Promise<void> {
  await expect(dragged).toHaveCount(1)
  await dragged.scrollIntoViewIfNeeded()
  const [from, to] = [await dragged.boundingBox(), await below.boundingBox()]
  if (from === null || to === null) throw new Error('not drawn')
  const x = from.x + from.width / 2
  await page.mouse.move(x, from.y + 10)
  await page.mouse.down()
  await page.mouse.move(x, from.y + 30, { steps: 4 })
  await page.mouse.move(x, to.y + 10 - from.height / 4, { steps: 8 })
  await page.mouse.up()
}
