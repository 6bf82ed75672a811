import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test'
import { password, type Person, type TestServer } from './server.ts'
import { goToSlots, syncState, waitUntilStored, waitUntilSynced } from './shell.ts'
import { signIn } from './sign-in.ts'

/** A device of a person that lives at a test's own time, and opens every screen without a network. */
export interface ClockedDevice {
  readonly person: Person
  readonly page: Page
  /** All that was done here has been sent. */
  goOffline(): Promise<void>
  /** Returns once all that was done meanwhile has been sent. */
  goOnline(): Promise<void>
}

/** A server and devices that live at another time than this machine. */
export interface TestTime {
  open(
    browser: Browser,
    person: Person,
    viewport: { readonly width: number; readonly height: number }
  ): Promise<ClockedDevice>
  /** Every clock goes on to then, as over closed lids: timers that are due fire once. */
  passUntil(at: number): Promise<void>
}

export async function startTestTime(server: TestServer, startsAt: number): Promise<TestTime> {
  const contexts: BrowserContext[] = []
  const offline = new Set<BrowserContext>()
  let aheadMs = startsAt - Date.now()
  const now = () => Date.now() + aheadMs
  await server.setClockAhead(aheadMs)
  return {
    async open(browser, person, viewport) {
      const context = await browser.newContext({ timezoneId: person.zone, locale: 'en-GB', viewport })
      await context.clock.install({ time: now() })
      const page = await context.newPage()
      await signIn(page, { serverUrl: server.url, name: person.name, password })
      await goToSlots(page, person)
      await waitUntilSynced(page)
      await waitUntilStored(page)
      contexts.push(context)
      return {
        person,
        page,
        async goOffline() {
          await waitUntilSynced(page)
          await context.setOffline(true)
          offline.add(context)
          await expect(syncState(page)).toHaveAccessibleName(/^Offline/)
        },
        async goOnline() {
          offline.delete(context)
          await context.setOffline(false)
          await waitUntilSynced(page)
        }
      }
    },
    async passUntil(at) {
      const byMs = at - now()
      if (byMs < 0) throw new Error('that time is over')
      // A device that heard of one clock before the other has moved would take its own for wrong.
      await Promise.all(contexts.map(context => context.setOffline(true)))
      aheadMs += byMs
      await server.setClockAhead(aheadMs)
      await Promise.all(contexts.map(context => context.clock.fastForward(byMs)))
      const online = contexts.filter(context => !offline.has(context))
      await Promise.all(online.map(context => context.setOffline(false)))
    }
  }
}
