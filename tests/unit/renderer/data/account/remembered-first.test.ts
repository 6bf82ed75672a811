import { setImmediate as nextTurn } from 'node:timers/promises'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { expect, it, onTestFinished } from 'vitest'
import { createPasswordCheck } from '#renderer/data/account/password-check.ts'
import type { KeyValueStore } from '#renderer/contract/application.ts'
import { realTimers } from '#renderer/application/browser-parts.ts'
import { createApplication } from '#renderer/application/create-application.ts'
import { eventually } from '../../../../support/eventually.ts'

const key = 'student1@https://x.example'
const password = 'correct horse'
const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length))

/** A window without a network whose account is known, on a disk that is as fast as the test says. */
async function openOnSlowDisk({ signedIn }: { readonly signedIn: boolean }) {
  const passwordCheck = await createPasswordCheck(password, 10, randomBytes)
  const person = { userId: 'student1', name: 'sam', displayName: 'Sam', role: 'student', zone: 'UTC' }
  const account = { ...person, key, serverUrl: 'https://x.example', signedIn, passwordCheck }
  const values = new Map([['coachdesk.accounts', JSON.stringify([account])]])
  if (signedIn) values.set('coachdesk.open-account', key)
  const disk = { gate: Promise.resolve(), kept: new Map(values) }
  const keyValueStore: KeyValueStore = {
    getItem: name => values.get(name) ?? null,
    setItem: (name, value) => void values.set(name, value),
    removeItem: name => void values.delete(name),
    async flush() {
      await disk.gate
      disk.kept = new Map(values)
    }
  }
  const application = createApplication({
    storage: getRxStorageMemory(),
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
  return { session: () => application.sessionStore.getState().session.kind, application, disk }
}

/** After all that is already on its way. */
const settled = async () => {
  for (let turn = 0; turn < 50; turn += 1) await nextTurn()
}

it('an account is shown as open once the disk knows it', async () => {
  const { session, application, disk } = await openOnSlowDisk({ signedIn: false })
  const { promise, resolve } = Promise.withResolvers<void>()
  disk.gate = promise
  const { signIn } = application.sessionStore.getState()
  const signingIn = signIn({ serverUrl: '', name: 'sam', password })
  await eventually(() => expect(session()).toBe('opening'))
  await settled()
  expect(session()).toBe('opening')
  resolve()
  expect(await signingIn).toEqual({ ok: true, value: undefined })
  expect(session()).toBe('open')
  expect(disk.kept.get('coachdesk.open-account')).toBe(key)
  expect(disk.kept.get('coachdesk.accounts')).toContain('"signedIn":true')
})

it('the sign-in page stands once the disk knows of the signing out', async () => {
  const { session, application, disk } = await openOnSlowDisk({ signedIn: true })
  await eventually(() => expect(session()).toBe('open'))
  const { promise, resolve } = Promise.withResolvers<void>()
  disk.gate = promise
  const signingOut = application.sessionStore.getState().signOut()
  await eventually(() => expect(application.workspace.getState().store).toBeUndefined())
  await settled()
  expect(session()).toBe('open')
  resolve()
  await signingOut
  expect(session()).toBe('signed-out')
  expect(disk.kept.has('coachdesk.open-account')).toBe(false)
  expect(disk.kept.get('coachdesk.accounts')).toContain('"signedIn":false')
})
