// A new practice, from an empty server to a running one without a command line: what a coach who sets it up, a student who is invited and
// one who comes from a file see, and what comes by mail to whom.
import { type Browser, expect, type Page, test } from '@playwright/test'
import ICAL from 'ical.js'
import { dayMs, hourMs } from '#domain/time/durations.ts'
import { type MailServer, startMailServer, type TakenMail } from '../support/mail-server.ts'
import { chooseFile, saveCsv } from './support/csv-files.ts'
import { findAccessibilityFaults, findOverflows } from './support/page-checks.ts'
import { startTestServer, type TestServer } from './support/server.ts'
import { goTo, waitUntilSynced } from './support/shell.ts'
import { submitSignIn } from './support/sign-in.ts'

const url = 'https://desk.example.org'
const zone = 'Europe/Zurich'
const password = 'a long password'
const next = 'another long password'

let mails: MailServer
let server: TestServer

test.beforeEach(async () => {
  mails = await startMailServer()
  server = await startTestServer({ mail: { smtpUrl: mails.smtpUrl, from: 'desk@example.org', url } })
})
test.afterEach(async () => {
  await server.dispose()
  await mails.stop()
})

const listMails = (person: string, subject: RegExp): readonly TakenMail[] =>
  mails.taken.filter(mail => mail.recipients.includes(`${person}@example.org`) && subject.test(mail.subject ?? ''))

/** The last mail with this subject, once there is one. */
async function receive(person: string, subject: RegExp): Promise<TakenMail> {
  await expect.poll(() => listMails(person, subject).length).toBeGreaterThan(0)
  const mail = listMails(person, subject).at(-1)
  if (mail === undefined) throw new Error('no such mail')
  return mail
}

/** Where the link of a mail leads on this machine. */
const toHere = (text: string): string => {
  const [, rest = ''] = new RegExp(String.raw`${url}(/app/\S+#\S+)`).exec(text) ?? []
  return server.url + rest
}
const linkOf = async (person: string, subject: RegExp): Promise<string> =>
  toHere((await receive(person, subject)).text ?? '')

/** The one event of a mail's attachment, by a library that did not write it. */
function readEvent({ attachments }: TakenMail) {
  const file = attachments.find(({ contentType }) => contentType === 'application/ics')
  const root = new ICAL.Component(ICAL.parse(file?.content.toString('utf8') ?? ''))
  const event = new ICAL.Event(root.getFirstSubcomponent('vevent') ?? undefined)
  return { uid: event.uid, sequence: event.sequence, startsAt: event.startDate.toUnixTime() * 1_000 }
}

async function open(browser: Browser, isPhone: boolean): Promise<Page> {
  const viewport = isPhone ? { width: 390, height: 844 } : { width: 1280, height: 900 }
  const context = await browser.newContext({ timezoneId: zone, locale: 'en-GB', viewport })
  return context.newPage()
}

async function look(page: Page, name: string): Promise<void> {
  expect(await findAccessibilityFaults(page)).toEqual([])
  expect(await findOverflows(page)).toEqual([])
  await page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true })
}

async function confirmAddress(page: Page, person: string): Promise<void> {
  await page.goto(await linkOf(person, /^Confirm/))
  await page.getByRole('button', { name: 'Yes, it is mine' }).click()
  await expect(page.getByRole('heading', { name: 'Your address is confirmed' })).toBeVisible()
  await page.getByRole('button', { name: 'Open CoachDesk' }).click()
}

async function makeAccount(page: Page, account: { name: string; displayName: string; phone: string }): Promise<void> {
  await page.getByLabel('Your name').fill(account.displayName)
  await page.getByLabel('Phone number').fill(account.phone)
  await page.getByLabel('E-mail address').fill(`${account.name}@example.org`)
  await page.getByLabel('Name to sign in with').fill(account.name)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
}

