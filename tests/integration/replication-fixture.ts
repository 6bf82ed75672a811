import { createHash, randomBytes } from 'node:crypto'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import type { RxStorage } from 'rxdb'
import type { StoreApi } from 'zustand'
import type { Application, ApplicationParts, KeyValueStore } from '#renderer/contract/application.ts'
import { realTimers } from '#renderer/application/browser-parts.ts'
import { createApplication } from '#renderer/application/create-application.ts'
import type { WorkspaceStoreState } from '#renderer/contract/screens.ts'
import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import { passwordOf, startTestServer, type TestServer, type TestServerOptions } from '../support/test-server.ts'

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs
/** A whole hour, two days ahead: within every policy. */
export const soon = Math.ceil(Date.now() / hourMs) * hourMs + 2 * dayMs

/** The sync server with its real gate. */
export function startServer(options: TestServerOptions = {}): Promise<TestServer> {
  return startTestServer({ createBookingsEngine, ...options })
}

type Fetch = typeof globalThis.fetch

/** The network between one device and the server: tests cut it and look at what went over it. */
export interface Network {
  readonly fetch: Fetch
  /** Where requests go: a server that was started again has another port. */
  target: string
  isUp: boolean
  /** Every request, as `METHOD /path`. */
  readonly requests: string[]
  /** The `Date` that answers carry, epoch ms; undefined: the real one. */
  readDate: (() => number) | undefined
  /** Sees each request; what it returns is answered instead, and what it throws is how the network fails. */
  intercept:
    | ((request: {
        readonly line: string
        readonly body: string
        send: () => Promise<Response>
      }) => Promise<Response> | undefined)
    | undefined
  /** Cuts what is open, live feeds too. */
  cut(): void
  restore(): void
}

function createNetwork(serverUrl: string): Network {
  const open = new Set<AbortController>()
  const fetch: Fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    // Some other server than the one that this device has a line to.
    if (url.origin !== serverUrl) return globalThis.fetch(input, init)
    const line = `${init?.method ?? 'GET'} ${url.pathname}${url.search}`
    network.requests.push(line)
    if (!network.isUp) throw new TypeError('fetch failed')
    const cutting = new AbortController()
    open.add(cutting)
    const signals = [cutting.signal, ...(init?.signal ? [init.signal] : [])]
    const send = (): Promise<Response> =>
      globalThis.fetch(network.target + url.pathname + url.search, { ...init, signal: AbortSignal.any(signals) })
    return (await network.intercept?.({ line, body: typeof init?.body === 'string' ? init.body : '', send })) ?? send()
  }
  const network: Network = {
    fetch: async (input, init) => withDate(await fetch(input, init), network.readDate?.()),
    target: serverUrl,
    isUp: true,
    requests: [],
    intercept: undefined,
    readDate: undefined,
    cut() {
      network.isUp = false
      for (const controller of open) controller.abort()
      open.clear()
    },
    restore() {
      network.isUp = true
    }
  }
  return network
}

function withDate(response: Response, date: number | undefined): Response {
  if (date === undefined) return response
  const headers = new Headers(response.headers)
  headers.set('date', new Date(date).toUTCString())
  return new Response(response.body, { status: response.status, headers })
}

/** What a device keeps over a restart of the application. */
export interface Device {
  readonly network: Network
  readonly storage: RxStorage<unknown, unknown>
  readonly keyValues: Map<string, string>
  readonly serverUrl: string
  /** The world's clock; tests move it. */
  readonly clock: { now: number }
  /** How wrong this device's clock is, ms. */
  clockSkewMs: number
  /** What else this device's application is made of. */
  parts?: Partial<
    Pick<ApplicationParts, 'dataKeyVault' | 'recoveryVault' | 'isDiskLow$' | 'silenceMs' | 'longestUnshownMs'>
  >
}

export function createDevice(
  { url, clock }: Pick<TestServer, 'url' | 'clock'>,
  storage?: RxStorage<unknown, unknown>
): Device {
  const network = createNetwork(url)
  network.readDate = () => clock.now
  return {
    network,
    storage: storage ?? createKeptMemory(),
    keyValues: new Map(),
    serverUrl: url,
    clock,
    clockSkewMs: 0
  }
}

let devices = 0

/**
 * RxDB forgets a memory database when its last user closes it; a device does not. All memory databases of a realm share
 * their names; devices do not.
 */
export function createKeptMemory(): RxStorage<unknown, unknown> {
  devices += 1
  const name = `device-${devices}`
  const storage = getRxStorageMemory()
  const createStorageInstance: typeof storage.createStorageInstance = async params => {
    const instance = await storage.createStorageInstance({ ...params, databaseName: `${name}-${params.databaseName}` })
    // One more user that never closes it.
    Object.assign(instance.internals, { refCount: instance.internals.refCount + 1 })
    return instance
  }
  return { ...storage, name, createStorageInstance }
}

function createKeyValueStore(values: Map<string, string>): KeyValueStore {
  return {
    getItem: key => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: key => void values.delete(key)
  }
}

