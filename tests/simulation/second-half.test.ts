import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findFirst } from './find-first.ts'
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

describe('broken devices are found out', () => {
  let pool: DevicePool
  beforeAll(() => {
    pool = startDevicePool({ isBreakable: true })
  })
  afterAll(() => pool.stop())

  it('MG6 which let the server overwrite what was typed: by words that are nowhere', async () => {
    expect(await findFirst(pool, /typed ".*", which is nowhere/, { flaw: 'overwriting' })).toBeDefined()
  })

  it('F4 which take the position of the live feed for their own: by documents that never arrive', async () => {
    const problem = /^no rest: .* (?:slot|booking) .* is .* and not \{/
    expect(await findFirst(pool, problem, { flaw: 'trusting-feed' })).toBeDefined()
  })
})
