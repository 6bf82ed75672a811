import { type CDPSession, chromium } from '@playwright/test'
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

/** What Chromium has received so far, headers included, in 1,000 bytes. */
interface Received {
  readonly scripts: number
  readonly all: number
}

/** The bytes on the wire for a browser that comes for the first time: the sign-in page, then the calendar of a coach. */
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
    // The worker stores all pages, also those that nobody opens; it does so after the page has started.
    const context = await browser.newContext({ serviceWorkers: 'block' })
    const page = await context.newPage()
    const received = await watchNetwork(await context.newCDPSession(page))
    await page.goto(`${server.url}/app/`, { waitUntil: 'networkidle' })
    await page.getByLabel('Name', { exact: true }).waitFor()
    const signIn = received()
    await submitSignIn(page, { name: coach.name, password })
    await page.getByRole('button', { name: 'New slot' }).first().waitFor()
    // Nothing comes late: neither a part of the page nor what it loads once it is drawn.
    await page.waitForLoadState('networkidle')
    const calendar = received()
    return [
      { name: 'scripts of the sign-in page', value: signIn.scripts, unit: 'kB', atMost: 240 },
      { name: 'all of the sign-in page', value: signIn.all, unit: 'kB' },
      { name: 'scripts up to the calendar', value: calendar.scripts, unit: 'kB', atMost: 320 },
      { name: 'all up to the calendar', value: calendar.all, unit: 'kB' }
    ]
  } finally {
    await browser.close()
    await server.dispose()
  }
}

async function watchNetwork(session: CDPSession): Promise<() => Received> {
  const isScriptById = new Map<string, boolean>()
  let scripts = 0
  let all = 0
  session.on('Network.responseReceived', ({ requestId, type }) => isScriptById.set(requestId, type === 'Script'))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    all += encodedDataLength
    if (isScriptById.get(requestId) === true) scripts += encodedDataLength
  })
  await session.send('Network.enable')
  return () => ({ scripts: scripts / 1_000, all: all / 1_000 })
}
