import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createDatabaseSnapshot, type DatabaseSnapshot } from '#server/http/snapshot/database-snapshot.ts'
import { createPacker } from '#server/http/snapshot/pack.ts'
import { readSequence } from '#server/http/sequences.ts'
import type { DocumentStore } from '#server/storage/document-store.ts'
import { createLevelDatabases } from '#server/storage/level-databases.ts'
import type { PouchDatabases } from '#server/storage/pouch-databases.ts'
import { createFaultyDisk, type FaultyDisk } from '../../support/faulty-disk.ts'
import { systemStarts } from '../../support/start-source.ts'

const unavailable = { name: 'storage_unavailable', status: 503 }
let folder: string
let disk: FaultyDisk
let databases: PouchDatabases
let slots: DocumentStore
let snapshot: DatabaseSnapshot

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'coachdesk-snapshot-'))
  disk = createFaultyDisk()
  databases = await createLevelDatabases(folder, systemStarts, { openFiles: disk.openFiles })
  slots = await databases.open('slots')
  // No second is ever over: what is kept is given as long as that is right.
  snapshot = createDatabaseSnapshot({ open: () => databases.open('slots'), steady: () => 0, pack: createPacker() })
  await write('a', 'b')
  await snapshot.read(true)
})
afterEach(async () => {
  disk.state = 'sound'
  await databases.close()
  await rm(folder, { recursive: true })
})

const write = (...ids: readonly string[]) =>
  slots.write(
    ids.map(_id => ({ _id })),
    { newEdits: true }
  )
const textOf = async (isFollowed: boolean): Promise<string> =>
  [...(await snapshot.read(isFollowed)).pieces(true)].join('')

async function expectedText(): Promise<string> {
  const { total_rows, rows } = await databases.usePouch('slots', pouch => pouch.allDocs({ include_docs: true }))
  const head = JSON.stringify({ update_seq: await readSequence(slots), total_rows, offset: 0 })
  return `${head.slice(0, -1)},"rows":[\n${rows.map(row => JSON.stringify(row)).join(',\n')}\n]}\n`
}

async function mend(): Promise<void> {
  disk.state = 'sound'
  await vi.waitFor(async () => expect((await databases.health()).failing).toEqual([]), { timeout: 20_000 })
}

it.each(['full', 'failing'] as const)('a disk that was %s leaves a snapshot right', async state => {
  disk.state = state
  await expect(write('lost')).rejects.toMatchObject(unavailable)
  if (state === 'full') {
    await expect(snapshot.read(true)).rejects.toMatchObject(unavailable)
    await expect(snapshot.read(false)).rejects.toMatchObject(unavailable)
  }
  await mend()
  expect(await textOf(false)).toBe(await expectedText())
  await write('c')
  expect(await textOf(false)).toBe(await expectedText())
})

it('a write that was in doubt is in it once it is found to be stored', async () => {
  disk.keepsFailedWrites = true
  disk.state = 'full'
  await expect(write('doubtful')).rejects.toMatchObject(unavailable)
  await mend()
  expect(await textOf(false)).toContain('"doubtful"')
  expect(await textOf(false)).toBe(await expectedText())
})

it('what cannot be read is refused, and read whole later', async () => {
  await write('c')
  disk.state = 'unreadable'
  await expect(snapshot.read(false)).rejects.toMatchObject(unavailable)
  await mend()
  expect(await textOf(true)).toBe(await expectedText())
  expect(snapshot.figures.lines).toBe(5)
})
