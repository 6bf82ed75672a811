import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import type { DiskState } from '#electron/contract/desktop-types.ts'
import { watchDisk } from '#electron/main/files/watch-disk.ts'
import { recordLog } from '../services-support.ts'

const mebibyte = 1024 * 1024

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function watch(freeMb: number) {
  const disk = { freeMb, isBroken: false }
  const told: DiskState[] = []
  const log = recordLog()
  const watcher = watchDisk({
    folder: '/profile',
    statfs: async () => {
      if (disk.isBroken) throw new Error('no such thing')
      return { bavail: (disk.freeMb * mebibyte) / 4096, bsize: 4096 }
    },
    onChange: state => told.push(state),
    log
  })
  onTestFinished(() => watcher.stop())
  return { disk, told, log, watcher }
}

test('the space of a real folder is told in bytes', async () => {
  const watcher = watchDisk({ folder: tmpdir(), statfs, onChange: () => undefined })
  onTestFinished(() => watcher.stop())
  const { freeBytes } = await watcher.check()
  expect(freeBytes).toBeGreaterThan(mebibyte)
  expect(Number.isSafeInteger(freeBytes)).toBe(true)
})

test('low is what is below 200 MB, and it stays low up to 250 MB', async () => {
  const { disk, told, watcher } = watch(200)
  const isLowAt = async (freeMb: number): Promise<boolean> => {
    disk.freeMb = freeMb
    return (await watcher.check()).isLow
  }
  await watcher.check()

  expect(await isLowAt(200)).toBe(false)
  expect(await isLowAt(199)).toBe(true)
  expect(await isLowAt(230)).toBe(true)
  expect(await isLowAt(250)).toBe(true)
  expect(await isLowAt(251)).toBe(false)
  expect(await isLowAt(230)).toBe(false)
  expect(told).toEqual([
    { isLow: true, freeBytes: 199 * mebibyte },
    { isLow: false, freeBytes: 251 * mebibyte }
  ])
  expect(watcher.state).toEqual({ isLow: false, freeBytes: 230 * mebibyte })
})

test('it looks at once and every ten seconds, until it is stopped', async () => {
  const { disk, told, watcher } = watch(100)
  await vi.advanceTimersByTimeAsync(0)
  expect(told).toHaveLength(1)

  disk.freeMb = 900
  await vi.advanceTimersByTimeAsync(9_999)
  expect(told).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(told).toHaveLength(2)

  watcher.stop()
  disk.freeMb = 100
  await vi.advanceTimersByTimeAsync(60_000)
  expect(told).toHaveLength(2)
})

test('where the question cannot be asked, nobody is kept from working, and the log says so once', async () => {
  const { disk, told, log, watcher } = watch(100)
  await watcher.check()
  disk.isBroken = true
  await watcher.check()
  await watcher.check()

  expect(watcher.state.isLow).toBe(false)
  expect(told.map(({ isLow }) => isLow)).toEqual([true, false])
  expect(log.events).toEqual(['disk-space-unknown'])
})
