import { type Browser, expect, type Page, test } from '@playwright/test'
import { demoPassword } from '#server/demo/people.ts'
import { actAsPrivateWindow } from './support/private-window.ts'
import { startTestServer, type TestServer } from './support/server.ts'
import { railLink, waitUntilSynced } from './support/shell.ts'
import { signIn } from './support/sign-in.ts'

let server: TestServer

test.beforeAll(async () => {
  server = await startTestServer({ demo: true })
})

test.afterAll(() => server.dispose())

/** Signs in once for several tests, each of which leaves the page without a dialog; gives the page to tests only. */
function shareSignIn(name: string): () => Page {
  let page: Page | undefined
  test.beforeAll(async ({ browser }) => {
    page = await openAs(browser, name)
  })
  test.afterAll(async () => {
    await page?.context().close()
  })
  return () => {
    if (page === undefined) throw new Error('nobody has signed in yet')
    return page
  }
}

test.describe('a coach', () => {
  const signedIn = shareSignIn('renata')

  test('the first Tab offers the way past the frame, the next ones the header and the rail', async () => {
    const page = signedIn()
    await page.goto(`${server.url}/app/sessions`)
    await expect(page.getByRole('heading', { level: 1, name: 'Sessions', exact: true })).toBeVisible()
    await page.keyboard.press('Tab')
    const skip = page.getByRole('link', { name: 'Skip to content' })
    await expect(skip).toBeFocused()
    await expect(skip).toBeInViewport()
    await page.keyboard.press('Enter')
    await expect(page.locator('main')).toBeFocused()
    await page.keyboard.press('Tab')
    await expect(page.locator('main').locator(':focus')).toHaveCount(1)

    await skip.focus()
    await tabTo(page, 'Inbox')
    await page.keyboard.press('Enter')
    const title = page.getByRole('heading', { level: 1, name: 'Inbox' })
    await expect(title).toBeFocused()
  })

  test('a slot is opened, moved and removed without a mouse', async () => {
    const page = signedIn()
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    const newSlot = page.getByRole('button', { name: 'New slot', exact: true })
    await newSlot.focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'New slot' })
    await expect(dialog.getByLabel('Date')).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(newSlot).toBeFocused()

    await page.goto(`${server.url}/app/calendar?date=${dateAhead(40)}&view=week`)
    await page.locator('[data-cell-date][tabindex="0"]').focus()
    await page.keyboard.press('Enter')
    const slot = page.locator('[data-event-id]')
    await expect(slot).toHaveCount(1)
    // The focus stays in the grid, for the next slot.
    await expect(page.locator('[data-cell-date]').and(page.locator(':focus'))).toHaveCount(1)
    await slot.focus()
    const before = await slot.getAttribute('data-event-id')
    await page.keyboard.press('Alt+ArrowDown')
    await expect(slot).not.toHaveAttribute('data-event-id', before ?? '')
    await expect(slot).toBeFocused()
    await page.keyboard.press('Delete')
    await expect(page.getByRole('dialog', { name: 'Remove this slot?' })).toBeVisible()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect(slot).toHaveCount(0)
  })
})

test.describe('a student', () => {
  const signedIn = shareSignIn('jonas')

  test('menu, panel and sheet give the focus back', async () => {
    const page = signedIn()
    const account = page.getByRole('button', { name: /^Account: / })
    await account.focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('menu')).toBeVisible()
    await page.keyboard.press('ArrowDown')
    await expect(page.getByRole('menuitem').and(page.locator(':focus'))).toHaveCount(1)
    await page.keyboard.press('Escape')
    await expect(account).toBeFocused()

    const sync = page.getByRole('button', { name: /Open the sync panel$/ })
    await sync.focus()
    await page.keyboard.press('Enter')
    const panel = page.getByRole('dialog', { name: 'Sync' })
    await expect(panel).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(panel).toBeHidden()
    await expect(sync).toBeFocused()
  })

  test('a slot is looked at and a session reviewed without a mouse', async () => {
    const page = signedIn()
    await page.keyboard.press('g')
    await page.keyboard.press('f')
    const book = page.getByRole('button', { name: /^Book / }).first()
    await book.focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Book this slot?' })
    await expect(dialog).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(book).toBeFocused()

    await page.keyboard.press('g')
    await page.keyboard.press('s')
    await expect(page.getByRole('heading', { level: 1, name: 'My sessions' })).toBeFocused()
    await page.getByRole('tab', { name: 'Upcoming' }).focus()
    await page.keyboard.press('ArrowRight')
    const review = page.getByRole('button', { name: /^(Review|Edit review):/ }).first()
    await review.focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog', { name: /^Review · / })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(review).toBeFocused()
  })
})

async function openAs(browser: Browser, name: string): Promise<Page> {
  const page = await browser.newPage()
  await actAsPrivateWindow(page)
  await signIn(page, { serverUrl: server.url, name, password: demoPassword })
  await waitUntilSynced(page)
  return page
}

/** Presses Tab until this link of the rail has the focus; a person would not press it more often than this. */
async function tabTo(page: Page, name: 'Inbox'): Promise<void> {
  const link = railLink(page, name)
  for (let press = 0; press < 15; press += 1) {
    if (await link.evaluate(element => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(link).toBeFocused()
}

/** Beyond what the demo fills, `YYYY-MM-DD`. */
function dateAhead(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}
