import { runInNewContext } from 'node:vm'
import { expect, it, vi } from 'vitest'
import type { DeviceMessage, DeviceState } from '../../../../tools/lab/contract.ts'
import { clockChoices } from '../../../../tools/lab/page/clock-choices.ts'
import { type DeviceRealm, installDevice, writeDeviceScript } from '../../../../tools/lab/devices/install-device.ts'

const labOrigin = 'http://127.0.0.1:5990'
const dayMs = 86_400_000
const right: DeviceState = { online: true, clockAheadMs: 0 }

/** A window with nothing but what the script needs. */
function createRealm() {
  const target = new EventTarget()
  const navigator: { onLine?: boolean } = {}
  const posted = vi.fn<(message: unknown, origin: string) => void>()
  const realm = Object.assign(target, {
    Date,
    navigator,
    localStorage: {} as Storage,
    parent: { postMessage: posted }
  }) satisfies DeviceRealm
  return { realm, navigator, posted }
}

function send(realm: DeviceRealm, state: DeviceState, origin = labOrigin): void {
  const data: DeviceMessage = { kind: 'coachdesk-lab-device', state }
  realm.dispatchEvent(Object.assign(new Event('message'), { origin, data }))
}

/** Whether the realm's clock is off by so much, up to a second. */
const isOffBy = (at: number, ms: number) => Math.abs(at - Date.now() - ms) < 1_000

it('shifts every way of asking for the time, and nothing that is said in full', () => {
  const { realm } = createRealm()
  installDevice(realm, { online: true, clockAheadMs: -3 * dayMs }, labOrigin, 'scheme')
  const Shifted = realm.Date
  expect(isOffBy(Shifted.now(), -3 * dayMs)).toBe(true)
  expect(isOffBy(new Shifted().getTime(), -3 * dayMs)).toBe(true)
  expect(isOffBy(Date.parse(Shifted()), -3 * dayMs)).toBe(true)
  expect(new Shifted(5).getTime()).toBe(5)
  expect(new Shifted(2027, 0, 2).getMonth()).toBe(0)
  expect(Shifted.UTC(1970, 0, 2)).toBe(dayMs)
  expect(Shifted.parse('1970-01-02T00:00:00Z')).toBe(dayMs)
  expect(new Shifted()).toBeInstanceOf(Date)
  expect(new Date()).toBeInstanceOf(Shifted)
})

it('follows the page’s switches at once, and says so as a browser does', () => {
  const { realm, navigator } = createRealm()
  installDevice(realm, right, labOrigin, 'scheme')
  const heard: string[] = []
  for (const name of ['online', 'offline']) realm.addEventListener(name, () => heard.push(name))
  expect(navigator.onLine).toBe(true)
  send(realm, { online: false, clockAheadMs: dayMs })
  expect(navigator.onLine).toBe(false)
  expect(isOffBy(realm.Date.now(), dayMs)).toBe(true)
  send(realm, { online: false, clockAheadMs: 0 })
  send(realm, right)
  expect(isOffBy(realm.Date.now(), 0)).toBe(true)
  expect(heard).toEqual(['offline', 'online'])
})

it('listens to the lab’s page and to no other', () => {
  const { realm, navigator } = createRealm()
  installDevice(realm, right, labOrigin, 'scheme')
  send(realm, { online: false, clockAheadMs: dayMs }, 'http://127.0.0.1:5991')
  realm.dispatchEvent(Object.assign(new Event('message'), { origin: labOrigin, data: null }))
  expect(navigator.onLine).toBe(true)
  expect(isOffBy(realm.Date.now(), 0)).toBe(true)
})

it('tells the page when the application has been loaded', () => {
  const { realm, posted } = createRealm()
  installDevice(realm, right, labOrigin, 'scheme')
  realm.dispatchEvent(new Event('load'))
  expect(posted).toHaveBeenCalledExactlyOnceWith({ kind: 'coachdesk-lab-loaded' }, labOrigin)
})

it('works as the text that a browser gets', () => {
  const { realm, navigator } = createRealm()
  const script = writeDeviceScript({ online: false, clockAheadMs: dayMs }, labOrigin)
  runInNewContext(script, { window: realm })
  expect(navigator.onLine).toBe(false)
  expect(isOffBy(realm.Date.now(), dayMs)).toBe(true)
})

it('clocks can be wrong by minutes and by days, in both directions', () => {
  const aheads = clockChoices.map(({ aheadMs }) => aheadMs)
  expect(aheads).toEqual(aheads.toSorted((a, b) => a - b))
  expect(aheads).toEqual(aheads.map(ahead => (ahead === 0 ? 0 : -ahead)).toReversed())
  expect(aheads).toContain(-3 * dayMs)
  expect(aheads).toContain(10 * 60_000)
})
