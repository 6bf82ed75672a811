import 'fake-indexeddb/auto'
import { webcrypto } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createBrowserKeyVault } from '#renderer/data/account/browser-key-vault.ts'
import { createDeviceKeys } from '#renderer/data/account/device-keys.ts'
import type { Application, KeyValueStore } from '#renderer/contract/application.ts'
import type { TestServer } from '../support/test-server.ts'
import { createTestRecoveryVault, type TestRecoveryVault } from './recovery-fixture.ts'
import {
  createDevice,
  type Device,
  hourMs,
  idOf,
  soon,
  startApplication,
  startServer,
  waitFor
} from './replication-fixture.ts'

const composed = 'P\u00e4ssw\u00f6rt-2026'
const decomposed = composed.normalize('NFD')
const fullWidth = composed.replaceAll(/[!-~]/g, letter => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))
const subjectId = idOf('a session')

interface Browser extends Device {
  readonly vault: TestRecoveryVault
  /** What a page has in memory is gone with it: each start has its own. */
  readonly createParts: () => NonNullable<Device['parts']>
}

let server: TestServer
let coachId: string
const running: Application[] = []

beforeEach(async () => {
  server = await startServer()
})
afterEach(async () => {
  for (const application of running.splice(0)) await application.stop()
  await server.remove()
})

/** A browser: its keys are wrapped with the password. */
function createBrowser(): Browser {
  const device = createDevice(server)
  const vault = createTestRecoveryVault()
  const store: KeyValueStore = {
    getItem: key => device.keyValues.get(key) ?? null,
    setItem: (key, value) => void device.keyValues.set(key, value),
    removeItem: key => void device.keyValues.delete(key)
  }
  const randomBytes = (length: number) => webcrypto.getRandomValues(new Uint8Array(length))
  const createVault = () =>
    createBrowserKeyVault({
      store,
      deviceKeys: createDeviceKeys(indexedDB),
      randomBytes,
      passwordRounds: 10,
      runAlone: (_, task) => task()
    })
  return Object.assign(device, {
    vault,
    createParts: () => ({ recoveryVault: vault, dataKeyVault: createVault() })
  })
}

function start(browser: Browser): Application {
  const { application } = startApplication({ ...browser, parts: browser.createParts() })
  running.push(application)
  return application
}

const signIn = (application: Application, password: string) =>
  application.sessionStore.getState().signIn({ serverUrl: server.url, name: 'cara', password })

async function workspaceOf(application: Application) {
  const { store } = await waitFor(application.workspace, state => state.store !== undefined)
  return store!
}

/** Signs in, works without a network so that only this browser has it, and signs out. */
async function workAndSignOut(browser: Browser, password: string): Promise<void> {
  const application = start(browser)
  expect(await signIn(application, password)).toMatchObject({ ok: true })
  const store = await workspaceOf(application)
  await waitFor(store, ({ sync }) => sync.kind === 'synced')
  browser.network.cut()
  await waitFor(store, ({ sync }) => sync.kind === 'offline')
  await store.getState().createSlot(soon + 8 * hourMs)
  await store.getState().saveDraft({ form: 'wrap-up', subjectId, values: { notes: 'unsent', followUps: [] } })
  await application.sessionStore.getState().signOut()
  await application.stop()
}

async function expectAllThere(application: Application): Promise<void> {
  const { slots, drafts, recoveryReport } = (await workspaceOf(application)).getState()
  expect(slots).toMatchObject([{ id: `${coachId}:${soon + 8 * hourMs}` }])
  expect(drafts).toMatchObject([{ values: { notes: 'unsent' } }])
  expect(recoveryReport).toBeUndefined()
}

const orders = [
  ['composed', 'decomposed', composed, decomposed],
  ['decomposed', 'composed', decomposed, composed],
  ['composed', 'in full width', composed, fullWidth]
] as const

it.each(orders)(
  'PW1 set %s and typed %s, offline and online: the same account with the same data',
  async (_, __, set, typed) => {
    coachId = await server.addAccount('cara', 'coach', { password: set })
    const browser = createBrowser()
    await workAndSignOut(browser, set)
    const offline = start(browser)
    expect(await signIn(offline, typed)).toMatchObject({ ok: true })
    await expectAllThere(offline)
    await offline.sessionStore.getState().signOut()
    await offline.stop()
    browser.network.restore()
    const online = start(browser)
    expect(await signIn(online, typed)).toMatchObject({ ok: true })
    await expectAllThere(online)
    expect(browser.vault.files).toEqual([])
  }
)

it('PW3 a password that was changed elsewhere removes nothing: the former one opens what is kept, and after that the new one', async () => {
  coachId = await server.addAccount('cara', 'coach', { password: composed })
  const browser = createBrowser()
  await workAndSignOut(browser, composed)
  await server.server.service.setPassword(coachId, 'password of today')
  browser.network.restore()
  const application = start(browser)
  expect(await signIn(application, 'password of today')).toEqual({
    ok: false,
    refusal: 'other-password',
    kept: { changes: 1, drafts: 1, notices: 0 }
  })
  const { unlockWithFormer } = application.sessionStore.getState()
  expect(await unlockWithFormer('none of the two')).toEqual({ ok: false, refusal: 'wrong-password' })
  expect(application.sessionStore.getState().session).toMatchObject({ kind: 'failed', kept: { changes: 1, drafts: 1 } })
  expect(await unlockWithFormer(decomposed)).toMatchObject({ ok: true })
  await expectAllThere(application)
  await application.sessionStore.getState().signOut()
  await application.stop()
  const later = start(browser)
  expect(await signIn(later, 'password of today')).toMatchObject({ ok: true })
  expect((await workspaceOf(later)).getState().drafts).toMatchObject([{ values: { notes: 'unsent' } }])
})

/** A device whose data no key opens any more goes on without them. */
async function goOnWithout() {
  coachId = await server.addAccount('cara', 'coach', { password: composed })
  const browser = createBrowser()
  await workAndSignOut(browser, composed)
  browser.vault.record = undefined
  await server.server.service.setPassword(coachId, 'password of today')
  browser.network.restore()
  const application = start(browser)
  expect(await signIn(application, 'password of today')).toMatchObject({ refusal: 'other-password' })
  expect(await application.sessionStore.getState().setAside()).toMatchObject({ ok: true })
  return { application, browser }
}

it('PW5 what is given up on purpose is in a file, sealed, with the key as the former password wraps it', async () => {
  const { application, browser } = await goOnWithout()
  const { recoveryReport } = (await workspaceOf(application)).getState()
  expect(recoveryReport).toMatchObject({ kind: 'key-lost', exportedTo: 'export-1.json' })
  const file = JSON.parse(browser.vault.files[0] ?? '') as { wrapping: string; lost: { collection: string }[] }
  expect(file.lost.map(({ collection }) => collection)).toEqual(['drafts'])
  expect(JSON.parse(file.wrapping)).toMatchObject({ byPassword: { rounds: 10 } })
})

it.each([
  ['decomposed', decomposed],
  ['in full width', fullWidth]
])('PW7 the file opens with the password in another form: %s', async (_, typed) => {
  const { application, browser } = await goOnWithout()
  const store = await workspaceOf(application)
  expect(store.getState().drafts).toEqual([])
  const file = new Blob([browser.vault.files[0] ?? ''])
  expect(await store.getState().bringBack(file, typed)).toMatchObject({ value: { back: { drafts: 1 }, left: [] } })
  expect(store.getState().drafts).toMatchObject([{ values: { notes: 'unsent' } }])
})
