import { describe, expect, it } from 'vitest'
import { createKeyedLock, runLocked } from '#server/locks/keyed-lock.ts'

/** Lets everything that is ready run. */
function settle(): Promise<void> {
  return new Promise(resolve => {
    setImmediate(resolve)
  })
}

describe('keyed lock', () => {
  it('lets in one after the other, in the order of asking', async () => {
    const lock = createKeyedLock()
    const order: string[] = []
    const work = (name: string) =>
      runLocked(lock, ['a'], async () => {
        order.push(`${name} in`)
        await settle()
        order.push(`${name} out`)
      })

    await Promise.all([work('first'), work('second'), work('third')])

    expect(order).toEqual(['first in', 'first out', 'second in', 'second out', 'third in', 'third out'])
  })

  it('keeps different names apart', async () => {
    const lock = createKeyedLock()
    const held = lock.acquire(['a'])
    await held.ready

    expect(await runLocked(lock, ['b'], () => Promise.resolve('done'))).toBe('done')
    held.release()
  })

  it('cannot lock two up that name the same in different order', async () => {
    const lock = createKeyedLock()
    const done = await Promise.all(
      Array.from({ length: 20 }, (_, n) => runLocked(lock, n % 2 === 0 ? ['a', 'b'] : ['b', 'a'], settle))
    )
    expect(done).toHaveLength(20)
  })

  it('waits for everyone who asked earlier for any of its names', async () => {
    const lock = createKeyedLock()
    const [a, b] = [lock.acquire(['a']), lock.acquire(['b'])]
    let isIn = false
    const both = lock.acquire(['a', 'b'])
    void both.ready.then(() => {
      isIn = true
    })

    a.release()
    await settle()
    expect(isIn).toBe(false)
    b.release()
    await settle()
    expect(isIn).toBe(true)
  })

  it('goes on after work that failed', async () => {
    const lock = createKeyedLock()
    await expect(runLocked(lock, ['a'], () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await runLocked(lock, ['a'], () => Promise.resolve(1))).toBe(1)
  })

  it('takes nobody in who names nothing, and holds nobody up for it', async () => {
    expect(await runLocked(createKeyedLock(), [], () => Promise.resolve(1))).toBe(1)
  })
})

describe('joining a ticket', () => {
  it('is possible while it waits, and holds the new names too', async () => {
    const lock = createKeyedLock()
    const holder = lock.acquire(['coach'], true)
    const waiting = lock.acquire(['coach', 'ada'], true)

    expect(lock.join(['coach', 'bob'])).toBe(waiting)

    const bob = lock.acquire(['bob'])
    let isIn = false
    void bob.ready.then(() => {
      isIn = true
    })
    holder.release()
    await waiting.ready
    await settle()
    expect(isIn).toBe(false)
    waiting.release()
    await bob.ready
    expect(isIn).toBe(true)
  })

  it('is not possible once it has begun, nor with one that is not shared', async () => {
    const lock = createKeyedLock()
    const holder = lock.acquire(['coach'], true)
    await holder.ready
    expect(lock.join(['coach'])).toBeUndefined()
    lock.acquire(['coach'])
    expect(lock.join(['coach'])).toBeUndefined()
  })

  it('overtakes nobody: not when another is last in line, nor when a further name is taken', () => {
    const lock = createKeyedLock()
    lock.acquire(['coach'], true)
    const waiting = lock.acquire(['coach', 'ada'], true)
    lock.acquire(['bob'], true)
    expect(lock.join(['coach', 'bob'])).toBeUndefined()
    const last = lock.acquire(['coach', 'carl'], true)
    expect(lock.join(['coach'])).toBe(last)
    expect(lock.join(['ada'])).toBe(waiting)
  })
})
