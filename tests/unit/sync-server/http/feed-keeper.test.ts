import { EventEmitter } from 'node:events'
import type { Response } from 'express'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ActiveSignIn } from '#server/accounts/active-sign-in.ts'
import { createFeedKeeper, type FeedKeeper } from '#server/http/feed-keeper.ts'

const tickMs = 1_000
let keeper: FeedKeeper
beforeEach(() => {
  vi.useFakeTimers()
  keeper = createFeedKeeper({ now: () => Date.now(), elapsed: () => Date.now() }, tickMs)
})
afterEach(() => {
  keeper.stop()
  vi.useRealTimers()
})

/** An answer that notes when something was written to it. */
function createAnswer() {
  const writtenAt: number[] = []
  const answer = Object.assign(new EventEmitter(), {
    writeHead: () => answer,
    write: () => {
      writtenAt.push(Date.now())
      return true
    },
    end: () => answer,
    writableLength: 0
  })
  return { writtenAt, res: answer as unknown as Response }
}

const signIn = { user: { userId: 'u1', name: 'one', role: 'coach' } } as unknown as ActiveSignIn

describe('heartbeats', () => {
  it.each([1_000, 1_500, 2_500, 3_900, 30_000])('of %d ms never come late', async heartbeatMs => {
    const { res, writtenAt } = createAnswer()
    await vi.advanceTimersByTimeAsync(370)
    keeper.open(res, { signIn, heartbeatMs, timeoutMs: undefined, lastWords: () => '' })
    await vi.advanceTimersByTimeAsync(10 * heartbeatMs)
    const pauses = writtenAt.slice(1).map((at, n) => at - (writtenAt[n] ?? 0))
    expect(pauses.length).toBeGreaterThanOrEqual(9)
    expect(Math.max(...pauses)).toBeLessThanOrEqual(heartbeatMs)
    // Nor so much too early that they become the traffic.
    expect(Math.min(...pauses.slice(1))).toBeGreaterThanOrEqual(heartbeatMs - tickMs)
  })

  it('are not sent where nobody asked for them', async () => {
    const { res, writtenAt } = createAnswer()
    keeper.open(res, { signIn, heartbeatMs: undefined, timeoutMs: 5_000, lastWords: () => '' })
    await vi.advanceTimersByTimeAsync(20_000)
    expect(writtenAt).toHaveLength(1)
  })
})
