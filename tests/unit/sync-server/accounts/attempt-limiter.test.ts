import { expect, it } from 'vitest'
import { createAttemptLimiter } from '#server/accounts/attempt-limiter.ts'
import { createHitTable } from '#server/accounts/hit-table.ts'

const limits = { windowMs: 60_000, perAddress: 4, perName: 2 }
const createWorld = () => {
  const clock = { now: 1_000_000 }
  return { clock, attempts: createAttemptLimiter(limits, () => clock.now) }
}

it('an address that is over its limit counts against no name', () => {
  const { attempts } = createWorld()
  for (let n = 0; n < 4; n += 1) attempts.count({ address: '192.0.2.1', name: `name-${n}` })

  for (let n = 0; n < 10; n += 1) expect(attempts.count({ address: '192.0.2.1', name: 'owner' })).toBeGreaterThan(0)

  expect(attempts.count({ address: '192.0.2.2', name: 'owner' })).toBeUndefined()
})

it('a device that signed in before is locked out neither with its name nor with its address', () => {
  const { attempts } = createWorld()
  for (let n = 0; n < 9; n += 1) attempts.count({ address: '192.0.2.1', name: 'owner' })
  const own = { address: '192.0.2.1', name: 'owner', knownDevice: 'laptop' }

  expect([attempts.count(own), attempts.count(own)]).toEqual([undefined, undefined])
  expect(attempts.count(own)).toBe(60)
  expect(attempts.count({ ...own, knownDevice: 'tablet' })).toBeUndefined()
})

it('a success is taken back, and a window ends, also by a clock that was set back', () => {
  const { attempts, clock } = createWorld()
  const attempt = { address: '192.0.2.1', name: 'owner' }
  for (let n = 0; n < 20; n += 1) {
    expect(attempts.count(attempt)).toBeUndefined()
    attempts.forgive(attempt)
  }
  const countThree = () => [1, 2, 3].map(() => attempts.count(attempt) === undefined)

  expect(countThree()).toEqual([true, true, false])
  clock.now += limits.windowMs
  expect(countThree()).toEqual([true, true, false])
  clock.now -= 10 * limits.windowMs
  expect(countThree()).toEqual([true, true, false])
})

it('a table forgets the oldest key and never grows beyond its bound', () => {
  const table = createHitTable(60_000, 100, () => 0)
  for (let n = 0; n < 10_000; n += 1) table.hit(`key ${n}`)

  expect(table.size()).toBe(100)
  expect([table.find('key 9899'), table.find('key 9900')?.hits]).toEqual([undefined, 1])
})

it('a name that is too long belongs to nobody and is not remembered', () => {
  const { attempts } = createWorld()
  const name = 'n'.repeat(7_000)
  for (let n = 0; n < 50; n += 1) expect(attempts.count({ address: `192.0.2.${n}`, name })).toBeUndefined()
})
