// What is typed is kept, however the window ends: at most its last second may be missing.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type BrowserContext, chromium, expect, type Page, test } from '@playwright/test'
import { demoPassword } from '../../sync-server/demo/people.ts'
import { startTestServer, type TestServer } from './support/server.ts'
import { waitUntilSynced } from './support/shell.ts'
import { signIn } from './support/sign-in.ts'
import { type Typed, typeOn } from './support/type-on.ts'

const letters = 128

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
  return chromium.launchPersistentContext(profile, { ...launchOptions, reducedMotion: 'reduce' })
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

const endings = {
  'the tab is closed': (_: BrowserContext, page: Page) => page.close(),
  'the page is reloaded': async (_: BrowserContext, page: Page) => void (await page.reload()),
  'another address is opened': async (_: BrowserContext, page: Page) => void (await page.goto('about:blank')),
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

/** Types into the notes of a session, ends the window, and reads what another one shows of them. */
async function readAfter(
  type: (page: Page) => Promise<Typed>,
  end: (context: BrowserContext, page: Page) => Promise<void>
): Promise<{ readonly typed: Typed; readonly kept: string }> {
  test.skip(process.platform !== 'linux', 'the processes of a browser are found in /proc')
  const first = await openBrowser()
  const page = await first.newPage()
  await signIn(page, { serverUrl: server.url, name: 'mara', password: demoPassword })
  await waitUntilSynced(page)
  await openNotes(page)
  const typed = await type(page)
  await end(first, page)
  await first.close().catch(() => undefined)

  const again = await openBrowser()
  const later = await again.newPage()
  await openNotes(later)
  await expect(later.getByText(/^Go on with your draft of/)).toBeVisible()
  const kept = await notesOf(later).inputValue()
  await again.close()
  return { typed, kept }
}

for (const [name, end] of Object.entries(endings)) {
  test(`DR1 notes that are typed without a pause until ${name}`, async () => {
    test.setTimeout(180_000)
    const { typed, kept } = await readAfter(page => typeOn(notesOf(page), letters), end)
    test.info().annotations.push({ type: 'figure', description: `${kept.length} of ${typed.text.length} letters kept` })
    process.stdout.write(`${name}: ${kept.length} of ${typed.text.length} letters kept, ${typed.due.length} due\n`)
    expect(typed.text.startsWith(kept)).toBe(true)
    expect(kept.length).toBeGreaterThanOrEqual(typed.due.length)
  })
}

test('DR1 what the form says is kept is there after every process of the browser is killed', async () => {
  const typeAndWait = async (page: Page): Promise<Typed> => {
    const text = 'All of this is kept.'
    await notesOf(page).pressSequentially(text)
    await expect(page.getByRole('dialog').locator('output[aria-busy]')).toHaveAttribute('aria-busy', 'false')
    await expect(page.getByRole('dialog').getByText(/^Draft saved on this device/)).toBeVisible()
    return { text, due: text }
  }
  const { typed, kept } = await readAfter(typeAndWait, endings['every process of the browser is killed'])
  expect(kept).toBe(typed.text)
})

test('DR2 a form that was saved leaves no draft behind', async () => {
  const context = await openBrowser()
  const page = await context.newPage()
  await signIn(page, { serverUrl: server.url, name: 'mara', password: demoPassword })
  await waitUntilSynced(page)
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
