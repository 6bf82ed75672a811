import type { Browser, Page } from '@playwright/test'
import { actAsPrivateWindow } from './private-window.ts'
import { password, type Person, type TestServer } from './server.ts'
import { goToSlots, waitUntilSynced } from './shell.ts'
import { signIn } from './sign-in.ts'

/** Signs a person in with a browser of their own, in their zone, and goes to the page of slots. Returns once everything is synced. */
export async function openPage(
  browser: Browser,
  server: Pick<TestServer, 'url'>,
  person: Person,
  { isPrivate = false }: { readonly isPrivate?: boolean } = {}
): Promise<Page> {
  const context = await browser.newContext({ timezoneId: person.zone, locale: 'en-GB' })
  if (isPrivate) await actAsPrivateWindow(context)
  const page = await context.newPage()
  await signIn(page, { serverUrl: server.url, name: person.name, password })
  await goToSlots(page, person)
  await waitUntilSynced(page)
  return page
}
