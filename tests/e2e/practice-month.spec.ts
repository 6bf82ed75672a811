// A month of a practice: a coach with two devices and two students, half of it without a network. What is said of a session reaches who
// may read it and nobody else, and every number at the end is the one that comes of what they did.
import { readFile } from 'node:fs/promises'
import { type Browser, expect, type Locator, type Page, test } from '@playwright/test'
import ICAL from 'ical.js'
import { bookSlot, closeBooked } from './support/book-slot.ts'
import { chooseDay } from './support/choose-day.ts'
import { type ClockedDevice, startTestTime, type TestTime } from './support/clocked-device.ts'
import { lookAtDevice } from './support/look-at-device.ts'
import { atHour, dateIn } from './support/month-ahead.ts'
import { anna, sam, tina } from './support/people.ts'
import { readAgreement } from './support/read-agreement.ts'
import { type Person, startTestServer, type TestServer } from './support/server.ts'
import { goTo, syncState } from './support/shell.ts'
import { whenOf } from './support/when-of.ts'

const wide = { width: 1280, height: 900 }
const narrow = { width: 390, height: 844 }

type Fate = 'held' | 'no-show' | 'cancelled-by-coach' | 'cancelled-by-student' | 'ahead'

interface Planned {
  readonly student: Person
  /** Days after the Sunday before the month, and the hour on the coach's clock. */
  readonly day: number
  readonly hour: number
  /** What has become of it when the month is over. */
  readonly fate: Fate
  readonly given?: number
  readonly received?: number
}

const first: Planned = { student: sam, day: 1, hour: 9, fate: 'held', given: 4, received: 5 }
const missed: Planned = { student: tina, day: 3, hour: 9, fate: 'no-show' }
const second: Planned = { student: sam, day: 8, hour: 9, fate: 'held', given: 5 }
/** Nobody says how it went: it counts as held. */
const quiet: Planned = { student: tina, day: 10, hour: 9, fate: 'held' }
const calledOff: Planned = { student: sam, day: 15, hour: 9, fate: 'cancelled-by-student' }
const ill: Planned = { student: tina, day: 17, hour: 11, fate: 'cancelled-by-coach' }
const unsaid: Planned = { student: sam, day: 22, hour: 9, fate: 'held' }
const ahead: Planned = { student: tina, day: 31, hour: 9, fate: 'ahead' }
const month = [first, missed, second, quiet, calledOff, ill, unsaid, ahead]
const theEnd = atHour(29, 20)

const startOf = ({ day, hour }: Planned) => atHour(day, hour)
const monthOf = ({ day }: Planned) => dateIn(day).slice(0, 7)

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
const buttonOf = (page: Page, what: string, planned: Planned, reader: Person) =>
  button(page, new RegExp(`^${what}: .*${whenOf(startOf(planned), reader).source}`))
const dossier = ({ page }: ClockedDevice) => page.getByRole('region', { name: 'Dossier' })
const palette = ({ page }: ClockedDevice) => page.getByRole('dialog', { name: 'Search' })

async function openDevices(browser: Browser) {
  return {
    laptop: await time.open(browser, anna, wide),
    phone: await time.open(browser, anna, narrow),
    samsDevice: await time.open(browser, sam, wide),
    tinasDevice: await time.open(browser, tina, narrow)
  }
}

