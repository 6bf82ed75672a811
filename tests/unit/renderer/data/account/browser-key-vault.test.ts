import 'fake-indexeddb/auto'
import { beforeEach, expect, it } from 'vitest'
import { createBrowserKeyVault } from '#renderer/data/account/browser-key-vault.ts'
import { createDeviceKeys } from '#renderer/data/account/device-keys.ts'
import type { DataKeyVault } from '#renderer/contract/application.ts'
import { createSeal } from '#renderer/data/database/sealing/seal.ts'

const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length))
const account = 'coach001@https://server.test'
let values: Map<string, string>
let vault: DataKeyVault

let running: Promise<unknown> = Promise.resolve()
function runAlone<T>(_name: string, task: () => Promise<T>): Promise<T> {
  const outcome = running.then(task)
  running = outcome.catch(() => undefined)
  return outcome
}

/** A page that is loaded: what was only in memory is gone. */
function load(): DataKeyVault {
  const store = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key)
  }
  const deviceKeys = createDeviceKeys(indexedDB)
  return createBrowserKeyVault({ store, deviceKeys, randomBytes, passwordRounds: 10, runAlone })
}

beforeEach(async () => {
  await createDeviceKeys(indexedDB).remove(account)
  values = new Map()
  vault = load()
})

async function findKey(from: DataKeyVault): Promise<CryptoKey> {
  const answer = await from.load(account)
  if (answer.kind !== 'found') throw new Error(answer.kind)
  return answer.key
}

/** Whether what one key sealed opens with the other. */
async function isSameKey(a: CryptoKey, b: CryptoKey): Promise<boolean> {
  const sealed = await createSeal(a, randomBytes).close('words', 'here')
  return createSeal(b, randomBytes)
    .open(sealed, 'here')
    .then(
      () => true,
      () => false
    )
}

async function start(password: string): Promise<CryptoKey> {
  await vault.unlock?.(account, password)
  expect(await vault.load(account)).toEqual({ kind: 'none' })
  const key = await vault.create(account)
  if (key === undefined) throw new Error('no key')
  return key
}

it('a reload opens without the password; what is kept is neither key nor password', async () => {
  const key = await start('correct horse')
  const again = await findKey(load())
  expect(await isSameKey(key, again)).toBe(true)
  expect(again.extractable).toBe(false)
  expect([...values.values()].join()).not.toContain('horse')
})

it('after signing out only the password opens it, without any network', async () => {
  const key = await start('correct horse')
  await vault.lock?.(account)
  const later = load()
  expect(await later.load(account)).toEqual({ kind: 'locked' })
  await later.unlock?.(account, 'correct horse')
  expect(await isSameKey(key, await findKey(later))).toBe(true)
})

it('a changed password opens it from then on, the old one no longer', async () => {
  const key = await start('old password')
  await vault.changePassword?.(account, 'new password')
  await vault.lock?.(account)
  const wrong = load()
  await wrong.unlock?.(account, 'old password')
  expect(await wrong.load(account)).toEqual({ kind: 'unreadable' })
  const right = load()
  await right.unlock?.(account, 'new password')
  expect(await isSameKey(key, await findKey(right))).toBe(true)
})

it('a password that was changed elsewhere wraps it anew while this browser has it open', async () => {
  const key = await start('old password')
  const signedInAgain = load()
  await signedInAgain.unlock?.(account, 'password of another device')
  await signedInAgain.lock?.(account)
  const later = load()
  await later.unlock?.(account, 'password of another device')
  expect(await isSameKey(key, await findKey(later))).toBe(true)
})

it('a password that was changed elsewhere while signed out means a new key', async () => {
  const key = await start('old password')
  await vault.lock?.(account)
  const later = load()
  await later.unlock?.(account, 'password of another device')
  expect(await later.load(account)).toEqual({ kind: 'unreadable' })
  const next = await later.create(account)
  expect(next && (await isSameKey(key, next))).toBe(false)
  expect(await isSameKey(await findKey(load()), next ?? key)).toBe(true)
})

const composed = 'P\u00e4ssw\u00f6rt-2026'
const decomposed = composed.normalize('NFD')

