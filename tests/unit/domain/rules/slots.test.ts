import { describe, expect, test } from 'vitest'
import { createSlotId, parseSlotId } from '#domain/model/slot-id.ts'
import { isReplacementOf, type Slot, slotFromId } from '#domain/model/slot.ts'
import { judgeSlot, judgeSlotRemoval } from '#domain/rules/judge-slot.ts'
import {
  absent,
  admin,
  bookingId,
  buildSlot,
  buildSlotContext,
  coach,
  coachId,
  deleted,
  hexId,
  hourMs,
  live,
  minuteMs,
  now,
  otherCoach,
  otherCoachId,
  start,
  student
} from '../builders.ts'

const declinedWith = (reason: string) => ({ kind: 'rejected', reason })
/** The slot is stored, but as declined. */
const keptDeclined = (reason: string, slotId?: string) => ({
  kind: 'adjusted',
  reason,
  effect: { put: { status: 'declined', decline: slotId === undefined ? { reason } : { reason, slotId } } }
})

describe('the shape of a slot', () => {
  test.each([-minuteMs, -1, 1, minuteMs])('SL1 an end that is off by %d ms is refused', difference => {
    const slot = buildSlot({ endsAt: start + 2 * hourMs + difference })
    expect(judgeSlot(coach, slot, buildSlotContext())).toEqual(declinedWith('slot-not-two-hours'))
  })

  test('SL1 exactly two hours are accepted as they are', () => {
    expect(judgeSlot(coach, buildSlot(), buildSlotContext())).toEqual({
      kind: 'accepted',
      effect: { put: buildSlot() }
    })
  })

  test.each([1, minuteMs, 4 * minuteMs + 59_999])('SL2 a start %d ms after the boundary is refused', difference => {
    const slot = buildSlot({ startsAt: start + difference })
    expect(judgeSlot(coach, slot, buildSlotContext())).toEqual(declinedWith('slot-off-grid'))
  })

  test('SL3 the same start gives the same id on every device, and the id gives the start', () => {
    expect(createSlotId(coachId, start)).toBe(`${coachId}:${start}`)
    expect(parseSlotId(`${coachId}:${start}`)).toEqual({ coachId, startsAt: start })
    expect(slotFromId(buildSlot().id)).toEqual(buildSlot())
  })

  test.each([
    ['another start', createSlotId(coachId, start + hourMs)],
    ['another coach', createSlotId(otherCoachId, start)],
    ['leading zeros', `${coachId}:0${start}`]
  ])('SL3 an id with %s is refused', (_, id) => {
    expect(judgeSlot(coach, buildSlot({ id }), buildSlotContext())).toEqual(declinedWith('slot-id-mismatch'))
  })

  test.each([`${coachId}:0${start}`, `${coachId}:9999999999999999`, `${coachId}:`, coachId, '__proto__:1', ''])(
    'SL3 %j is no slot id',
    id => {
      expect(parseSlotId(id)).toBeUndefined()
      expect(slotFromId(id)).toBeUndefined()
    }
  )
})

describe('who writes slots', () => {
  test.each([student, admin])('SL4 $role may not create or remove one', actor => {
    const slot = buildSlot({ coachId: actor.userId })
    expect(judgeSlot(actor, slot, buildSlotContext())).toEqual(declinedWith('coaches-only'))
    expect(judgeSlotRemoval(actor, slot, buildSlotContext())).toEqual(declinedWith('coaches-only'))
  })

  test('SL4 another coach may not create, change or remove it', () => {
    const context = buildSlotContext({ current: live(buildSlot()), base: 'current' })
    expect(judgeSlot(otherCoach, buildSlot(), context)).toEqual(declinedWith('not-yours'))
    expect(judgeSlotRemoval(otherCoach, buildSlot(), context)).toEqual(declinedWith('not-yours'))
  })

  test('SL4 a tombstone that names its writer as owner of another coach’s slot removes nothing', () => {
    const forged = { ...buildSlot(), coachId: otherCoachId }
    const context = buildSlotContext({ current: live(buildSlot()), base: 'current' })
    expect(judgeSlotRemoval(otherCoach, forged, context)).toEqual(declinedWith('slot-id-mismatch'))
  })

  test('SL4 a move from another coach’s slot is malformed', () => {
    const theirs = buildSlot({ coachId: otherCoachId, startsAt: start + 5 * hourMs })
    const context = buildSlotContext({ movedFrom: live(theirs) })
    expect(judgeSlot(coach, buildSlot({ movesFrom: theirs.id }), context)).toEqual(declinedWith('malformed'))
  })

  test.each(['booked', 'requested', 'declined'] as const)('SL15 a coach cannot write a new slot as %s', status => {
    const slot = buildSlot({ status, bookingId })
    expect(judgeSlot(coach, slot, buildSlotContext())).toEqual(declinedWith('server-owned'))
  })

  test('SL15 fields of the server in a new slot are taken off', () => {
    const slot = buildSlot({ bookingId, validUntil: now, decline: { reason: 'slot-overlaps' } })
    expect(judgeSlot(coach, slot, buildSlotContext())).toEqual({ kind: 'adjusted', effect: { put: buildSlot() } })
  })

  test('SL15 an open slot cannot be set to declined by its coach', () => {
    const context = buildSlotContext({ current: live(buildSlot()), base: 'current' })
    expect(judgeSlot(coach, buildSlot({ status: 'declined' }), context)).toEqual(declinedWith('server-owned'))
  })
})

