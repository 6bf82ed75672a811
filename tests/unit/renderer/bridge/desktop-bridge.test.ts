import { expect, test } from 'vitest'
import { openDesktopShell } from '#renderer/bridge/desktop-shell.ts'
import { findDesktop } from '#renderer/bridge/find-desktop.ts'
import { startPageFaultLog, toPageFault } from '#renderer/bridge/page-faults.ts'
import { watchLinks } from '#renderer/bridge/pending-link.ts'
import {
  createDesktopDataKeyVault,
  createDesktopRecoveryVault,
  createDesktopTokenVault
} from '#renderer/application/desktop-vaults.ts'
import { createFakeDesktop, openFakeShell, testFacts } from '../fake-desktop.ts'

const accountKey = 'annaberg01@https://desk.example.org'
/** After all that is already on its way. */
const settled = () =>
  new Promise<void>(resolve => {
    setImmediate(resolve)
  })

test('a bridge is taken for one by its shape alone', () => {
  const { desktop } = createFakeDesktop()
  expect(findDesktop({ desktop })).toBe(desktop)
  for (const other of [
    {},
    { desktop: undefined },
    { desktop: null },
    { desktop: 'x' },
    { desktop: { call: 1, on: 2 } }
  ]) {
    expect(findDesktop(other)).toBeUndefined()
  }
})

test('the shell follows what it is told and what it asks', async () => {
  const { shell, tell } = await openFakeShell({ update: { kind: 'off' } })
  tell('disk:changed', { isLow: true, freeBytes: 1 })
  tell('updates:changed', { kind: 'ready', version: '2.0.0' })
  expect(shell.facts.getState()).toMatchObject({ disk: { isLow: true }, update: { version: '2.0.0' } })
  expect(await shell.changeSettings({ keepRunning: false })).toBe(true)
  expect(shell.facts.getState().settings).toEqual({ ...testFacts.settings, keepRunning: false })
})

test('a shell that fails is answered for, not thrown', async () => {
  const fail = () => {
    throw new Error('main is gone')
  }
  const { shell } = await openFakeShell(
    {},
    { 'settings:change': fail, 'servers:check': fail, 'key-store:choose': fail, 'updates:check': fail }
  )
  expect(await shell.changeSettings({ keepRunning: false })).toBe(false)
  expect(await shell.chooseKeyStore('memory')).toBe(false)
  expect(await shell.checkServer('x')).toEqual({ kind: 'failed', problem: 'unreachable' })
  await shell.checkForUpdate()
  expect(shell.facts.getState()).toMatchObject({ settings: testFacts.settings, update: { kind: 'failed' } })
})

test('a server that needs no new policy is known at once', async () => {
  const serverUrl = 'https://two.example.org'
  const { shell } = await openFakeShell({}, { 'servers:check': () => ({ kind: 'ok', serverUrl, reload: false }) })
  await shell.checkServer('two.example.org')
  expect(shell.facts.getState().servers).toEqual([serverUrl, 'https://desk.example.org'])
})

test('that the settings were set aside is said once', async () => {
  const { desktop } = createFakeDesktop({ settingsSetAside: 'settings.damaged.json' })
  const stored = new Map<string, string>()
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value)
  }
  const first = await openDesktopShell(desktop, storage)
  expect(first.facts.getState().settingsSetAside).toBe('settings.damaged.json')
  first.closeSettingsNote()
  expect(first.facts.getState().settingsSetAside).toBeUndefined()
  const second = await openDesktopShell(desktop, storage)
  expect(second.facts.getState().settingsSetAside).toBeUndefined()
})

test('a token that cannot be kept lasts as long as the window', async () => {
  const { desktop } = createFakeDesktop({}, { 'secrets:save': () => false })
  const vault = createDesktopTokenVault(desktop)
  await vault.save(accountKey, 'token')
  expect(await vault.load(accountKey)).toBe('token')
  expect(await createDesktopTokenVault(desktop).load(accountKey)).toBeUndefined()
  await vault.remove(accountKey)
  expect(await vault.load(accountKey)).toBeUndefined()
})

test('a data key comes back as the same key, and never readable', async () => {
  const { desktop, callsOn } = createFakeDesktop()
  const vault = createDesktopDataKeyVault(desktop, length => new Uint8Array(length).fill(7))
  expect(await vault.load(accountKey)).toEqual({ kind: 'none' })
  const created = await vault.create(accountKey)
  const loaded = await vault.load(accountKey)
  expect(created?.extractable).toBe(false)
  const iv = new Uint8Array(12)
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, created!, new Uint8Array([1, 2, 3]))
  const key = loaded.kind === 'found' ? loaded.key : undefined
  const opened = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key!, sealed)
  expect([...new Uint8Array(opened)]).toEqual([1, 2, 3])
  expect(callsOn('secrets:save')[0]?.slice(0, 2)).toEqual(['data-key', accountKey])
})

