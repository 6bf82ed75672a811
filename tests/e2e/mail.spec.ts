import { expect, type Page, test } from '@playwright/test'
import { type MailServer, startMailServer, type TakenMail } from '../support/mail-server.ts'
import { createSlots } from './support/create-slots.ts'
import { noon } from './support/noon.ts'
import { openPage } from './support/open-page.ts'
import { findAccessibilityFaults, findOverflows } from './support/page-checks.ts'
import { anna, sam } from './support/people.ts'
import { password, startTestServer, type TestServer } from './support/server.ts'
import { goTo } from './support/shell.ts'

const url = 'https://desk.example.org'
let mails: MailServer
let server: TestServer

test.beforeEach(async () => {
  mails = await startMailServer()
  server = await startTestServer({ mail: { smtpUrl: mails.smtpUrl, from: 'desk@example.org', url } })
  await server.addAccount({ ...anna, email: 'anna@example.org' })
  await server.addAccount({ ...sam, email: 'sam@example.org' })
  await createSlots({ serverUrl: server.url, name: anna.name, password }, [noon])
})
test.afterEach(async () => {
  await server.dispose()
  await mails.stop()
})

function findMail(person: string, subject: RegExp): TakenMail | undefined {
  return mails.taken.find(mail => mail.recipients.includes(`${person}@example.org`) && subject.test(mail.subject ?? ''))
}

async function receive(person: string, subject: RegExp): Promise<TakenMail> {
  await expect.poll(() => findMail(person, subject)?.subject).toBeDefined()
  const mail = findMail(person, subject)
  if (mail === undefined) throw new Error('no such mail')
  return mail
}

/** Where the link of a mail leads on this machine. */
async function linkOf(person: string): Promise<string> {
  const { text = '' } = await receive(person, /Confirm/)
  const [, rest = ''] = new RegExp(String.raw`${url}(/\S+)`).exec(text) ?? []
  return server.url + rest
}

async function look(page: Page, name: string): Promise<void> {
  expect(await findAccessibilityFaults(page)).toEqual([])
  expect(await findOverflows(page)).toEqual([])
  await page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true })
}

test('ML1 ML3 an address is confirmed by the link that was mailed, and mail about sessions comes there', async ({
  browser
}) => {
  const link = await linkOf('sam')
  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' })
  const visitor = await phone.newPage()
  await visitor.goto(link)
  await expect(visitor.getByRole('heading', { name: 'Is this your e-mail address?' })).toBeVisible()
  await look(visitor, 'ask')

  // To look at a page is not to confirm: scanners of mail do.
  const page = await openPage(browser, server, sam)
  await goTo(page, 'Settings')
  const section = page.getByRole('region', { name: 'Mail', exact: true })
  await expect(section.getByText('A link was sent to sam@example.org')).toBeVisible()
  await section.screenshot({ path: test.info().outputPath('unconfirmed.png') })

  await visitor.getByRole('button', { name: 'Yes, it is mine' }).click()
  await expect(visitor.getByRole('heading', { name: 'Your address is confirmed' })).toBeVisible()
  await look(visitor, 'done')
  await visitor.getByRole('button', { name: 'Open CoachDesk' }).click()
  await expect(visitor.getByRole('heading', { name: 'Sign in to CoachDesk' })).toBeVisible()
  expect(visitor.url()).not.toContain('#')

  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await expect(section.getByText('Mail goes to sam@example.org.')).toBeVisible()
  await section.getByRole('checkbox', { name: '3 hours before' }).check()
  await expect(section.getByRole('checkbox', { name: '3 hours before' })).toBeChecked()
  await page.reload()
  await expect(section.getByRole('checkbox', { name: '3 hours before' })).toBeChecked()
  await look(page, 'settings')

  await goTo(page, 'Find a slot')
  await page
    .getByRole('button', { name: /^Book / })
    .first()
    .click()
  await page.getByRole('button', { name: 'Book this slot' }).click()
  const booked = await receive('sam', /^Booked: Session with Anna Bergström/)
  expect(booked.text).toContain('(Europe/London, UTC')
  expect(booked.attachments.map(({ contentType }) => contentType)).toContain('application/ics')
  // Anna has not confirmed hers.
  expect(findMail('anna', /Booked/)).toBeUndefined()
})

test('ML3 a link that is over says so, and leads on', async ({ browser }) => {
  const page = await (await browser.newContext()).newPage()
  await page.goto(`${await linkOf('anna')}x`)
  await page.getByRole('button', { name: 'Yes, it is mine' }).click()
  await expect(page.getByRole('heading', { name: 'This link does not work any more' })).toBeVisible()
  await look(page, 'over')
})
