// A device without its screens, for a page of the bench: the product's own application on the browser's own IndexedDB.
import { createBrowserParts } from '#renderer/application/browser-parts.ts'
import { createApplication } from '#renderer/application/create-application.ts'
import type { WorkspaceStoreState } from '#renderer/contract/screens.ts'

export interface OfflineTimes {
  /** Making all slots by one action, ms. */
  readonly createMs: number
  /** From the network's return until the server has them all, ms. */
  readonly drainMs: number
}

export interface DevicePage {
  /** Signs in, and resolves when everything is synced. */
  open(account: { readonly name: string; readonly password: string }): Promise<void>
  /** Makes slots with the network away, then gives it back. */
  work(starts: readonly number[], single: number): Promise<OfflineTimes & { readonly singleMs: number }>
}

let isOffline = false
const parts = createBrowserParts(window)
const wakers = new Set<() => void>()
const application = createApplication({
  ...parts,
  fetch: (input, init) => (isOffline ? Promise.reject(new TypeError('no network')) : window.fetch(input, init)),
  defaultServerUrl: window.location.origin,
  onWake(wake) {
    wakers.add(wake)
    return () => wakers.delete(wake)
  },
  multiInstance: false
})

function readStore() {
  const { store } = application.workspace.getState()
  if (store === undefined) throw new Error('no account is open')
  return store
}

function until(condition: (state: WorkspaceStoreState) => boolean): Promise<void> {
  const store = readStore()
  return new Promise(resolve => {
    const look = (): void => {
      if (!condition(store.getState())) return
      stop()
      resolve()
    }
    const stop = store.subscribe(look)
    look()
  })
}

const page: DevicePage = {
  async open({ name, password }) {
    const serverUrl = window.location.origin
    const signedIn = await application.sessionStore.getState().signIn({ serverUrl, name, password })
    if (!signedIn.ok) throw new Error(`the sign-in was refused: ${signedIn.refusal}`)
    await until(({ sync }) => sync.kind === 'synced')
  },
  async work(starts, single) {
    isOffline = true
    const store = readStore()
    const alone = starts.slice(0, single)
    const singlesAt = performance.now()
    for (const startsAt of alone) {
      const made = await store.getState().createSlot(startsAt)
      if (!made.ok) throw new Error(`a slot was refused: ${made.refusal}`)
    }
    const singleMs = performance.now() - singlesAt
    const startedAt = performance.now()
    const { created } = await store.getState().createSlots(starts.slice(single))
    const createMs = performance.now() - startedAt
    if (created.length + single !== starts.length) throw new Error(`${created.length} slots were made`)
    // Of other coaches there are some, too.
    const wanted = new Set(starts)
    const ownId = created[0]?.split(':')[0]
    await until(
      ({ slots }) => slots.filter(slot => slot.coachId === ownId && wanted.has(slot.startsAt)).length === wanted.size
    )
    isOffline = false
    const drainedAt = performance.now()
    for (const wake of wakers) wake()
    await store.getState().syncNow()
    await until(({ sync, syncByRecord }) => sync.kind === 'synced' && syncByRecord.size === 0)
    return { createMs, drainMs: performance.now() - drainedAt, singleMs }
  }
}
Object.assign(window, { devicePage: page })