test('HR SR SU DO IN FN CA a month of a practice, half of it without a network', async ({ browser }) => {
  test.setTimeout(900_000)
  const { laptop, phone, samsDevice, tinasDevice } = await openDevices(browser)

  await test.step('Sunday, the laptop is offline: weekly hours', async () => {
    const { page } = laptop
    await goTo(page, 'Calendar')
    await laptop.goOffline()
    await button(page, 'Hours').click()
    await page.getByRole('menuitem', { name: 'Weekly hours' }).click()
    await button(page, 'Add a start on Monday').click()
    await button(page, 'Add a start on Monday').click()
    await button(page, 'Copy to… the starts of Monday').click()
    await page.getByRole('menuitem', { name: 'Wednesday' }).click()
    await expect(page.getByText(/^Adds \d+ slots$/)).toBeVisible()
    await button(page, 'Save hours').click()
    await expect(syncState(page)).toHaveAccessibleName(/1 change waiting/)
    await laptop.goOnline()
  })

  await test.step('a student books four Mondays at once, another one four Wednesdays', async () => {
    const { page } = samsDevice
    await goTo(page, 'Find a slot')
    await buttonBook(page, first).click()
    await button(page, 'Repeat weekly…').click()
    const dialog = dialogOf(samsDevice, 'Book weekly')
    await button(dialog, 'Book 4 dates').click()
    await expect(dialog.getByText('Booked', { exact: true })).toHaveCount(4)
    await button(dialog, 'Done').click()
    for (const planned of [missed, quiet, ill, ahead]) {
      await bookSlot(tinasDevice, startOf(planned))
      await closeBooked(tinasDevice)
    }
    await goTo(laptop.page, 'Today')
    await expect(laptop.page.getByRole('region', { name: sam.displayName })).toContainText('Next session in 2')
    await lookAtDevice(laptop, 'p01-today')
  })

  await test.step('after the first session, the laptop is offline: score, notes, summary and actions', async () => {
    const { page } = laptop
    await goTo(page, 'Sessions')
    await expect(button(page, /^Cancel session: /)).toHaveCount(8)
    await laptop.goOffline()
    await time.passUntil(atHour(first.day, 12))
    const dialog = await openWrapUp(laptop, first)
    await dialog.getByRole('radio', { name: /Happened/ }).click()
    await dialog.getByRole('combobox', { name: /^Satisfaction/ }).selectOption(String(first.given))
    await dialog.getByText('Paid', { exact: true }).click()
    await dialog.getByRole('textbox', { name: 'Notes' }).fill('Tired today.')
    await dialog.getByRole('textbox', { name: 'Summary for the student' }).fill('We practised **openings**.')
    const added = dialog.getByRole('textbox', { name: 'New action' })
    for (const text of ['Read chapter 2', 'Record a speech']) {
      await added.fill(text)
      await added.press('Enter')
    }
    await button(dialog, /^Action 1: by when/).click()
    await chooseDay(page, dateIn(second.day))
    await dialog.getByRole('combobox', { name: 'New action: for whom' }).selectOption('coach')
    await added.fill('Find an easier text')
    await added.press('Enter')
    await lookAtDevice(laptop, 'p02-wrap-up')
    await page.keyboard.press('ControlOrMeta+Enter')
    await expect(dialog).toBeHidden()
    await goTo(samsDevice.page, 'Actions')
    await expect(samsDevice.page.getByText('Nothing to do yet')).toBeVisible()
    await laptop.goOnline()
  })

  await test.step('the student ticks in a tunnel, and says how it was', async () => {
    const { page } = samsDevice
    await expect(page.getByRole('region', { name: 'Later' })).toContainText('Record a speech')
    await expect(page.getByRole('main')).not.toContainText('easier')
    await lookAtDevice(samsDevice, 'p03-actions')
    await samsDevice.goOffline()
    await page.getByRole('checkbox', { name: 'Record a speech', exact: true }).click()
    await expect(page.getByRole('region', { name: 'Done' })).toContainText('Record a speech')
    await goTo(page, 'My sessions')
    await page.getByRole('tab', { name: /Past/ }).click()
    const row = page.getByRole('listitem').filter({ hasText: 'We practised openings.' })
    await expect(row).not.toContainText('Tired')
    await buttonOf(page, 'Review', first, sam).click()
    const dialog = dialogOf(samsDevice, /^Review/)
    await dialog.getByRole('combobox').selectOption(String(first.received))
    await button(dialog, 'Save').click()
    await expect(dialog).toBeHidden()
    await lookAtDevice(samsDevice, 'p04-tunnel')
    await samsDevice.goOnline()
    await openStudent(phone, sam)
    await expect(phone.page.getByRole('main')).toContainText(`Review by ${sam.displayName}`)
    await goTo(phone.page, 'Actions')
    await expect(phone.page.getByRole('region', { name: 'Done' })).toContainText('Record a speech')
    await lookAtDevice(phone, 'p05-ticked-390')
  })

  await test.step('Wednesday, the phone is offline: the other student did not come', async () => {
    await phone.goOffline()
    await time.passUntil(atHour(missed.day, 12))
    const dialog = await openWrapUp(phone, missed)
    await dialog.getByRole('radio', { name: /No-show/ }).click()
    await dialog.getByRole('textbox', { name: 'Notes' }).fill('Nobody came. Ask on the phone.')
    await lookAtDevice(phone, 'p06-no-show-390')
    await phone.page.keyboard.press('ControlOrMeta+Enter')
    await expect(dialog).toBeHidden()
    await phone.goOnline()
  })

  await test.step('both devices of the coach are offline: each writes in the dossier', async () => {
    await openStudent(laptop, sam)
    await openStudent(phone, sam)
    await laptop.goOffline()
    await phone.goOffline()
    await button(dossier(laptop), 'Edit').click()
    await dossier(laptop).getByLabel('Goals').fill('To speak up in meetings.')
    await button(dossier(laptop), 'Save').click()
    await expect(button(dossier(laptop), 'Edit')).toBeVisible()
    await button(dossier(phone), 'Edit').click()
    await dossier(phone).getByLabel('Goals').fill('A **keynote** in May.')
    await dossier(phone).getByLabel('Tags').fill('board, speaking')
    await dossier(phone)
      .getByLabel(/agreed to be listed/)
      .check()
    await lookAtDevice(phone, 'p07-dossier-390')
    await button(dossier(phone), 'Save').click()
    await expect(button(dossier(phone), 'Edit')).toBeVisible()
    await laptop.goOnline()
    await phone.goOnline()
    for (const device of [laptop, phone]) {
      await expect(dossier(device)).toContainText('To speak up in meetings.')
      await expect(dossier(device)).toContainText('A keynote in May.')
      await expect(dossier(device)).toContainText('Agreed to be listed')
      await expect(device.page.getByText('speaking', { exact: true })).toBeVisible()
    }
    await lookAtDevice(laptop, 'p08-both-texts')
  })

  await test.step('the second session is wrapped up offline on the phone; the student, offline, calls the third one off', async () => {
    await phone.goOffline()
    await samsDevice.goOffline()
    await time.passUntil(atHour(second.day, 12))
    const dialog = await openWrapUp(phone, second)
    await dialog.getByRole('radio', { name: /Happened/ }).click()
    await dialog.getByRole('combobox', { name: /^Satisfaction/ }).selectOption(String(second.given))
    await dialog.getByRole('textbox', { name: 'Notes' }).fill('A **rehearsal** of the keynote, twice.')
    await phone.page.keyboard.press('ControlOrMeta+Enter')
    await expect(dialog).toBeHidden()
    await cancel(samsDevice, calledOff, 'I am at a wedding.')
    await phone.goOnline()
    await samsDevice.goOnline()
  })

  await test.step('the laptop is offline: the coach calls a session off', async () => {
    await goTo(laptop.page, 'Sessions')
    await expect(button(laptop.page, /^Cancel session: /)).toHaveCount(4)
    await expect(buttonOf(laptop.page, 'Cancel session', calledOff, anna)).toHaveCount(0)
    await laptop.goOffline()
    await cancel(laptop, ill, 'I have an operation on this day.')
    await goTo(tinasDevice.page, 'My sessions')
    await expect(button(tinasDevice.page, /^Cancel session: /)).toHaveCount(3)
    await laptop.goOnline()
    await expect(buttonOf(tinasDevice.page, 'Cancel session', ill, tina)).toHaveCount(0)
    await expect(buttonOf(tinasDevice.page, 'Cancel session', ahead, tina)).toBeVisible()
  })

  await test.step('the month is over, the laptop is offline: what it came to', async () => {
    const { page } = laptop
    await laptop.goOffline()
    await time.passUntil(theEnd)
    await goTo(page, 'Insights')
    await page.getByLabel('Sessions of', { exact: true }).selectOption('all')
    const byMonth = [...new Set(month.map(monthOf))].map(name =>
      rowOf(
        name,
        month.filter(one => monthOf(one) === name)
      )
    )
    const byStudent = [sam, tina].map(({ displayName }) =>
      rowOf(
        displayName,
        month.filter(({ student }) => student.displayName === displayName)
      )
    )
    const total = rowOf('Total', month)
    await lookAtDevice(laptop, 'p09-insights')
    await expectTable(page, 'By month', ['Month', ...headings], [...byMonth, total])
    await expectTable(page, 'By student', ['Student', ...headings], [...byStudent, total])
  })

  await test.step('still offline: the coaching log names who agreed, and counts who did not', async () => {
    const { page } = laptop
    await page.getByRole('tab', { name: 'Coaching log' }).click()
    const table = page.getByRole('table')
    await expect(table.getByRole('row', { name: new RegExp(`^${sam.displayName}`) })).toContainText('+44 20 7946 0101')
    await expect(table).not.toContainText(tina.displayName)
    await lookAtDevice(laptop, 'p09b-log')
    const held = (student: Person) => month.filter(one => one.fate === 'held' && one.student === student)
    const [named, others] = [held(sam), held(tina)]
    expect((await saveCsv(page, 'Coaching log')).slice(1)).toEqual([
      [sam.displayName, `tel:${sam.phone}`, dateIn(first.day), dateIn(unsaid.day), ...hoursOf(named)],
      ['1 student who did not agree', '', '', '', ...hoursOf(others)],
      ['Total', '', '', '', ...hoursOf([...named, ...others])]
    ])
  })

  await test.step('a word of a note, and one of the dossier, are found without a network', async () => {
    const { page } = laptop
    await page.keyboard.press('ControlOrMeta+k')
    await palette(laptop).getByRole('combobox').fill('rehears')
    const found = palette(laptop).getByRole('option')
    await expect(found).toHaveCount(1)
    await expect(found.locator('mark')).toHaveText('rehearsal')
    await lookAtDevice(laptop, 'p10-search')
    await page.keyboard.press('Enter')
    await expect(dialogOf(laptop, sam.displayName)).toContainText('A rehearsal of the keynote, twice.')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    await page.keyboard.press('ControlOrMeta+k')
    await palette(laptop).getByRole('combobox').fill('keynote may')
    await expect(palette(laptop).getByRole('group', { name: /^Dossiers/ })).toContainText('A keynote in May.')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: sam.displayName })).toBeVisible()
    await lookAtDevice(laptop, 'p11-student')
    await laptop.goOnline()
  })

  await test.step('what was offered, and how much of it was booked: read online, counted and saved without a network', async () => {
    const { page } = laptop
    await goTo(page, 'Insights')
    await page.getByLabel('Sessions of', { exact: true }).selectOption('all')
    const region = page.getByRole('region', { name: 'Fill rate' })
    const rows = listFill()
    const [, offered = '', booked = '', percent = ''] = rows.at(-1) ?? []
    await expect(region.getByRole('row', { name: 'Total' })).toHaveText(`Total${offered}${booked}${percent}%`)
    await laptop.goOffline()
    const [head, ...lines] = await saveCsv(page, 'Fill rate')
    expect(head).toEqual(['Month', 'Slots offered', 'Booked', 'Fill rate (%)', 'Recorded'])
    // Whether a month was recorded as a whole depends on the day on which this runs.
    expect(lines.map(line => line.slice(0, 4))).toEqual(rows)
    await lookAtDevice(laptop, 'p11b-fill-rate')
    await laptop.goOnline()
  })

  await test.step('another calendar shows the sessions, and no phone number', async () => {
    const { page } = laptop
    await goTo(page, 'Settings')
    const section = page.getByRole('region', { name: 'Your sessions in another calendar' })
    await button(section, 'Make a private link').click()
    const address = await section.getByRole('group', { name: 'Private link' }).locator('code, pre').innerText()
    const feed = await (await fetch(address)).text()
    expect(listEvents(feed)).toEqual(
      month
        .filter(({ fate }) => fate === 'held' || fate === 'no-show' || fate === 'ahead')
        .map(one => [startOf(one), startOf(one) + 7_200_000, `Session with ${one.student.displayName}`])
    )
    const words = feed.replaceAll(/\r\n[ \t]/g, '')
    for (const secret of [...phoneDigits, 'Tired', 'rehearsal', 'openings', 'keynote', 'chapter', 'wedding'])
      expect(words).not.toContain(secret)
    await button(section, 'End the link').click()
    await expect(button(section, 'Make a private link')).toBeVisible()
    expect((await fetch(address)).status).toBe(404)
  })

  await test.step('the start pages say what is next and what is due', async () => {
    for (const device of [laptop, phone]) {
      await goTo(device.page, 'Today')
      await expect(device.page.getByRole('region', { name: tina.displayName })).toContainText('Nobody came.')
      await expect(device.page.getByRole('region', { name: '2 sessions to wrap up' })).toContainText(sam.displayName)
      await expect(device.page.getByRole('region', { name: '1 thing to do' })).toContainText('Find an easier text')
    }
    await lookAtDevice(laptop, 'p12-today')
    await lookAtDevice(phone, 'p13-today-390')
    await goTo(samsDevice.page, 'Today')
    await expect(samsDevice.page.getByRole('region', { name: '1 thing to do' })).toContainText('Read chapter 2')
    await lookAtDevice(samsDevice, 'p14-student-today')
  })

  await test.step('a student reads what is theirs, and nothing that is the coach’s', async () => {
    for (const { page } of [samsDevice, tinasDevice]) {
      await goTo(page, 'My sessions')
      await page.getByRole('tab', { name: /Past/ }).click()
    }
    await expect(samsDevice.page.getByRole('main')).toContainText('We practised openings.')
    await expect(tinasDevice.page.getByRole('main')).toContainText('I have an operation on this day.')
    for (const { page } of [samsDevice, tinasDevice]) {
      const content = await page.content()
      for (const secret of ['Tired', 'rehearsal', 'speak up', 'keynote', 'Nobody came', 'easier'])
        expect(content).not.toContain(secret)
    }
  })

  await test.step('the server’s databases agree with it', async () => {
    const { faults, sessions } = await readAgreement(server.url, anna, [sam, tina])
    expect(faults).toEqual([])
    expect(sessions).toEqual([
      `${startOf(first)} completed`,
      `${startOf(missed)} no-show`,
      `${startOf(second)} completed`,
      `${startOf(quiet)} confirmed`,
      `${startOf(unsaid)} confirmed`,
      `${startOf(ahead)} confirmed`
    ])
  })
})

