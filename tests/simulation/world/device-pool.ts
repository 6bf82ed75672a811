import { Worker } from 'node:worker_threads'
import type { Answer, Command, Deed, DeviceFlaw, Report, Request, Status, ThreadData } from '../device/protocol.ts'
import type { Act, Weather } from '../plan/act.ts'
import { type DeviceName, deviceNames } from '../plan/people.ts'
import { createSharedClock, type SharedClock } from './clock.ts'

/** Free RxDB opens thirteen collections per realm (F8), one application five. */
const devicesPerThread = 2

/** All devices, in threads that are kept from seed to seed. */
export interface DevicePool {
  readonly clock: SharedClock
  /** Grows with everything that changes on any device. */
  readonly changes: number
  /** Resolves when `changes` is no longer the number given. */
  awaitChange(known: number): Promise<void>
  open(device: DeviceName, opening: Omit<Extract<Command, { kind: 'open' }>, 'kind'>): Promise<void>
  act(device: DeviceName, act: Act): Promise<Deed>
  setWeather(device: DeviceName, weather: Weather): Promise<void>
  moveServer(device: DeviceName, url: string): Promise<void>
  readStatus(device: DeviceName): Promise<Status>
  report(device: DeviceName): Promise<Report>
  close(device: DeviceName): Promise<void>
  stop(): Promise<void>
}

/** @param flaw how the devices are broken on purpose; left out: they are sound */
export function startDevicePool(flaw?: DeviceFlaw): DevicePool {
  const clock = createSharedClock()
  const callById = new Map<number, PromiseWithResolvers<unknown>>()
  let calls = 0
  let changes = 0
  let waiting: PromiseWithResolvers<void> | undefined

  function noteChange(): void {
    changes += 1
    waiting?.resolve()
    waiting = undefined
  }

  function receive(message: Answer): void {
    if ('changed' in message) return noteChange()
    const call = callById.get(message.call)
    callById.delete(message.call)
    if (message.ok) call?.resolve(message.value)
    else call?.reject(new Error(message.error))
  }

  function startThread(): Worker {
    const workerData: ThreadData = { clock: clock.buffer, flaw }
    const thread = new Worker(new URL('../device/device-process.ts', import.meta.url), { workerData, execArgv: [] })
    thread.on('message', receive)
    thread.on('error', error => {
      for (const call of callById.values()) call.reject(error)
      callById.clear()
    })
    return thread
  }

  const threads = Array.from({ length: Math.ceil(deviceNames.length / devicesPerThread) }, startThread)

  async function call(device: DeviceName, command: Command): Promise<unknown> {
    // Neighbours in the list share no thread, so that one person's devices run at the same time.
    const thread = threads[deviceNames.indexOf(device) % threads.length]
    const pending = Promise.withResolvers<unknown>()
    calls += 1
    callById.set(calls, pending)
    const request: Request = { call: calls, device, command }
    thread?.postMessage(request)
    return pending.promise
  }

  return {
    clock,
    get changes() {
      return changes
    },
    async awaitChange(known) {
      if (changes !== known) return
      waiting ??= Promise.withResolvers<void>()
      await waiting.promise
    },
    open: async (device, opening) => void (await call(device, { kind: 'open', ...opening })),
    act: async (device, act) => (await call(device, { kind: 'act', act })) as Deed,
    setWeather: async (device, weather) => void (await call(device, { kind: 'weather', weather })),
    moveServer: async (device, url) => void (await call(device, { kind: 'move-server', url })),
    readStatus: async device => (await call(device, { kind: 'status' })) as Status,
    report: async device => (await call(device, { kind: 'report' })) as Report,
    close: async device => void (await call(device, { kind: 'close' })),
    async stop() {
      await Promise.all(threads.map(thread => thread.terminate()))
    }
  }
}
