import { expect, type Locator, type Page, test } from '@playwright/test'
import { type ClockChange, findClockChange } from './support/clock-change.ts'
import { createSlots } from './support/create-slots.ts'
import { anna } from './support/people.ts'
import { actAsPrivateWindow } from './support/private-window.ts'
import { type Person, password, startTestServer, type TestServer } from './support/server.ts'
import { signIn } from './support/sign-in.ts'

const nora: Person = {
  name: 'nora',
  role: 'coach',
  displayName: 'Nora Whitfield',
  phone: '+12125550143',
  zone: 'America/New_York'
}

/** Offsets in winter and summer, and what the agenda says of the slot at half past midnight. */
const coaches = [
  {
    coach: anna,
    winter: '+01:00',
    summer: '+02:00',
    overnight: { forward: '00:30 CET – 03:30 CEST', back: undefined },
    repeatedTime: '02:30'
  },
  {
    coach: nora,
    winter: '-05:00',
    summer: '-04:00',
    overnight: { forward: '00:30 GMT-5 – 03:30 GMT-4', back: '00:30 GMT-4 – 01:30 GMT-5' },
    repeatedTime: '01:30'
  }
] as const
type Setting = (typeof coaches)[number]

/** As a pixel may fall on either side of a line. */
const tolerancePx = 1.5
/** A block may end this much before its line: slots that follow each other do not touch. */
const gapPx = 2

let server: TestServer

test.beforeAll(async () => {
  server = await startTestServer()
  for (const { coach } of coaches) await server.addAccount(coach)
  for (const setting of coaches) {
    const credentials = { serverUrl: server.url, name: setting.coach.name, password }
    await createSlots(
      credentials,
      (['forward', 'back'] as const).flatMap(change => Object.values(startsOn(setting, change)))
    )
  }
})

test.afterAll(() => server.dispose())

for (const setting of coaches) {
  const { coach } = setting
  // Of the second coach `npm test` has the rules of time alone; `npm run e2e` has both.
  // The browser's own zone must not matter: one that changes its clock the same day, one that never does.
  const deviceZone = coach === anna ? 'Europe/London' : 'Asia/Kolkata'

  test(`the clock goes forward and back in ${coach.zone}, seen from ${deviceZone}, and new slots on these days`, {
    tag: coach === anna ? [] : ['@whole']
  }, async ({ browser }) => {
    const context = await browser.newContext({ timezoneId: deviceZone, locale: 'en-GB' })
    await actAsPrivateWindow(context)
    const page = await context.newPage()
    await signIn(page, { serverUrl: server.url, name: coach.name, password })
    for (const change of ['forward', 'back'] as const) {
      await test.step(change, async () => {
        const date = dateOf(setting, change)
        const starts = startsOn(setting, change)
        await openCalendar(page, date, 'week')
        for (const view of ['Week', 'Day'] as const) {
          await chooseView(page, view)
          await expectDrawn(page, slotAt(page, starts.morning), { date, from: 600, to: 720 })
          await expectDrawn(page, slotAt(page, starts.evening), { date, from: 1_230, to: 1_350 })
          await expectDrawn(page, slotAt(page, starts.late), { date, from: 1_350, to: 1_380 })
          await expectHourLabel(page, date, '10:00', 600)
        }

        await chooseView(page, 'Agenda')
        await expect(slotAt(page, starts.morning)).toContainText('10:00–12:00')
        await expect(slotAt(page, starts.evening)).toContainText('20:30–22:30')
        await expect(slotAt(page, starts.late)).toContainText('22:30 – 00:30')
        const overnight = setting.overnight[change] ?? '00:30–02:30'
        await expect(slotAt(page, starts.overnight)).toContainText(overnight)
      })
    }

    await test.step('the new slot dialog says of the skipped hour what it becomes', async () => {
      const dialog = await askForSlot(page, dateOf(setting, 'forward'), '02:30')
      await expect(dialog.getByText('skips 02:30. The slot starts at 03:30 instead.')).toBeVisible()
      await expect(dialog.getByText(/03:30–05:30, two hours/)).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(dialog).toBeHidden()
    })

    await test.step('of the repeated hour it asks which one is meant', async () => {
      const date = dateOf(setting, 'back')
      const time = setting.repeatedTime
      const second = Date.parse(`${date}T${time}:00${setting.winter}`)
      const dialog = await askForSlot(page, date, time)
      await expect(dialog.getByText(`shows ${time} twice. Which one?`)).toBeVisible()
      await expect(dialog.getByRole('radio', { name: `The first ${time}` })).toBeChecked()
      await dialog.getByRole('radio', { name: `The second ${time}` }).check()
      await expect(dialog.getByText(`in UTC: ${utcText(second)}`)).toBeVisible()
      await dialog.getByRole('button', { name: 'Create slot' }).click()
      await expect(dialog).toBeHidden()

      await openCalendar(page, date, 'agenda')
      await expect(slotAt(page, second)).toBeVisible()
    })
    await context.close()
  })
}