const buttonBook = (page: Page, planned: Planned) =>
  button(page, new RegExp(`^Book .*${whenOf(startOf(planned), planned.student).source}`))

async function openStudent({ page }: ClockedDevice, { displayName }: Person): Promise<void> {
  await goTo(page, 'Students')
  await page.getByRole('main').getByRole('link', { name: displayName }).click()
  await expect(page.getByRole('heading', { level: 1, name: displayName })).toBeVisible()
}

/** Opens the wrap-up of a session that is over, from the list. */
async function openWrapUp(device: ClockedDevice, planned: Planned): Promise<Locator> {
  const { page, person } = device
  await goTo(page, 'Sessions')
  await page.getByRole('tab', { name: /Past/ }).click()
  await buttonOf(page, 'Wrap up', planned, person).click()
  const dialog = dialogOf(device, /^Wrap up/)
  await expect(dialog).toBeVisible()
  return dialog
}

async function cancel(device: ClockedDevice, planned: Planned, reason: string): Promise<void> {
  const { page, person } = device
  await goTo(page, person.role === 'coach' ? 'Sessions' : 'My sessions')
  await page.getByRole('tab', { name: /Upcoming/ }).click()
  await buttonOf(page, 'Cancel session', planned, person).click()
  const dialog = dialogOf(device, /^Cancel this session/)
  await dialog.getByLabel('Reason').fill(reason)
  await button(dialog, 'Cancel session').last().click()
  await expect(page.getByText('Cancelling – waiting to be sent')).toBeVisible()
}

