import { describe, expect, it } from 'vitest'
import { fail, type Failure, type Result, succeed } from '#renderer/data/http/failure.ts'
import { type AdaptiveSize, createAdaptiveSize } from '#renderer/data/replication/adaptive-size.ts'
import { sendInParts } from '#renderer/data/replication/in-parts.ts'

const incomplete: Failure = { kind: 'incomplete', detail: 'silence' }
const tooLarge: Failure = { kind: 'too-large' }

describe('NW2 the size of a request', () => {
  it('halves with each request that got no whole answer or was too large', () => {
    const size = createAdaptiveSize({ most: 1_000 })
    expect(size.shrink(incomplete, 1_000)).toBe(true)
    expect(size.shrink({ kind: 'rejected', status: 413, detail: '' }, 500)).toBe(true)
    expect(size.value).toBe(250)
  })

  it('halves from what was asked where that was less', () => {
    const size = createAdaptiveSize({ most: 1_000 })
    size.shrink(tooLarge, 9)
    expect(size.value).toBe(4)
  })

  it('stays where the failure is another one', () => {
    const size = createAdaptiveSize({ most: 1_000 })
    expect(size.shrink({ kind: 'offline', detail: '' }, 1_000)).toBe(false)
    expect(size.shrink({ kind: 'server-failed', detail: '' }, 1_000)).toBe(false)
    expect(size.value).toBe(1_000)
  })

  it('is at least what brings something new', () => {
    const size = createAdaptiveSize({ most: 4, least: 2 })
    expect(size.shrink(incomplete, 4)).toBe(true)
    expect(size.shrink(incomplete, 2)).toBe(false)
    expect(size.value).toBe(2)
  })

  it('doubles after eight successes in a row, up to the most', () => {
    const size = createAdaptiveSize({ most: 100 })
    size.shrink(incomplete, 100)
    for (let n = 0; n < 7; n += 1) size.succeed()
    expect(size.value).toBe(50)
    size.succeed()
    expect(size.value).toBe(100)
    for (let n = 0; n < 8; n += 1) size.succeed()
    expect(size.value).toBe(100)
  })
})

describe('NW2 the size of a request of which nothing is known yet', () => {
  it('doubles with each that comes through, up to the most', () => {
    const size = createAdaptiveSize({ most: 1_000, first: 200 })
    const values = [size.value]
    for (let n = 0; n < 4; n += 1) {
      size.grow()
      values.push(size.value)
    }
    expect(values).toEqual([200, 400, 800, 1_000, 1_000])
  })

  it('no longer does once a request has failed for its size', () => {
    const size = createAdaptiveSize({ most: 1_000, first: 200 })
    size.grow()
    size.shrink(incomplete, 400)
    size.grow()
    expect(size.value).toBe(200)
  })
})

describe('NW2 parts of a request that are weighed', () => {
  const sizesSent = async (weights: readonly number[], size: AdaptiveSize, mostTaken = Number.POSITIVE_INFINITY) => {
    const sent: (readonly number[])[] = []
    await sendInParts(
      weights,
      size,
      part => {
        sent.push(part)
        const weight = part.reduce((sum, one) => sum + one, 0)
        return Promise.resolve(weight > mostTaken ? fail(tooLarge) : succeed(part))
      },
      weight => weight
    )
    return sent
  }

  it('bring what fits, and one item at least', async () => {
    const size = createAdaptiveSize({ most: 10 })
    expect(await sizesSent([4, 4, 4, 25, 1, 9, 1], size)).toEqual([[4, 4], [4], [25], [1, 9], [1]])
  })

  it('grow while they come through', async () => {
    const size = createAdaptiveSize({ most: 40, first: 10 })
    expect(
      await sizesSent(
        Array.from({ length: 14 }, () => 5),
        size
      ).then(sent => sent.map(part => part.length))
    ).toEqual([2, 4, 8])
  })

  it('do not grow for a small one, which tells nothing of larger ones', async () => {
    const size = createAdaptiveSize({ most: 40, first: 10 })
    await sizesSent([5], size)
    expect(size.value).toBe(10)
  })

  it('end with the item that is too large alone', async () => {
    const size = createAdaptiveSize({ most: 40, least: 2 })
    expect(await sizesSent([4, 30, 4], size, 10)).toEqual([[4, 30, 4], [4], [30]])
  })
})

describe('NW3 work in parts', () => {
  const items = Array.from({ length: 10 }, (_, n) => n)

  /** Takes at most so many; larger parts fail like this. */
  const takes =
    (most: number, failure: Failure, sent: number[] = []) =>
    (part: readonly number[]): Promise<Result<readonly number[]>> => {
      sent.push(part.length)
      return Promise.resolve(part.length > most ? fail(failure) : succeed(part))
    }

  it('goes on at once in smaller parts where something refuses the size, in order', async () => {
    const sent: number[] = []
    const result = await sendInParts(items, createAdaptiveSize({ most: 8 }), takes(3, tooLarge, sent))
    expect(result.ok && result.value.flat()).toEqual(items)
    expect(sent).toEqual([8, 4, 2, 2, 2, 2, 2])
  })

  it('ends where a request got no whole answer, and does with less the next time', async () => {
    const size = createAdaptiveSize({ most: 8 })
    expect(await sendInParts(items, size, takes(4, incomplete))).toEqual(fail(incomplete))
    expect((await sendInParts(items, size, takes(4, incomplete))).ok).toBe(true)
  })

  it('ends where one alone is too large', async () => {
    expect(await sendInParts(items, createAdaptiveSize({ most: 8 }), takes(0, tooLarge))).toEqual(fail(tooLarge))
  })
})