describe('arrival', () => {
  test('SL5 a slot that starts now or earlier is kept as declined', () => {
    const context = buildSlotContext({ now: start })
    expect(judgeSlot(coach, buildSlot(), context)).toMatchObject(keptDeclined('slot-in-past'))
    expect(judgeSlot(coach, buildSlot(), { ...context, now: start - 1 })).toMatchObject({ kind: 'accepted' })
  })

  test.each([
    ['open', -hourMs],
    ['booked', hourMs],
    ['open', 2 * hourMs - 5 * minuteMs]
  ] as const)('SL6 it meets an %s slot %d ms away and is kept as declined, naming it', (status, difference) => {
    const met = buildSlot({ startsAt: start + difference, status })
    const verdict = judgeSlot(coach, buildSlot(), buildSlotContext({ coachSlots: [met] }))
    expect(verdict).toMatchObject(keptDeclined('slot-overlaps', met.id))
  })

  test('SL6 touching slots and declined ones are no obstacle', () => {
    const coachSlots = [
      buildSlot({ startsAt: start - 2 * hourMs }),
      buildSlot({ startsAt: start + 2 * hourMs }),
      buildSlot({ startsAt: start + hourMs, status: 'declined' })
    ]
    expect(judgeSlot(coach, buildSlot(), buildSlotContext({ coachSlots }))).toMatchObject({ kind: 'accepted' })
  })

  test('MG4 of two overlapping slots the first to arrive stands and the second names it', () => {
    const [a, b] = [buildSlot(), buildSlot({ startsAt: start + hourMs })]
    expect(judgeSlot(coach, b, buildSlotContext({ coachSlots: [a] }))).toMatchObject(
      keptDeclined('slot-overlaps', a.id)
    )
    expect(judgeSlot(coach, a, buildSlotContext({ coachSlots: [b] }))).toMatchObject(
      keptDeclined('slot-overlaps', b.id)
    )
  })

  test('SL11 a declined slot that is set to open is judged anew: accepted once the time is free', () => {
    const current = live(buildSlot({ status: 'declined', decline: { reason: 'slot-overlaps' } }))
    const context = buildSlotContext({ current, base: 'current' })
    expect(judgeSlot(coach, buildSlot(), context)).toEqual({ kind: 'accepted', effect: { put: buildSlot() } })
    const met = buildSlot({ startsAt: start + hourMs })
    expect(judgeSlot(coach, buildSlot(), { ...context, coachSlots: [met] })).toMatchObject(
      keptDeclined('slot-overlaps', met.id)
    )
  })

  test('SL11 a declined slot that is pushed as declined stays as it is', () => {
    const stored = buildSlot({ status: 'declined', decline: { reason: 'slot-in-past' } })
    const pushed = buildSlot({ status: 'declined', decline: { reason: 'slot-overlaps' } })
    const verdict = judgeSlot(coach, pushed, buildSlotContext({ current: live(stored), base: 'current' }))
    expect(verdict).toEqual({ kind: 'adjusted', effect: { put: stored } })
  })

  test('SL12 creating a slot that is open already leaves it as it is', () => {
    const context = buildSlotContext({ current: live(buildSlot()), base: 'current' })
    expect(judgeSlot(coach, buildSlot(), context)).toEqual({ kind: 'adjusted', effect: { put: buildSlot() } })
  })

  test.each(['none', 'current'] as const)('SL13 it may be created over its tombstone (base: %s)', base => {
    const verdict = judgeSlot(coach, buildSlot(), buildSlotContext({ current: deleted, base }))
    expect(verdict).toEqual({ kind: 'accepted', effect: { put: buildSlot() } })
  })

  test('SL13 an edit of the live slot does not bring it back from its tombstone', () => {
    const verdict = judgeSlot(coach, buildSlot(), buildSlotContext({ current: deleted, base: 'stale' }))
    expect(verdict).toEqual({ kind: 'conflict' })
  })

  test.each(['open', 'booked', 'declined'] as const)(
    'SL14 an older base over a slot that is %s is a conflict',
    status => {
      for (const base of ['stale', 'none'] as const) {
        const context = buildSlotContext({ current: live(buildSlot({ status })), base })
        expect(judgeSlot(coach, buildSlot(), context)).toEqual({ kind: 'conflict' })
        expect(judgeSlotRemoval(coach, buildSlot(), context)).toEqual({ kind: 'conflict' })
      }
    }
  )
})

