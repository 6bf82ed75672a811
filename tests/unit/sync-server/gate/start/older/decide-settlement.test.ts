import { expect, it } from 'vitest'
import type { SessionMove } from '#domain/model/booking.ts'
import type { Slot } from '#domain/model/slot.ts'
import { decideSettlement, type OlderBooking } from '#server/gate/start/older/decide-settlement.ts'

const id = 'b'.repeat(32)
const other = 'c'.repeat(32)
const hoursMs = 7_200_000
const here = 'coach001:0'
const there = `coach001:${2 * hoursMs}`
const booking = (state: OlderBooking['state'], more: Partial<OlderBooking> = {}): OlderBooking => ({
  id,
  slotId: here,
  coachId: 'coach001',
  studentId: 'student1',
  startsAt: 0,
  endsAt: hoursMs,
  state,
  claimedAt: 0,
  requests: [],
  ...more
})
const move: SessionMove = {
  requestId: 'e'.repeat(32),
  by: 'coach',
  at: 5,
  reason: '',
  fromSlotId: here,
  toSlotId: there,
  reopenSlot: false
}
/** A calendar in which each of these slots carries that booking. */
const held = (holders: Readonly<Record<string, string>>) => (slotId: string) =>
  holders[slotId] === undefined ? undefined : ({ id: slotId, bookingId: holders[slotId] } as Slot)

it.each([
  ['an intent whose slot carries it is confirmed', booking('intent'), { [here]: id }, booking('confirmed')],
  ['an intent whose slot is free goes', booking('intent'), {}, 'dropped'],
  ['an intent whose slot another has goes', booking('intent'), { [here]: other }, 'dropped']
] as const)('BK1 %s', (_name, entry, holders, expected) => {
  expect(decideSettlement(entry, held(holders))).toEqual({ entry: expected, free: [] })
})

it.each([
  ['a confirmed session', booking('confirmed'), { [here]: id }],
  ['a lost claim', booking('declined'), { [here]: other }],
  ['a cancelled session whose slot another has', booking('cancelled'), { [here]: other }]
] as const)('BK1 SE3 %s is settled', (_name, entry, holders) => {
  expect(decideSettlement(entry, held(holders))).toEqual({ entry, free: [] })
})

it('SE3 a cancelled session lets go of the slot that it holds', () => {
  const cancellation = { by: 'student', at: 1, reason: '', late: false, reopenSlot: true } as const
  const entry = booking('cancelled', { cancellation })
  expect(decideSettlement(entry, held({ [here]: id })).free).toEqual([{ slotId: here, reopen: true }])
})

it('RS5 an announced move whose new slot was not taken is taken back', () => {
  const entry = booking('confirmed', { moving: move })
  expect(decideSettlement(entry, held({ [here]: id, [there]: other }))).toEqual({
    entry: booking('confirmed'),
    free: []
  })
})

it('RS5 a move whose new slot carries the session is finished, and the old slot is let go of', () => {
  const { entry, free } = decideSettlement(booking('confirmed', { moving: move }), held({ [here]: id, [there]: id }))
  expect(entry).toMatchObject({
    slotId: there,
    startsAt: 2 * hoursMs,
    moves: [move],
    requests: [{ verdict: 'accepted' }]
  })
  expect(entry).not.toHaveProperty('moving')
  expect(free).toEqual([{ slotId: here, reopen: false }])
})

it('RS5 of two slots that carry a session the journal says which is its own', () => {
  const entry = booking('confirmed', { slotId: there, moves: [move] })
  expect(decideSettlement(entry, held({ [here]: id, [there]: id })).free).toEqual([{ slotId: here, reopen: false }])
  expect(decideSettlement(entry, held({ [there]: id }))).toEqual({ entry, free: [] })
})

it('TE3 a move that is finished brings the terms that were agreed with it, one that is taken back leaves those of before', () => {
  const [terms, movingTerms] = [12, 24].map(hours => ({ cancelCutoffMin: hours * 60, rescheduleCutoffMin: hours * 60 }))
  const entry = booking('confirmed', { moving: move, ...(terms && { terms }), ...(movingTerms && { movingTerms }) })
  expect(decideSettlement(entry, held({ [there]: id })).entry).toMatchObject({ slotId: there, terms: movingTerms })
  const takenBack = decideSettlement(entry, held({ [here]: id })).entry
  expect(takenBack).toMatchObject({ slotId: here, terms })
  expect(takenBack).not.toHaveProperty('movingTerms')
})

it('RS5 a session that came back to an earlier slot keeps it', () => {
  const back = { ...move, fromSlotId: there, toSlotId: here }
  const entry = booking('confirmed', { moves: [move, back] })
  expect(decideSettlement(entry, held({ [here]: id }))).toEqual({ entry, free: [] })
})
