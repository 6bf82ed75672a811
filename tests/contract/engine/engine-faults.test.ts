import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '#server/storage/engine/engine.ts'
import { createLevelEngine, type LevelEngineOptions } from '#server/storage/engine/level-engine.ts'
import { createFaultyDisk, type FaultyDisk } from '../../support/faulty-disk.ts'
import { collect, idsOf, toRecord, toWrite } from './engine.suite.ts'

const unavailable = { name: 'storage_unavailable', status: 503 }
const names = ['bookings', 'calls-u1', 'slots']

let folder: string
let disk: FaultyDisk
let engine: Engine

async function open(options: LevelEngineOptions = {}): Promise<void> {
  engine = await createLevelEngine(folder, { openFiles: disk.openFiles, ...options })
}
async function restart(): Promise<void> {
  await engine.close()
  await open()
}

/** The same document into each of the databases. */
const commit = (id: string) => engine.commit(names.map(name => toWrite(name, [toRecord(id)])))

async function listAll(): Promise<readonly (readonly string[])[]> {
  return Promise.all(names.map(async name => idsOf(await engine.scanBySeq(name, 0, 100))))
}

const everywhere = (...ids: readonly string[]): readonly (readonly string[])[] => names.map(() => ids)

const reopened = (): Promise<void> =>
  new Promise(resolve => {
    const stop = engine.onReopened(() => {
      stop()
      resolve()
    })
  })

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'coachdesk-engine-'))
  disk = createFaultyDisk()
  await open()
  await commit('before')
})
afterEach(async () => {
  disk.state = 'sound'
  await engine.close()
  await rm(folder, { recursive: true })
})

