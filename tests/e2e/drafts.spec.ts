// What is typed is kept, however the window ends: at most its last second may be missing.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type BrowserContext, chromium, expect, type Page, test } from '@playwright/test'
import { demoPassword } from '#server/demo/people.ts'
import { actAsPrivateWindow } from './support/private-window.ts'
import { startTestServer, type TestServer } from './support/server.ts'
import { waitUntilSynced } from './support/shell.ts'
import { signIn } from './support/sign-in.ts'
import { typeOn } from './support/type-on.ts'

/** More than a second's worth of a quick typist: who saves in pauses alone would have saved none of them. */
const letters = 64

let server: TestServer
let profile: string

test.beforeAll(async () => {
  server = await startTestServer({ demo: true })
})
test.afterAll(() => server.dispose())
test.beforeEach(() => {
  profile = mkdtempSync(path.join(tmpdir(), 'coachdesk-drafts-'))
})
test.afterEach(() => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }))

/** A browser with a profile of its own on the disk. */
async function openBrowser(): Promise<BrowserContext> {
  const { launchOptions } = test.info().project.use
  const context = await chromium.launchPersistentContext(profile, { ...launchOptions, reducedMotion: 'reduce' })
  await actAsPrivateWindow(context)
  return context
}

/** Every process of that browser: each one names its profile, or was started by one that does. */
function listProcesses(): readonly number[] {
  const pids = readdirSync('/proc').filter(name => /^\d+$/.test(name))
  return pids.filter(pid => readProcess(pid).includes(profile)).map(Number)
}

function readProcess(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

const address = (place: string): string => `${server.url}/app/${place}`
const notesOf = (page: Page) => page.getByRole('dialog').getByLabel('Notes', { exact: true })

async function openNotes(page: Page): Promise<void> {
  await page.goto(address('sessions?tab=past'))
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await expect(notesOf(page)).toBeVisible()
}

/** Of the window alone: the browser goes on, and a new tab says what is kept. */
const windowEndings = {
  'the tab is closed': (_: BrowserContext, page: Page) => page.close(),
  'the page is reloaded': async (_: BrowserContext, page: Page) => void (await page.reload()),
  'another address is opened': async (_: BrowserContext, page: Page) => void (await page.goto('about:blank'))
}
const browserEndings = {
  'the browser is closed': (context: BrowserContext) => context.close(),
  'every process of the browser is killed': async (context: BrowserContext) => {
    const { promise: closed, resolve } = Promise.withResolvers<void>()
    context.on('close', () => resolve())
    for (const pid of listProcesses()) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It went with its parent.
      }
    }
    await closed
  }
}

async function openSignedIn(browser: BrowserContext): Promise<Page> {
  const page = await browser.newPage()
  await signIn(page, { serverUrl: server.url, name: 'mara', password: demoPassword })
  await waitUntilSynced(page)
  return page
}

/** What the form goes on with in a new tab, of the same browser or of a new one on the same profile. */
async function readDraft(browser: BrowserContext): Promise<{ readonly page: Page; readonly kept: string }> {
  const page = await browser.newPage()
  await openNotes(page)
  await expect(page.getByText(/^Go on with your draft of/)).toBeVisible()
  return { page, kept: await notesOf(page).inputValue() }
}

test('DR1 notes that are typed without a pause, until the window ends in one way or another', async () => {
  test.setTimeout(300_000)
  test.skip(process.platform !== 'linux', 'the processes of a browser are found in /proc')
  let browser = await openBrowser()
  let page = await openSignedIn(browser)
  await openNotes(page)
  let before = ''
  // One device and one draft, which grows from one ending to the next.
  for (const [name, end] of Object.entries({ ...windowEndings, ...browserEndings })) {
    await test.step(`until ${name}`, async () => {
      const typed = await typeOn(notesOf(page), letters)
      await end(browser, page)
      if (name in browserEndings) browser = await openBrowser()
      else await page.close()
      const { page: later, kept } = await readDraft(browser)
      process.stdout.write(
        `${name}: ${kept.length - before.length} of ${typed.text.length} letters kept, ${typed.due.length} due\n`
      )
      expect((before + typed.text).startsWith(kept)).toBe(true)
      expect(kept.length).toBeGreaterThanOrEqual(before.length + typed.due.length)
      page = later
      before = kept
    })
  }

  await test.step('what the form says is kept is there after every process of the browser is killed', async () => {
    const text = 'All of this is kept.'
    await notesOf(page).press('ControlOrMeta+End')
    await notesOf(page).pressSequentially(text)
    await expect(page.getByRole('dialog').locator('output[aria-busy]')).toHaveAttribute('aria-busy', 'false')
    await expect(page.getByRole('dialog').getByText(/^Draft saved on this device/)).toBeVisible()
    await browserEndings['every process of the browser is killed'](browser)
    browser = await openBrowser()
    expect((await readDraft(browser)).kept).toBe(before + text)
  })
  await browser.close()
})

test('DR2 a form that was saved leaves no draft behind', async () => {
  const context = await openBrowser()
  const page = await openSignedIn(context)
  await page.goto(address('settings'))
  const headline = page.getByLabel('Headline')
  const before = await headline.inputValue()
  await headline.fill(`${before} and more`)
  await page.getByRole('button', { name: 'Save changes' }).first().click()
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await page.reload()
  await expect(headline).toHaveValue(`${before} and more`)
  await expect(page.getByText(/^Go on with your draft/)).toHaveCount(0)
  await context.close()
})
