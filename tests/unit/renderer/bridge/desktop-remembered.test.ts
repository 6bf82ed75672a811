import { expect, test } from 'vitest'
import { takeOverStorage } from '#renderer/application/take-over-storage.ts'
import { createRememberedStore } from '#renderer/bridge/remembered-store.ts'
import { createFakeDesktop, type FakeAnswers } from '../fake-desktop.ts'

/** Main's side: answers when it is told to. */
function createSlowMain() {
  const waiting: ((isSaved: boolean) => void)[] = []
  const save = () => {
    const { promise, resolve } = Promise.withResolvers<boolean>()
    waiting.push(resolve)
    return promise
  }
  const fake = createFakeDesktop({}, { 'remembered:save': save as unknown as () => boolean } satisfies FakeAnswers)
  return { ...fake, waiting }
}

/** As `localStorage`: its texts are its own enumerable fields. */
function createStorage(texts: Readonly<Record<string, string>>): Storage {
  const storage = { ...texts }
  const methods = {
    getItem: (key: string) => storage[key] ?? null,
    removeItem: (key: string) => void delete storage[key]
  }
  for (const [name, value] of Object.entries(methods)) Object.defineProperty(storage, name, { value })
  return storage as unknown as Storage
}

/** After all that is already on its way. */
const settled = () =>
  new Promise<void>(resolve => {
    setImmediate(resolve)
  })

test('reads what main remembered, and what was written since at once', () => {
  const { desktop, callsOn } = createFakeDesktop()
  const store = createRememberedStore(desktop, { 'coachdesk.a': '1', 'coachdesk.b': '2' })
  store.setItem('coachdesk.a', '3')
  store.removeItem('coachdesk.b')
  expect(['coachdesk.a', 'coachdesk.b', 'coachdesk.c'].map(key => store.getItem(key))).toEqual(['3', null, null])
  expect(callsOn('remembered:save')).toEqual([
    ['coachdesk.a', '3'],
    ['coachdesk.b', null]
  ])
})

test('what is there already is not written again, unless the disk refused it', async () => {
  let isRefusing = false
  const { desktop, callsOn } = createFakeDesktop({}, { 'remembered:save': () => !isRefusing })
  const store = createRememberedStore(desktop, { 'coachdesk.a': '1' })
  store.setItem('coachdesk.a', '1')
  store.removeItem('coachdesk.b')
  expect(callsOn('remembered:save')).toEqual([])

  isRefusing = true
  store.setItem('coachdesk.a', '2')
  await store.flush()
  expect(store.isKept('coachdesk.a')).toBe(false)
  isRefusing = false
  store.setItem('coachdesk.a', '2')
  await store.flush()
  expect(store.isKept('coachdesk.a')).toBe(true)
  expect(callsOn('remembered:save')).toHaveLength(2)
})

test('flushing waits for everything that was written before, refused or not', async () => {
  const { desktop, waiting } = createSlowMain()
  const store = createRememberedStore(desktop, {})
  store.setItem('coachdesk.a', '1')
  store.setItem('coachdesk.a', '2')
  store.setItem('coachdesk.b', '1')
  let isFlushed = false
  const flushed = store.flush().then(() => (isFlushed = true))
  await settled()
  waiting[0]?.(true)
  waiting[2]?.(false)
  await settled()
  expect(isFlushed).toBe(false)
  expect(store.isKept('coachdesk.a')).toBe(false)
  waiting[1]?.(true)
  await flushed
  expect([store.isKept('coachdesk.a'), store.isKept('coachdesk.b')]).toEqual([true, false])
})

test('a main that fails costs what it would have kept, never the work at hand', async () => {
  const fail = () => {
    throw new Error('main is gone')
  }
  const { desktop } = createFakeDesktop({}, { 'remembered:save': fail })
  const store = createRememberedStore(desktop, {})
  store.setItem('coachdesk.a', '1')
  await store.flush()
  expect(store.getItem('coachdesk.a')).toBe('1')
})

test('what a version before kept in localStorage is taken over once, the accounts last', async () => {
  const { desktop, callsOn } = createFakeDesktop()
  const store = createRememberedStore(desktop, {})
  const storage = createStorage({
    'coachdesk.accounts': '[1]',
    'coachdesk.open-account': 'a',
    'coachdesk.read-settings-note': 'x',
    'coachdesk:color-scheme': 'dark'
  })
  await takeOverStorage(storage, store, ['coachdesk.read-settings-note'])
  expect(callsOn('remembered:save')).toEqual([
    ['coachdesk.open-account', 'a'],
    ['coachdesk.accounts', '[1]']
  ])
  expect(Object.keys(storage)).toEqual(['coachdesk.read-settings-note', 'coachdesk:color-scheme'])
})

test('what is left in localStorage never comes back over what main remembers', async () => {
  const { desktop, callsOn } = createFakeDesktop()
  const store = createRememberedStore(desktop, { 'coachdesk.accounts': '[]' })
  const storage = createStorage({ 'coachdesk.accounts': '[1]', 'coachdesk.open-account': 'a' })
  await takeOverStorage(storage, store, [])
  expect(callsOn('remembered:save')).toEqual([])
  expect(store.getItem('coachdesk.open-account')).toBeNull()
})

test('what could not be taken over stays in localStorage', async () => {
  const { desktop } = createFakeDesktop({}, { 'remembered:save': () => false })
  const store = createRememberedStore(desktop, {})
  const storage = createStorage({ 'coachdesk.accounts': '[1]' })
  await takeOverStorage(storage, store, [])
  expect(store.getItem('coachdesk.accounts')).toBe('[1]')
  expect(Object.keys(storage)).toEqual(['coachdesk.accounts'])
})
