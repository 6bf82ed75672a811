import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { KeyStoreChoice } from '#electron/contract/desktop-types.ts'
import { openRecovery, type Recovery } from '#electron/main/secrets/recovery.ts'
import { openSecrets, type Secrets } from '#electron/main/secrets/secrets.ts'
import { createKeyStore, type FakeKeyStore } from './secrets-support.ts'
import { expectOwnerOnly, makeFolder, readAll, recordLog } from '../services-support.ts'

const account = 'coach1aaa@https://desk.example.org'
const now = (): number => Date.UTC(2026, 10, 30, 17, 45)
const mark = { databaseToken: 'db-1', unsynced: 2, savedAt: 1_790_000_000_000 }
const contents = '{"calls":[{"notes":"Anna wants to change jobs"}]}'

interface Bench {
  readonly folder: string
  readonly safeStorage: FakeKeyStore
  readonly secrets: Secrets
  readonly recovery: Recovery
  readonly file: string
}

async function open(
  choice?: KeyStoreChoice,
  safeStorage = createKeyStore(choice === undefined ? {} : { backend: 'basic_text' }),
  folder?: string
): Promise<Bench> {
  const home = folder ?? (await makeFolder())
  const log = recordLog()
  const secrets = await openSecrets({
    folder: path.join(home, 'secrets'),
    safeStorage,
    readChoice: () => choice,
    saveChoice: async () => undefined,
    log
  })
  const recoveryFolder = path.join(home, 'recovery')
  const recovery = openRecovery({ folder: recoveryFolder, secrets, now, log })
  const names = await readdir(recoveryFolder).catch((): string[] => [])
  const name = names.find(entry => entry.endsWith('.recovery')) ?? ''
  return { folder: home, safeStorage, secrets, recovery, file: path.join(recoveryFolder, name) }
}

const reopen = ({ folder, safeStorage }: Bench): Promise<Bench> => open(undefined, safeStorage, folder)

test('mark and contents survive a restart; nothing private is readable', async () => {
  const bench = await open()
  expect(await bench.recovery.load(account)).toBeUndefined()

  expect(await bench.recovery.save(account, mark, contents)).toBe(true)

  const { recovery, folder } = await reopen(bench)
  expect(await recovery.load(account)).toEqual({ ...mark, contents })
  const onDisk = await readAll(folder)
  expect(onDisk).toContain('"unsynced":2')
  for (const leak of ['Anna', 'coach1aaa', 'desk.example.org']) expect(onDisk).not.toContain(leak)
})

test('accounts are kept apart', async () => {
  const { recovery } = await open()
  await recovery.save(account, mark, contents)
  expect(await recovery.load(`${account}:8443`)).toBeUndefined()
})

test('a lost key leaves the mark', async () => {
  const bench = await open()
  await bench.recovery.save(account, mark, contents)
  bench.safeStorage.key = 'of another computer'
  expect(await (await reopen(bench)).recovery.load(account)).toEqual(mark)
})

test('PW4 what a key store sealed that lost its key is not written over: it stays beside, and opens once the key is back', async () => {
  const bench = await open()
  await bench.recovery.save(account, mark, contents)
  const lostKey = bench.safeStorage.key
  const [name] = await readdir(path.join(bench.folder, 'recovery'))
  bench.safeStorage.key = 'of another computer'
  const after = await reopen(bench)
  for (const n of [1, 2, 3]) expect(await after.recovery.save(account, { ...mark, unsynced: n }, '[]')).toBe(true)
  const aside = (await readdir(path.join(bench.folder, 'recovery'))).find(entry => entry.includes('.unreadable-'))
  expect(aside).toBeDefined()
  const folder = path.join(bench.folder, 'recovery')
  await copyFile(path.join(folder, aside ?? ''), path.join(folder, name ?? ''))
  bench.safeStorage.key = lostKey
  expect(await (await reopen(bench)).recovery.load(account)).toEqual({ ...mark, contents })
})

test('the last saved state is told, also where many are saved at once', async () => {
  const { recovery } = await open()
  const saves = Array.from({ length: 10 }, (_, n) => recovery.save(account, { ...mark, unsynced: n }, `[${n}]`))
  expect(await Promise.all(saves)).toEqual(saves.map(() => true))
  expect(await recovery.load(account)).toEqual({ ...mark, unsynced: 9, contents: '[9]' })
})

