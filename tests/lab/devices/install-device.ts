import type { DeviceMessage, DeviceState, WindowMessage } from '../contract.ts'

/** The parts of a window that a device's clock and network are seen by. */
export interface DeviceRealm extends EventTarget {
  Date: DateConstructor
  readonly navigator: object
  readonly parent: { postMessage(message: unknown, targetOrigin: string): void }
}

/**
 * Gives one window a clock and a network state of its own, before the application's first line runs: `Date` is shifted, and
 * `navigator.onLine` with its events follows the lab's switch. It is sent to the browser as text, so it uses nothing but its
 * arguments and what every page has.
 * @param labOrigin the page that may change the state
 */
export function installDevice(realm: DeviceRealm, initial: DeviceState, labOrigin: string): void {
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
    const { origin, data } = event as MessageEvent<Partial<DeviceMessage> | null>
    if (origin !== labOrigin || data?.kind !== 'coachdesk-lab-device' || data.state === undefined) return
    const wasOnline = state.online
    state = data.state
    if (state.online !== wasOnline) realm.dispatchEvent(new Event(state.online ? 'online' : 'offline'))
  })
  const loaded: WindowMessage = { kind: 'coachdesk-lab-loaded' }
  realm.addEventListener('load', () => realm.parent.postMessage(loaded, labOrigin))
}

/** The same as a classic script. Types are gone by the time that a function is asked for its text. */
export function writeDeviceScript(state: DeviceState, labOrigin: string): string {
  return `(${installDevice.toString()})(window, ${JSON.stringify(state)}, ${JSON.stringify(labOrigin)})\n`
}
