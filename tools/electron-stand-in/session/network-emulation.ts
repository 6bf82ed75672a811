import { schemes } from '../core/addresses.ts'

/** What can be told to one page's network, over its debugging session. */
export interface EmulatedPage {
  send(method: string, params?: object): Promise<unknown>
}

let isOffline = false

/** Whether `session.enableNetworkEmulation({offline: true})` holds. */
export const isNetworkCut = (): boolean => isOffline

const throttle = (offline: boolean) => ({ offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 })

/** Applies the cut to a page. The app's own schemes are no network and stay, as in Electron. */
export const applyNetworkEmulation = async (page: EmulatedPage): Promise<void> => {
  const ownSchemes = [...schemes].map(scheme => ({
    urlPattern: `http://*.${scheme}.localhost/*`,
    ...throttle(false)
  }))
  await page.send('Network.enable')
  await page.send('Network.emulateNetworkConditionsByRule', {
    matchedNetworkConditions: isOffline ? [...ownSchemes, { urlPattern: '', ...throttle(true) }] : []
  })
}

export const setNetworkCut = (offline: boolean, pages: readonly EmulatedPage[]): void => {
  isOffline = offline
  for (const page of pages) {
    applyNetworkEmulation(page).catch((error: unknown) => console.error('electron stand-in: network', error))
  }
}
