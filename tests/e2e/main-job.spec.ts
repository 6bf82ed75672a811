import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test'
import { anna, sam, tina, uma } from './support/people.ts'
import { actAsPrivateWindow } from './support/private-window.ts'
import { type RecordingProxy, startRecordingProxy } from './support/recording-proxy.ts'
import { password, type Person, startTestServer, type TestServer } from './support/server.ts'
import { goToSlots, waitUntilStored } from './support/shell.ts'
import { signIn } from './support/sign-in.ts'

const dayMs = 86_400_000

interface Device {
  readonly context: BrowserContext
  readonly page: Page
}

/** As most people see it; the other specs go without. */
const moving = { reducedMotion: 'no-preference' } as const

let server: TestServer
let proxy: RecordingProxy
const contexts: BrowserContext[] = []

test.beforeAll(async () => {
  server = await startTestServer()
  for (const person of [anna, sam, tina, uma]) await server.addAccount(person)
  proxy = await startRecordingProxy(server.url)
})

test.afterAll(async () => {
  for (const context of contexts) await context.close()
  await proxy.dispose()
  await server.dispose()
})

/** A fresh device on which the person has signed in. Only the coach's own reloads its page without a network. */
async function openDevice(browser: Browser, person: Person, serverUrl = server.url): Promise<Device> {
  const context = await browser.newContext({ timezoneId: person.zone, locale: 'en-GB', ...moving })
  contexts.push(context)
  if (person.role === 'student') await actAsPrivateWindow(context)
  const page = await context.newPage()
  await signIn(page, { serverUrl, name: person.name, password })
  await goToSlots(page, person)
  return { context, page }
}

const syncState = (page: Page) => page.getByRole('button', { name: /Open the sync panel/ })

/** The date so many days ahead in the person's zone, `YYYY-MM-DD`. */
function dateAhead(days: number, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(Date.now() + days * dayMs)
}

async function createSlot(page: Page, date: string, time: string): Promise<void> {
  await page.getByRole('button', { name: 'New slot' }).click()
  const dialog = page.getByRole('dialog', { name: 'New slot' })
  await dialog.getByLabel('Date').fill(date)
  await dialog.getByLabel('Starts at').fill(time)
  await dialog.getByRole('button', { name: 'Create slot' }).click()
  await expect(dialog).toBeHidden()
}

/** A slot in the agenda. */
const slotIn = (page: Page, time: string) =>
  page.getByRole('main').getByRole('button', { name: new RegExp(`, ${time}–`) })

/** Opens the dialog that asks before a booking. */
async function askToBook(page: Page, time: RegExp): Promise<void> {
  await page.getByRole('button', { name: time }).click()
  await expect(page.getByRole('dialog', { name: 'Book this slot?' })).toBeVisible()
}