const headings = [
  'Held',
  'Hours',
  'No-shows',
  'Cancelled by you',
  'Late by you',
  'Cancelled by student',
  'Late by student',
  'Late cancel',
  'Ahead',
  'Unclear',
  'Your score',
  'Reviews'
]

/** What a file says of some sessions, counted from the plan. */
function rowOf(name: string, sessions: readonly Planned[]): readonly string[] {
  const count = (fate: Fate) => sessions.filter(one => one.fate === fate).length
  const figures = [
    count('held'),
    2 * count('held'),
    count('no-show'),
    count('cancelled-by-coach'),
    0,
    count('cancelled-by-student'),
    0,
    0,
    count('ahead'),
    0
  ]
  const means = [sessions.map(({ given }) => given), sessions.map(({ received }) => received)].map(toMean)
  return [name, ...figures.map(String), ...means]
}

function toMean(scores: readonly (number | undefined)[]): string {
  const known = scores.filter(score => score !== undefined)
  return known.length === 0 ? '' : String(known.reduce((sum, score) => sum + score, 0) / known.length)
}

/** Sessions and hours that were held, as the log says them: all, paid, not paid, not said. One was noted as paid. */
function hoursOf(sessions: readonly Planned[]): readonly string[] {
  const paid = sessions.includes(first) ? 1 : 0
  return [sessions.length, 2 * sessions.length, 2 * paid, 0, 2 * (sessions.length - paid)].map(String)
}

