import { expect, type Page } from '@playwright/test'
import { findAccessibilityFaults, findCutWords, findOverflows } from './page-checks.ts'

/** Looks at a page in both themes, with axe, and in a narrow window; `COACHDESK_PICTURES` keeps pictures. */
export async function look(page: Page, name: string): Promise<void> {
  const usual = page.viewportSize() ?? { width: 1280, height: 720 }
  const folder = process.env['COACHDESK_PICTURES']
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    for (const width of [usual.width, 390]) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : usual.height })
      expect(await findOverflows(page)).toEqual([])
      expect(await findCutWords(page)).toEqual([])
      if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}-${scheme}-${width}.png` })
    }
    expect(await findAccessibilityFaults(page)).toEqual([])
  }
  await page.setViewportSize(usual)
  await page.emulateMedia({ colorScheme: 'light' })
}
