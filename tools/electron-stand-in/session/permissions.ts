import { chromium } from '../chromium/chromium.ts'
import { originOf, schemes, toChromium } from '../core/addresses.ts'
import type { WebContents } from '../window/web-contents.ts'

export type PermissionCheck = (
  sender: unknown,
  permission: string,
  requestingOrigin: string,
  details: object
) => boolean
export type PermissionRequest = (
  sender: unknown,
  permission: string,
  answer: (isGranted: boolean) => void,
  details: object
) => void

/** Electron's name of a permission, and Chromium's. */
const permissions: readonly (readonly [string, string])[] = [
  ['notifications', 'notifications'],
  ['geolocation', 'geolocation'],
  ['media', 'camera'],
  ['media', 'microphone'],
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-sanitized-write', 'clipboard-write'],
  ['midi', 'midi'],
  ['persistent-storage', 'persistent-storage'],
  ['idle-detection', 'idle-detection'],
  ['window-management', 'window-management']
]

/** The app's permission handlers, asked ahead for each origin, and their answers set in Chromium. */
export class Permissions {
  check: PermissionCheck | null = null
  request: PermissionRequest | null = null

  async #isGranted(sender: WebContents, permission: string, url: string): Promise<boolean> {
    const details = { isMainFrame: true, requestingUrl: url, securityOrigin: `${originOf(url)}/` }
    if (this.check !== null && !this.check(sender, permission, `${originOf(url)}/`, details)) return false
    const { request } = this
    if (request === null) return true
    // The request is asked before the page is there; it must see the page's address all the same.
    const asker = Object.create(sender, { getURL: { value: () => url } }) as WebContents
    const { promise, resolve } = Promise.withResolvers<boolean>()
    request(asker, permission, resolve, details)
    return promise
  }

  async apply(sender: WebContents, url: string): Promise<void> {
    const scheme = new URL(url).protocol.slice(0, -1)
    if (!scheme.startsWith('http') && !schemes.has(scheme)) return
    const origin = originOf(toChromium(url))
    await Promise.all(
      permissions.map(async ([electronName, name]) => {
        const setting = (await this.#isGranted(sender, electronName, url)) ? 'granted' : 'denied'
        await chromium()
          .cdp.send('Browser.setPermission', { permission: { name }, setting, origin })
          .catch(() => {}) // a permission that this Chromium does not know
      })
    )
  }
}
