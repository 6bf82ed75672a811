import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { readJsonFile } from '#electron/main/files/read-file.ts'
import { formatStamp, setFileAside } from '#electron/main/files/set-aside.ts'
import { createTurns } from '#electron/main/files/turns.ts'
import { writeBytes, writeJsonFile } from '#electron/main/files/write-file.ts'
import { expectOwnerOnly, makeFolder, recordLog } from '../services-support.ts'

const at = Date.UTC(2026, 10, 30, 17, 45, 0)
const now = (): number => at
const schema = z.object({ count: z.int() })

test('what was written is read, by its owner alone', async () => {
  const folder = await makeFolder()
  const file = path.join(folder, 'below', 'thing.json')

  await writeJsonFile(file, { count: 3 })

  expect(await readJsonFile(file, schema, { now, log: recordLog() })).toEqual({ kind: 'read', value: { count: 3 } })
  await expectOwnerOnly(file)
  await expectOwnerOnly(path.dirname(file))
  expect(await readdir(path.dirname(file))).toEqual(['thing.json'])
})

test('a file that is not there is absent', async () => {
  const file = path.join(await makeFolder(), 'thing.json')
  expect(await readJsonFile(file, schema, { now, log: recordLog() })).toEqual({ kind: 'absent' })
})

test.each(['', '{"count": 3', '{"count": "three"}', '\u0000\u0000\u0000', '[]'])(
  'corrupt content %j is kept under another name',
  async content => {
    const folder = await makeFolder()
    const file = path.join(folder, 'thing.json')
    await writeFile(file, content)
    const log = recordLog()

    const read = await readJsonFile(file, schema, { now, log })

    const aside = 'thing.corrupt-20261130-174500.json'
    expect(read).toEqual({ kind: 'set-aside', file: aside })
    expect(await readdir(folder)).toEqual([aside])
    expect(await readFile(path.join(folder, aside), 'utf8')).toBe(content)
    expect(log.lines).toEqual([{ level: 'warn', event: 'corrupt-file-set-aside', fields: { file: aside } }])
  }
)

test('files set aside within one second do not overwrite each other', async () => {
  const folder = await makeFolder()
  const file = path.join(folder, 'thing.json')
  for (const content of ['first', 'second', 'third']) {
    await writeFile(file, content)
    await setFileAside(file, 'corrupt', at)
  }

  const names = (await readdir(folder)).sort()
  expect(names).toEqual([
    'thing.corrupt-20261130-174500-2.json',
    'thing.corrupt-20261130-174500-3.json',
    'thing.corrupt-20261130-174500.json'
  ])
  expect(await Promise.all(names.map(name => readFile(path.join(folder, name), 'utf8')))).toEqual([
    'second',
    'third',
    'first'
  ])
})

test('a refused write rejects and leaves the old content and nothing else', async () => {
  const folder = await makeFolder()
  const file = path.join(folder, 'thing.json')
  await writeJsonFile(file, { count: 1 })
  // In the way of the draft, and not to be removed like a file.
  await mkdir(`${file}.tmp`)

  await expect(writeJsonFile(file, { count: 2 })).rejects.toThrow()

  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ count: 1 })
})

test('a write to a folder that is none rejects', async () => {
  const folder = await makeFolder()
  await writeFile(path.join(folder, 'plain'), '')
  await expect(writeJsonFile(path.join(folder, 'plain', 'thing.json'), {})).rejects.toThrow()
})

test('what a crash left of a draft is not in the way, nor are its rights taken over', async () => {
  const folder = await makeFolder()
  const file = path.join(folder, 'thing.json')
  await writeFile(`${file}.tmp`, 'half a fi')
  await chmod(`${file}.tmp`, 0o644)

  await writeJsonFile(file, { count: 1 })

  await expectOwnerOnly(file)
  expect(await readdir(folder)).toEqual(['thing.json'])
})

test('writes to one file happen one after the other, the last one stays', async () => {
  const file = path.join(await makeFolder(), 'thing.bin')
  const contents = Array.from({ length: 40 }, (_, n) => new Uint8Array(20_000).fill(n))

  await Promise.all(contents.map(bytes => writeBytes(file, bytes)))

  expect(new Uint8Array(await readFile(file))).toEqual(contents.at(-1))
})

test('a turn waits for the one before, also where that failed; other keys do not wait', async () => {
  const takeTurn = createTurns()
  const order: string[] = []
  const { promise: gate, reject: fail } = Promise.withResolvers<void>()

  const first = takeTurn('a', () => gate)
  const second = takeTurn('a', async () => void order.push('second'))
  await takeTurn('b', async () => void order.push('other'))
  fail(new Error('refused'))

  await expect(first).rejects.toThrow('refused')
  await second
  expect(order).toEqual(['other', 'second'])
})

test('stamps sort by time', () => {
  expect(formatStamp(Date.UTC(2026, 0, 2, 3, 4, 5))).toBe('20260102-030405')
})
