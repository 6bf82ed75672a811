// The main job in two applications on one computer, each with a profile of its own, against a real server.
import path from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { readDocuments } from '../e2e/support/create-slots.ts'
import { anna, sam, tina } from '../e2e/support/people.ts'
import { password, type Person, type TestServer } from '../e2e/support/server.ts'
import { goTo, goToSlots, syncState, waitUntilSynced } from '../e2e/support/shell.ts'
import { expect, test } from './support/fixture.ts'
import { closeApp, firstPage, type LaunchOptions } from './support/launch.ts'
import { setNetwork } from './support/network.ts'
import { signInOnDesktop } from './support/sign-in-desktop.ts'
import { readStored } from './support/stored-files.ts'

const dayMs = 86_400_000
const notes = 'Breathe *before* the first sentence.'

interface Desk {
  readonly app: ElectronApplication
  readonly page: Page
}

type Launch = (options?: Partial<LaunchOptions>) => Promise<ElectronApplication>

async function openDesk(launch: Launch, userData: string, person: Person, server: TestServer): Promise<Desk> {
  const app = await launch({ userData, env: { TZ: person.zone } })
  const page = await firstPage(app)
  await signInOnDesktop(page, { serverUrl: server.url, name: person.name, password })
  await goToSlots(page, person)
  await waitUntilSynced(page)
  return { app, page }
}

async function createSlot(page: Page, date: string, time: string): Promise<void> {
  await page.getByRole('button', { name: 'New slot' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'New slot' })
  await dialog.getByLabel('Date').fill(date)
  await dialog.getByLabel('Starts at').fill(time)
  await dialog.getByRole('button', { name: 'Create slot' }).click()
  await expect(dialog).toBeHidden()
}

/** The date so many days ahead in the person's zone, `YYYY-MM-DD`. */
function dateAhead(days: number, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(Date.now() + days * dayMs)
}

test('a coach’s slots made offline, a student’s booking, a conflict and feedback offline meet in two applications', async ({
  launch,
  scratch,
  server
}) => {
  test.setTimeout(240_000)
  for (const person of [anna, sam, tina]) await server.addAccount(person)
  const date = dateAhead(3, anna.zone)
  const coachProfile = path.join(scratch, 'coach')
  let coach = await openDesk(launch, coachProfile, anna, server)

  await test.step('the coach opens two slots without a network, and they survive a restart', async () => {
    await setNetwork(coach.app, 'cut')
    for (const time of ['10:00', '14:00']) await createSlot(coach.page, date, time)
    await expect(syncState(coach.page)).toHaveAccessibleName(/Offline since .*2 changes waiting/)
    await closeApp(coach.app)
    await server.kill()
    const app = await launch({ userData: coachProfile, env: { TZ: anna.zone } })
    coach = { app, page: await firstPage(app) }
    await expect(syncState(coach.page)).toHaveAccessibleName(/2 changes waiting/)
    await server.start()
    await waitUntilSynced(coach.page)
  })

  const student = await openDesk(launch, path.join(scratch, 'student'), sam, server)

  await test.step('the student books one, and both see the other’s phone', async () => {
    await student.page.getByRole('button', { name: /^Book .*\b9:00.*with Anna/ }).click()
    await student.page.getByRole('button', { name: 'Book this slot' }).click()
    const booked = student.page.getByRole('dialog', { name: 'You are booked' })
    await expect(booked.locator(`a[href="tel:${anna.phone}"]`)).toBeVisible()
    await student.page.keyboard.press('Escape')
    await goTo(coach.page, 'Sessions')
    await coach.page.getByRole('button', { name: sam.displayName, exact: true }).click()
    await expect(coach.page.getByRole('dialog').locator(`a[href="tel:${sam.phone}"]`)).toBeVisible()
    await coach.page.keyboard.press('Escape')
  })

  await test.step('the coach removes the other slot offline while it is booked: the booking stands, and the inbox says so', async () => {
    await setNetwork(coach.app, 'cut')
    await coach.page.evaluate(hash => (location.hash = hash), `/calendar?date=${date}&view=agenda`)
    await coach.page
      .getByRole('main')
      .getByRole('button', { name: /, 2:00 – 4:00 PM/ })
      .click()
    await coach.page.getByRole('button', { name: 'Remove', exact: true }).click()
    await coach.page.getByRole('button', { name: 'Remove slot' }).click()
    await expect(syncState(coach.page)).toHaveAccessibleName(/1 change waiting/)
    await student.page.getByRole('button', { name: /^Book .*\b1:00.*with Anna/ }).click()
    await student.page.getByRole('button', { name: 'Book this slot' }).click()
    await expect(student.page.getByRole('dialog', { name: 'You are booked' })).toBeVisible()
    await student.page.keyboard.press('Escape')
    await setNetwork(coach.app, 'on')
    await expect(syncState(coach.page)).toHaveAccessibleName(/1 change needs you/)
    await goTo(coach.page, 'Inbox')
    await expect(coach.page.getByRole('main')).toContainText(/booked/i)
  })

  await test.step('after the session the coach, offline, scores it and writes notes; all of it reaches the server later', async () => {
    await server.setClockAhead(4 * dayMs)
    await coach.page.clock.setSystemTime(Date.now() + 4 * dayMs)
    await coach.page.reload()
    await setNetwork(coach.app, 'cut')
    await goTo(coach.page, 'Sessions')
    await coach.page.getByRole('tab', { name: /Past/ }).click()
    await coach.page
      .getByRole('button', { name: new RegExp(`Wrap up: ${sam.displayName}`) })
      .first()
      .click()
    const dialog = coach.page.getByRole('dialog', { name: /Wrap up/ })
    await dialog.getByRole('radio', { name: /Happened/ }).click()
    await dialog.getByRole('combobox', { name: /^Satisfaction/ }).selectOption('5')
    await dialog.getByRole('textbox', { name: 'Notes' }).fill(notes)
    await coach.page.keyboard.press('Control+Enter')
    await expect(dialog).toBeHidden()
    await setNetwork(coach.app, 'on')
    await expect(syncState(coach.page)).not.toHaveAccessibleName(/waiting/, { timeout: 60_000 })
  })

  await test.step('the server tells another device of score and notes; neither phone nor notes lie readable on the coach’s disk', async () => {
    const told = await readDocuments({ serverUrl: server.url, name: anna.name, password }, 'calls')
    expect(told).toContainEqual(expect.objectContaining({ satisfaction: 5, notes }))
    await closeApp(coach.app)
    const stored = readStored(coachProfile)
    expect(stored).toContain('coachdesk')
    for (const secret of [sam.phone, sam.displayName, 'the first sentence']) expect(stored).not.toContain(secret)
  })
})
