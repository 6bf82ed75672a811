import { Worker } from 'node:worker_threads'
import type { Deed } from '../../simulation/device/protocol.ts'
import type { DeviceName } from '../../simulation/plan/people.ts'
import type { DeviceCommand, DeviceMessage, DeviceReport, DeviceRequest, DeviceStart } from './protocol.ts'

/** A device in its thread, seen from the test. */
export interface Device {
  readonly name: DeviceName
  act(act: Extract<DeviceCommand, { readonly kind: 'act' }>['act']): Promise<Deed>
  setClockAhead(ms: number): Promise<void>
  wake(): Promise<void>
  report(): Promise<DeviceReport>
  stop(): Promise<void>
}

/** Starts a device and signs its owner in. @param onChange something that it shows has changed */
export async function startDevice(name: DeviceName, start: DeviceStart, onChange: () => void): Promise<Device> {
  const thread = new Worker(new URL('device-process.ts', import.meta.url), { workerData: start, execArgv: [] })
  const callById = new Map<number, PromiseWithResolvers<unknown>>()
  const ready = Promise.withResolvers<void>()
  let calls = 0
  thread.on('error', error => {
    ready.reject(error)
    for (const call of callById.values()) call.reject(error)
  })
  thread.on('message', (message: DeviceMessage) => {
    if (message === 'ready') return ready.resolve()
    if (message === 'changed') return onChange()
    const call = callById.get(message.call)
    callById.delete(message.call)
    if ('error' in message) call?.reject(new Error(message.error))
    else call?.resolve(message.value)
  })

  function ask(command: DeviceCommand): Promise<unknown> {
    calls += 1
    const pending = Promise.withResolvers<unknown>()
    callById.set(calls, pending)
    thread.postMessage({ call: calls, command } satisfies DeviceRequest)
    return pending.promise
  }

  await ready.promise
  return {
    name,
    act: async act => (await ask({ kind: 'act', act })) as Deed,
    setClockAhead: async ms => void (await ask({ kind: 'set-clock-ahead', ms })),
    wake: async () => void (await ask({ kind: 'wake' })),
    report: async () => (await ask({ kind: 'report' })) as DeviceReport,
    async stop() {
      await ask({ kind: 'stop' })
      await thread.terminate()
    }
  }
}
