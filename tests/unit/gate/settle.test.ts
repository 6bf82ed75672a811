import { expect, it } from 'vitest'
import type { Booking } from '#domain/model/booking.ts'
import type { Slot } from '#domain/model/slot.ts'
import { decideSettlement } from '../../../sync-server/gate/settle.ts'

const id = 'b'.repeat(32)
const times = { startsAt: 0, endsAt: 7_200_000 }
const booking = (state: Booking['state']): Booking => ({
  id,
  slotId: 'coach001:0',
  coachId: 'coach001',
  studentId: 'student1',
  ...times,
  state,
  claimedAt: 0,
  requests: []
})
const slot = (bookingId?: string): Slot => ({
  id: 'coach001:0',
  coachId: 'coach001',
  ...times,
  status: bookingId === undefined ? 'open' : 'booked',
  ...(bookingId === undefined ? {} : { bookingId })
})

it.each([
  ['an intent whose slot carries it', 'intent', slot(id), 'confirm'],
  ['an intent whose slot is open', 'intent', slot(), 'drop'],
  ['an intent whose slot another has', 'intent', slot('c'.repeat(32)), 'drop'],
  ['an intent whose slot is gone', 'intent', undefined, 'drop'],
  ['a cancelled session that holds its slot', 'cancelled', slot(id), 'free'],
  ['a cancelled session whose slot another has', 'cancelled', slot('c'.repeat(32)), 'none'],
  ['a confirmed session', 'confirmed', slot(id), 'none'],
  ['a lost claim', 'declined', slot('c'.repeat(32)), 'none']
] as const)('BK1 SE3 settles %s by what the slot says', (_name, state, found, expected) => {
  expect(decideSettlement(booking(state), found)).toBe(expected)
})
