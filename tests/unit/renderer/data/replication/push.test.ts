import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Versioned } from '#domain/merge/meeting.ts'
import type { Slot } from '#domain/model/slot.ts'
import {
  isCreation,
  isSettledByRow,
  listLinked,
  orderRows,
  planBatch,
  planPush,
  type PushRow,
  readOutcome,
  weighRow
} from '#renderer/data/replication/plan-push.ts'

interface Doc {
  readonly id: string
  readonly text: string
}
const live = (text: string): Versioned<Doc> => ({ deleted: false, value: { id: 'a', text } })
const gone: Versioned<Doc> = { deleted: true, value: { id: 'a', text: '' } }
const row = (local: Versioned<Doc>, assumed?: Versioned<Doc>, isClaim = false): PushRow<Doc> => ({
  id: 'a',
  local,
  assumed,
  isClaim
})
const held = (state: Versioned<Doc> | undefined) => ({ state, rev: state === undefined ? undefined : '1-x' })

const plans = [
  ['a new document over nothing', row(live('new')), undefined, 'send'],
  ['a new document over a tombstone', row(live('new'), gone), undefined, 'send'],
  ['a new document that is there already, the same', row(live('new')), live('new'), 'accepted'],
  ['a new document that is there already, another', row(live('new')), live('other'), 'conflict'],
  ['an edit of what the server still holds', row(live('new'), live('old')), live('old'), 'send'],
  ['an edit of what changed meanwhile', row(live('new'), live('old')), live('other'), 'conflict'],
  ['an edit of what was removed', row(live('new'), live('old')), undefined, 'conflict'],
  ['an edit whose answer was lost', row(live('new'), live('old')), live('new'), 'accepted'],
  ['a removal of what is gone already', row(gone, live('old')), undefined, 'accepted'],
  ['a removal of what changed meanwhile', row(gone, live('old')), live('other'), 'conflict'],
  ['a claim, whatever the server holds', row(live('new'), live('old'), true), live('other'), 'send']
] as const
for (const [what, pushed, server, plan] of plans) {
  it(`${what}: ${plan}`, () => expect(planPush(pushed, held(server))).toBe(plan))
}

const ok = { ok: true, id: 'a', rev: '2-x' } as const
const error = (word: string, reason: string) => ({ id: 'a', error: word, reason })
const outcomes = [
  ['stored as pushed', row(live('new')), ok, live('new'), { kind: 'accepted' }],
  ['stored otherwise', row(live('new')), ok, live('adjusted'), { kind: 'conflict' }],
  [
    'refused with a reason',
    row(live('new')),
    error('forbidden', 'slot-booked'),
    undefined,
    { kind: 'conflict', reason: 'slot-booked' }
  ],
  [
    'refused with a code of a newer server',
    row(live('new')),
    error('forbidden', 'too-new'),
    undefined,
    { kind: 'conflict', reason: 'newer' }
  ],
  [
    'met a write that is gone again',
    row(live('new'), live('old')),
    error('conflict', ''),
    live('old'),
    { kind: 'again' }
  ],
  [
    'met a write that stands',
    row(live('new'), live('old')),
    error('conflict', ''),
    live('other'),
    { kind: 'conflict' }
  ],
  ['met a write that said the same', row(live('new')), error('conflict', ''), live('new'), { kind: 'accepted' }],
  ['a fault of the server', row(live('new')), error('internal_error', ''), undefined, { kind: 'failed' }],
  [
    'a claim that was granted and cancelled at once',
    row(live('new'), live('old'), true),
    ok,
    live('old'),
    { kind: 'conflict', reason: 'already-yours' }
  ]
] as const
for (const [what, pushed, answer, stored, outcome] of outcomes) {
  it(`an answer: ${what}`, () => expect(readOutcome(pushed, answer, held(stored))).toMatchObject(outcome))
}

it('SL9 whatever the order of the batch, a slot is sent before the one that replaces it', () => {
  const chain = ['c:0', 'c:1', 'c:2', 'c:3'].map((id, n): PushRow<Slot> => {
    const value = { id, coachId: 'c', startsAt: n, endsAt: n + 1, status: 'open' } as const
    const moved = n === 0 ? value : { ...value, movesFrom: `c:${n - 1}` }
    return { id, assumed: undefined, isClaim: false, local: { deleted: false, value: moved } }
  })
  fc.assert(
    fc.property(fc.shuffledSubarray(chain, { minLength: 1 }), rows => {
      const ordered = orderRows(rows).map(({ id }) => id)
      expect(ordered).toHaveLength(rows.length)
      for (const { id, local } of rows) {
        const replaced = ordered.indexOf(local.value.movesFrom ?? 'none')
        expect(replaced).toBeLessThan(ordered.indexOf(id))
      }
    })
  )
})

it('SL16 removals are sent before what is made', () => {
  const slot = (startsAt: number) =>
    ({ id: `c:${startsAt}`, coachId: 'c', startsAt, endsAt: startsAt + 2, status: 'open' }) as const
  const sent = { assumed: undefined, isClaim: false }
  const made = { ...sent, id: 'c:0', local: { deleted: false, value: slot(0) } }
  const removed = { ...sent, id: 'c:1', local: { deleted: true, value: { ...slot(1), movesFrom: 'c:0' } } }
  expect(orderRows<Slot>([made, removed])).toEqual([removed, made])
})

