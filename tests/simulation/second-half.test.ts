import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeSeeds } from './describe-seeds.ts'
import { findFirst } from './find-first.ts'
import { type DevicePool, startDevicePool } from './world/device-pool.ts'

describeSeeds('second')

describe('devices that let the server overwrite what was typed are found out', () => {
  let pool: DevicePool
  beforeAll(() => {
    pool = startDevicePool('overwriting')
  })
  afterAll(() => pool.stop())

  it('MG6 by words that are nowhere', async () => {
    expect(await findFirst(pool, /typed ".*", which is nowhere/)).toBeDefined()
  })
})
