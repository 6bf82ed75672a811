import fc from 'fast-check'
import { expect, it } from 'vitest'
import { renewRecord, type SignInRecord } from '#server/accounts/sign-in-record.ts'

const start = 1_800_000_000_000
const record: SignInRecord = {
  id: 's1',
  userId: 'u0123456789',
  createdAt: start,
  usedAt: start,
  renewableUntil: start + 1_000_000,
  generation: 0,
  agent: ''
}

/** One server's record, and the renewal tokens that devices hold. */
function createWorld() {
  let kept = record
  return {
    renew: (generation: number): number | 'reused' | 'over' => {
      const outcome = renewRecord(kept, generation, start + 1)
      if (outcome.kind !== 'renewed') return outcome.kind
      kept = outcome.record
      return kept.generation
    }
  }
}

it('the former token holds until the new one has been used, for however long', () => {
  const { renew } = createWorld()
  expect([renew(0), renew(0), renew(0)]).toEqual([1, 1, 1])
  expect(renew(1)).toBe(2)
  expect(renew(0)).toBe('reused')
})

it('a device gets through any number of lost answers and windows that renew at once', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('answered', 'lost', 'two windows'), { maxLength: 40 }), steps => {
      const { renew } = createWorld()
      let held = 0
      for (const step of steps) {
        const given = renew(held)
        if (step === 'two windows') expect(renew(held)).toBe(given)
        expect(given).not.toBe('reused')
        if (step !== 'lost') held = Number(given)
      }
    })
  )
})

it('a copied token ends the sign-in once both copies went their own way', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10 }), renewals => {
      const { renew } = createWorld()
      const stolen = Number(renew(0))
      let held = stolen
      for (let n = 0; n <= renewals; n += 1) held = Number(renew(held))
      expect(renew(stolen)).toBe('reused')
    })
  )
})

it('a token that is newer than the record holds: the server lost its last writes', () => {
  expect(createWorld().renew(7)).toBe(8)
})

it('a sign-in that has ended or run out is not renewed', () => {
  expect(renewRecord({ ...record, endedAt: start }, 0, start + 1).kind).toBe('over')
  expect(renewRecord(record, 0, record.renewableUntil).kind).toBe('over')
})
