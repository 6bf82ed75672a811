// The start of a thread: a version's whole data layer as in a browser, on IndexedDB, with the test's clock and network.
import { drawBytes, readClock } from './install-world.ts'
// Dexie looks for IndexedDB once, when it is loaded.
import 'fake-indexeddb/auto'
import { parentPort, workerData } from 'node:worker_threads'
import { realTimers } from '../../../renderer/application/browser-parts.ts'
import { createApplication } from '../../../renderer/application/create-application.ts'
import type { WorkspaceStoreState } from '../../../renderer/contract/screens.ts'
import { createBrowserKeyVault } from '../../../renderer/data/account/browser-key-vault.ts'
import { createDeviceKeys } from '../../../renderer/data/account/device-keys.ts'
import { createDexieStorage } from '../../../renderer/data/database/dexie-storage.ts'
import type { DeviceCommand, DeviceThreadData, ThreadAnswer, ThreadRequest } from '../support/protocol.ts'
import { createReading } from './read-answers.ts'
import { dumpDatabases, restoreDatabases } from './storage-dump.ts'

/** Reconnecting takes hundredths of the real time; the order of things stays. */
const haste = 100

const data = workerData as DeviceThreadData
const port = parentPort
if (port === null) throw new Error('this file is the start of a thread')
const say = (message: ThreadAnswer): void => port.postMessage(message)

if (data.dump !== undefined) await restoreDatabases(data.dump)
const valueByKey = new Map(Object.entries(data.dump?.keyValues ?? {}))
const reading = createReading()
const looks = new Set<Promise<void>>()
const underWay = new Set<AbortController>()
const wakers = new Set<() => void>()
let { target } = data
let isUp = true

/** The line to the server. Answers carry the test's time: the device measures its clock by them. */
const fetchThere: typeof globalThis.fetch = async (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input)
  if (!isUp) throw new TypeError('fetch failed')
  const cutting = new AbortController()
  underWay.add(cutting)
  const signal = AbortSignal.any([cutting.signal, ...(init?.signal ? [init.signal] : [])])
  const answer = await globalThis.fetch(target + url.pathname + url.search, { ...init, signal })
  const headers = new Headers(answer.headers)
  headers.set('date', new Date(readClock()).toUTCString())
  if (url.pathname === '/_db_updates') return new Response(answer.body, { status: answer.status, headers })
  const text = await answer.text()
  underWay.delete(cutting)
  const body = [101, 204, 205, 304].includes(answer.status) ? null : text
  const copy = new Response(body, { status: answer.status, headers })
  const look = reading.see(init?.method ?? 'GET', url.pathname, copy.clone()).finally(() => looks.delete(look))
  looks.add(look)
  return copy
}

const keyValueStore = {
  getItem: (key: string) => valueByKey.get(key) ?? null,
  setItem: (key: string, value: string) => void valueByKey.set(key, value),
  removeItem: (key: string) => void valueByKey.delete(key)
}

const application = createApplication({
  storage: createDexieStorage(),
  fetch: fetchThere,
  now: readClock,
  randomBytes: drawBytes,
  keyValueStore,
  dataKeyVault: createBrowserKeyVault({
    store: keyValueStore,
    deviceKeys: createDeviceKeys(indexedDB),
    randomBytes: drawBytes,
    runAlone: (_, task) => task()
  }),
  timers: { wait: (ms, signal) => realTimers.wait(ms / haste, signal) },
  defaultServerUrl: data.serverUrl,
  onWake(listener) {
    wakers.add(listener)
    return () => wakers.delete(listener)
  },
  multiInstance: false
})

/** Many changes at once are told once. */
let isChangeTold = true
function tellChange(): void {
  if (!isChangeTold) return
  isChangeTold = false
  setImmediate(() => {
    isChangeTold = true
    say('changed')
  })
}
application.sessionStore.subscribe(tellChange)
application.workspace.subscribe(({ store }) => {
  tellChange()
  store?.subscribe(tellChange)
})
application.workspace.getState().store?.subscribe(tellChange)

function findState(): WorkspaceStoreState | undefined {
  return application.workspace.getState().store?.getState()
}

function report(): object {
  const { session } = application.sessionStore.getState()
  const state = findState()
  if (state === undefined) return { session }
  const { slots, coaches, calls, notices, journal, sync, collections, setAside, clockOffsetMs, recoveryReport } = state
  const pending = [...state.syncByRecord].filter(([, kind]) => kind !== 'needs-you').map(([id]) => id)
  const drafts = state.drafts.flatMap(({ form, subjectId, values }) =>
    form === 'wrap-up' ? [{ bookingId: subjectId, ...values }] : []
  )
  const shown = {
    slots,
    coaches,
    calls,
    notices,
    drafts,
    journal,
    sync,
    collections,
    setAside,
    clockOffsetMs,
    recoveryReport
  }
  return { session, ...shown, pending, now: state.now() }
}

/** A draft as the life saves it, for every version: the notes of a wrap-up. */
type DraftOfWrapUp = { readonly bookingId: string; readonly notes: string; readonly followUps: never[] }

async function call(action: string, args: readonly unknown[]): Promise<unknown> {
  const state = findState()
  if (state === undefined) throw new Error(`no account is open, so nobody can ${action}`)
  if (action === 'saveDraft') {
    const { bookingId, ...values } = args[0] as DraftOfWrapUp
    return state.saveDraft<'wrap-up'>({ form: 'wrap-up', subjectId: bookingId, values })
  }
  const act = state[action as keyof WorkspaceStoreState]
  if (typeof act !== 'function') throw new Error(`this version has no action ${action}`)
  return (act as (...given: readonly unknown[]) => unknown)(...args)
}

function switchNetwork(command: Extract<DeviceCommand, { readonly kind: 'network' }>): void {
  isUp = command.isUp
  target = command.target ?? target
  if (!isUp) for (const cutting of underWay) cutting.abort()
  if (!isUp) underWay.clear()
  for (const waker of wakers) waker()
}

async function perform(command: DeviceCommand): Promise<unknown> {
  switch (command.kind) {
    case 'sign-in': {
      const { name, password } = command
      return application.sessionStore.getState().signIn({ serverUrl: data.serverUrl, name, password })
    }
    case 'sign-out':
      return application.sessionStore.getState().signOut()
    case 'call':
      return call(command.action, command.args)
    case 'network':
      return switchNetwork(command)
    case 'report':
      return report()
    case 'received':
      await Promise.all(looks)
      return reading.received
    case 'dump':
      return { databases: await dumpDatabases(), keyValues: Object.fromEntries(valueByKey) }
    default:
      return application.stop()
  }
}

port.on('message', ({ call: id, command }: ThreadRequest<DeviceCommand>) => {
  perform(command).then(
    value => say({ call: id, value }),
    (error: unknown) =>
      say({ call: id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  )
})
say({ ready: data.serverUrl })