test('the main job: slots offline, a race for one, phones for two, feedback offline, all of it synced', async ({
  browser
}) => {
  test.setTimeout(240_000)
  const date = dateAhead(3, anna.zone)
  const coach = await openDevice(browser, anna)

  await test.step('the coach opens three slots without a network and reloads the page', async () => {
    await expect(syncState(coach.page)).toContainText('All changes synced')
    await waitUntilStored(coach.page)
    await coach.context.setOffline(true)
    await expect(syncState(coach.page)).toContainText('Offline since')
    for (const time of ['10:00', '13:00', '16:00']) await createSlot(coach.page, date, time)
    await expect(syncState(coach.page)).toContainText(/Offline since .*3 changes waiting/)
    await coach.page.goto(`${server.url}/app/calendar?date=${date}&view=agenda`)
    await expect(slotIn(coach.page, '10:00')).toBeVisible()
    await coach.page.reload()
    for (const time of ['10:00', '13:00', '16:00']) {
      await expect(slotIn(coach.page, time)).toBeVisible()
    }
    await expect(syncState(coach.page)).toContainText(/Offline since .*3 changes waiting/)
  })

  await test.step('a fourth slot that overlaps is refused with the reason', async () => {
    await coach.page.getByRole('button', { name: 'New slot' }).click()
    const dialog = coach.page.getByRole('dialog', { name: 'New slot' })
    await dialog.getByLabel('Date').fill(date)
    await dialog.getByLabel('Starts at').fill('11:00')
    await expect(dialog.getByRole('alert')).toContainText(/meets your slot/)
    await expect(dialog.getByRole('button', { name: 'Create slot' })).toBeDisabled()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
  })

  await test.step('back online, everything reaches the server', async () => {
    await coach.context.setOffline(false)
    await expect(syncState(coach.page)).toContainText('All changes synced')
  })

  const first = await openDevice(browser, sam)
  const second = await openDevice(browser, tina)
  const third = await openDevice(browser, uma, proxy.url)
  // The students' clock is an hour behind the coach's.
  const contested = /^Book .*09:00.*with Anna/

  const [winner, loser] = await test.step('two students book the same slot at once, and one gets it', async () => {
    const pages = [first.page, second.page]
    await expect(third.page.getByRole('button', { name: contested })).toBeVisible()
    for (const page of pages) await askToBook(page, contested)
    await Promise.all(pages.map(page => page.getByRole('button', { name: 'Book this slot' }).click()))
    const outcomes = await Promise.all(
      pages.map(async page => {
        const dialog = page.getByRole('dialog', { name: /You are booked|Not booked/ })
        await expect(dialog).toBeVisible()
        return dialog.getByRole('heading', { level: 2 }).innerText()
      })
    )
    expect(outcomes.toSorted()).toEqual(['Not booked', 'You are booked'])
    return outcomes[0] === 'You are booked'
      ? [
          { ...first, person: sam },
          { ...second, person: tina }
        ]
      : [
          { ...second, person: tina },
          { ...first, person: sam }
        ]
  })

  await test.step('the other one is told why and books one of the nearest', async () => {
    const lost = loser.page.getByRole('dialog', { name: 'Not booked' })
    await expect(lost.getByRole('alert')).toContainText(/taken|first|someone/i)
    await expect(lost.getByText('Nearest open slots with Anna Bergström')).toBeVisible()
    await lost.getByRole('button', { name: /12:00.*Anna/ }).click()
    const confirm = loser.page.getByRole('dialog', { name: 'Book this slot?' })
    await confirm.getByRole('button', { name: 'Book this slot' }).click()
    await expect(loser.page.getByRole('dialog', { name: 'You are booked' })).toBeVisible()
  })

  await test.step('both parties see each other’s phone, and nobody else received either', async () => {
    await expect(winner.page.getByRole('dialog').getByRole('link', { name: /\+49 30 23125001/ })).toHaveAttribute(
      'href',
      `tel:${anna.phone}`
    )
    await coach.page.goto(`${server.url}/app/sessions`)
    await coach.page.getByRole('button', { name: winner.person.displayName, exact: true }).click()
    await expect(coach.page.getByRole('dialog').locator(`a[href="tel:${winner.person.phone}"]`)).toBeVisible()
    await coach.page.keyboard.press('Escape')
    await expect(third.page.getByRole('button', { name: /^Book .*15:00.*with Anna/ })).toBeVisible()
    await expect(third.page.getByRole('button', { name: contested })).toBeHidden()
    const received = proxy.received()
    expect(received).toContain('Anna Bergström')
    for (const digits of [anna.phone, sam.phone, tina.phone].map(phone => phone.slice(1)))
      expect(received).not.toContain(digits)
    for (const name of [sam.displayName, tina.displayName]) expect(received).not.toContain(name)
  })

  await test.step('after the session the coach, offline, scores it and writes notes', async () => {
    const later = 4 * dayMs
    await server.setClockAhead(later)
    await coach.page.clock.setSystemTime(Date.now() + later)
    await coach.page.reload()
    await coach.context.setOffline(true)
    await coach.page.getByRole('tab', { name: /Past/ }).click()
    await coach.page.getByRole('button', { name: new RegExp(`Wrap up: ${winner.person.displayName}`) }).click()
    const dialog = coach.page.getByRole('dialog', { name: /Wrap up/ })
    await dialog.getByRole('radio', { name: /Happened/ }).click()
    await dialog.getByRole('combobox', { name: /^Satisfaction/ }).selectOption('4')
    await dialog.getByRole('textbox', { name: 'Notes' }).fill('Good **posture**. <b>Next</b>: breathing.')
    // Of the notes too, not only of the score.
    await expect(dialog.locator('output[aria-busy="false"]')).toHaveText(/^Draft saved on/)
    await coach.page.reload()
    await coach.page.getByRole('tab', { name: /Past/ }).click()
    await coach.page.getByRole('button', { name: new RegExp(`Wrap up: ${winner.person.displayName}`) }).click()
    await expect(dialog.getByRole('textbox', { name: 'Notes' })).toHaveValue(/Good \*\*posture\*\*/)
    await coach.page.keyboard.press('Control+Enter')
    await expect(dialog).toBeHidden()
    await expect(syncState(coach.page)).toContainText(/Offline since .*1 change waiting/)
  })

  await test.step('the server is ended without warning and started again; the coach comes back online', async () => {
    await server.kill()
    await coach.context.setOffline(false)
    await expect(syncState(coach.page)).toContainText(/1 change waiting/)
    await server.start()
    await expect(syncState(coach.page)).toContainText('All changes synced', { timeout: 60_000 })
  })

  await test.step('the coach’s second device shows score and notes, and none of the author’s HTML', async () => {
    const context = await browser.newContext({ timezoneId: anna.zone, locale: 'en-GB', ...moving })
    contexts.push(context)
    await actAsPrivateWindow(context)
    const page = await context.newPage()
    await page.clock.setSystemTime(Date.now() + 4 * dayMs)
    await signIn(page, { serverUrl: server.url, name: anna.name, password })
    await page.goto(`${server.url}/app/sessions`)
    await page.getByRole('tab', { name: /Past/ }).click()
    const row = page.getByRole('listitem').filter({ hasText: winner.person.displayName })
    await expect(row.locator('strong', { hasText: 'posture' })).toBeVisible()
    await expect(row.locator('b')).toHaveCount(0)
    await expect(row).toContainText('Good')
    await expect(row).toContainText(/4/)
  })

  await test.step('the student sees the session as held, and nothing of what the coach wrote', async () => {
    await winner.page.clock.setSystemTime(Date.now() + 4 * dayMs)
    await winner.page.goto(`${server.url}/app/sessions`)
    await winner.page.getByRole('tab', { name: /Past/ }).click()
    const row = winner.page.getByRole('listitem').filter({ hasText: anna.displayName }).first()
    await expect(row).toContainText(/Completed|Happened|Held/)
    await expect(winner.page.getByText('posture')).toHaveCount(0)
  })
})
