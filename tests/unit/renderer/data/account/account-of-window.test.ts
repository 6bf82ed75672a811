import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { expect, it } from 'vitest'
import type { KeyValueStore } from '#renderer/contract/application.ts'
import { createPasswordCheck } from '#renderer/data/account/password-check.ts'
import { realTimers } from '#renderer/application/browser-parts.ts'
import { createApplication } from '#renderer/application/create-application.ts'
import { eventually } from '../../../../support/eventually.ts'

const serverUrl = 'https://x.example'
const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length))
const keyOf = (userId: string): string => `${userId}@${serverUrl}`

async function createAccount(userId: string) {
  const passwordCheck = await createPasswordCheck('correct horse', 10, randomBytes)
  const person = { userId, name: userId, displayName: userId, role: 'student', zone: 'UTC' }
  return { ...person, key: keyOf(userId), serverUrl, signedIn: true, passwordCheck }
}

function createStore(): KeyValueStore {
  const values = new Map<string, string>()
  return {
    getItem: name => values.get(name) ?? null,
    setItem: (name, value) => void values.set(name, value),
    removeItem: name => void values.delete(name)
  }
}

/** A window begins, or is reloaded. @returns whose account opens in it */
async function openWindow(ofBrowser: KeyValueStore, own: KeyValueStore): Promise<string | undefined> {
  const { sessionStore, stop } = createApplication({
    storage: getRxStorageMemory(),
    fetch: () => Promise.reject(new TypeError('no network')),
    now: () => 0,
    randomBytes,
    keyValueStore: ofBrowser,
    timers: realTimers,
    defaultServerUrl: serverUrl,
    onWake: () => () => undefined,
    multiInstance: false,
    passwordRounds: 10,
    windows: { own, onChange: () => () => undefined }
  })
  await eventually(() => expect(sessionStore.getState().session.kind).toBe('open'))
  const { session } = sessionStore.getState()
  await stop()
  return 'account' in session ? session.account?.name : undefined
}

it('SI2 a window stays with its account over a reload; a new one opens the one that was opened last', async () => {
  const [ofBrowser, one, two] = [createStore(), createStore(), createStore()]
  const accounts = await Promise.all(['student1', 'student2'].map(createAccount))
  ofBrowser.setItem('coachdesk.accounts', JSON.stringify(accounts))
  ofBrowser.setItem('coachdesk.open-account', keyOf('student1'))
  expect(await openWindow(ofBrowser, one)).toBe('student1')
  // Another window opens another account.
  ofBrowser.setItem('coachdesk.open-account', keyOf('student2'))
  expect(await openWindow(ofBrowser, two)).toBe('student2')
  expect(await openWindow(ofBrowser, one)).toBe('student1')
  expect(await openWindow(ofBrowser, two)).toBe('student2')
})