test('where the file is damaged, the one before it serves, and the damaged one is kept', async () => {
  const bench = await open()
  await bench.recovery.save(account, mark, '["first"]')
  await bench.recovery.save(account, { ...mark, unsynced: 3 }, '["second"]')
  const { recovery, file, folder } = await reopen(bench)
  await writeFile(file, 'no header at all')

  expect(await recovery.load(account)).toEqual({ ...mark, contents: '["first"]' })
  expect(await readAll(folder)).toContain('no header at all')
})

test('where only the contents are damaged, the mark is the last one and the contents are the ones before', async () => {
  const bench = await open()
  await bench.recovery.save(account, mark, '["first"]')
  await bench.recovery.save(account, { ...mark, unsynced: 3 }, '["second"]')
  const { recovery, file } = await reopen(bench)
  const bytes = await readFile(file)
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 0xff
  await writeFile(file, new Uint8Array(bytes))

  expect(await recovery.load(account)).toEqual({ ...mark, unsynced: 3, contents: '["first"]' })
})

test('a disk that refuses is an answer, and what was saved stays', async () => {
  const bench = await open()
  await bench.recovery.save(account, mark, contents)
  const { recovery, file } = await reopen(bench)
  await mkdir(`${file}.tmp`)

  expect(await recovery.save(account, { ...mark, unsynced: 5 }, '[]')).toBe(false)

  expect(await recovery.load(account)).toEqual({ ...mark, contents })
})

test('who chose to store readably has the contents, too', async () => {
  const { recovery } = await open('unprotected')
  await recovery.save(account, mark, contents)
  expect(await recovery.load(account)).toEqual({ ...mark, contents })
})

test('who chose memory leaves nothing behind and is asked about nothing', async () => {
  const bench = await open('memory')
  expect(await bench.recovery.save(account, mark, contents)).toBe(false)
  expect(await bench.recovery.export(account, contents)).toBeUndefined()
  expect(await bench.recovery.load(account)).toBeUndefined()
  expect(await readAll(bench.folder)).toBe('')
})

test('before the person chose, nothing is stored', async () => {
  const { recovery, folder } = await open(undefined, createKeyStore({ isThere: false }))
  expect(await recovery.save(account, mark, contents)).toBe(false)
  expect(await readAll(folder)).toBe('')
})

test('while the key store that sealed it does not answer, nothing is told and nothing replaced', async () => {
  const computer = await open()
  await computer.secrets.save('token', account, 'token')
  await computer.recovery.save(account, mark, contents)
  const stored = await readAll(computer.folder)

  const locked = await open(undefined, createKeyStore({ isThere: false }), computer.folder)
  expect(await locked.recovery.load(account)).toBeUndefined()
  expect(await locked.recovery.save(account, { ...mark, databaseToken: 'another' }, '[]')).toBe(false)
  expect(await locked.recovery.export(account, contents)).toBeUndefined()

  expect(await readAll(computer.folder)).toBe(stored)
  const unlocked = await open(undefined, computer.safeStorage, computer.folder)
  expect(await unlocked.recovery.load(account)).toEqual({ ...mark, contents })
})

test('an export is a file that a person can read, and never overwrites another', async () => {
  const { recovery } = await open()

  const first = await recovery.export(account, contents)
  const second = await recovery.export(account, '["later"]')

  expect(first).toMatch(/^coachdesk-unsynced-2026-11-30-[0-9a-f]{8}\.json$/)
  expect(second).toBe(first?.replace('.json', '-2.json'))
  const file = path.join(recovery.exportFolder, first!)
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(JSON.parse(contents))
  expect(await readFile(file, 'utf8')).toContain('\n  "calls"')
  await expectOwnerOnly(file)
  expect(await readFile(path.join(recovery.exportFolder, second!), 'utf8')).toContain('later')
})

test('what is no JSON is exported as it is', async () => {
  const { recovery } = await open()
  const name = await recovery.export(account, 'half a {')
  expect(await readFile(path.join(recovery.exportFolder, name!), 'utf8')).toBe('half a {')
})

test('an export that fails leaves no empty file', async () => {
  const { recovery, folder } = await open()
  await mkdir(path.join(folder, 'recovery'))
  await writeFile(recovery.exportFolder, '')
  expect(await recovery.export(account, contents)).toBeUndefined()
  await rm(recovery.exportFolder)
  expect(await recovery.export(account, contents)).toBeDefined()
})
