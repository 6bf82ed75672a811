import { expect, it, vi } from 'vitest'
import { createMemoryEngine } from '#server/storage/engine/memory-engine.ts'
import { type ChangesOptions, walkChanges } from '#server/storage/engine/pouch-changes.ts'

/** Records that are read at a time where no fewer were asked for. */
const page = 1_000

/** How many records the engine was asked for at a time. */
async function readLimits(asked: Partial<ChangesOptions>): Promise<readonly number[]> {
  const engine = createMemoryEngine()
  const scan = vi.spyOn(engine, asked.descending === true ? 'scanBackwards' : 'scanBySeq').mockResolvedValue([])
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

it.each([false, true])('no more changes are read than were asked for (newest first: %s)', async descending => {
  expect(await readLimits({ descending, limit: 3 })).toEqual([3])
  expect(await readLimits({ descending, limit: 3, doc_ids: ['a'] })).toEqual([3])
})

it.each([false, true])(
  'however many are asked for, memory holds a page of them (newest first: %s)',
  async descending => {
    for (const asked of [{ doc_ids: ['a'] }, { filter: () => true }, { limit: 1_000_000 }, {}]) {
      expect(await readLimits({ descending, ...asked })).toEqual([page])
    }
  }
)
