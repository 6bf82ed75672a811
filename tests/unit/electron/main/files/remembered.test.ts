import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { argumentSchemas } from '#electron/main/ipc/argument-schemas.ts'
import { openRemembered, type Remembered } from '#electron/main/files/remembered.ts'
import { expectOwnerOnly, makeFolder, recordLog } from '../services-support.ts'

const now = (): number => Date.UTC(2026, 10, 30, 17, 45)
const open = (folder: string, log = recordLog()): Promise<Remembered> => openRemembered({ folder, now, log })
const fileIn = (folder: string): string => path.join(folder, 'remembered.json')
const readStored = async (folder: string): Promise<unknown> => JSON.parse(await readFile(fileIn(folder), 'utf8'))

test('what was saved is on the disk when the call is answered, and no other user reads it', async () => {
  const folder = await makeFolder()
  const remembered = await open(folder)
  expect(remembered.current).toEqual({})
  expect(await remembered.save('coachdesk.accounts', '[]')).toBe(true)
  expect(await readStored(folder)).toEqual({ 'coachdesk.accounts': '[]' })
  await expectOwnerOnly(fileIn(folder))
  expect((await open(folder)).current).toEqual({ 'coachdesk.accounts': '[]' })
})

test('of writes that come at once the last one stays, and each is answered when it is there', async () => {
  const folder = await makeFolder()
  const remembered = await open(folder)
  const answers = [
    remembered.save('coachdesk.a', '1'),
    remembered.save('coachdesk.b', '1'),
    remembered.save('coachdesk.a', '2'),
    remembered.save('coachdesk.b', null)
  ]
  expect(remembered.current).toEqual({ 'coachdesk.a': '2' })
  expect(await Promise.all(answers)).toEqual([true, true, true, true])
  expect(await readStored(folder)).toEqual({ 'coachdesk.a': '2' })

  const during = remembered.save('coachdesk.a', '3')
  await Promise.resolve()
  const after = remembered.save('coachdesk.a', null)
  expect(await Promise.all([during, after])).toEqual([true, true])
  expect(await readStored(folder)).toEqual({})
})

test.each([
  ['no JSON', '{ "coachdesk.accounts": "['],
  ['a key of nobody', '{ "other": "x" }'],
  ['a value that is no text', '{ "coachdesk.accounts": 7 }']
])('a file with %s is set aside, and the next save begins anew', async (_name, text) => {
  const folder = await makeFolder()
  await writeFile(fileIn(folder), text)
  const log = recordLog()
  const remembered = await open(folder, log)
  expect(remembered.current).toEqual({})
  const aside = (await readdir(folder)).filter(name => name.startsWith('remembered.corrupt-'))
  expect(aside).toHaveLength(1)
  expect(await readFile(path.join(folder, aside[0]!), 'utf8')).toBe(text)
  expect(log.events).toEqual(['corrupt-file-set-aside'])
  expect(await remembered.save('coachdesk.a', '1')).toBe(true)
  expect((await open(folder)).current).toEqual({ 'coachdesk.a': '1' })
})

test('what the disk refuses holds for this run, and the next write that succeeds brings it along', async () => {
  const folder = path.join(await makeFolder(), 'profile')
  const log = recordLog()
  const remembered = await open(folder, log)
  // A file stands where the folder should be.
  await writeFile(folder, '')
  expect(await remembered.save('coachdesk.a', '1')).toBe(false)
  expect(log.events).toEqual(['remembered-not-stored'])
  expect(remembered.current).toEqual({ 'coachdesk.a': '1' })

  await rm(folder)
  await mkdir(folder)
  expect(await remembered.save('coachdesk.b', '2')).toBe(true)
  expect(await readStored(folder)).toEqual({ 'coachdesk.a': '1', 'coachdesk.b': '2' })
})

test.each([
  [['coachdesk.a', 'x'], true],
  [['coachdesk.a', null], true],
  [['__proto__', 'x'], false],
  [['other', 'x'], false],
  [['coachdesk.a', 7], false],
  [['coachdesk.a'], false],
  [[`coachdesk.${'k'.repeat(500)}`, 'x'], false],
  [['coachdesk.a', 'x'.repeat(100_001)], false]
])('the page may save small texts under its own keys only (case %#)', (args, isTaken) => {
  expect(argumentSchemas['remembered:save'].safeParse(args).success).toBe(isTaken)
})
