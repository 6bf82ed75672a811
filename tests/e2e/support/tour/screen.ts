import { expect, type Locator, type Page } from '@playwright/test'

/** One state of the application that a person can bring about. */
export interface Screen {
  readonly name: string
  /** From any page of the rail without a dialog to this screen; returns when all of it is drawn. */
  readonly open: (page: Page) => Promise<void>
  /** Over the page; closed by Escape. */
  readonly isOverlay?: boolean
  /** A popover or menu: it loses its place when the window changes its size under it. */
  readonly isAnchored?: boolean
}

/** Screens that one test visits one after the other. */
export interface Tour {
  readonly name: string
  readonly screens: readonly Screen[]
}

/** Waits for the dialog (or drawer) of this name and gives it. */
export async function seeDialog(page: Page, name: string | RegExp): Promise<Locator> {
  const dialog = page.getByRole('dialog', { name })
  await expect(dialog).toBeVisible()
  return dialog
}

/** What lies over a page. */
export const overlaySelector = '[role="dialog"], [role="menu"], [role="listbox"]'

/** Closes what lies over the page, by the keyboard: a list over a dialog goes first. */
export async function closeOverlay(page: Page): Promise<void> {
  const overlay = page.locator(overlaySelector).filter({ visible: true })
  await expect(async () => {
    const open = await overlay.count()
    if (open > 0) await page.keyboard.press('Escape')
    await expect(overlay).toHaveCount(Math.max(0, open - 1), { timeout: 2_000 })
    expect(await overlay.count()).toBe(0)
  }).toPass()
}
