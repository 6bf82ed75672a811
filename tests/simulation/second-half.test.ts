import { afterAll, beforeAll, describe } from 'vitest'
import { testSeeds } from './test-seeds.ts'
import { type DevicePool, startDevicePool } from './world/device-pool.ts'

describe('one student per slot, and nothing typed is lost', () => {
  let pool: DevicePool
  beforeAll(() => {
    pool = startDevicePool()
  })
  afterAll(() => pool.stop())
  testSeeds('second', () => pool)
})
