// One device in a thread of its own: the product's whole data layer on Node's own fetch. RxDB counts collections per realm (F8).
import { randomBytes } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { realTimers } from '#renderer/application/browser-parts.ts'
import { createApplication } from '#renderer/application/create-application.ts'
import { createKeptStorage, createKeyValueStore } from '../../simulation/device/kept-storage.ts'
import { performAct } from '../../simulation/device/perform-act.ts'
import { waitFor } from './wait-for.ts'
import type { DeviceCommand, DeviceMessage, DeviceReport, DeviceRequest, DeviceStart } from './protocol.ts'

/** Reconnecting takes hundredths of the real time; the order of things stays. */
const haste = 100

const { serverUrl, name, password } = workerData as DeviceStart
const port = parentPort
if (port === null) throw new Error('this file is the start of a thread')
const say = (message: DeviceMessage): void => port.postMessage(message)

let clockAheadMs = 0
let isChangeTold = true
const wakers = new Set<() => void>()
const application = createApplication({
  storage: createKeptStorage(),
  fetch: globalThis.fetch,
  now: () => Date.now() + clockAheadMs,
  randomBytes: length => new Uint8Array(randomBytes(length)),
  keyValueStore: createKeyValueStore(),
  timers: { wait: (ms, signal) => realTimers.wait(ms / haste, signal) },
  defaultServerUrl: serverUrl,
  onWake(listener) {
    wakers.add(listener)
    return () => wakers.delete(listener)
  },
  multiInstance: false,
  passwordRounds: 10
})

const signedIn = await application.sessionStore.getState().signIn({ serverUrl, name, password })
if (!signedIn.ok) throw new Error(`sign-in of ${name}: ${signedIn.refusal}`)
const { store } = await waitFor(application.workspace, ({ store: opened }) => opened !== undefined)
const { session } = application.sessionStore.getState()
if (store === undefined || !('account' in session)) throw new Error(`${name} is not signed in`)
const { userId } = session.account

/** Many changes at once are told once. */
store.subscribe(() => {
  if (!isChangeTold) return
  isChangeTold = false
  setImmediate(() => {
    isChangeTold = true
    say('changed')
  })
})

function report(): DeviceReport {
  const { slots, coaches, calls, dossiers, blocked, watches, busy, notices, drafts, sync, collections, syncByRecord } =
    store?.getState() ?? never()
  const pending = [...syncByRecord].filter(([, state]) => state !== 'needs-you').map(([id]) => id)
  const own = { dossiers, blocked, watches, busy, notices, drafts }
  return { slots, coaches, calls, ...own, sync, collections, pending }
}

function never(): never {
  throw new Error('the workspace is gone')
}

async function perform(command: DeviceCommand): Promise<unknown> {
  switch (command.kind) {
    case 'act':
      return performAct(command.act, store?.getState() ?? never(), userId)
    case 'set-clock-ahead':
      clockAheadMs = command.ms
      return undefined
    case 'wake':
      for (const waker of wakers) waker()
      return undefined
    case 'report':
      return report()
    default:
      return application.stop()
  }
}

port.on('message', ({ call, command }: DeviceRequest) => {
  perform(command).then(
    value => say({ call, value }),
    (error: unknown) => say({ call, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  )
})
say('ready')
