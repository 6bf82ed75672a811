import { expect, it, vi } from 'vitest'
import { createMemoryEngine } from '#server/storage/engine/memory-engine.ts'
import { type ChangesOptions, walkChanges } from '#server/storage/engine/pouch-changes.ts'

/** How many records the engine was asked for at a time. */
async function readLimits(asked: Partial<ChangesOptions>): Promise<readonly number[]> {
  const engine = createMemoryEngine()
  const scan = vi.spyOn(engine, 'scanBySeq').mockResolvedValue([])
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  walkChanges(engine, 'slots', {
    onChange: () => undefined,
    complete: error => (error === null ? resolve() : reject(error)),
    processChange: () => ({ seq: 0 }),
    ...asked
  })
  await promise
  return scan.mock.calls.map(([, , limit]) => limit)
}

it('no more changes are read than were asked for, also the newest first', async () => {
  expect(await readLimits({ limit: 3 })).toEqual([3])
  expect(await readLimits({ limit: 3, descending: true })).toEqual([3])
})

it('where some of them are picked, all are read that may be among them', async () => {
  for (const picked of [{ doc_ids: ['a'] }, { filter: () => true }, {}]) {
    expect(await readLimits({ ...picked, descending: true })).toEqual([Number.MAX_SAFE_INTEGER])
  }
  expect(await readLimits({ limit: 3, descending: true, doc_ids: ['a'] })).toEqual([Number.MAX_SAFE_INTEGER])
})
