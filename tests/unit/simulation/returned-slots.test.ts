import { expect, test } from 'vitest'
import { findSetBackProblems } from '../../simulation/check/find-set-back-problems.ts'
import type { Did } from '../../simulation/device/protocol.ts'
import { createLedger } from '../../simulation/world/ledger.ts'
import type { Settled } from '../../simulation/world/settle.ts'

const slotId = 'cara-id:1806084000000'
const settled = {
  truth: { slots: [{ id: slotId, status: 'open' }], bookings: [] },
  reportByDevice: new Map()
} as unknown as Settled

function findAfter(...more: readonly Parameters<ReturnType<typeof createLedger>['note']>[]): readonly string[] {
  const ledger = createLedger({ now: 0 })
  const done = (did: Did) => ({ kind: 'done', did }) as const
  ledger.note('cara-1', done({ created: slotId }), false)
  ledger.note('cara-1', done({ removed: slotId }), false)
  for (const entry of more) ledger.note(...entry)
  return findSetBackProblems({ settled, ledger })
}

test('a slot that was removed, and that nobody reached for, may not be open again', () => {
  expect(findAfter()).toEqual([`cara removed ${slotId}, which is open again`])
})

test.each([
  ['a session was moved to it before the removal arrived', { kind: 'done', did: { typed: '', reachedFor: slotId } }],
  ['a slot was moved to its hours while the power went', { kind: 'interrupted', givenUp: { reachedFor: slotId } }]
] as const)('it may be open again where %s', (_, deed) => {
  expect(findAfter(['sam-1', deed, false])).toEqual([])
})
