import { setImmediate } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import { createNetworkSwitch } from '../../../../tools/lab/devices/network-switch.ts'

const createExchange = () => ({ drop: vi.fn<() => void>() })
/** Whether a promise has been resolved once all that could be settled is. */
async function isSettled(promise: Promise<void>): Promise<boolean> {
  const settled = vi.fn<() => void>()
  void promise.then(settled)
  await setImmediate()
  return settled.mock.calls.length > 0
}

it('lets everything pass while it is online', async () => {
  const network = createNetworkSwitch()
  const exchange = createExchange()
  expect(network.begin(exchange)).toBe(true)
  expect(await isSettled(network.untilClear())).toBe(true)
  expect(exchange.drop).not.toHaveBeenCalled()
})

it('holds what is under way while it is stalled, and lets it go on afterwards', async () => {
  const network = createNetworkSwitch()
  network.set('stalled')
  expect(network.begin(createExchange())).toBe(true)
  const held = network.untilClear()
  expect(await isSettled(held)).toBe(false)
  network.set('online')
  expect(await isSettled(held)).toBe(true)
})

it('drops what is under way when it is cut, and all that comes then', () => {
  const network = createNetworkSwitch()
  const [before, ended, after] = [createExchange(), createExchange(), createExchange()]
  network.begin(before)
  network.begin(ended)
  network.end(ended)
  network.set('cut')
  expect(before.drop).toHaveBeenCalledOnce()
  expect(ended.drop).not.toHaveBeenCalled()
  expect(network.begin(after)).toBe(false)
  expect(after.drop).toHaveBeenCalledOnce()
})

it('revives nothing that was held when it was cut', async () => {
  const network = createNetworkSwitch()
  network.set('stalled')
  network.begin(createExchange())
  const held = network.untilClear()
  network.set('cut')
  network.set('online')
  expect(await isSettled(held)).toBe(false)
  expect(await isSettled(network.untilClear())).toBe(true)
})
