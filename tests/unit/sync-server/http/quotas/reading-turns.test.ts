import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createReadingTurns, maxReadsAtATime } from '#server/http/quotas/reading-turns.ts'

it('reads of one account wait for each other, and nobody else does', async () => {
  const turns = createReadingTurns()
  const underWay: { readonly who: string; readonly end: () => void }[] = []
  const read = (who: string): Promise<void> =>
    turns.run(who, () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      underWay.push({ who, end: resolve })
      return promise
    })
  const all = [...Array.from({ length: 5 }, () => read('mallory')), read('bob')]
  const names = () => underWay.map(({ who }) => who)

  expect(names()).toEqual([...Array.from({ length: maxReadsAtATime }, () => 'mallory'), 'bob'])
  for (let n = 0; n < all.length; n += 1) {
    underWay[n]?.end()
    // The next one begins once the end is known.
    await setImmediate()
  }
  await Promise.all(all)
  expect(names()).toHaveLength(6)
})

it('a read that fails makes room', async () => {
  const turns = createReadingTurns()
  const fail = () => turns.run('mallory', () => Promise.reject(new Error('not readable')))
  const outcomes = await Promise.allSettled([fail(), fail(), fail(), turns.run('mallory', () => Promise.resolve(1))])
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'fulfilled'])
})
