import type { BrowserContext, Page } from '@playwright/test'

/**
 * As in a private window, where the browser keeps no page: to store the whole application costs a quarter of a visit, which
 * only those pay who reload without a network. Call it before the first page is opened.
 */
export async function actAsPrivateWindow(where: BrowserContext | Page): Promise<void> {
  await where.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined })
  })
}