describe('removal and booking', () => {
  const booked = buildSlot({ status: 'booked', bookingId })

  test('SL7 a booked slot is neither changed nor removed', () => {
    const context = buildSlotContext({ current: live(booked), base: 'current' })
    expect(judgeSlot(coach, buildSlot(), context)).toEqual(declinedWith('slot-booked'))
    expect(judgeSlotRemoval(coach, buildSlot(), context)).toEqual(declinedWith('slot-booked'))
  })

  test.each(['open', 'declined'] as const)('SL7 a slot that is %s is removed by its coach', status => {
    const context = buildSlotContext({ current: live(buildSlot({ status })), base: 'current' })
    expect(judgeSlotRemoval(coach, buildSlot(), context)).toEqual({
      kind: 'accepted',
      effect: { remove: buildSlot().id }
    })
  })

  test.each([absent, deleted])('SL8 removing a slot that is $kind changes nothing', current => {
    for (const base of ['none', 'current', 'stale'] as const) {
      const verdict = judgeSlotRemoval(coach, buildSlot(), buildSlotContext({ current, base }))
      expect(verdict).toEqual({ kind: 'accepted', effect: {} })
    }
  })
})

describe('moving', () => {
  const old = buildSlot()
  const moved = buildSlot({ startsAt: start + hourMs, movesFrom: old.id })

  test('SL9 old and new change in one effect, and the old one is no overlap', () => {
    const verdict = judgeSlot(coach, moved, buildSlotContext({ coachSlots: [old], movedFrom: live(old) }))
    expect(verdict).toEqual({ kind: 'accepted', effect: { put: moved, remove: old.id } })
  })

  test('SL9 a declined move leaves the old slot where it is', () => {
    const met = buildSlot({ startsAt: start + 3 * hourMs - 5 * minuteMs })
    const verdict = judgeSlot(coach, moved, buildSlotContext({ coachSlots: [old, met], movedFrom: live(old) }))
    expect(verdict).toMatchObject(keptDeclined('slot-overlaps', met.id))
    expect(verdict).not.toHaveProperty('effect.remove')
  })

  test('SL9 a slot that names itself as its origin is malformed', () => {
    const slot = buildSlot({ movesFrom: old.id })
    expect(judgeSlot(coach, slot, buildSlotContext())).toEqual(declinedWith('malformed'))
  })

  test('SL9 a slot whose origin never reached the server arrives as a new one', () => {
    const verdict = judgeSlot(coach, moved, buildSlotContext({ movedFrom: absent }))
    expect(verdict).toEqual({ kind: 'accepted', effect: { put: moved } })
  })

  test('SL10 moving a slot that was booked meanwhile keeps the new one as declined', () => {
    const booked = { ...old, status: 'booked', bookingId } as const
    const verdict = judgeSlot(coach, moved, buildSlotContext({ coachSlots: [booked], movedFrom: live(booked) }))
    expect(verdict).toMatchObject(keptDeclined('slot-booked', old.id))
    expect(verdict).not.toHaveProperty('effect.remove')
  })

  test('SL10 moving a slot that another device removed or moved does not make a second slot of it', () => {
    const verdict = judgeSlot(coach, moved, buildSlotContext({ movedFrom: deleted }))
    expect(verdict).toMatchObject(keptDeclined('slot-gone', old.id))
  })

  const open = live(old)
  const withSession = live({ ...old, status: 'booked', bookingId } as const)
  test.each([
    ['gone', deleted],
    ['open', open],
    ['booked', withSession]
  ])(
    'SL11 the new slot of a failed move can be set open, as one of its own, where the old one is %s',
    (_, movedFrom) => {
      const current = live({ ...moved, status: 'declined', decline: { reason: 'slot-gone' } } as const)
      // Two hours later: whatever became of the old one, it is not in the way.
      const verdict = judgeSlot(coach, moved, buildSlotContext({ current, base: 'current', movedFrom }))
      const { movesFrom: _movesFrom, ...independent } = moved
      expect(verdict).toEqual({ kind: 'adjusted', effect: { put: independent } })
    }
  )

  test('SL11 set open, it overlaps the slot that it was to replace like any other', () => {
    const current = live({ ...moved, status: 'declined', decline: { reason: 'slot-booked' } } as const)
    const context = buildSlotContext({ current, base: 'current', movedFrom: open, coachSlots: [old] })
    expect(judgeSlot(coach, moved, context)).toMatchObject(keptDeclined('slot-overlaps', old.id))
  })
})