test.each([
  ['gone from the key store', { kind: 'unreadable' } as const],
  ['too short', { kind: 'found', value: 'AAAA' } as const],
  ['no key at all', { kind: 'found', value: '%%%' } as const]
])('a data key that is %s is unreadable, and no other takes its place', async (_name, answer) => {
  const { desktop, callsOn } = createFakeDesktop({}, { 'secrets:load': () => answer })
  const vault = createDesktopDataKeyVault(desktop, length => new Uint8Array(length))
  expect(await vault.load(accountKey)).toEqual({ kind: 'unreadable' })
  expect(callsOn('secrets:save')).toEqual([])
})

test('PW7 keys of before are handles of what the key store gives; what is no key is left out', async () => {
  const former = [btoa('k'.repeat(32)), 'AAAA', '%%%']
  const { desktop } = createFakeDesktop({}, { 'secrets:load-former': () => former })
  const vault = createDesktopDataKeyVault(desktop, length => new Uint8Array(length))
  const keys = await vault.findFormer?.(accountKey, undefined)
  expect(keys).toHaveLength(1)
  expect(keys?.[0]?.extractable).toBe(false)
})

test('a data key that cannot be kept is none', async () => {
  const { desktop } = createFakeDesktop({}, { 'secrets:save': () => false })
  expect(await createDesktopDataKeyVault(desktop, length => new Uint8Array(length)).create(accountKey)).toBeUndefined()
})

test('the recovery vault says where nothing could be kept', async () => {
  const fail = () => {
    throw new Error('disk full')
  }
  const { desktop } = createFakeDesktop({}, { 'recovery:save': fail, 'recovery:export': fail })
  const vault = createDesktopRecoveryVault(desktop)
  expect(await vault.save(accountKey, { databaseToken: 't', unsynced: 1, savedAt: 1 }, '[]')).toBe(false)
  expect(await vault.export(accountKey, '[]')).toBeUndefined()
})

test('a fault is reported by name and places, never by its message', () => {
  const fault = new TypeError('the note said: call +49 30 901820')
  fault.stack = [
    'TypeError: the note said: call +49 30 901820',
    '    at save (app://coachdesk/assets/index.js:10:5)',
    '    at async app://coachdesk/assets/page.js?name=anna:3:7'
  ].join('\n')
  expect(toPageFault(fault)).toEqual({ name: 'TypeError', frames: ['/assets/index.js:10:5', '/assets/page.js:3:7'] })
  expect(JSON.stringify(toPageFault('+49 30 901820'))).not.toContain('901820')
  const lines = 'first line\n    at +49.30.901820:1:2'
  expect(toPageFault(new Error(lines)).frames.join()).not.toContain('901820')
  expect(toPageFault(Object.assign(new Error('x'), { name: 'said: +49' })).name).toBe('Error')
})

test('a fault that comes again and again does not fill the log', async () => {
  const { desktop, callsOn } = createFakeDesktop()
  const window = new EventTarget() as Window
  const report = startPageFaultLog(window, desktop)
  window.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason: new RangeError('x') }))
  for (let index = 0; index < 200; index += 1) report(new Error('again'))
  expect(callsOn('log:page-fault')).toHaveLength(50)
  expect(callsOn('log:page-fault')[0]?.[0]).toMatchObject({ name: 'RangeError' })
})

test('the link that started the application waits, and a newer one takes its place', async () => {
  const first = createFakeDesktop({}, { 'link:take': () => ({ kind: 'session', bookingId: 'a' }) })
  const links = watchLinks(first.desktop)
  await settled()
  expect(links.getState().link).toEqual({ kind: 'session', bookingId: 'a' })
  first.tell('link:opened', { kind: 'calendar', date: '2026-11-30' })
  expect(links.getState().link).toEqual({ kind: 'calendar', date: '2026-11-30' })

  const second = createFakeDesktop({}, { 'link:take': () => ({ kind: 'session', bookingId: 'old' }) })
  const others = watchLinks(second.desktop)
  second.tell('link:opened', { kind: 'session', bookingId: 'new' })
  await settled()
  expect(others.getState().link).toEqual({ kind: 'session', bookingId: 'new' })
})
