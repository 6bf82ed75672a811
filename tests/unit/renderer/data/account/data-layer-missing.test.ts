import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import type { RxStorage } from 'rxdb'
import { expect, it, onTestFinished } from 'vitest'
import { createPasswordCheck } from '#renderer/data/account/password-check.ts'
import type { KeyValueStore } from '#renderer/contract/application.ts'
import { realTimers } from '#renderer/application/browser-parts.ts'
import { createApplication } from '#renderer/application/create-application.ts'
import { eventually } from '../../../../support/eventually.ts'

const key = 'student1@https://x.example'
const password = 'correct horse'
const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length))

/** A window without a network whose account is known, on a page whose later parts are out of reach until the test says. */
async function openPage({ signedIn }: { readonly signedIn: boolean }) {
  const passwordCheck = await createPasswordCheck(password, 10, randomBytes)
  const person = { userId: 'student1', name: 'sam', displayName: 'Sam', role: 'student', zone: 'UTC' }
  const account = { ...person, key, serverUrl: 'https://x.example', signedIn, passwordCheck }
  const values = new Map([['coachdesk.accounts', JSON.stringify([account])]])
  if (signedIn) values.set('coachdesk.open-account', key)
  const keyValueStore: KeyValueStore = {
    getItem: name => values.get(name) ?? null,
    setItem: (name, value) => void values.set(name, value),
    removeItem: name => void values.delete(name)
  }
  const page = { isInReach: false, asked: 0 }
  const application = createApplication({
    // What a browser says of a part of a page that it cannot fetch.
    async storage(): Promise<RxStorage<unknown, unknown>> {
      page.asked += 1
      if (page.isInReach) return getRxStorageMemory()
      throw new TypeError('Failed to fetch dynamically imported module: https://x.example/app/assets/dexie-storage.js')
    },
    fetch: () => Promise.reject(new TypeError('no network')),
    now: () => 0,
    randomBytes,
    keyValueStore,
    timers: realTimers,
    defaultServerUrl: 'https://x.example',
    onWake: () => () => undefined,
    multiInstance: false,
    passwordRounds: 10
  })
  onTestFinished(() => application.stop())
  return { page, application, values, session: () => application.sessionStore.getState().session }
}

it('a start without the part that opens accounts says that the server is out of reach, and opens on another try', async () => {
  const { page, application, values, session } = await openPage({ signedIn: true })
  await eventually(() => expect(session()).toMatchObject({ kind: 'failed', refusal: 'unreachable' }))
  // Nothing of it looks like data that do not open: nobody is asked to give anything up.
  expect(session()).not.toHaveProperty('kept')
  expect(application.workspace.getState().store).toBeUndefined()
  expect(values.get('coachdesk.open-account')).toBe(key)

  const { switchTo } = application.sessionStore.getState()
  expect(await switchTo(key)).toMatchObject({ ok: false, refusal: 'unreachable' })
  page.isInReach = true
  expect(await switchTo(key)).toEqual({ ok: true, value: undefined })
  expect(session().kind).toBe('open')
  expect(application.workspace.getState().store).toBeDefined()
})

it('a sign-in that is right says so too, and no rejection is left unheard while the password is checked', async () => {
  const { page, application, session } = await openPage({ signedIn: false })
  const { signIn } = application.sessionStore.getState()
  expect(await signIn({ serverUrl: '', name: 'sam', password })).toMatchObject({ ok: false, refusal: 'unreachable' })
  expect(session()).toMatchObject({ kind: 'failed', refusal: 'unreachable', account: { key } })
  // Once while the password was checked, and once to open the account.
  expect(page.asked).toBe(2)
  page.isInReach = true
  expect(await signIn({ serverUrl: '', name: 'sam', password })).toEqual({ ok: true, value: undefined })
  expect(session().kind).toBe('open')
})