function dateOf({ coach }: Setting, change: ClockChange): string {
  return findClockChange(coach.zone, change, Date.now())
}

/** The slots of a change day by the coach's clock, epoch ms; the offsets are written out, not computed. */
function startsOn(setting: Setting, change: ClockChange) {
  const date = dateOf(setting, change)
  const before = change === 'forward' ? setting.winter : setting.summer
  const after = change === 'forward' ? setting.summer : setting.winter
  return {
    overnight: Date.parse(`${date}T00:30:00${before}`),
    morning: Date.parse(`${date}T10:00:00${after}`),
    evening: Date.parse(`${date}T20:30:00${after}`),
    late: Date.parse(`${date}T22:30:00${after}`)
  }
}

async function openCalendar(page: Page, date: string, view: 'week' | 'agenda'): Promise<void> {
  await page.goto(`${server.url}/app/calendar?date=${date}&view=${view}`)
}

/** Another view of the date that is shown. */
async function chooseView(page: Page, view: 'Week' | 'Day' | 'Agenda'): Promise<void> {
  await page.getByRole('radiogroup', { name: 'View' }).getByText(view).click()
  await expect(page.getByRole('radio', { name: view })).toBeChecked()
}

const slotAt = (page: Page, startsAt: number): Locator => page.locator(`[data-event-id$=":${startsAt}"]`)

/** The block lies between the lines of these minutes since midnight, in the column of the date. */
async function expectDrawn(
  page: Page,
  block: Locator,
  place: { readonly date: string; readonly from: number; readonly to: number }
): Promise<void> {
  await expect(block).toBeVisible()
  const box = await boxOf(block)
  const first = await boxOf(cellAt(page, place.date, place.from))
  const last = await boxOf(cellAt(page, place.date, place.to - 30))
  expect(Math.abs(box.y - first.y), `top of ${place.from}`).toBeLessThanOrEqual(tolerancePx)
  const bottom = last.y + last.height
  const shortBy = bottom - box.y - box.height
  expect(shortBy, `bottom of ${place.to}`).toBeGreaterThanOrEqual(-tolerancePx)
  expect(shortBy, `bottom of ${place.to}`).toBeLessThanOrEqual(gapPx + tolerancePx)
  expect(box.x).toBeGreaterThanOrEqual(first.x - tolerancePx)
  expect(box.x + box.width).toBeLessThanOrEqual(first.x + first.width + tolerancePx)
}

/** The name of the hour at the side stands at the line of its cell. */
async function expectHourLabel(page: Page, date: string, text: string, minutes: number): Promise<void> {
  const label = await boxOf(page.getByText(text, { exact: true }).first())
  const cell = await boxOf(cellAt(page, date, minutes))
  const middle = label.y + label.height / 2
  expect(Math.abs(middle - cell.y)).toBeLessThanOrEqual(cell.height)
}

function cellAt(page: Page, date: string, minutes: number): Locator {
  return page.locator(`[data-cell-date="${date}"][data-cell-minutes="${minutes}"]`)
}

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox()
  if (box === null) throw new Error(`${String(locator)} is not drawn`)
  return box
}

async function askForSlot(page: Page, date: string, time: string): Promise<Locator> {
  await page.getByRole('button', { name: 'New slot' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'New slot' })
  await dialog.getByLabel('Date').fill(date)
  await dialog.getByLabel('Starts at').fill(time)
  return dialog
}

/** `Sun, 31 Oct, 01:30`, as a British reader sees it. */
function utcText(at: number): string {
  const options = { weekday: 'short', month: 'short', day: 'numeric', timeZone: 'UTC' } as const
  return `${new Intl.DateTimeFormat('en-GB', options).format(at)}, ${new Date(at).toISOString().slice(11, 16)}`
}