export interface Client {
  readonly application: Application
  readonly store: StoreApi<WorkspaceStoreState>
  readonly device: Device
  readonly state: WorkspaceStoreState
  /** Resolves as soon as the store's state fulfils this. */
  until(condition: (state: WorkspaceStoreState) => boolean): Promise<WorkspaceStoreState>
  wake(): void
  stop(): Promise<void>
}

/** Starts the application on a device without signing in. */
export function startApplication(device: Device): { readonly application: Application; readonly wake: () => void } {
  const wakers = new Set<() => void>()
  const application = createApplication({
    storage: device.storage,
    fetch: device.network.fetch,
    now: () => device.clock.now + device.clockSkewMs,
    randomBytes: length => new Uint8Array(randomBytes(length)),
    keyValueStore: createKeyValueStore(device.keyValues),
    // Reconnecting takes milliseconds instead of seconds; the order of things stays.
    timers: { wait: (ms, signal) => realTimers.wait(ms / 100, signal) },
    defaultServerUrl: device.serverUrl,
    onWake(listener) {
      wakers.add(listener)
      return () => wakers.delete(listener)
    },
    multiInstance: false,
    passwordRounds: 10,
    ...device.parts
  })
  return {
    application,
    wake() {
      for (const waker of wakers) waker()
    }
  }
}

/** Starts the application on a device and signs in, or goes on with the account that was open. */
export async function openClient(
  device: Device,
  name?: string,
  /** What the person does where the data on the device does not open. */
  decide?: (application: Application) => Promise<unknown>
): Promise<Client> {
  const { application, wake } = startApplication(device)
  if (name !== undefined) {
    const outcome = await application.sessionStore
      .getState()
      .signIn({ serverUrl: device.serverUrl, name, password: passwordOf(name) })
    if (!outcome.ok) throw new Error(`sign-in of ${name}: ${outcome.refusal}`)
  }
  if (decide !== undefined) {
    await waitFor(application.sessionStore, state => state.session.kind === 'failed')
    await decide(application)
  }
  const store = await waitFor(application.workspace, ({ store: opened }) => opened !== undefined).then(
    ({ store: opened }) => opened
  )
  if (store === undefined) throw new Error('no workspace')
  return {
    application,
    store,
    device,
    get state() {
      return store.getState()
    },
    until: condition => waitFor(store, condition),
    wake,
    stop: () => application.stop()
  }
}

/** The clients that a test opens. */
export interface Clients {
  /** As `openClient`. */
  open(...args: Parameters<typeof openClient>): Promise<Client>
  /** Stops one before the test ends. */
  stop(client: Client): Promise<void>
  /** Stops what is left, in the order in which it was opened: belongs to what comes after each test. */
  stopAll(): Promise<void>
}

export function createClients(): Clients {
  const opened = new Set<Client>()
  async function stop(client: Client): Promise<void> {
    opened.delete(client)
    await client.stop()
  }
  return {
    async open(...args) {
      const client = await openClient(...args)
      opened.add(client)
      return client
    },
    stop,
    async stopAll() {
      for (const client of opened) await stop(client)
    }
  }
}

export function waitFor<S>(
  store: Pick<StoreApi<S>, 'getState' | 'subscribe'>,
  condition: (state: S) => boolean
): Promise<S> {
  return new Promise(resolve => {
    const unsubscribe = store.subscribe(check)
    function check(): void {
      const state = store.getState()
      if (!condition(state)) return
      unsubscribe()
      resolve(state)
    }
    check()
  })
}

/** What a person's other program does: pushes documents over HTTP. */
export async function pushAs(
  server: TestServer,
  name: string,
  database: string,
  docs: readonly object[]
): Promise<readonly { readonly ok?: true; readonly error?: string; readonly reason?: string }[]> {
  const { token } = await server.signIn(name)
  const response = await fetch(`${server.url}/${database}/_bulk_docs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ docs })
  })
  if (!response.ok) throw new Error(`push: ${response.status}`)
  return (await response.json()) as readonly { readonly ok?: true }[]
}

export const isSynced = ({ sync }: WorkspaceStoreState): boolean => sync.kind === 'synced'

/** 32 hex digits from a text. */
export function idOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

/** An open slot as it goes over the wire. */
export function slotDocument(coachId: string, startsAt: number, more: object = {}): object {
  return { _id: `${coachId}:${startsAt}`, coachId, startsAt, endsAt: startsAt + 2 * hourMs, status: 'open', ...more }
}

/** A student's claim of that slot, as it goes over the wire: it holds for five minutes. */
export function claimDocument(
  { clock }: Pick<TestServer, 'clock'>,
  coachId: string,
  startsAt: number,
  bookingId: string
): object {
  return slotDocument(coachId, startsAt, { status: 'requested', bookingId, validUntil: clock.now + 5 * minuteMs })
}

/** Takes the network away; resolves when the application has noticed. */
export async function cut(client: Client): Promise<void> {
  client.device.network.cut()
  await client.until(({ sync }) => sync.kind === 'offline')
}

/** Gives it back; resolves when everything is synced. */
export async function restore(client: Client): Promise<WorkspaceStoreState> {
  client.device.network.restore()
  client.wake()
  return client.until(isSynced)
}