it('SL9 a slot that was made here, and has moved on at the server already, is not sent again', () => {
  const slot = (startsAt: number) =>
    ({ id: `c:${startsAt}`, coachId: 'c', startsAt, endsAt: startsAt + 2, status: 'open' }) as const
  const made = { ...slot(0), makingId: 'a' }
  const moved = { ...slot(5), movesFrom: 'c:0', movesMakingId: 'a', makingId: 'b' }
  const rows = [made, moved].map(
    (value): PushRow<Slot> => ({
      id: value.id,
      assumed: undefined,
      isClaim: false,
      local: { deleted: false, value }
    })
  )
  const plan = (first: Slot): readonly unknown[] => {
    const own = [{ ...rows[0], local: { deleted: false, value: first } } as PushRow<Slot>, ...rows.slice(1)]
    const nothing = { state: undefined, rev: undefined }
    const plans = planBatch(own, ({ id, local }) => (id === moved.id ? { state: local, rev: '1-x' } : nothing))
    return own.map(one => plans.get(one))
  }
  expect(plan(made)).toEqual(['conflict', 'accepted'])
  // Made again since: that one has not moved.
  expect(plan({ ...made, makingId: 'c' })).toEqual(['send', 'accepted'])
})

it('two slots that name each other end in some order, not in a loop', () => {
  const one = { id: 'a', movesFrom: 'b' } as unknown as Slot
  const two = { id: 'b', movesFrom: 'a' } as unknown as Slot
  const rows = [one, two].map(value => ({
    id: value.id,
    assumed: undefined,
    isClaim: false,
    local: { deleted: false, value }
  }))
  expect(orderRows(rows)).toHaveLength(2)
})

it('MG10 what was stored, and removed by another device before it was read back, is no creation that waits', () => {
  // Found by the model: two devices sent each other's creation and removal back and forth.
  const outcome = readOutcome(row(live('new')), ok, held(undefined))
  expect(outcome).toMatchObject({ kind: 'conflict', wasStored: true })
})

it('MG10 of what was not stored, the change is still to be merged', () => {
  for (const answer of [error('conflict', ''), error('forbidden', 'slot-booked')]) {
    expect(readOutcome(row(live('new'), live('old')), answer, held(live('other')))).toMatchObject({ wasStored: false })
  }
})

it('PC7 a request beside a pencil has not been heard when the pencil is granted', () => {
  // Found by the model: the cancellation of a pencil that was still to be sent was lost.
  const pencilled = { deleted: false, value: { id: 'a', text: 'mine', status: 'pencilled' } }
  const outcome = readOutcome({ ...row(live('')), local: pencilled }, ok, held(live('confirmed')))
  expect(outcome).toEqual({ kind: 'conflict', wasStored: false })
})

const settled = [
  ['stored as pushed', row(live('new')), ok, [], true],
  ['stored otherwise', row(live('new')), { ...ok, adjusted: true }, [], false],
  ['a claim', row(live('new'), live('old'), true), ok, [], false],
  ['a slot that replaces or is replaced', row(live('new')), ok, ['a'], false],
  ['refused', row(live('new')), error('forbidden', 'slot-booked'), [], false],
  ['no answer', row(live('new')), undefined, [], false]
] as const
for (const [what, pushed, answer, linked, is] of settled) {
  it(`VE11 settled by its row, ${what}: ${is}`, () => expect(isSettledByRow(pushed, answer, new Set(linked))).toBe(is))
}

it('VE11 slots are linked by what they replace, or replaced before they were changed or removed', () => {
  const slot = (id: string, movesFrom?: string) => ({ id, ...(movesFrom === undefined ? {} : { movesFrom }) }) as Slot
  const rows: readonly PushRow<Slot>[] = [
    { id: 'c:0', assumed: undefined, isClaim: false, local: { deleted: false, value: slot('c:0') } },
    { id: 'c:1', assumed: undefined, isClaim: false, local: { deleted: false, value: slot('c:1', 'c:0') } },
    {
      id: 'c:2',
      assumed: { deleted: false, value: slot('c:2', 'c:9') },
      isClaim: false,
      local: { deleted: true, value: slot('c:2') }
    },
    { id: 'c:3', assumed: undefined, isClaim: false, local: { deleted: false, value: slot('c:3') } }
  ]
  expect([...listLinked(rows)].toSorted()).toEqual(['c:0', 'c:1', 'c:2', 'c:9'])
})

const creations = [
  ['made here', row(live('new')), [], true],
  ['made and removed here', row(gone), [], false],
  ['changed', row(live('new'), live('old')), [], false],
  ['made again where the server is known to have removed it', row(live('new'), gone), [], false],
  ['linked with another one', row(live('new')), ['a'], false],
  ['a claim', row(live('new'), undefined, true), [], false]
] as const
for (const [what, pushed, linked, is] of creations) {
  it(`VE11 sent without reading first, ${what}: ${is}`, () => expect(isCreation(pushed, new Set(linked))).toBe(is))
}

it.each([
  ['a', 1],
  ['é', 2],
  ['的', 3],
  ['😀', 4]
])('a text of %s weighs what it takes on the line', (character, bytes) => {
  const [empty, full] = [weighRow(row(live(''))), weighRow(row(live(character.repeat(1_000))))]
  expect(full - empty).toBe(1_000 * bytes)
})
