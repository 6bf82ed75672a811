import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import ICAL from 'ical.js'
import { createSlots } from './support/create-slots.ts'
import { noon } from './support/noon.ts'
import { openPage } from './support/open-page.ts'
import { findAccessibilityFaults, findOverflows } from './support/page-checks.ts'
import { anna, sam } from './support/people.ts'
import { password, startTestServer, type TestServer } from './support/server.ts'
import { goTo } from './support/shell.ts'

let server: TestServer

test.beforeAll(async () => {
  server = await startTestServer()
  for (const person of [anna, sam]) await server.addAccount(person)
  await createSlots({ serverUrl: server.url, name: anna.name, password }, [noon])
})
test.afterAll(() => server.dispose())

function listEvents(text: string): readonly ICAL.Event[] {
  return new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map(event => new ICAL.Event(event))
}

test('CA2 CA3 a student’s session is in a calendar file and in the feed of the private link, until the link ends', async ({
  browser
}) => {
  const page = await openPage(browser, server, sam)
  await goTo(page, 'Find a slot')
  await page
    .getByRole('button', { name: /^Book / })
    .first()
    .click()
  await page.getByRole('button', { name: 'Book this slot' }).click()
  await page.getByRole('link', { name: 'Open the session' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: /^Add to calendar/ }).click()
  const file = await readFile(await (await download).path(), 'utf8')
  const [saved] = listEvents(file)
  expect(saved?.startDate.toUnixTime()).toBe(noon / 1_000)
  expect(saved?.summary).toBe(`Session with ${anna.displayName}`)
  await page.keyboard.press('Escape')

  await goTo(page, 'Settings')
  const section = page.getByRole('region', { name: 'Your sessions in another calendar' })
  await section.getByRole('button', { name: 'Make a private link' }).click()
  const address = await section.getByRole('group', { name: 'Private link' }).locator('code, pre').innerText()
  expect(await findAccessibilityFaults(page)).toEqual([])
  await section.screenshot({ path: test.info().outputPath('calendar-link.png') })
  const feed = await fetch(address)
  const [event] = listEvents(await feed.text())
  expect([event?.uid, event?.sequence]).toEqual([saved?.uid, saved?.sequence])

  await page.setViewportSize({ width: 390, height: 844 })
  expect(await findOverflows(page)).toEqual([])
  await page.reload()
  await expect(section).toContainText('A link works since')
  await expect(section.getByRole('group', { name: 'Private link' })).toHaveCount(0)
  await page.context().setOffline(true)
  await expect(section).toContainText('Connect to make or end it')
  await page.context().setOffline(false)
  await section.getByRole('button', { name: 'End the link' }).click()
  await expect(section.getByRole('button', { name: 'Make a private link' })).toBeVisible()
  expect((await fetch(address)).status).toBe(404)
})
