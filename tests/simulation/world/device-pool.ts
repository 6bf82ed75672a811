import { Worker } from 'node:worker_threads'
import type { Answer, Command, Deed, Report, Request, Status, ThreadData } from '../device/protocol.ts'
import { type Act, actToText, type PowerCut, type Weather } from '../plan/act.ts'
import { type DeviceName, deviceNames } from '../plan/people.ts'
import { createSharedClock, type SharedClock } from './clock.ts'

/** Free RxDB opens thirteen collections per realm (F8), one application six. */
const devicesPerThread = 2
/** Nothing sound takes a device so long, even on a busy machine, ms. */
const answersWithinMs = 60_000

/** How a device is opened. @property isOlder whether it is of an earlier version: then it is one of `olderDevices` */
export type Opening = Omit<Extract<Command, { kind: 'open' }>, 'kind'> & { readonly isOlder: boolean }

/** All devices, in threads that are kept from seed to seed. */
export interface DevicePool {
  readonly clock: SharedClock
  /** Grows with everything that changes on any device. */
  readonly changes: number
  /** Resolves when `changes` is no longer the number given. */
  awaitChange(known: number): Promise<void>
  /** What the device said last of itself; the news of a change may be on its way. */
  findStatus(device: DeviceName): Status | undefined
  open(device: DeviceName, opening: Opening): Promise<void>
  act(device: DeviceName, act: Act): Promise<Deed>
  setWeather(device: DeviceName, weather: Weather): Promise<void>
  cutPower(device: DeviceName, cut: PowerCut): Promise<void>
  turnOn(device: DeviceName, again: PowerCut | undefined): Promise<void>
  setClock(device: DeviceName, skewMs: number): Promise<void>
  moveServer(device: DeviceName, url: string): Promise<void>
  readStatus(device: DeviceName): Promise<Status>
  report(device: DeviceName): Promise<Report>
  close(device: DeviceName): Promise<void>
  stop(): Promise<void>
}

interface Call {
  readonly pending: PromiseWithResolvers<unknown>
  readonly thread: Worker
  readonly timer: NodeJS.Timeout
}

/** @param isBreakable whether devices may be opened with a flaw */
export function startDevicePool({ isBreakable = false } = {}): DevicePool {
  const clock = createSharedClock()
  const callById = new Map<number, Call>()
  const statusByDevice = new Map<DeviceName, Status>()
  let calls = 0
  let changes = 0
  let waiting: PromiseWithResolvers<void> | undefined

  function noteChange(device: DeviceName, status: Status): void {
    statusByDevice.set(device, status)
    changes += 1
    waiting?.resolve()
    waiting = undefined
  }

  function receive(message: Answer): void {
    if ('changed' in message) return noteChange(message.changed, message.status)
    const call = callById.get(message.call)
    callById.delete(message.call)
    clearTimeout(call?.timer)
    if (message.ok) call?.pending.resolve(message.value)
    else call?.pending.reject(new Error(message.error))
  }

  function rejectCalls(thread: Worker, error: Error): void {
    for (const [id, call] of callById) {
      if (call.thread !== thread) continue
      callById.delete(id)
      clearTimeout(call.timer)
      call.pending.reject(error)
    }
  }

  /** What such a thread has open is lost with it: the next world finds a new one. */
  function giveUp(thread: Worker, error: Error): void {
    const place = threads.indexOf(thread)
    if (place >= 0) threads[place] = startThread(false)
    if (thread === olderThread) olderThread = undefined
    rejectCalls(thread, error)
    void thread.terminate()
  }

  function startThread(isOlder: boolean): Worker {
    const workerData: ThreadData = { clock: clock.buffer, isBreakable, isOlder }
    const thread = new Worker(new URL('../device/device-process.ts', import.meta.url), { workerData, execArgv: [] })
    thread.on('message', receive)
    thread.on('error', error => giveUp(thread, error))
    return thread
  }

  const threadCount = Math.ceil(deviceNames.length / devicesPerThread)
  const threads = Array.from({ length: threadCount }, () => startThread(false))
  const opensAsOlder = new Set<DeviceName>()
  /** Started with the first world of two versions. */
  let olderThread: Worker | undefined

  function findThread(device: DeviceName): Worker | undefined {
    // Neighbours in the list share no thread, so that one person's devices run at the same time.
    if (!opensAsOlder.has(device)) return threads[deviceNames.indexOf(device) % threads.length]
    olderThread ??= startThread(true)
    return olderThread
  }

  async function call(device: DeviceName, command: Command): Promise<unknown> {
    const thread = findThread(device)
    if (thread === undefined) throw new Error('no thread is left')
    const pending = Promise.withResolvers<unknown>()
    calls += 1
    const timer = setTimeout(() => {
      giveUp(
        thread,
        new Error(`${device} hangs: no answer to ${commandToText(command)} in ${answersWithinMs / 1000} s`)
      )
    }, answersWithinMs)
    callById.set(calls, { pending, thread, timer })
    const request: Request = { call: calls, device, command }
    thread.postMessage(request)
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
    findStatus: device => statusByDevice.get(device),
    async open(device, { isOlder, ...opening }) {
      if (isOlder) opensAsOlder.add(device)
      else opensAsOlder.delete(device)
      await call(device, { kind: 'open', ...opening })
    },
    act: async (device, act) => (await call(device, { kind: 'act', act })) as Deed,
    setWeather: async (device, weather) => void (await call(device, { kind: 'weather', weather })),
    cutPower: async (device, cut) => void (await call(device, { kind: 'cut-power', cut })),
    turnOn: async (device, again) => void (await call(device, { kind: 'power-on', again })),
    setClock: async (device, skewMs) => void (await call(device, { kind: 'set-clock', skewMs })),
    moveServer: async (device, url) => void (await call(device, { kind: 'move-server', url })),
    async readStatus(device) {
      const status = (await call(device, { kind: 'status' })) as Status
      statusByDevice.set(device, status)
      return status
    },
    report: async device => (await call(device, { kind: 'report' })) as Report,
    async close(device) {
      await call(device, { kind: 'close' })
      statusByDevice.delete(device)
    },
    async stop() {
      for (const { timer } of callById.values()) clearTimeout(timer)
      const all = olderThread === undefined ? threads : [...threads, olderThread]
      await Promise.all(all.map(thread => thread.terminate()))
    }
  }
}

const commandToText = (command: Command): string => (command.kind === 'act' ? actToText(command.act) : command.kind)
