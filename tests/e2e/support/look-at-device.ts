import { expect } from '@playwright/test'
import type { ClockedDevice } from './clocked-device.ts'
import { findOverflows } from './page-checks.ts'

/** Looks for what is cut off; `COACHDESK_PICTURES` keeps pictures in both themes. */
export async function lookAtDevice({ page }: ClockedDevice, name: string): Promise<void> {
  expect(await findOverflows(page)).toEqual([])
  const folder = process.env['COACHDESK_PICTURES']
  if (folder === undefined) return
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
    await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png` })
  }
}
