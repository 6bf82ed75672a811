// Slots that are made again at their time, and what was said of the earlier one (SL16).
import { describe, expect, test } from 'vitest'
import { mergeSlot } from '#domain/merge/merge-slot.ts'
import type { Versioned } from '#domain/merge/meeting.ts'
import { createFilledMakingId } from '#domain/model/filled-making.ts'
import { createMakingId, isLaterMaking, type Slot } from '#domain/model/slot.ts'
import { buildSlot, hexId, now, otherCoachId } from '../builders.ts'

const there = (slot: Slot): Versioned<Slot> => ({ deleted: false, value: slot })
const removed = (slot: Slot): Versioned<Slot> => ({ deleted: true, value: slot })
const made = buildSlot({ makingId: hexId(1) })
const again = buildSlot({ makingId: hexId(2) })

test('MG10 SL16 a slot that was made again here is made, whatever became of the one before', () => {
  const meeting = { assumed: there(made), local: there(again), now }
  expect(mergeSlot({ ...meeting, server: removed(buildSlot()) })).toEqual({ resolved: there(again), notices: [] })
  const booked = buildSlot({ status: 'booked', bookingId: hexId(7) })
  expect(mergeSlot({ ...meeting, server: there(booked) })).toEqual({ resolved: there(booked), notices: [] })
})

test('MG10 an edit of a slot that was removed is a notice still', () => {
  const declined = { ...made, status: 'declined', decline: { reason: 'slot-overlaps' } } as const
  const merged = mergeSlot({ assumed: there(declined), server: removed(buildSlot()), local: there(made), now })
  expect(merged).toMatchObject({ resolved: { deleted: true }, notices: [{ topic: 'edit-met-deletion' }] })
})

test('AV6 MG4 a slot that a hand made where hours have filled one meanwhile is the hand’s, and a filled one is not', () => {
  const { coachId, startsAt } = made
  const fill = (generation: string) => buildSlot({ makingId: createFilledMakingId(coachId, startsAt, generation) })
  const server = there(fill('0000000a'))
  expect(mergeSlot({ assumed: undefined, server, local: there(made), now })).toEqual({
    resolved: there(made),
    notices: []
  })
  expect(mergeSlot({ assumed: undefined, server, local: there(fill('0000000b')), now }).resolved).toEqual(server)
  const booked = there({ ...server.value, status: 'booked', bookingId: hexId(7) })
  expect(mergeSlot({ assumed: undefined, server: booked, local: there(made), now }).resolved).toEqual(booked)
})

test.each([
  ['known before', there(made)],
  ['made and removed here before anybody had answered', undefined]
])('MG14 a removal of a slot %s leaves the one that was made again elsewhere', (_, assumed) => {
  const merged = mergeSlot({ assumed, server: there(again), local: removed(made), now })
  expect(merged).toEqual({ resolved: there(again), notices: [] })
})

test('MG14 a removal that was merged here, and not this device’s, leaves a slot that was made since', () => {
  // Found by the model: the device died after it had overwritten, and took the server's removal for its own.
  const merged = mergeSlot({ assumed: undefined, server: there(again), local: removed(buildSlot()), now })
  expect(merged).toEqual({ resolved: there(again), notices: [] })
})

test('MG13 a removal of the slot that is there is sent again, also of one that a session has left', () => {
  for (const value of [{ ...made, status: 'declined', decline: { reason: 'slot-in-past' } } as const, buildSlot()]) {
    const merged = mergeSlot({ assumed: there(made), server: there(value), local: removed(made), now })
    expect(merged).toEqual({ resolved: removed(made), notices: [] })
  }
})

describe('SL16 which of two makings came from the other', () => {
  const [first, second] = ['a'.repeat(32), 'b'.repeat(32)]
  const moved = (from: Slot, fresh: string): Slot => buildSlot({ makingId: createMakingId(fresh, from) })
  const original = buildSlot({ makingId: createMakingId(first) })

  test('a making that was moved is later than those before it, and than no other one', () => {
    const once = moved(original, second)
    const twice = moved(once, 'c'.repeat(32))
    expect([isLaterMaking(once, original), isLaterMaking(twice, original), isLaterMaking(twice, once)]).toEqual([
      true,
      true,
      true
    ])
    expect([isLaterMaking(original, twice), isLaterMaking(original, original)]).toEqual([false, false])
    expect(isLaterMaking(twice, buildSlot({ makingId: createMakingId(second) }))).toBe(false)
    expect(new Set([original, once, twice].map(({ makingId }) => makingId)).size).toBe(3)
  })

  test('makings of version 0.1.0, which are random throughout, are the beginning of a line like others', () => {
    const old = buildSlot({ makingId: hexId(1).replaceAll('0', 'f') })
    const random = buildSlot({ makingId: '00112233445566778899aabbccddeeff' })
    expect(isLaterMaking(moved(random, first), random)).toBe(true)
    expect(isLaterMaking(moved(old, first), old)).toBe(false)
    expect(moved(old, first).makingId).toBe(createMakingId(first))
  })

  test('a making of another coach is of no line of this one: makings are public, and anybody can write one', () => {
    const forged = { ...moved(original, second), coachId: otherCoachId }
    expect(isLaterMaking(forged, original)).toBe(false)
  })

  test('a slot without a making begins a line', () => {
    expect(isLaterMaking(moved(buildSlot({}), first), buildSlot({}))).toBe(false)
  })
})
