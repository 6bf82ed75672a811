import { type Browser, type CDPSession, chromium } from '@playwright/test'
import { buildWeb } from '../../scripts/lib/build-web.ts'
import { findHeadlessChromium } from '../../scripts/lib/find-chromium.ts'
import { password, startTestServer } from '../../tests/e2e/support/server.ts'
import { submitSignIn } from '../../tests/e2e/support/sign-in.ts'
import type { Finding } from './lib/report.ts'

const coach = {
  name: 'anna',
  role: 'coach',
  displayName: 'Anna Berg',
  phone: '+493023125001',
  zone: 'Europe/Berlin'
} as const

/** What Chromium has received, headers included, in 1,000 bytes. */
interface Received {
  readonly scripts: number
  readonly all: number
}
/** @param askedBefore only what was asked for before this moment, epoch ms; left out: everything so far */
type ReadReceived = (askedBefore?: number) => Received

/** The bytes on the wire for a browser that comes for the first time: the sign-in page, then the first page of a coach, or the calendar where a link leads there. */
export async function benchPage(): Promise<readonly Finding[]> {
  const build = await buildWeb()
  if (build.kind === 'failed') throw new Error(build.output)
  const executablePath = findHeadlessChromium(process.env)
  if (executablePath === undefined) {
    return [{ name: 'the page', value: 0, unit: 'kB', skipped: 'there is no Chromium; CHROMIUM_PATH names one' }]
  }
  const server = await startTestServer()
  const browser = await chromium.launch({ executablePath })
  try {
    await server.addAccount(coach)
    const today = await visit(browser, `${server.url}/app/`, '#main :is([data-page-title], [aria-busy="true"])')
    const calendar = await visit(browser, `${server.url}/app/calendar`, '[data-cell-date]')
    return [
      { name: 'scripts of the sign-in page', value: today.signIn.scripts, unit: 'kB', atMost: 240 },
      { name: 'all of the sign-in page', value: today.signIn.all, unit: 'kB' },
      { name: 'scripts up to the first page', value: today.page.scripts, unit: 'kB', atMost: 320 },
      { name: 'all up to the first page', value: today.page.all, unit: 'kB' },
      { name: 'scripts up to the first page, and those that follow it', value: today.inAll.scripts, unit: 'kB' },
      { name: 'scripts up to the calendar, opened by a link', value: calendar.page.scripts, unit: 'kB' },
      { name: 'all up to the calendar, opened by a link', value: calendar.page.all, unit: 'kB' }
    ]
  } finally {
    await browser.close()
    await server.dispose()
  }
}

interface Visit {
  readonly signIn: Received
  readonly page: Received
  /** With what is fetched once it is painted: what replicates, for example. */
  readonly inAll: Received
}

/**
 * Signs in at an address with nothing in the cache.
 * @param mark a selector that finds something once the page stands
 */
async function visit(browser: Browser, address: string, mark: string): Promise<Visit> {
  // The worker stores all pages, also those that nobody opens; it does so after the page has started.
  const context = await browser.newContext({ serviceWorkers: 'block' })
  const page = await context.newPage()
  const received = await watchNetwork(await context.newCDPSession(page))
  await page.addInitScript(noteWhenPageStands, mark)
  await page.goto(address, { waitUntil: 'networkidle' })
  await page.getByLabel('Name', { exact: true }).waitFor()
  const signIn = received()
  await submitSignIn(page, { name: coach.name, password })
  const stood = await page.waitForFunction(() => Reflect.get(window, 'pageStoodAt') as number | undefined)
  const pageStoodAt = Number(await stood.jsonValue())
  await page.waitForLoadState('networkidle')
  const seen: Visit = { signIn, page: received(pageStoodAt), inAll: received() }
  await context.close()
  return seen
}

/** Runs in the page: what is looked for stands one frame before it is painted, and what follows is asked for after that. */
function noteWhenPageStands(mark: string): void {
  const seen = new MutationObserver(() => {
    if (document.querySelector(mark) === null) return
    seen.disconnect()
    Object.assign(window, { pageStoodAt: performance.timeOrigin + performance.now() })
  })
  seen.observe(document, { subtree: true, childList: true })
}

async function watchNetwork(session: CDPSession): Promise<ReadReceived> {
  const askedAtById = new Map<string, number>()
  const isScriptById = new Map<string, boolean>()
  const loaded: { readonly id: string; readonly bytes: number }[] = []
  session.on('Network.requestWillBeSent', ({ requestId, wallTime }) => askedAtById.set(requestId, wallTime * 1_000))
  session.on('Network.responseReceived', ({ requestId, type }) => isScriptById.set(requestId, type === 'Script'))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    loaded.push({ id: requestId, bytes: encodedDataLength })
  })
  await session.send('Network.enable')
  return (askedBefore = Number.POSITIVE_INFINITY) => {
    const counted = loaded.filter(({ id }) => (askedAtById.get(id) ?? 0) <= askedBefore)
    const sum = (ones: typeof counted): number => ones.reduce((kB, { bytes }) => kB + bytes / 1_000, 0)
    return { all: sum(counted), scripts: sum(counted.filter(({ id }) => isScriptById.get(id) === true)) }
  }
}
