import { once } from 'node:events'
import { performance } from 'node:perf_hooks'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createSilence } from '#renderer/data/http/silence.ts'

describe('NW1 a time limit on silence', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  it('is over when nothing was heard for so long, and for the moment in which one reads what has arrived', () => {
    const silence = createSilence(30_000)
    vi.advanceTimersByTime(30_500)
    expect(silence.signal.aborted).toBe(false)
    vi.advanceTimersByTime(500)
    expect(silence.signal.aborted).toBe(true)
  })

  it('begins anew with each sign of life, in that moment too', () => {
    const silence = createSilence(30_000)
    for (let n = 0; n < 5; n += 1) {
      vi.advanceTimersByTime(30_999)
      silence.hear()
    }
    vi.advanceTimersByTime(30_999)
    expect(silence.signal.aborted).toBe(false)
    vi.advanceTimersByTime(1)
    expect(silence.signal.aborted).toBe(true)
  })

  it('is never over once it has ended', () => {
    const silences = [createSilence(1_000), createSilence(1_000)]
    silences[0]?.end()
    vi.advanceTimersByTime(1_100)
    silences[1]?.end()
    vi.advanceTimersByTime(10_000)
    expect(silences.map(({ signal }) => signal.aborted)).toEqual([false, false])
  })
})

it('NW1 what arrives while the whole process is kept busy counts, though its timers come first', async () => {
  const limitMs = 100
  const silence = createSilence(limitMs)
  const heard = new EventTarget()
  heard.addEventListener('arrived', () => silence.hear())
  const answered = once(heard, 'arrived')
  // After the block, an event loop turns to its timers, and only then to what has arrived.
  setImmediate(() => {
    const until = performance.now() + 5 * limitMs
    while (performance.now() < until);
    setImmediate(() => heard.dispatchEvent(new Event('arrived')))
  })
  await answered
  expect(silence.signal.aborted).toBe(false)
  silence.end()
})
