import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type BrowserContext, chromium } from '@playwright/test'
import { buildWeb, webFolder } from '../../scripts/lib/build-web.ts'
import { findHeadlessChromium } from '../../scripts/lib/find-chromium.ts'
import { waitUntilStored } from '../../tests/e2e/support/shell.ts'
import { submitSignIn } from '../../tests/e2e/support/sign-in.ts'
import { type BenchProcess, startProcess } from './lib/child.ts'
import { type Finding, median } from './lib/report.ts'

/** Measured starts of each account, in turns; one more of each comes first and does not count. */
const pairs = 7
/** A first sync of ten thousand slots on a busy machine takes as long. */
const syncLimitMs = 300_000

const accounts = {
  empty: { coaches: 1, students: 0, slotsPerCoach: 0, callsOfFirstCoach: 0 },
  full: { coaches: 10, students: 0, slotsPerCoach: 1_000, callsOfFirstCoach: 1_000 }
} as const

interface Opened {
  readonly server: BenchProcess
  readonly browser: BrowserContext
}

/** A browser that has been here before: everything is synced, and the service worker has stored the page. */
async function open(kind: keyof typeof accounts, scratch: string, executablePath: string): Promise<Opened> {
  const server = await startProcess('coachdesk-server.ts', { ...accounts[kind], webFolder })
  const browser = await chromium.launchPersistentContext(path.join(scratch, kind), { executablePath })
  const page = await browser.newPage()
  await page.goto(`${server.url}/app/`)
  await submitSignIn(page, { name: 'coach0', password: String(server.ready['password']) })
  const synced = page.getByRole('banner').getByRole('button', { name: /^All changes synced/ })
  await synced.waitFor({ timeout: syncLimitMs })
  await waitUntilStored(page)
  await page.close()
  return { server, browser }
}

/**
 * From the navigation until the grid of the calendar stands, by the page's own clock. The server answers, so the replication reports
 * meanwhile.
 */
async function measureStart({ server, browser }: Opened): Promise<number> {
  const page = await browser.newPage()
  try {
    await page.addInitScript(() => {
      const seen = new MutationObserver(() => {
        if (document.querySelector('[data-cell-date]') === null) return
        seen.disconnect()
        // Not before it is painted.
        requestAnimationFrame(() => setTimeout(() => Object.assign(window, { drawnAfterMs: performance.now() })))
      })
      seen.observe(document, { subtree: true, childList: true })
    })
    await page.goto(`${server.url}/app/calendar`)
    const drawn = await page.waitForFunction(() => Reflect.get(window, 'drawnAfterMs') as number | undefined)
    return Number(await drawn.jsonValue())
  } finally {
    await page.close()
  }
}

/** A start of the web edition with a full account against one with an empty account, each in a browser that knows the page. */
export async function benchWebStart(): Promise<readonly Finding[]> {
  const build = await buildWeb()
  if (build.kind === 'failed') throw new Error(build.output)
  const executablePath = findHeadlessChromium(process.env)
  if (executablePath === undefined) {
    return [{ name: 'a start', value: 0, unit: 'ms', skipped: 'there is no Chromium; CHROMIUM_PATH names one' }]
  }
  const scratch = mkdtempSync(path.join(tmpdir(), 'coachdesk-bench-web-start-'))
  const opened: Opened[] = []
  try {
    for (const kind of ['empty', 'full'] as const) opened.push(await open(kind, scratch, executablePath))
    const times: number[][] = []
    for (let pair = 0; pair <= pairs; pair += 1) {
      const both: number[] = []
      for (const one of opened) both.push(await measureStart(one))
      if (pair > 0) times.push(both)
    }
    const [emptyMs, fullMs] = [0, 1].map(index => median(times.map(both => both[index] ?? Number.NaN)))
    const ratios = times.map(([empty = Number.NaN, full = Number.NaN]) => full / empty)
    return [
      { name: 'navigation to calendar, empty account, median', value: emptyMs ?? Number.NaN, unit: 'ms' },
      {
        name: 'navigation to calendar, 10,000 slots and 1,000 sessions, median',
        value: fullMs ?? Number.NaN,
        unit: 'ms'
      },
      { name: 'full / empty, median of the ratios', value: median(ratios), unit: 'x', atMost: 1.2 }
    ]
  } finally {
    for (const { server, browser } of opened) {
      await browser.close()
      await server.stop()
    }
    rmSync(scratch, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}
