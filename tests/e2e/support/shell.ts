import { expect, type Locator, type Page } from '@playwright/test'
import type { Person } from './server.ts'

export type RailPage =
  | 'Today'
  | 'Calendar'
  | 'Find a slot'
  | 'Sessions'
  | 'My sessions'
  | 'Students'
  | 'Insights'
  | 'Actions'
  | 'Inbox'
  | 'Administration'
  | 'Settings'

/** Follows a link of the rail, on a phone perhaps behind the bar's last button, and waits for that page's heading. */
export async function goTo(page: Page, name: RailPage): Promise<void> {
  const link = railLink(page, name)
  const more = page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'More' })
  await expect(link.or(more).first()).toBeVisible()
  if (await link.isVisible()) await link.click()
  else {
    await more.click()
    await page.getByRole('menuitem', { name, exact: true }).click()
  }
  await expect(page).toHaveTitle(new RegExp(`^${name} ·`))
  const heading = page.locator('main').getByRole('heading', { level: 1 })
  await expect(heading).toBeVisible()
  // The heading of the calendar says its dates.
  if (name === 'Calendar') await expect(heading).toHaveText(/\d{4}$/)
  else await expect(heading).toHaveText(name === 'Administration' ? 'People' : name)
}

/** To the page on which this person opens slots or books them. */
export const goToSlots = (page: Page, { role }: Pick<Person, 'role'>): Promise<void> =>
  goTo(page, role === 'coach' ? 'Calendar' : 'Find a slot')

export function railLink(page: Page, name: RailPage): Locator {
  // The inbox counts what needs the person, in its name.
  return page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: new RegExp(`^${name}`) })
}

/** The button in the header that says how far everything is synced. */
export function syncState(page: Page): Locator {
  return page.getByRole('banner').getByRole('button', { name: /Open the sync panel$/ })
}

/** What that button says when nothing is left to be sent; something may still wait for the person in the inbox. */
export const syncedState = /^(All changes synced|\d+ changes? needs? you)(?!.* waiting)/

/** Waits until the header says that nothing is left to be sent. */
export async function waitUntilSynced(page: Page): Promise<void> {
  await expect(syncState(page)).toHaveAccessibleName(syncedState, { timeout: 45_000 })
}

/** Waits until the service worker has stored the page and answers for it: every screen opens without a network from now on. */
export async function waitUntilStored(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { serviceWorker } = navigator
    await serviceWorker.ready
    await new Promise<void>(resolve => {
      serviceWorker.addEventListener('controllerchange', () => resolve())
      if (serviceWorker.controller !== null) resolve()
    })
  })
}

/** Without a service worker: waits until a part of the page is there that is fetched soon after it. */
export async function waitUntilFetched(page: Page, part: string): Promise<void> {
  await page.waitForFunction(
    name => performance.getEntriesByType('resource').some(resource => resource.name.includes(`/${name}-`)),
    part
  )
}
