import type { CDPSession, ElectronApplication, Page } from '@playwright/test'

const sessionByPage = new WeakMap<Page, CDPSession>()

const debuggerOf = async (page: Page): Promise<CDPSession> => {
  const known = sessionByPage.get(page)
  if (known !== undefined) return known
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  sessionByPage.set(page, session)
  return session
}

/**
 * Cuts one app off from every network, and joins it again: its pages, its main process, and what its open pages are told
 * by `navigator.onLine`. Its own pages (app://) go on loading.
 */
export const setNetwork = async (app: ElectronApplication, state: 'cut' | 'on'): Promise<void> => {
  const offline = state === 'cut'
  await app.evaluate(({ session }, offline) => session.defaultSession.enableNetworkEmulation({ offline }), offline)
  for (const page of app.windows()) {
    const session = await debuggerOf(page)
    const unlimited = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 }
    await session.send('Network.overrideNetworkState', { offline, ...unlimited })
  }
}
