import { describe, expect, it } from 'vitest'
import type { Booking } from '#domain/model/booking.ts'
import { bringForward, sessionCopyToBooking } from '#domain/projection/session-copy-to-booking.ts'
import { listPartyRoles, partyIdOf } from '#domain/projection/party.ts'
import { projectSessionCopy } from '#domain/projection/project-session-copy.ts'
import { buildBooking, now } from '../builders.ts'

const parties = { coach: undefined, student: undefined }
const copiesOf = (booking: Booking) =>
  listPartyRoles(booking).map(role => ({
    ownerId: partyIdOf(booking, role),
    call: projectSessionCopy(booking, role, parties, undefined, { now })
  }))

const { startsAt } = buildBooking()
const request = (id: string, by: 'coach' | 'student', at: number) =>
  ({ requestId: id.repeat(32), by, kind: 'cancel', verdict: 'accepted', at }) as const
const cancellation = { by: 'student', at: startsAt - 5, reason: 'ill', late: false, reopenSlot: true } as const
const states: readonly Booking[] = [
  buildBooking(),
  buildBooking({ pencilled: true }),
  buildBooking({ state: 'declined', decline: { reason: 'slot-taken' } }),
  buildBooking({ state: 'declined', pencilled: true, decline: { reason: 'slot-taken' } }),
  buildBooking({ state: 'cancelled', cancellation, requests: [request('a', 'student', startsAt - 5)] }),
  buildBooking({ state: 'completed', outcomeAt: startsAt + 5, requests: [request('b', 'coach', startsAt + 5)] }),
  buildBooking({ state: 'no-show', outcomeAt: startsAt + 5 }),
  buildBooking({ studentReview: { score: 4, text: 'good', at: startsAt + 9 } })
]

describe('SB7 the journal from copies', () => {
  it.each(states)('SB7 makes a lost entry again from the copies that it was projected to (%#)', booking => {
    expect(bringForward(undefined, copiesOf(booking))).toEqual(booking)
  })

  it.each(states)('SB7 leaves an entry alone that says the same already, or more (%#)', booking => {
    expect(bringForward(booking, copiesOf(booking))).toBe(booking)
    const earlier = { ...buildBooking(), requests: [] }
    if (booking.state !== 'declined') expect(bringForward(booking, copiesOf(earlier))).toBe(booking)
  })

  it('SB7 brings an older entry forward, and keeps its earlier answers', () => {
    const earlier = buildBooking({ requests: [request('c', 'coach', startsAt - 9)] })
    const cancelled = { ...earlier, state: 'cancelled' as const, cancellation }
    const later = { ...cancelled, requests: [...earlier.requests, request('a', 'student', startsAt - 5)] }

    expect(bringForward(earlier, copiesOf(later))).toEqual(later)
  })

  it('SB7 takes nothing from a pencil that no server has judged', () => {
    const [coachs] = copiesOf(buildBooking())
    if (coachs === undefined) throw new Error('no copy')
    expect(sessionCopyToBooking({ ...coachs, call: { ...coachs.call, status: 'pencilled' } })).toBeUndefined()
  })
})
