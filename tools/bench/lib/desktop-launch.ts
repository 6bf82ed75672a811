import path from 'node:path'
import { performance } from 'node:perf_hooks'
import type { Locator, Page } from '@playwright/test'
import { closeApp, firstPage, launchApp } from '../../../tests/desktop/support/launch.ts'

/** One account on a server, and the profile of the device that opens it. */
export interface Device {
  readonly userData: string
  readonly hasSessions: boolean
}

/** A first sync of ten thousand slots on a busy machine takes as long. */
const syncLimitMs = 300_000

const main = (page: Page): Locator => page.locator('main')
const heading = (page: Page): Locator => main(page).getByRole('heading', { level: 1 })

/** Signs in on a new device and waits until all is there. */
export async function prepareDevice(
  { userData }: Device,
  account: { readonly serverUrl: string; readonly name: string; readonly password: string }
): Promise<void> {
  const app = await launchApp({ userData })
  try {
    const page = await firstPage(app)
    await page.getByLabel('Server address').fill(account.serverUrl)
    await page.getByRole('button', { name: 'Connect' }).click()
    await page.getByLabel('Name', { exact: true }).fill(account.name)
    await page.getByLabel('Password', { exact: true }).fill(account.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    const synced = page.getByRole('banner').getByRole('button', { name: /^All changes synced/ })
    await synced.waitFor({ timeout: syncLimitMs })
  } finally {
    await closeApp(app)
  }
}

/**
 * From the start of the program until the application does what it is told: the first page stands, its rail is clicked, and
 * the list of sessions (or the word that there are none) is shown.
 * @returns ms
 */
export async function measureLaunch({ userData, hasSessions }: Device): Promise<number> {
  const startedAt = performance.now()
  const app = await launchApp({ userData })
  try {
    const page = await firstPage(app)
    await heading(page).filter({ hasText: 'Today' }).waitFor()
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sessions' }).click()
    const shown = hasSessions ? main(page).getByRole('listitem').first() : main(page).getByText('No upcoming sessions')
    await shown.waitFor()
    return performance.now() - startedAt
  } finally {
    await closeApp(app)
  }
}

export const profileIn = (scratch: string, name: string): string => path.join(scratch, name, 'profile')