/** The lines of a file, in cells: none of these texts has a comma or a quotation mark. */
async function saveCsv(page: Page, title: string): Promise<readonly (readonly string[])[]> {
  const download = page.waitForEvent('download')
  await button(page, `Save as CSV: ${title}`).click()
  const file = await readFile(await (await download).path(), 'utf8')
  expect(file.startsWith('\u{FEFF}')).toBe(true)
  const lines = file.slice(1).split('\r\n').filter(Boolean)
  return lines.map(line => line.split(','))
}

/** Slots of weekly hours that have begun by the end, and which of them were booked then. What a student had called off was open again. */
function listFill(): readonly (readonly string[])[] {
  const booked = [first, missed, second, quiet, unsaid].map(startOf)
  const starts = [1, 3, 8, 10, 15, 17, 22, 24, 29].flatMap(day => [9, 11].map(hour => ({ day, at: atHour(day, hour) })))
  const offered = starts.filter(({ at }) => at !== startOf(ill))
  const rowFor = (name: string, some: typeof offered) => {
    const count = some.filter(({ at }) => booked.includes(at)).length
    return [name, String(some.length), String(count), String(Math.round((100 * count) / some.length))]
  }
  const byMonth = Map.groupBy(offered, ({ day }) => dateIn(day).slice(0, 7))
  return [...[...byMonth].map(([name, some]) => rowFor(name, some)), rowFor('Total', offered)]
}

