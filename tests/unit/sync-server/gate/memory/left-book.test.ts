import { describe, expect, it } from 'vitest'
import type { Booking } from '#domain/model/booking.ts'
import { createLeftBook } from '#server/gate/memory/left-book.ts'
import { buildBooking, hexId, now } from '../../../domain/builders.ts'

const standing = (n: number): Booking => buildBooking({ id: hexId(n) })
const { slotId } = standing(1)
const left = (n: number, at: number): Booking => ({
  ...standing(n),
  state: 'cancelled',
  cancellation: { by: 'student', at, reason: '', late: false, reopenSlot: true }
})

describe('who left a slot', () => {
  it('WL4 is listed in the order of the writes, whatever the clock said', () => {
    const book = createLeftBook()
    book.note(standing(1), left(1, now))
    book.note(standing(2), left(2, now - 1_000))
    book.note(standing(3), left(3, now - 1_000))
    expect(book.list(slotId).map(({ id }) => id)).toEqual([1, 2, 3].map(hexId))
  })

  it('WL4 keeps its place where its booking is written again, and goes last where it leaves again', () => {
    const book = createLeftBook()
    const move = { requestId: hexId(7), by: 'coach', at: now, reason: '', toSlotId: 'other', reopenSlot: true } as const
    const moved: Booking = { ...standing(1), slotId: 'other', moves: [{ ...move, fromSlotId: slotId }] }
    book.note(standing(1), moved)
    book.note(standing(2), left(2, now))
    const written: Booking = { ...moved, outcomeAt: now }
    book.note(moved, written)
    expect(book.list(slotId)).toEqual([written, left(2, now)])
    const back = { ...move, fromSlotId: 'other', toSlotId: slotId }
    const again = { ...left(1, now), moves: [...(moved.moves ?? []), back] }
    book.note(written, again)
    expect(book.list(slotId)).toEqual([left(2, now), again])
  })

  it('WL4 is in the order of the times where it is read at the start, before all that leaves later', () => {
    const book = createLeftBook()
    book.note(undefined, left(3, now))
    book.note(undefined, left(1, now - 2_000))
    book.note(undefined, left(2, now - 1_000))
    book.note(standing(4), left(4, now - 5_000))
    expect(book.list(slotId).map(({ id }) => id)).toEqual([1, 2, 3, 4].map(hexId))
    book.forget(left(4, now - 5_000))
    expect(book.list(slotId)).toHaveLength(3)
    expect(book.list('other')).toEqual([])
  })
})