describe('a read that fails', () => {
  it.each([
    ['read', () => engine.read('slots', ['before'])],
    ['readLocal', () => engine.readLocal('slots', 'x')],
    ['scanById', () => engine.scanById('slots', {}, 9)],
    ['scanBySeq', () => engine.scanBySeq('slots', 0, 9)],
    ['snapshot', () => collect(engine.snapshot())]
  ])('rejects: %s', async (_name, read) => {
    disk.state = 'unreadable'
    await expect(read()).rejects.toThrow()
    disk.state = 'sound'
    expect(await listAll()).toEqual(everywhere('before'))
  })

  it('fails one that waits for the same call, and no later one', async () => {
    disk.state = 'unreadable'
    const reads = ['a', 'before'].map(id => engine.read('slots', [id]))
    expect((await Promise.allSettled(reads)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    disk.state = 'sound'
    expect(idsOf((await engine.read('slots', ['before'])).filter(record => record !== undefined))).toEqual(['before'])
  })
})

describe('a commit that is refused', () => {
  it('leaves everything as it was, over all databases, and may be tried again', async () => {
    const before = await collect(engine.snapshot())
    disk.state = 'failing'
    await expect(commit('refused')).rejects.toMatchObject(unavailable)
    disk.state = 'sound'
    expect(await collect(engine.snapshot())).toEqual(before)

    await commit('refused')

    expect(await listAll()).toEqual(everywhere('before', 'refused'))
    expect((await engine.info('slots'))?.updateSeq).toBe(2)
    await restart()
    expect(await listAll()).toEqual(everywhere('before', 'refused'))
    expect(disk.behindTear).toBe(0)
  })

  it('control: without opening again, what is acknowledged afterwards is gone at the next start', async () => {
    await engine.close()
    await open({ goesOnAfterFault: true })
    disk.state = 'failing'
    await expect(commit('refused')).rejects.toMatchObject(unavailable)
    disk.state = 'sound'
    await commit('after')
    expect(await listAll()).toEqual(everywhere('before', 'after'))

    await restart()

    expect(await listAll()).toEqual(everywhere('before'))
  })

  it('leaves room for those that wait behind it', async () => {
    disk.state = 'failing'
    const first = commit('first')
    const second = commit('second')
    await expect(first).rejects.toMatchObject(unavailable)
    disk.state = 'sound'
    await Promise.allSettled([second])
    await commit('third')

    const [ids = []] = await listAll()
    expect(ids.filter(id => id !== 'second')).toEqual(['before', 'third'])
    expect(disk.behindTear).toBe(0)
  })
})

describe('a commit whose answer is an error', () => {
  it('is answered as stored where it was', async () => {
    disk.losesNextAnswer = true
    const infos = await commit('lost')
    expect(infos.get('slots')?.updateSeq).toBe(2)
    expect(await listAll()).toEqual(everywhere('before', 'lost'))
    await commit('after')
    expect(await listAll()).toEqual(everywhere('before', 'lost', 'after'))
  })

  it('is answered as stored where opening the files again has brought it back', async () => {
    disk.keepsFailedWrites = true
    disk.state = 'failing'
    await commit('kept')
    disk.state = 'sound'
    expect(await listAll()).toEqual(everywhere('before', 'kept'))
  })

  it('control: files that are used on do not know', async () => {
    await engine.close()
    await open({ goesOnAfterFault: true })
    disk.losesNextAnswer = true
    await expect(commit('lost')).rejects.toMatchObject(unavailable)
    // The next commit takes the same sequences: one of the two has none.
    await commit('after')
    expect(await listAll()).toEqual(everywhere('before', 'after'))
    expect(idsOf(await engine.scanById('slots', {}, 9))).toEqual(['after', 'before', 'lost'])
  })
})

describe.each([true, false])('files that cannot be opened again, with the failed commit in them: %s', isStored => {
  beforeEach(async () => {
    disk.keepsFailedWrites = isStored
    disk.state = 'full'
    await expect(commit('failed')).rejects.toMatchObject(unavailable)
  })

  it('answer nothing, say so, and are opened by themselves once they can be', async () => {
    expect(engine.isFailing()).toBe(true)
    await expect(engine.list()).rejects.toMatchObject(unavailable)
    await expect(engine.info('slots')).rejects.toMatchObject(unavailable)
    await expect(engine.read('slots', ['before'])).rejects.toMatchObject(unavailable)
    await expect(engine.scanBySeq('slots', 0, 9)).rejects.toMatchObject(unavailable)
    await expect(commit('again')).rejects.toMatchObject(unavailable)

    const isBack = reopened()
    disk.state = 'sound'
    await isBack

    expect(engine.isFailing()).toBe(false)
    const kept = ['before', ...(isStored ? ['failed'] : [])]
    expect(await listAll()).toEqual(everywhere(...kept))
    await commit('after')
    await restart()
    expect(await listAll()).toEqual(everywhere(...kept, 'after'))
    expect(disk.behindTear).toBe(0)
  })

  it('are closed in order, and have everything at the next start', async () => {
    await engine.close()
    disk.state = 'sound'
    await open()
    expect(await listAll()).toEqual(everywhere('before', ...(isStored ? ['failed'] : [])))
  })
})

it('removes a database whole, also where that is cut off', async () => {
  disk.fullAfter = 1
  await expect(engine.destroy('slots')).rejects.toMatchObject(unavailable)
  disk.state = 'sound'
  await restart()

  expect(await engine.list()).toEqual(['bookings', 'calls-u1'])
  await engine.commit([toWrite('slots', [toRecord('new')])])
  expect(idsOf(await engine.scanById('slots', {}, 9))).toEqual(['new'])
  expect((await engine.info('slots'))?.updateSeq).toBe(1)
})

it('is empty where filling it was cut off', async () => {
  const other = await createLevelEngine(path.join(folder, 'other'), { openFiles: disk.openFiles })
  disk.fullAfter = 0
  await expect(other.restore(engine.snapshot())).rejects.toMatchObject(unavailable)
  disk.state = 'sound'
  await other.close()
  const again = await createLevelEngine(path.join(folder, 'other'))
  expect(await again.list()).toEqual([])
  await again.close()
})

it('never shows a page ahead of the sequence that is told', async () => {
  disk.turnsToAnswer = 3
  const writing = (async () => {
    for (let n = 0; n < 100; n += 1) await commit(`d${n}`)
  })()
  let ahead = 0
  let since = 0
  const seen = new Set<string>()
  while (seen.size < 101) {
    const page = await engine.scanBySeq('slots', since, 7)
    const info = await engine.info('slots')
    since = page.at(-1)?.seq ?? since
    if (since > (info?.updateSeq ?? 0)) ahead += 1
    for (const { id } of page) seen.add(id)
  }
  await writing
  expect([ahead, seen.size]).toEqual([0, 101])
})

describe('a place that cannot be read', () => {
  it('fails who asks for it, and nobody who reads in the same turn', async () => {
    await commit('before')
    await engine.close()
    await open({
      openFiles: (...where) => {
        const files = disk.openFiles(...where)
        const isBad = (keys: readonly string[]): boolean =>
          keys.some(key => key.includes('calls-u1') && key.endsWith('before'))
        return {
          ...files,
          read: keys =>
            isBad(keys) ? Promise.reject(new Error('Corruption: block checksum mismatch')) : files.read(keys)
        }
      }
    })

    const [bad, sound] = await Promise.allSettled([
      engine.read('calls-u1', ['before']),
      engine.read('slots', ['before'])
    ])

    expect(bad).toMatchObject({ status: 'rejected', reason: unavailable })
    expect(sound).toMatchObject({ status: 'fulfilled', value: [{ id: 'before' }] })
    expect(engine.isDamaged()).toBe(true)
  })
})
