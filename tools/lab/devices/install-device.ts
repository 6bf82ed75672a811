import { applicationSchemeKey, type DeviceMessage, type DeviceState, type WindowMessage } from '../contract.ts'

/** The parts of a window that a device's clock and network are seen by. */
export interface DeviceRealm extends EventTarget {
  Date: DateConstructor
  readonly navigator: object
  readonly localStorage: Storage
  readonly parent: { postMessage(message: unknown, targetOrigin: string): void }
}

/**
 * Gives one window a clock and a network state of its own, before the application's first line runs: `Date` is shifted,
 * `navigator.onLine` with its events follows the lab's switch, and the page's colours arrive as from another tab. It is sent to the browser as text, so it uses nothing but its
 * arguments and what every page has.
 * @param labOrigin the page that may change the state
 * @param schemeKey where the application keeps its colours
 */
export function installDevice(realm: DeviceRealm, initial: DeviceState, labOrigin: string, schemeKey: string): void {
  let state = initial
  const RealDate = realm.Date
  const readClock = (): number => RealDate.now() + state.clockAheadMs

  realm.Date = new Proxy(RealDate, {
    construct: (target, args: readonly unknown[], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [readClock()] : [...args], newTarget) as object,
    apply: () => new RealDate(readClock()).toString(),
    get: (target, key): unknown => (key === 'now' ? readClock : Reflect.get(target, key))
  })
  Object.defineProperty(realm.navigator, 'onLine', { configurable: true, get: () => state.online })

  realm.addEventListener('message', event => {
    const { origin, data } = event as MessageEvent<DeviceMessage | null>
    if (origin !== labOrigin || data === null) return
    if (data.kind === 'coachdesk-lab-device') {
      const wasOnline = state.online
      state = data.state
      if (state.online !== wasOnline) realm.dispatchEvent(new Event(state.online ? 'online' : 'offline'))
    }
    if (data.kind === 'coachdesk-lab-look') {
      const { localStorage: storageArea } = realm
      storageArea.setItem(schemeKey, data.colorScheme)
      realm.dispatchEvent(new StorageEvent('storage', { key: schemeKey, newValue: data.colorScheme, storageArea }))
    }
  })
  const loaded: WindowMessage = { kind: 'coachdesk-lab-loaded' }
  realm.addEventListener('load', () => realm.parent.postMessage(loaded, labOrigin))
}

/** The same as a classic script. Types are gone by the time that a function is asked for its text. */
export function writeDeviceScript(state: DeviceState, labOrigin: string): string {
  const values = [state, labOrigin, applicationSchemeKey].map(value => JSON.stringify(value))
  return `(${installDevice.toString()})(window, ${values.join(', ')})\n`
}
