// Secrets that a key store has sealed, while it does not answer: it is absent, they are not lost.
import { readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { KeyStoreChoice } from '#electron/contract/desktop-types.ts'
import { openSecrets, type Secrets } from '#electron/main/secrets/secrets.ts'
import { createKeyStore, type FakeKeyStore } from './secrets-support.ts'
import { makeFolder, readAll, recordLog } from '../services-support.ts'

const account = 'coach1aaa@https://desk.example.org'
const token = 'token-of-anna-8f31'
const found = { kind: 'found', value: token }
const unavailable = { kind: 'unavailable' }

interface Computer {
  readonly folder: string
  readonly safeStorage: FakeKeyStore
  choice: KeyStoreChoice | undefined
}

function start(computer: Computer): Promise<Secrets> {
  return openSecrets({
    folder: computer.folder,
    safeStorage: computer.safeStorage,
    readChoice: () => computer.choice,
    saveChoice: async choice => {
      computer.choice = choice
    },
    log: recordLog()
  })
}

/** A computer whose key store has sealed a token and went away since. */
async function makeLocked(choice?: KeyStoreChoice): Promise<Computer> {
  const computer = { folder: await makeFolder(), safeStorage: createKeyStore(), choice }
  await (await start(computer)).save('token', account, token)
  computer.safeStorage.isThere = false
  return computer
}

test.each([undefined, 'unprotected', 'memory'] as const)(
  'sealed secrets wait for their key store, whatever was chosen before: %s',
  async choice => {
    const computer = await makeLocked(choice)
    const stored = await readAll(computer.folder)
    const secrets = await start(computer)

    expect(secrets.state).toEqual(unavailable)
    expect(await secrets.load('token', account)).toEqual({ kind: 'unreadable' })
    expect(await secrets.save('token', account, 'new')).toBe(false)
    expect(await secrets.seal('notes')).toBeUndefined()
    await secrets.remove('token', account)
    expect(await readAll(computer.folder)).toBe(stored)

    computer.safeStorage.isThere = true
    const after = await start(computer)
    expect(after.state).toEqual({ kind: 'protected' })
    expect(await after.load('token', account)).toEqual(found)
  }
)

test.each<[string, Partial<FakeKeyStore>]>([
  ['Chromium seals with a key that everybody knows', { backend: 'basic_text' }],
  ['what is sealed does not open', { decryptStringAsync: () => Promise.reject(new Error('denied')) }]
])('where %s, sealed secrets wait as well', async (_case, keyStore) => {
  const computer = await makeLocked()
  const safeStorage = createKeyStore(keyStore)
  expect((await start({ ...computer, safeStorage })).state).toEqual(unavailable)
})

test('stored readably, sealed by a key store that came, and that went away again', async () => {
  const computer: Computer = {
    folder: await makeFolder(),
    safeStorage: createKeyStore({ isThere: false }),
    choice: undefined
  }
  const first = await start(computer)
  await first.choose('unprotected')
  await first.save('token', account, token)
  computer.safeStorage.isThere = true
  expect((await start(computer)).state).toEqual({ kind: 'protected' })

  computer.safeStorage.isThere = false
  const secrets = await start(computer)
  expect(secrets.state).toEqual(unavailable)
  expect(computer.choice).toBe('unprotected')
})

test('a key store that answers again opens them, and seals what was left readable', async () => {
  const computer = await makeLocked()
  const readable = path.join(computer.folder, `${'a'.repeat(64)}.json`)
  await writeFile(readable, JSON.stringify({ form: 'readable', value: 'left-readable' }))
  const secrets = await start(computer)
  expect(await secrets.check()).toEqual(unavailable)
  expect(await readAll(computer.folder)).toContain('left-readable')

  computer.safeStorage.isThere = true
  expect(await secrets.check()).toEqual({ kind: 'protected' })

  expect(secrets.state).toEqual({ kind: 'protected' })
  expect(await secrets.load('token', account)).toEqual(found)
  expect(await readAll(computer.folder)).not.toContain('left-readable')
})

test('a key store that opens none of them is not the one that is waited for', async () => {
  const computer = await makeLocked()
  const stored = await readAll(computer.folder)
  const secrets = await start(computer)
  computer.safeStorage.isThere = true
  computer.safeStorage.key = 'of another computer'

  expect(await secrets.check()).toEqual(unavailable)
  expect(await secrets.save('token', account, 'new')).toBe(false)
  expect(await readAll(computer.folder)).toBe(stored)
})

test('to go on without it holds for this run and touches no file', async () => {
  const computer = await makeLocked('unprotected')
  await writeFile(path.join(computer.folder, `${'a'.repeat(64)}.json`), '{"form":"readable","value":"left"}')
  const stored = await readAll(computer.folder)
  const secrets = await start(computer)

  expect(await secrets.choose('memory')).toEqual({ kind: 'memory', forThisRun: true })
  expect(await secrets.load('token', account)).toEqual({ kind: 'none' })
  expect(await secrets.save('token', account, 'of this run')).toBe(true)
  expect(await secrets.load('token', account)).toEqual({ kind: 'found', value: 'of this run' })
  await secrets.remove('token', account)
  expect(await secrets.load('token', account)).toEqual({ kind: 'none' })

  expect(await readAll(computer.folder)).toBe(stored)
  expect(computer.choice).toBe('unprotected')
  expect((await start(computer)).state).toEqual(unavailable)
})

test('to store readably is refused, also while it is gone on without', async () => {
  const computer = await makeLocked()
  const stored = await readAll(computer.folder)
  const secrets = await start(computer)
  expect(await secrets.choose('unprotected')).toEqual(unavailable)

  await secrets.choose('memory')
  await secrets.save('token', account, 'of this run')
  expect(await secrets.choose('unprotected')).toEqual({ kind: 'memory', forThisRun: true })

  expect(await readAll(computer.folder)).toBe(stored)
  expect(computer.choice).toBeUndefined()
})

test('what runs already is not changed by looking again', async () => {
  const computer = await makeLocked()
  const secrets = await start(computer)
  await secrets.choose('memory')
  computer.safeStorage.isThere = true
  expect(await secrets.check()).toEqual({ kind: 'memory', forThisRun: true })
})

test('readable and foreign files alone are waited for by nobody', async () => {
  const computer: Computer = {
    folder: await makeFolder(),
    safeStorage: createKeyStore({ isThere: false }),
    choice: undefined
  }
  await writeFile(path.join(computer.folder, `${'a'.repeat(64)}.json`), '{"form":"readable","value":"left"}')
  await writeFile(path.join(computer.folder, 'notes.json'), '{"form":"sealed","value":""}')
  expect((await start(computer)).state).toEqual({ kind: 'undecided' })
  expect(await readdir(computer.folder)).toHaveLength(2)
})

test('where the disk does not tell what is stored, nothing is touched', async () => {
  const folder = path.join(await makeFolder(), 'secrets')
  await writeFile(folder, 'no folder')
  const computer = { folder, safeStorage: createKeyStore({ isThere: false }), choice: undefined }
  expect((await start(computer)).state).toEqual(unavailable)
})