/** The table on the screen and its file say the same: a file has what is rare and did not happen, too, and leaves out what there is no average of. */
async function expectTable(
  page: Page,
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[]
): Promise<void> {
  expect(await saveCsv(page, title)).toEqual([head, ...rows])
  const shown = await page
    .getByRole('region', { name: title })
    .getByRole('table')
    .locator('tbody tr, tfoot tr')
    .evaluateAll(found => found.map(row => [...row.querySelectorAll('td')].map(cell => cell.textContent)))
  const left = new Set([0, head.indexOf('Late cancel'), head.indexOf('Unclear')])
  expect(shown).toEqual(
    rows.map(row => row.filter((_, at) => !left.has(at)).map(figure => (figure === '' ? '–' : figure)))
  )
}

/** Of all people, without the country. */
const phoneDigits = [anna, sam, tina].map(({ phone }) => phone.slice(3))

/** Start and end, epoch ms, and title of each event, by start; read by a library that is not the one that wrote them. */
function listEvents(text: string): readonly (readonly [number, number, string])[] {
  return new ICAL.Component(ICAL.parse(text))
    .getAllSubcomponents('vevent')
    .map(component => new ICAL.Event(component))
    .map(event => [event.startDate.toUnixTime() * 1_000, event.endDate.toUnixTime() * 1_000, event.summary] as const)
    .toSorted(([a], [b]) => a - b)
}
