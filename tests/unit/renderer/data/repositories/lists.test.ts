import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { sessionCopySchema } from '#domain/model/session-copy.ts'
import { coachProfileSchema } from '#domain/model/coach-profile.ts'
import { type Notice, noticeSchema } from '#domain/model/notice.ts'
import { type Slot, slotSchema } from '#domain/model/slot.ts'
import { createTombstone } from '#renderer/data/replication/tombstone.ts'
import { byStart } from '#renderer/data/repositories/orders.ts'
import { applyChanges, type ListChange } from '#renderer/data/repositories/sorted-list.ts'
import { deriveRecordSync, mergeNotices } from '#renderer/store/derive-workspace.ts'
import { createMovingSlots } from '#renderer/store/moving-slots.ts'

interface Item {
  readonly id: string
  readonly startsAt: number
}
const changes = fc.array(
  fc.record({ id: fc.integer({ min: 0, max: 60 }).map(String), startsAt: fc.option(fc.integer({ min: 0, max: 30 })) }),
  { maxLength: 80 }
)

it('a list that follows changes is the same as one that is sorted anew', () => {
  fc.assert(
    fc.property(fc.array(changes, { maxLength: 8 }), batches => {
      const all = new Map<string, Item>()
      let list: readonly Item[] = []
      for (const batch of batches) {
        const step = batch.map(
          ({ id, startsAt }): ListChange<Item> => [id, startsAt === null ? undefined : { id, startsAt }]
        )
        list = applyChanges(list, step, byStart)
        for (const [id, value] of step) {
          if (value === undefined) all.delete(id)
          else all.set(id, value)
        }
        expect(list).toEqual([...all.values()].sort(byStart))
      }
    })
  )
})

it('what did not change stays the same object', () => {
  const [a, b] = [
    { id: 'a', startsAt: 1 },
    { id: 'b', startsAt: 2 }
  ]
  const list = applyChanges([a, b], [['c', { id: 'c', startsAt: 0 }]], byStart)
  expect(list[1]).toBe(a)
  expect(list[2]).toBe(b)
})

it('a tombstone has the fields that its collection requires', () => {
  expect(slotSchema.parse(createTombstone('slots', 'coach001:1803888000000'))).toMatchObject({
    startsAt: 1_803_888_000_000
  })
  expect(coachProfileSchema.parse(createTombstone('users', 'coach001'))).toMatchObject({ id: 'coach001' })
  expect(sessionCopySchema.parse(createTombstone('calls', 'ab'.repeat(16)))).toMatchObject({ kind: 'call' })
  expect(noticeSchema.parse(createTombstone('calls', 'notice:x'))).toMatchObject({ kind: 'notice', dismissed: true })
})

const slot = (id: string, more: Partial<Slot> = {}): Slot => ({
  id,
  coachId: 'coach001',
  startsAt: Number(id),
  endsAt: Number(id) + 1,
  status: 'open',
  ...more
})

it('SL9 the old slot of a waiting move is out of sight until the server has decided', () => {
  const slotById = new Map([slot('1'), slot('2', { movesFrom: '1' }), slot('3')].map(value => [value.id, value]))
  const moving = createMovingSlots(id => slotById.get(id))
  const see = (...pending: readonly string[]) =>
    moving.update([...slotById.values()], id => pending.includes(id)).map(({ id }) => id)

  expect(see('2')).toEqual(['2', '3'])
  expect(moving.findReplacement('1')?.id).toBe('2')
  // Granted; the removal of the old slot has not come in yet.
  expect(see()).toEqual(['2', '3'])
  expect(moving.findReplacement('1')).toBeUndefined()
  // Made anew by its coach: another document under the same id.
  slotById.set('1', slot('1'))
  expect(see()).toEqual(['1', '2', '3'])
})

it('SL10 a move that was declined shows both slots, and a booked one never disappears', () => {
  const slotById = new Map([slot('1'), slot('2', { movesFrom: '1' })].map(value => [value.id, value]))
  const moving = createMovingSlots(id => slotById.get(id))
  moving.update([...slotById.values()], () => true)
  slotById.set('2', slot('2', { movesFrom: '1', status: 'declined', decline: { reason: 'slot-booked' } }))
  expect(moving.update([...slotById.values()], () => false)).toHaveLength(2)
  slotById.set('1', slot('1', { status: 'booked' }))
  slotById.set('2', slot('2', { movesFrom: '1' }))
  expect(moving.update([...slotById.values()], () => true)).toHaveLength(2)
})

const notice = (id: string, more: Partial<Notice> = {}): Notice => ({
  id: `notice:${id}`,
  kind: 'notice',
  topic: 'claim-lost',
  at: 1,
  subject: { collection: 'slots', id: 'coach001:0' },
  dismissed: false,
  ...more
})

it('an occasion that both the server and this device told is one notice with what each knows', () => {
  const merged = mergeNotices(
    [notice('a', { otherName: 'Cara' })],
    [notice('a', { mine: '{}' }), notice('b', { at: 2 })]
  )
  expect(merged.map(({ id }) => id)).toEqual(['notice:b', 'notice:a'])
  expect(merged[1]).toMatchObject({ otherName: 'Cara', mine: '{}', dismissed: false })
  expect(mergeNotices([notice('a')], [notice('a', { dismissed: true })])[0]?.dismissed).toBe(true)
})

it('a record says what it waits for: sent before needed, a request until its answer', () => {
  const asked = { id: 'call', request: { requestId: 'r' } } as unknown as SessionCopy
  const answered = {
    id: 'done',
    request: { requestId: 'r' },
    lastRequest: { requestId: 'r' }
  } as unknown as SessionCopy
  const pending = new Map([['coach001:0', 'saved-here' as const]])
  const state = deriveRecordSync(
    pending,
    [asked, answered],
    [notice('a'), notice('b', { subject: { collection: 'calls', id: 'x' } })]
  )
  expect([...state].sort(([a], [b]) => a.localeCompare(b))).toEqual([
    ['call', 'sent'],
    ['coach001:0', 'saved-here'],
    ['x', 'needs-you']
  ])
  expect(deriveRecordSync(new Map(), [], [notice('a', { dismissed: true })]).size).toBe(0)
})
