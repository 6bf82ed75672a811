import { mkdir, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { KeyStoreChoice } from '#electron/contract/desktop-types.ts'
import { openSecrets, type Secrets } from '#electron/main/secrets/secrets.ts'
import { createKeyStore, type FakeKeyStore } from './secrets-support.ts'
import { makeFolder, readAll, recordLog } from '../services-support.ts'

const account = 'coach1aaa@https://desk.example.org'
const token = 'token-of-anna-8f31'

interface Computer {
  readonly folder: string
  readonly safeStorage: FakeKeyStore
  choice: KeyStoreChoice | undefined
}

async function makeComputer(keyStore: Partial<FakeKeyStore> = {}): Promise<Computer> {
  return { folder: await makeFolder(), safeStorage: createKeyStore(keyStore), choice: undefined }
}

/** A start of the application on that computer. */
function start(computer: Computer, log = recordLog()): Promise<Secrets> {
  return openSecrets({
    folder: computer.folder,
    safeStorage: computer.safeStorage,
    readChoice: () => computer.choice,
    saveChoice: async choice => {
      computer.choice = choice
    },
    log
  })
}

const found = { kind: 'found', value: token }
const none = { kind: 'none' }

test('with a key store, a secret survives a restart and stands nowhere readable', async () => {
  const computer = await makeComputer()
  const secrets = await start(computer)
  expect(secrets.state).toEqual({ kind: 'protected' })

  expect(await secrets.save('token', account, token)).toBe(true)

  expect(await (await start(computer)).load('token', account)).toEqual(found)
  const onDisk = await readAll(computer.folder)
  expect(onDisk).toContain('sealed')
  for (const leak of [token, Buffer.from(token).toString('base64'), 'coach1aaa', 'desk.example.org']) {
    expect(onDisk).not.toContain(leak)
  }
})

test('kinds and accounts are kept apart, and what is removed is gone', async () => {
  const secrets = await start(await makeComputer())
  await secrets.save('token', account, token)
  await secrets.save('data-key', account, 'key')
  await secrets.save('token', `${account}:8443`, 'other')

  await secrets.remove('token', account)

  expect(await secrets.load('token', account)).toEqual(none)
  expect(await secrets.load('data-key', account)).toEqual({ kind: 'found', value: 'key' })
  expect(await secrets.load('token', `${account}:8443`)).toEqual({ kind: 'found', value: 'other' })
})

test.each<[string, Partial<FakeKeyStore>]>([
  ['Chromium seals with a key that everybody knows', { backend: 'basic_text' }],
  ['the backend is not known yet', { backend: 'unknown' }],
  ['the key store does not answer', { isThere: false }],
  ['a system without backends does not answer', { backend: undefined, isThere: false }],
  ['what is sealed does not open', { decryptStringAsync: () => Promise.reject(new Error('denied')) }],
  ['something else comes out', { decryptStringAsync: async () => ({ result: '', shouldReEncrypt: false }) }]
])('where %s, nothing is stored before the person chose', async (_case, keyStore) => {
  const computer = await makeComputer(keyStore)
  const secrets = await start(computer)

  expect(secrets.state).toEqual({ kind: 'undecided' })
  expect(await secrets.save('token', account, token)).toBe(false)
  expect(await secrets.load('token', account)).toEqual(none)
  expect(await secrets.seal('notes')).toBeUndefined()
  expect(await readdir(computer.folder)).toEqual([])
})

test('who chose to store readably finds the secret after a restart', async () => {
  const computer = await makeComputer({ backend: 'basic_text' })
  const secrets = await start(computer)

  expect(await secrets.choose('unprotected')).toEqual({ kind: 'unprotected' })
  expect(await secrets.save('token', account, token)).toBe(true)

  const again = await start(computer)
  expect(again.state).toEqual({ kind: 'unprotected' })
  expect(await again.load('token', account)).toEqual(found)
})

test('who chose memory leaves nothing on the disk', async () => {
  const computer = await makeComputer({ backend: 'basic_text' })
  const secrets = await start(computer)
  await secrets.choose('memory')

  expect(await secrets.save('token', account, token)).toBe(true)

  expect(await secrets.load('token', account)).toEqual(found)
  expect(await secrets.seal('notes')).toBeUndefined()
  expect(await readdir(computer.folder)).toEqual([])
  const again = await start(computer)
  expect(again.state).toEqual({ kind: 'memory' })
  expect(await again.load('token', account)).toEqual(none)
})

test('choosing anew carries the secrets along and cleans the disk', async () => {
  const computer = await makeComputer({ isThere: false })
  const secrets = await start(computer)
  await secrets.choose('unprotected')
  await secrets.save('token', account, token)

  await secrets.choose('memory')
  expect(await secrets.load('token', account)).toEqual(found)
  expect(await readdir(computer.folder)).toEqual([])

  await secrets.choose('unprotected')
  expect(await (await start(computer)).load('token', account)).toEqual(found)
})

test('with a key store there is nothing to choose', async () => {
  const computer = await makeComputer()
  const secrets = await start(computer)
  expect(await secrets.choose('unprotected')).toEqual({ kind: 'protected' })
  expect(computer.choice).toBeUndefined()
})

test('a choice that cannot be kept holds for this run', async () => {
  const computer = await makeComputer({ backend: 'basic_text' })
  const log = recordLog()
  const secrets = await openSecrets({
    folder: computer.folder,
    safeStorage: computer.safeStorage,
    readChoice: () => undefined,
    saveChoice: () => Promise.reject(new Error('disk full')),
    log
  })
  expect(await secrets.choose('unprotected')).toEqual({ kind: 'unprotected' })
  expect(await secrets.save('token', account, token)).toBe(true)
  expect(log.events).toContain('key-store-choice-not-kept')
})

test('readable secrets are sealed as soon as there is a key store', async () => {
  const computer = await makeComputer({ backend: 'basic_text' })
  const before = await start(computer)
  await before.choose('unprotected')
  await before.save('token', account, token)
  await before.save('data-key', account, 'key-of-anna-77')
  expect(await readAll(computer.folder)).toContain(token)

  computer.safeStorage.backend = 'gnome_libsecret'
  const after = await start(computer)

  expect(after.state).toEqual({ kind: 'protected' })
  const onDisk = await readAll(computer.folder)
  expect(onDisk).not.toContain(token)
  expect(onDisk).not.toContain('key-of-anna-77')
  expect(await after.load('token', account)).toEqual(found)
  expect(await after.load('data-key', account)).toEqual({ kind: 'found', value: 'key-of-anna-77' })
})

test('a secret that the key store no longer opens is reported, and kept when a new one is saved', async () => {
  const computer = await makeComputer()
  await (await start(computer)).save('token', account, token)
  computer.safeStorage.key = 'of another computer'
  const secrets = await start(computer)

  expect(await secrets.load('token', account)).toEqual({ kind: 'unreadable' })
  expect(await secrets.load('token', account)).toEqual({ kind: 'unreadable' })
  expect(await secrets.save('token', account, 'new')).toBe(true)

  expect(await secrets.load('token', account)).toEqual({ kind: 'found', value: 'new' })
  const names = await readdir(computer.folder)
  expect(names.filter(name => name.includes('.unreadable-'))).toHaveLength(1)
  expect(names).toHaveLength(2)
})

test('PW7 a secret that was set aside is given again once the key store opens it, and nothing is changed by that', async () => {
  const computer = await makeComputer()
  const { key } = computer.safeStorage
  await (await start(computer)).save('data-key', account, 'of before')
  computer.safeStorage.key = 'of another computer'
  const between = await start(computer)
  await between.save('data-key', account, 'between')
  expect(await between.loadFormer('data-key', account)).toEqual([])
  computer.safeStorage.key = key
  const secrets = await start(computer)
  await secrets.save('data-key', account, 'of today')
  const names = await readdir(computer.folder)

  expect(await secrets.loadFormer('data-key', account)).toEqual(['of before'])
  expect(await secrets.loadFormer('token', account)).toEqual([])
  expect(await secrets.loadFormer('data-key', 'other@https://desk.example.org')).toEqual([])
  expect(await secrets.load('data-key', account)).toEqual({ kind: 'found', value: 'of today' })
  expect(await readdir(computer.folder)).toEqual(names)
})

test('PW7 without the key store no secret of before is given', async () => {
  const computer = await makeComputer()
  await (await start(computer)).save('data-key', account, 'of before')
  computer.safeStorage.isThere = false
  expect(await (await start(computer)).loadFormer('data-key', account)).toEqual([])
})

test('a damaged file is unreadable and kept', async () => {
  const computer = await makeComputer()
  const secrets = await start(computer)
  await secrets.save('token', account, token)
  const [name] = await readdir(computer.folder)
  await writeFile(path.join(computer.folder, name!), '{"form":"sea')

  expect(await secrets.load('token', account)).toEqual({ kind: 'unreadable' })
  await secrets.save('token', account, 'new')
  expect(await readAll(computer.folder)).toContain('{"form":"sea')
})

test('where the key was changed, secrets are sealed with the new one', async () => {
  const computer = await makeComputer()
  const secrets = await start(computer)
  await secrets.save('token', account, token)
  const before = await readAll(computer.folder)

  computer.safeStorage.isRotated = true
  expect(await secrets.load('token', account)).toEqual(found)

  expect(await readAll(computer.folder)).not.toBe(before)
  computer.safeStorage.isRotated = false
  expect(await secrets.load('token', account)).toEqual(found)
})

test('a disk that refuses is an answer, and what stood there stays', async () => {
  const computer = await makeComputer()
  const log = recordLog()
  const secrets = await start(computer, log)
  await secrets.save('token', account, token)
  const [name] = await readdir(computer.folder)
  await mkdir(path.join(computer.folder, `${name}.tmp`))

  expect(await secrets.save('token', account, 'new')).toBe(false)

  expect(await secrets.load('token', account)).toEqual(found)
  expect(log.events).toEqual(['secret-not-stored'])
})

test('what is sealed opens again, also what was sealed before there was a key store', async () => {
  const computer = await makeComputer({ backend: 'basic_text' })
  const before = await start(computer)
  await before.choose('unprotected')
  const readable = await before.seal('Grüße')

  computer.safeStorage.backend = 'kwallet6'
  const after = await start(computer)
  const sealed = await after.seal('Grüße')

  expect(await after.unseal(readable!)).toBe('Grüße')
  expect(await after.unseal(sealed!)).toBe('Grüße')
  expect(Buffer.from(sealed!).toString('latin1')).not.toContain('Gr')
})

test('what is none of ours, or sealed with a lost key, does not open', async () => {
  const computer = await makeComputer()
  const secrets = await start(computer)
  const sealed = await secrets.seal('notes')
  computer.safeStorage.key = 'of another computer'

  expect(await secrets.unseal(sealed!)).toBeUndefined()
  expect(await secrets.unseal(new Uint8Array())).toBeUndefined()
  expect(await secrets.unseal(Uint8Array.of(7, 1, 2))).toBeUndefined()
})
