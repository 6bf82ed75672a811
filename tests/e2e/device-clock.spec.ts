// A device's own clock in a real browser: RxDB's stamps rise with `Date.now()` within one page only.
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { hourMs } from '#domain/time/durations.ts'
import { createSlots, readDocuments } from './support/create-slots.ts'
import { noon } from './support/noon.ts'
import { anna } from './support/people.ts'
import { actAsPrivateWindow } from './support/private-window.ts'
import { password, startTestServer, type TestServer } from './support/server.ts'
import { waitUntilFetched, waitUntilSynced } from './support/shell.ts'
import { signIn } from './support/sign-in.ts'

const date = new Intl.DateTimeFormat('sv-SE', { timeZone: anna.zone }).format(noon)

let server: TestServer

test.beforeEach(async () => {
  server = await startTestServer()
  await server.addAccount(anna)
  await createSlots({ serverUrl: server.url, name: anna.name, password }, [noon, noon + 3 * hourMs, noon + 6 * hourMs])
})
test.afterEach(() => server.dispose())

/** A window whose clock is wrong by so much. */
async function openWindow(context: BrowserContext, skewMs: number): Promise<Page> {
  const page = await context.newPage()
  await actAsPrivateWindow(page)
  await page.addInitScript(skew => {
    const readClock = Date.now.bind(Date)
    Date.now = () => readClock() + skew
  }, skewMs)
  return page
}

async function openCalendar(page: Page): Promise<void> {
  await page.goto(`${server.url}/app/calendar?date=${date}&view=agenda`)
}

const slotsOf = (page: Page) => page.getByRole('main').locator('[data-event-id]')

async function removeFirstSlot(page: Page): Promise<void> {
  const count = await slotsOf(page).count()
  await slotsOf(page).first().press('Delete')
  await page.getByRole('button', { name: 'Remove slot' }).click()
  await expect(slotsOf(page)).toHaveCount(count - 1)
}

/** What another device is told, which knows of the server alone. */
async function countElsewhere(): Promise<number> {
  const slots = await readDocuments({ serverUrl: server.url, name: anna.name, password }, 'slots')
  return slots.filter(({ status }) => status === 'open').length
}

test('MG15 what is removed after the clock was an hour ahead is sent after a restart', async ({ browser }) => {
  const context = await browser.newContext({ timezoneId: anna.zone })
  const ahead = await openWindow(context, hourMs)
  await signIn(ahead, { serverUrl: server.url, name: anna.name, password })
  await openCalendar(ahead)
  await expect(slotsOf(ahead)).toHaveCount(3)
  await removeFirstSlot(ahead)
  await waitUntilSynced(ahead)
  await ahead.close()

  const right = await openWindow(context, 0)
  await openCalendar(right)
  await expect(slotsOf(right)).toHaveCount(2)
  await waitUntilSynced(right)
  await waitUntilFetched(right, 'remove-slot-dialog')
  await context.setOffline(true)
  await removeFirstSlot(right)
  await right.close()
  await context.setOffline(false)

  const again = await openWindow(context, 0)
  await openCalendar(again)
  await expect(slotsOf(again)).toHaveCount(1)
  await waitUntilSynced(again)
  expect(await countElsewhere()).toBe(1)
})

test('MG15 of two windows, the one whose clock is behind writes nothing in vain', async ({ browser }) => {
  const context = await browser.newContext({ timezoneId: anna.zone })
  const leader = await openWindow(context, 0)
  await signIn(leader, { serverUrl: server.url, name: anna.name, password })
  await openCalendar(leader)
  await expect(slotsOf(leader)).toHaveCount(3)
  const behind = await openWindow(context, -hourMs)
  await openCalendar(behind)
  await expect(slotsOf(behind)).toHaveCount(3)
  await removeFirstSlot(leader)
  await waitUntilSynced(leader)
  await expect(slotsOf(behind)).toHaveCount(2)
  await waitUntilFetched(behind, 'remove-slot-dialog')
  await context.setOffline(true)
  await removeFirstSlot(behind)
  await leader.close()
  await behind.close()
  await context.setOffline(false)

  const again = await openWindow(context, 0)
  await openCalendar(again)
  await expect(slotsOf(again)).toHaveCount(1)
  await waitUntilSynced(again)
  expect(await countElsewhere()).toBe(1)
})
