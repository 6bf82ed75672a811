import { expect, test } from 'vitest'
import type { Timers } from '#renderer/contract/application.ts'
import type { StoredDraft } from '#renderer/data/database/stored-draft.ts'
import type { DraftValues, Outcome, Refusal } from '#renderer/contract/screens.ts'
import { afterFailureMs, betweenWritesMs, createDraftKeeper } from '#renderer/store/drafts/draft-keeper.ts'
import { hexId } from '../../../domain/builders.ts'

const subjectId = hexId(1)
const id = `review:${subjectId}`
const draftOf = (text: string, more: Partial<DraftValues['review']> = {}) =>
  ({ form: 'review', subjectId, values: { text, ...more }, savedAt: 1 }) as const
type Review = ReturnType<typeof draftOf>

/** A storage whose writes end when the test says so. */
function createRepository(stored = new Map<string, StoredDraft>()) {
  const begun: { readonly text: string | undefined; readonly finish: (refusal?: Refusal) => void }[] = []
  function write<T>(text: string | undefined, act: () => T): Promise<Outcome<T>> {
    const { promise, resolve } = Promise.withResolvers<Outcome<T>>()
    const finish = (refusal?: Refusal): void =>
      resolve(refusal === undefined ? { ok: true, value: act() } : { ok: false, refusal })
    begun.push({ text, finish })
    return promise
  }
  return {
    stored,
    begun,
    get items() {
      return [...stored.values()]
    },
    find: (key: string) => stored.get(key),
    merge: (key: string, next: (current: StoredDraft | undefined) => StoredDraft) =>
      write(textOf(next(undefined)), () => {
        const written = next(stored.get(key))
        stored.set(key, written)
        return written
      }),
    remove: (key: string) =>
      write<undefined>(undefined, () => {
        stored.delete(key)
        return undefined
      })
  }
}
type Repository = ReturnType<typeof createRepository>

const textOf = (draft: StoredDraft | undefined): string | undefined =>
  (draft?.['values'] as Review['values'] | undefined)?.text

/** A clock that stands still until the test moves it. */
function createTimers() {
  const waits: { readonly ms: number; readonly end: () => void }[] = []
  const timers: Timers = {
    wait(ms, signal) {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      if (signal.aborted) reject(signal.reason as Error)
      signal.addEventListener('abort', () => reject(signal.reason as Error))
      waits.push({ ms, end: resolve })
      return promise
    }
  }
  return { timers, waits }
}

const settled = () =>
  new Promise<void>(resolve => {
    setImmediate(resolve)
  })

function start(repository: Repository = createRepository()) {
  const { timers, waits } = createTimers()
  const keeper = createDraftKeeper({ repository, timers, onChange: () => undefined })
  /** Ends the newest write, and what follows of it. */
  async function finish(refusal?: Refusal): Promise<void> {
    repository.begun.at(-1)?.finish(refusal)
    await settled()
  }
  async function endPause(): Promise<void> {
    waits.at(-1)?.end()
    await settled()
  }
  const shown = (): readonly string[] => keeper.list().map(draft => (draft as Review).values.text)
  return { keeper, repository, waits, finish, endPause, shown }
}

test('DR1 the first letter is written at once, and who goes on typing without a pause is written after every interval', async () => {
  const { keeper, repository, waits, finish, endPause } = start()
  const letters = 'somebody who never pauses'
  let typed = 0
  const typeOne = (): void => void keeper.keep(draftOf(letters.slice(0, (typed += 1))))
  typeOne()
  expect(repository.begun.map(({ text }) => text)).toEqual(['s'])
  for (let round = 1; round <= 5; round += 1) {
    // Letters during the write, and during the pause that follows.
    typeOne()
    await finish()
    typeOne()
    expect(waits.at(-1)?.ms).toBe(betweenWritesMs)
    await endPause()
    expect(repository.begun).toHaveLength(round + 1)
    expect(repository.begun.at(-1)?.text).toBe(letters.slice(0, typed))
  }
  // With a write that takes as long as three intervals, less than a second is missing.
  expect(betweenWritesMs).toBeLessThanOrEqual(250)
})

test('DR1 what is typed is shown at once, and is unkept until it is stored', async () => {
  const { keeper, finish, endPause, shown } = start()
  const keeping = keeper.keep(draftOf('a'))
  expect(shown()).toEqual(['a'])
  expect([...keeper.listUnkept()]).toEqual([[id, undefined]])
  await finish()
  expect(await keeping).toEqual({ ok: true, value: undefined })
  expect(keeper.listUnkept().size).toBe(0)
  await endPause()
  expect(shown()).toEqual(['a'])
})