it.each([
  ['composed, then decomposed', composed, decomposed],
  ['decomposed, then composed', decomposed, composed],
  [
    'plain, then in full width',
    'coachdesk-demo',
    '\uff43\uff4f\uff41\uff43\uff48\uff44\uff45\uff53\uff4b\uff0d\uff44\uff45\uff4d\uff4f'
  ],
  // In none of the forms that are tried for data of 0.1.0: it has to be wrapped in its one form.
  ['partly in full width, then plain', '\uff43oachdesk-demo', 'coachdesk-demo']
])('PW1 one password opens one key, typed %s', async (_, first, second) => {
  const key = await start(first)
  await vault.lock?.(account)
  const later = load()
  await later.unlock?.(account, second)
  expect(await isSameKey(key, await findKey(later))).toBe(true)
})

/** What version 0.1.0 left behind after a sign-out: the key wrapped with the letters as they were typed. */
async function leaveOldWrapping(typed: string): Promise<CryptoKey> {
  const bytes = randomBytes(32)
  const salt = randomBytes(16)
  const secret = await crypto.subtle.importKey('raw', new TextEncoder().encode(typed), 'PBKDF2', false, ['deriveKey'])
  const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: 10 }
  const by = await crypto.subtle.deriveKey(algorithm, secret, { name: 'AES-KW', length: 256 }, false, ['wrapKey'])
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', true, ['encrypt', 'decrypt'])
  const wrapped = Buffer.from(await crypto.subtle.wrapKey('raw', key, by, 'AES-KW')).toString('base64')
  const byPassword = { rounds: 10, salt: Buffer.from(salt).toString('base64'), wrapped }
  values.set(`coachdesk.data-key.${account}`, JSON.stringify({ byPassword }))
  return key
}

it.each([
  ['decomposed', decomposed, composed],
  ['composed', composed, decomposed],
  ['in full width', '\uff43\uff4f\uff41\uff43\uff48', 'coach']
])('PW2 a wrapping of 0.1.0 by the password %s opens with its other form, and is upgraded', async (_, old, today) => {
  const key = await leaveOldWrapping(old)
  const later = load()
  await later.unlock?.(account, today)
  expect(await isSameKey(key, await findKey(later))).toBe(true)
  await later.lock?.(account)
  const after = values.get(`coachdesk.data-key.${account}`)
  const again = load()
  await again.unlock?.(account, today)
  expect(await isSameKey(key, await findKey(again))).toBe(true)
  // The second time the form of today was the first to be tried, and it opened.
  expect(JSON.parse(values.get(`coachdesk.data-key.${account}`) ?? '')).toMatchObject(JSON.parse(after ?? '') as object)
})

it('PW3 what the password of today does not open is opened with the former one, and then with that of today', async () => {
  const key = await start('old password')
  await vault.lock?.(account)
  const later = load()
  await later.unlock?.(account, 'password of today')
  expect(await later.load(account)).toEqual({ kind: 'unreadable' })
  expect(await later.unlockWithFormer?.(account, 'neither of the two')).toBe(false)
  expect(await later.load(account)).toEqual({ kind: 'unreadable' })
  expect(await later.unlockWithFormer?.(account, 'old password')).toBe(true)
  expect(await isSameKey(key, await findKey(later))).toBe(true)
  await later.lock?.(account)
  const last = load()
  await last.unlock?.(account, 'password of today')
  expect(await isSameKey(key, await findKey(last))).toBe(true)
})

it('an account that was signed in before there were keys keeps its own until its password is typed', async () => {
  const key = await vault.create(account)
  if (key === undefined) throw new Error('no key')
  await vault.lock?.(account)
  expect(await isSameKey(key, await findKey(load()))).toBe(true)
  const later = load()
  await later.unlock?.(account, 'correct horse')
  await later.lock?.(account)
  expect(await load().load(account)).toEqual({ kind: 'locked' })
})

it('two windows that start at once agree on one key', async () => {
  const [first, second] = [load(), load()]
  await Promise.all([first.load(account), second.load(account)])
  const [a, b] = await Promise.all([first.create(account), second.create(account)])
  if (a === undefined || b === undefined) throw new Error('no key')
  expect(await isSameKey(a, b)).toBe(true)
})
