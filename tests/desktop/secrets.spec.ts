import { statSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { call } from './support/bridge.ts'
import { expect, test } from './support/fixture.ts'
import { readKeyStore, skipWithoutKeyStore, withoutKeyStore } from './support/key-store.ts'
import { closeApp, firstPage } from './support/launch.ts'
import { readStored } from './support/stored-files.ts'
import { standIn } from './support/stand-in-only.ts'
import { target } from './support/target.ts'

const account = 'coach1aaa@https://desk.example.org'
const token = 'token-of-anna-8f31'
const contents = '{"calls":["Anna wants to change jobs"]}'
const mark = { databaseToken: 'db-1', unsynced: 1, savedAt: 1_796_040_000_000 }

const load = (page: Page) => call(page, 'secrets:load', 'token', account)
const save = (page: Page) => call(page, 'secrets:save', 'token', account, token)

test('with a key store, secrets are sealed on the disk and survive a restart', async ({ launch, userData }) => {
  const app = await launch()
  const page = await firstPage(app)
  await skipWithoutKeyStore(page)
  expect(await load(page)).toEqual({ kind: 'none' })

  expect(await save(page)).toBe(true)
  expect(await call(page, 'recovery:save', account, mark, contents)).toBe(true)
  await closeApp(app)

  const stored = readStored(path.join(userData, 'secrets')) + readStored(path.join(userData, 'recovery'))
  expect(stored).toContain('sealed')
  for (const leak of [token, Buffer.from(token).toString('base64'), 'Anna', 'coach1aaa', 'desk.example.org']) {
    expect(stored).not.toContain(leak)
  }
  const again = await firstPage(await launch())
  expect(await load(again)).toEqual({ kind: 'found', value: token })
  expect(await call(again, 'recovery:load', account)).toEqual({ ...mark, contents })
})

test('chosen to be kept readably, secrets survive; a key store that comes later seals them', async ({
  launch,
  userData
}) => {
  const app = await launch(withoutKeyStore)
  const page = await firstPage(app)
  expect(await call(page, 'key-store:choose', 'unprotected')).toEqual({ kind: 'unprotected' })
  expect(await save(page)).toBe(true)
  await closeApp(app)
  const folder = path.join(userData, 'secrets')
  expect(readStored(folder)).toContain(token)
  // Windows knows no such rights: there the profile's own ones hold.
  if (process.platform !== 'win32') expect(statSync(folder).mode & 0o077).toBe(0)

  const second = await launch(withoutKeyStore)
  const secondPage = await firstPage(second)
  expect(await readKeyStore(secondPage)).toEqual({ kind: 'unprotected' })
  expect(await load(secondPage)).toEqual({ kind: 'found', value: token })
  await closeApp(second)

  const third = await firstPage(await launch())
  await skipWithoutKeyStore(third)
  expect(await load(third)).toEqual({ kind: 'found', value: token })
  expect(readStored(folder)).not.toContain(token)
})

test('without a key store nothing is stored before the person chose; to be left nowhere, secrets end with the application', async ({
  launch,
  userData
}) => {
  const app = await launch(withoutKeyStore)
  const page = await firstPage(app)
  expect(await readKeyStore(page)).toEqual({ kind: 'undecided' })
  expect(await save(page)).toBe(false)
  expect(await call(page, 'recovery:save', account, mark, contents)).toBe(false)
  expect(readStored(path.join(userData, 'secrets')) + readStored(path.join(userData, 'recovery'))).toBe('')

  expect(await call(page, 'key-store:choose', 'memory')).toEqual({ kind: 'memory' })
  expect(await save(page)).toBe(true)
  expect(await load(page)).toEqual({ kind: 'found', value: token })
  expect(await call(page, 'recovery:save', account, mark, contents)).toBe(false)
  await closeApp(app)
  expect(readStored(path.join(userData, 'secrets')) + readStored(path.join(userData, 'recovery'))).toBe('')

  const again = await firstPage(await launch(withoutKeyStore))
  expect(await readKeyStore(again)).toEqual({ kind: 'memory' })
  expect(await load(again)).toEqual({ kind: 'none' })
})

test('a lost key is told, the mark is still known, and what it sealed is kept', async ({ launch, userData }) => {
  test.skip(target === 'electron', 'the key of a real key store is not lost for a test')
  const app = await launch()
  const page = await firstPage(app)
  await save(page)
  await call(page, 'recovery:save', account, mark, contents)
  const control = await standIn(app)
  await control.evaluate(sim => sim.loseKey())
  await closeApp(app)

  const again = await firstPage(await launch())
  expect(await load(again)).toEqual({ kind: 'unreadable' })
  expect(await call(again, 'recovery:load', account)).toEqual(mark)
  expect(await save(again)).toBe(true)
  expect(await load(again)).toEqual({ kind: 'found', value: token })
  expect(readStored(path.join(userData, 'secrets'))).toMatch(/\.unreadable-\d{8}-\d{6}\.json/)
})