test('JO ML RS a new practice, from an empty server to a reminder and a forgotten password', async ({ browser }) => {
  test.setTimeout(600_000)
  const laptop = await open(browser, false)
  const phone = await open(browser, true)
  const date = new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(Date.now() + 3 * dayMs)

  await test.step('a coach sets the empty server up by the link that it printed', async () => {
    await laptop.goto(server.setUpUrl ?? '')
    await laptop.getByLabel('Name of your practice or organisation').fill('Wide Water Coaching')
    await makeAccount(laptop, { name: 'carla', displayName: 'Carla Coach', phone: '+41 44 668 18 00' })
    await laptop.getByRole('button', { name: 'Set up and sign in' }).click()
    await expect(laptop.getByRole('button', { name: /^Account: Carla Coach, Coach and administrator/ })).toBeVisible()
    await confirmAddress(laptop, 'carla')
    await goTo(laptop, 'Calendar')
    for (const time of ['09:00', '13:00']) {
      await laptop.getByRole('button', { name: 'New slot' }).click()
      const dialog = laptop.getByRole('dialog', { name: 'New slot' })
      await dialog.getByLabel('Date').fill(date)
      await dialog.getByLabel('Starts at').fill(time)
      await dialog.getByRole('button', { name: 'Create slot' }).click()
      await expect(dialog).toBeHidden()
    }
    await waitUntilSynced(laptop)
  })

  await test.step('she invites a student by mail, who joins in a window of the size of a phone', async () => {
    await goTo(laptop, 'Students')
    await laptop.getByRole('button', { name: 'Invite a student' }).click()
    const dialog = laptop.getByRole('dialog', { name: 'Invite a student' })
    await dialog.getByLabel('For whom?').fill('Nora')
    await dialog.getByLabel('E-mail address').fill('nora@example.org')
    await dialog.getByRole('button', { name: 'Mail the link' }).click()
    await look(laptop, 'invite')
    await expect(dialog.getByText(/Open until/)).toBeVisible()
    await dialog.getByRole('button', { name: 'Close' }).click()
    await phone.goto(await linkOf('nora', /invites you/))
    await expect(phone.getByRole('heading', { name: 'Carla Coach invites you to CoachDesk' })).toBeVisible()
    await expect(phone.getByText('Welcome to Wide Water Coaching.')).toBeVisible()
    await makeAccount(phone, { name: 'nora', displayName: 'Nora Nord', phone: '+41 44 668 18 01' })
    await look(phone, 'join')
    await phone.getByRole('button', { name: 'Join and sign in' }).click()
    await expect(phone).toHaveURL(/\/app\/find\?coach=/)
    await confirmAddress(phone, 'nora')
    await goTo(phone, 'Find a slot')
  })

  await test.step('she books, and both get a mail with the event, and nobody a phone number', async () => {
    await phone
      .getByRole('button', { name: /^Book / })
      .first()
      .click()
    await phone.getByRole('button', { name: 'Book this slot' }).click()
    await expect(phone.getByRole('dialog', { name: 'You are booked' })).toBeVisible()
    const hers = await receive('nora', /^Booked: Session with Carla Coach/)
    const carlas = await receive('carla', /^Booked: Session with Nora Nord/)
    expect(readEvent(hers).startsAt).toBe(readEvent(carlas).startsAt)
    await phone.keyboard.press('Escape')
  })

  const booked = readEvent(await receive('nora', /^Booked/))

  await test.step('the coach moves it: the same event has its new time', async () => {
    await goTo(laptop, 'Sessions')
    await laptop.getByRole('button', { name: /^Move session: / }).click()
    const dialog = laptop.getByRole('dialog', { name: 'Move this session?' })
    await dialog.getByRole('radio', { name: '13:00–15:00' }).check()
    await dialog.getByRole('button', { name: 'Move session', exact: true }).click()
    await laptop.getByRole('dialog', { name: 'Session moved' }).getByText('Close', { exact: true }).click()
    await waitUntilSynced(laptop)
    const moved = readEvent(await receive('nora', /^Moved/))
    expect(moved.uid).toBe(booked.uid)
    expect(moved.sequence).toBeGreaterThan(booked.sequence)
    expect(moved.startsAt - booked.startsAt).toBe(4 * hourMs)
  })

  await test.step('the second student comes from a file, sets the password by the link of the saved list, and signs in', async () => {
    await goTo(laptop, 'Administration')
    await laptop.getByRole('button', { name: 'Import from a file' }).click()
    const dialog = laptop.getByRole('dialog', { name: 'Import from a file' })
    await chooseFile(dialog, 'Name;Mobile;Role\r\nOtto Ost;044 668 18 02;Student\r\n')
    await dialog.getByRole('button', { name: 'Add 1 person' }).click()
    await expect(dialog.getByText('1 person was added.')).toBeVisible()
    const [, otto = []] = await saveCsv(laptop, dialog.getByRole('button', { name: 'Save 1 link' }))
    expect(otto.slice(0, 2)).toEqual(['Otto Ost', 'otto.ost'])
    await dialog.getByRole('button', { name: 'Close' }).click()
    const other = await open(browser, true)
    const { pathname, hash } = new URL(otto[2] ?? '')
    await other.goto(server.url + pathname + hash)
    await other.getByLabel('New password', { exact: true }).fill(password)
    await other.getByLabel('New password again').fill(password)
    await other.getByRole('button', { name: 'Set the password and sign in' }).click()
    await goTo(other, 'Find a slot')
    await expect(other.getByRole('button', { name: /^Book / }).first()).toBeVisible()
    const again = await open(browser, true)
    await again.goto(`${server.url}/app/`)
    await submitSignIn(again, { name: 'otto.ost', password })
    await goTo(again, 'Find a slot')
  })

  await test.step('the day before she is reminded, of the new time alone', async () => {
    await server.setClockAhead(booked.startsAt + 4 * hourMs - dayMs + 60_000 - Date.now())
    // A server that was off for two days: it trusts its clock, and catches up.
    await server.kill()
    await server.start()
    const reminder = await receive('nora', /^Reminder/)
    expect(reminder.text).toContain('Carla Coach')
    expect(listMails('nora', /^Reminder/)).toHaveLength(1)
    for (const mail of mails.taken) expect(mail.raw).not.toMatch(/668 ?18|66818/)
  })

  await test.step('she has forgotten her password, and sets a new one by mail', async () => {
    const again = await open(browser, true)
    await again.goto(`${server.url}/app/`)
    await again.getByRole('button', { name: 'Forgot your password?' }).click()
    await again.getByRole('textbox', { name: 'Name or e-mail address' }).fill('nora@example.org')
    await again.getByRole('button', { name: 'Mail me the link' }).click()
    await again.goto(await linkOf('nora', /^Set a new password/))
    await again.getByLabel('New password', { exact: true }).fill(next)
    await again.getByLabel('New password again').fill(next)
    await again.getByRole('button', { name: 'Set the password and sign in' }).click()
    await goTo(again, 'My sessions')
    await expect(again.getByRole('main').getByText('Carla Coach').first()).toBeVisible()
    await look(again, 'sessions')
  })
})
