import { expect, test } from '@playwright/test'
import { type LabVisit, visitLab } from '../support/lab.ts'
import { findAccessibilityFaults } from '../support/page-checks.ts'

// Three clients at a time, each in a process of its own.
test.describe.configure({ timeout: 180_000 })

let lab: LabVisit
test.beforeAll(async ({ browser }) => {
  lab = await visitLab(browser)
})
test.afterAll(() => lab.leave())

/** The page around the windows; the application has specs of its own. */
const frame = { without: 'iframe' } as const

test('the lab’s page offers ten recipes beside windows to play with, in both themes, and starts afresh', async () => {
  const { page } = lab
  await lab.openList()
  await expect(page.getByRole('navigation', { name: 'Recipes' }).getByRole('link')).toHaveCount(10)
  const laptop = lab.window('Anna’s laptop')
  for (const theme of ['light', 'dark']) {
    await expect(laptop.app.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme)
    expect(await findAccessibilityFaults(page, frame)).toEqual([])
    if (theme === 'light') await page.getByRole('button', { name: 'Switch to dark' }).click()
  }

  await page.getByRole('link', { name: /Overlapping slots of two devices/ }).click()
  const start = page.getByRole('button', { name: 'Start afresh' })
  await expect(page.getByRole('main', { name: 'Windows' })).toHaveAttribute('data-recipe', 'MG4')
  await lab.untilSynced()
  expect(await findAccessibilityFaults(page, frame)).toEqual([])
  await laptop.slotAt('15:00').press('Delete')
  await laptop.app.getByRole('button', { name: 'Remove slot' }).click()
  await expect(laptop.slotAt('15:00')).toHaveCount(0)
  await laptop.setNetwork('Cut')
  await start.press('Enter')
  // The laptop of before is cut for good: only a new one can be synced.
  await lab.untilSynced()
  await expect(laptop.slotAt('15:00')).toContainText('Open')
  await expect(laptop.app.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')

  await page.getByRole('button', { name: 'All recipes' }).click()
  await expect(page.getByRole('navigation', { name: 'Recipes' })).toBeVisible()
  await expect(laptop.slotAt('15:00')).toContainText('Open')
})