describe('slots that are made again', () => {
  const [first, second, third] = [1, 2, 3].map(n => hexId(n))
  const made = buildSlot({ makingId: first })
  const again = buildSlot({ makingId: second })
  const moved = buildSlot({ startsAt: start + hourMs, movesFrom: made.id, movesMakingId: first, makingId: third })

  test('SL12 SL16 over an open one it is stored anew; the same making, or none, changes nothing', () => {
    const context = buildSlotContext({ current: live(made), base: 'current', coachSlots: [made] })
    expect(judgeSlot(coach, again, context)).toEqual({ kind: 'accepted', effect: { put: again } })
    expect(judgeSlot(coach, buildSlot(), context)).toEqual({ kind: 'adjusted', effect: { put: made } })
    expect(judgeSlot(coach, made, context)).toEqual({ kind: 'adjusted', effect: { put: made } })
  })

  test('SL16 a slot that is moved onto an open one takes its place, and leaves its own', () => {
    const other = buildSlot({ startsAt: start + 5 * hourMs })
    const arriving = { ...again, movesFrom: other.id }
    const coachSlots = [made, other]
    const context = buildSlotContext({ current: live(made), base: 'current', coachSlots, movedFrom: live(other) })
    expect(judgeSlot(coach, arriving, context)).toEqual({
      kind: 'accepted',
      effect: { put: arriving, remove: other.id }
    })
  })

  test('SL10 SL16 a move takes along the making that it names, and no other', () => {
    const context = (value: Slot) => buildSlotContext({ coachSlots: [value], movedFrom: live(value) })
    expect(judgeSlot(coach, moved, context(made))).toEqual({
      kind: 'accepted',
      effect: { put: moved, remove: made.id }
    })
    expect(judgeSlot(coach, moved, context(again))).toMatchObject(keptDeclined('slot-gone', made.id))
    // One that a session has left: nobody made another since.
    expect(judgeSlot(coach, moved, context(buildSlot()))).toMatchObject({ effect: { remove: made.id } })
  })

  test('SL16 two slots that name each other: what is left of moves there and back does no harm', () => {
    const there = buildSlot({ startsAt: start + hourMs, movesFrom: made.id, makingId: second })
    const back = { ...made, movesFrom: there.id, movesMakingId: second, makingId: third }
    const context = buildSlotContext({ current: deleted, base: 'none', coachSlots: [there], movedFrom: live(there) })
    expect(judgeSlot(coach, back, context)).toEqual({ kind: 'accepted', effect: { put: back, remove: there.id } })
    expect(isReplacementOf(there, back)).toBe(false)
    expect(isReplacementOf(back, there)).toBe(true)
    const late = buildSlotContext({ current: deleted, base: 'none', coachSlots: [back], movedFrom: live(back) })
    expect(judgeSlot(coach, there, late)).toMatchObject(keptDeclined('slot-gone', made.id))
  })

  test('SL16 what it replaces is named with its slot, or not at all', () => {
    const slot = buildSlot({ movesMakingId: first })
    expect(judgeSlot(coach, slot, buildSlotContext())).toEqual(declinedWith('malformed'))
  })
})

test('SL17 a coach has at most 5,000 slots; what is there stays as it is', () => {
  const context = buildSlotContext({ slotCount: 4_999 })
  expect(judgeSlot(coach, buildSlot(), context)).toMatchObject({ kind: 'accepted' })
  expect(judgeSlot(coach, buildSlot(), { ...context, slotCount: 5_000 })).toEqual({
    kind: 'rejected',
    reason: 'too-many-slots'
  })
  const there = { ...context, slotCount: 5_000, current: live(buildSlot()), base: 'current' as const }
  expect(judgeSlot(coach, buildSlot(), there)).not.toMatchObject({ kind: 'rejected' })
})
