import type { SharedClock } from './protocol.ts'

/** A clock that threads read while the test moves it. */
export interface TestClock {
  readonly shared: SharedClock
  /** Epoch ms. */
  now: number
}

export function createTestClock(now: number): TestClock {
  const shared = new SharedArrayBuffer(8)
  const instant = new Float64Array(shared)
  instant[0] = now
  return {
    shared,
    get now() {
      return instant[0] ?? 0
    },
    set now(next) {
      instant[0] = next
    }
  }
}
