import { describe, expect, it } from 'vitest'
import { describeSeeds } from './describe-seeds.ts'
import type { DeviceFlaw } from './device/protocol.ts'
import { findFirst } from './find-first.ts'
import { startDevicePool } from './world/device-pool.ts'

describeSeeds('second')

describe('broken devices are found out', () => {
  async function findOut(flaw: DeviceFlaw, problem: RegExp): Promise<number | undefined> {
    const pool = startDevicePool(flaw)
    try {
      return await findFirst(pool, problem)
    } finally {
      await pool.stop()
    }
  }

  it('MG6 which let the server overwrite what was typed: by words that are nowhere', async () => {
    expect(await findOut('overwriting', /typed ".*", which is nowhere/)).toBeDefined()
  })

  it('F4 which take the position of the live feed for their own: by documents that never arrive', async () => {
    expect(await findOut('trusting-feed', /^no rest: .* (?:slot|booking) .* is .* and not \{/)).toBeDefined()
  })
})
