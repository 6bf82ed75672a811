import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { endlessRoom } from '#server/storage/disk-room.ts'
import { createCommitWatch } from '#server/storage/engine/commit-watch.ts'
import { createCommitter } from '#server/storage/engine/committer.ts'
import { createMemoryEngine } from '#server/storage/engine/memory-engine.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A committer on an engine whose commits end when the test says so. */
function createHanging(onStuck: () => void) {
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>()
  const { promise: ended, resolve: end } = Promise.withResolvers<void>()
  const engine = createMemoryEngine()
  const committer = createCommitter({
    engine: {
      ...engine,
      async commit(writes) {
        ask()
        await ended
        return engine.commit(writes)
      }
    },
    room: endlessRoom,
    accompany: () => Promise.resolve(undefined),
    onCommitted: () => undefined,
    watch: createCommitWatch(onStuck)
  })
  return { committer, asked, end }
}

it('tells once that a commit has not ended after 30 s', async () => {
  const onStuck = vi.fn()
  const { committer, asked, end } = createHanging(onStuck)
  const write = committer.write({ database: 'slots', docs: [{ _id: 'a' }], newEdits: true })
  await asked

  vi.advanceTimersByTime(29_000)
  expect(onStuck).not.toHaveBeenCalled()
  vi.advanceTimersByTime(60_000)
  expect(onStuck).toHaveBeenCalledOnce()

  end()
  await write
})

it('says nothing of a commit that has ended, or of none', async () => {
  const onStuck = vi.fn()
  const { committer, end } = createHanging(onStuck)
  vi.advanceTimersByTime(60_000)
  end()
  await committer.write({ database: 'slots', docs: [{ _id: 'a' }], newEdits: true })
  vi.advanceTimersByTime(60_000)
  expect(onStuck).not.toHaveBeenCalled()
})
