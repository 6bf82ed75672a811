import type { ElectronApplication } from '@playwright/test'

/**
 * Cuts one app off from every network, and joins it again: its pages, its main process, and what pages are told by
 * `navigator.onLine`. Its own pages (app://) go on loading.
 */
export const setNetwork = async (app: ElectronApplication, state: 'cut' | 'on'): Promise<void> => {
  const offline = state === 'cut'
  await app.evaluate(({ session }, offline) => session.defaultSession.enableNetworkEmulation({ offline }), offline)
  for (const page of app.windows()) {
    await page.evaluate(offline => {
      Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => !offline })
      window.dispatchEvent(new Event(offline ? 'offline' : 'online'))
    }, offline)
  }
}
