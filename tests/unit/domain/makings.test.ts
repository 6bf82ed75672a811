// Slots that are made again at their time, and what was said of the earlier one (SL16).
import { expect, test } from 'vitest'
import { mergeSlot } from '#domain/merge/merge-slot.ts'
import type { Versioned } from '#domain/merge/meeting.ts'
import type { Slot } from '#domain/model/slot.ts'
import { buildSlot, hexId, now } from './builders.ts'

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
