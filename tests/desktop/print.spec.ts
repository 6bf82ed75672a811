import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { demoPassword } from '#server/demo/people.ts'
import { goTo, waitUntilSynced } from '../e2e/support/shell.ts'
import { submitSignIn } from '../e2e/support/sign-in.ts'
import { expect, test } from './support/fixture.ts'
import { firstPage } from './support/launch.ts'
import { expectSignedIn } from './support/sign-in-desktop.ts'
import { answerSaving, catchShown, caught } from './support/system.ts'

/** Width and height of each sheet, points. */
function readSheets(file: string): readonly (readonly [number, number])[] {
  const pdf = readFileSync(file, 'latin1')
  return [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => [
    Number(width),
    Number(height)
  ])
}

async function savePdf(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Print or save' }).click()
  await page.getByRole('menuitem', { name: 'Save as PDF' }).click()
}

test('the week becomes one sheet in landscape, the agenda upright ones, what fails is said', async ({
  launch,
  demoServer: server,
  scratch
}) => {
  const app = await launch({ env: { COACHDESK_SERVER_URL: server.url } })
  const page = await firstPage(app)
  await submitSignIn(page, { name: 'mara', password: demoPassword })
  await expectSignedIn(page)
  await waitUntilSynced(page)
  await goTo(page, 'Calendar')
  const title = (await page.getByRole('heading', { level: 1 }).textContent()) ?? ''

  const week = path.join(scratch, 'week.pdf')
  await answerSaving(app, week)
  await savePdf(page)
  await expect(page.getByText(`Saved as ${week}`)).toBeVisible()
  expect(readSheets(week)).toHaveLength(1)
  const [[width, height] = [0, 0]] = readSheets(week)
  expect(width).toBeGreaterThan(height)
  const [asked] = await caught<{ defaultPath: string }>(app, 'saves')
  expect(path.basename(asked?.defaultPath ?? '')).toBe(`Week ${title}.pdf`)
  // What stands on paper alone is gone again.
  await expect(page.getByRole('grid').or(page.locator('[data-cell-date]')).first()).toBeVisible()
  await expect(page.locator('[data-print-page]')).toHaveCount(0)

  await page.getByText('Agenda', { exact: true }).click()
  const agenda = path.join(scratch, 'agenda.pdf')
  await answerSaving(app, agenda)
  await savePdf(page)
  await expect(page.getByText(`Saved as ${agenda}`)).toBeVisible()
  for (const [sheetWidth, sheetHeight] of readSheets(agenda)) expect(sheetHeight).toBeGreaterThan(sheetWidth)

  // A folder stands where the file should.
  await answerSaving(app, scratch)
  await savePdf(page)
  await expect(page.getByText('The file could not be written.')).toBeVisible()

  await catchShown(app)
  await page.getByRole('button', { name: 'Print or save' }).click()
  await page.getByRole('menuitem', { name: 'Print', exact: true }).click()
  await expect.poll(() => caught(app, 'shown')).toContain('print')
})