test('DR2 a form that was saved has no draft: no write that was under way brings it back', async () => {
  const { keeper, repository, finish, endPause, shown } = start()
  void keeper.keep(draftOf('first'))
  void keeper.keep(draftOf('second'))
  const dropped = keeper.drop(id)
  expect(shown()).toEqual([])
  expect(keeper.listUnkept().size).toBe(0)
  // The write that had begun ends, and the removal follows without a pause.
  await finish()
  expect(repository.begun.map(({ text }) => text)).toEqual(['first', undefined])
  await finish()
  await dropped
  await endPause()
  expect(repository.stored.size).toBe(0)
  expect(shown()).toEqual([])
})

test('DR3 a flush writes without waiting and resolves when all is stored', async () => {
  const { keeper, repository, finish } = start()
  void keeper.keep(draftOf('a'))
  await finish()
  void keeper.keep(draftOf('ab'))
  let isFlushed = false
  const flushing = keeper.flush().then(() => {
    isFlushed = true
  })
  await settled()
  expect(repository.begun.at(-1)?.text).toBe('ab')
  expect(isFlushed).toBe(false)
  await finish()
  await flushing
  expect(textOf(repository.stored.get(id))).toBe('ab')
  await keeper.flush()
})

// Found by the recovery tests: closing an account hung.
test('DR3 a flush that comes while the last write is under way resolves with it', async () => {
  const { keeper, repository, finish } = start()
  void keeper.keep(draftOf('a'))
  const flushing = keeper.flush()
  await finish()
  await flushing
  expect(repository.begun).toHaveLength(1)
})

test('DR4 what cannot be stored stays in the form, says why, and is tried again', async () => {
  const { keeper, repository, waits, finish, endPause, shown } = start()
  const keeping = keeper.keep(draftOf('dear words'))
  await finish('disk-low')
  expect(await keeping).toEqual({ ok: false, refusal: 'disk-low' })
  expect([...keeper.listUnkept()]).toEqual([[id, 'disk-low']])
  expect(shown()).toEqual(['dear words'])
  expect(waits.at(-1)?.ms).toBe(afterFailureMs)
  await endPause()
  await finish()
  expect(textOf(repository.stored.get(id))).toBe('dear words')
  expect(keeper.listUnkept().size).toBe(0)
})

test('DR4 a text that is too long even for a draft is not written, and stays in the form', async () => {
  const { keeper, repository, shown } = start()
  const long = 'x'.repeat(1_000_001)
  expect(await keeper.keep(draftOf(long))).toEqual({ ok: false, refusal: 'invalid-input' })
  expect(repository.begun).toEqual([])
  expect(shown()).toEqual([long])
})

test('DR5 two windows on one draft: each follows the other, and of one text that both change at once both are kept', async () => {
  const stored = new Map<string, StoredDraft>()
  const [one, two] = [start(createRepository(stored)), start(createRepository(stored))]
  void one.keeper.keep(draftOf('begun'))
  await one.finish()
  await one.endPause()
  expect(two.shown()).toEqual(['begun'])
  // Both at once, before either has heard of the other.
  void one.keeper.keep(draftOf('begun here'))
  void two.keeper.keep(draftOf('begun there', { score: 4 }))
  await one.finish()
  // What is typed while the two are being joined lies above both.
  void two.keeper.keep(draftOf('begun there', { score: 5 }))
  await two.finish()
  expect(two.shown()[0]).toContain('begun here')
  await two.endPause()
  await two.finish()
  const { values } = stored.get(id) as unknown as Review
  expect(values).toMatchObject({ score: 5 })
  expect(values.text).toMatch(/^begun there\n[^]*begun here$/)
  await one.endPause()
  expect(one.shown()).toEqual(two.shown())
})

test('DR5 a window that typed nothing brings no draft back that another one has saved', async () => {
  const stored = new Map<string, StoredDraft>()
  const [one, two] = [start(createRepository(stored)), start(createRepository(stored))]
  void one.keeper.keep(draftOf('begun'))
  await one.finish()
  await one.endPause()
  void one.keeper.drop(id)
  await one.finish()
  await two.keeper.flush()
  expect([stored.size, one.shown(), two.shown()]).toEqual([0, [], []])
})
