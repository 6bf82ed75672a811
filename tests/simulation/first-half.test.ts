import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { KeyedLock } from '../../sync-server/gate/keyed-lock.ts'
import { describeSeeds } from './describe-seeds.ts'
import { findFirst } from './find-first.ts'
import { type DevicePool, startDevicePool } from './world/device-pool.ts'

describeSeeds('first')

describe('a broken server is found out', () => {
  let pool: DevicePool
  beforeAll(() => {
    pool = startDevicePool()
  })
  afterAll(() => pool.stop())

  it('BK13 a gate without locks', async () => {
    const options = { locks: noLock, storageDelayMs: 40 }
    expect(await findFirst(pool, /^sessions of .* overlap|is booked \d times/, options)).toBeDefined()
  })

  it('a checkpoint of the projector that is saved before the copies', async () => {
    const options = { isCheckpointHasty: true, scenes: 16 }
    expect(await findFirst(pool, /^calls-.* is not (?:confirmed|cancelled)/, options)).toBeDefined()
  })
})

/** Lets everybody in at once. */
const noLock: KeyedLock = {
  acquire: () => ({ ready: Promise.resolve(), release: () => {} }),
  join: () => undefined
}
