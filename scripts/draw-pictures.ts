// node scripts/draw-pictures.ts: the README's pictures, from the web edition with demo data, after a screen changed.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Browser, chromium } from 'playwright'
import { buildWeb } from './lib/build-web.ts'
import { findChromium } from './lib/find-chromium.ts'
import { projectRoot } from './lib/project.ts'
import { startLocalServer } from './lib/start-local-server.ts'

/** Each of a person of the demo, on a page of the rail. */
const pictures = [
  { file: 'today.png', name: 'mara', place: 'Today' },
  { file: 'calendar.png', name: 'mara', place: 'Calendar' },
  { file: 'find-a-slot.png', name: 'jonas', place: 'Find a slot' }
] as const
const folder = path.join(projectRoot, 'docs', 'pictures')
const password = 'coachdesk-demo'

async function draw(browser: Browser, url: string, { file, name, place }: (typeof pictures)[number]): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1_160, height: 760 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(`${url}/app/`)
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: place }).click()
  await page.getByText('All changes synced').waitFor()
  await page.screenshot({ path: path.join(folder, file) })
  await context.close()
}

const executablePath = findChromium(process.env)
if (executablePath === undefined) throw new Error('drawing needs a Chromium: set CHROMIUM_PATH')
const built = await buildWeb()
if (built.kind === 'failed') throw new Error(built.output)
const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'coachdesk-pictures-'))
const server = await startLocalServer({ ...process.env, COACHDESK_DATA: dataFolder, COACHDESK_PORT: '0' })
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
try {
  mkdirSync(folder, { recursive: true })
  for (const picture of pictures) await draw(browser, server.url, picture)
} finally {
  await browser.close()
  await server.stop()
  rmSync(dataFolder, { recursive: true, force: true })
}
