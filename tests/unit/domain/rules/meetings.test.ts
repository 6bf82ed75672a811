/** The meetings of more than one rule: what two sides did without knowing of each other, and what comes of it. */
import { describe, expect, test } from 'vitest'
import { mergeSessionCopy } from '#domain/merge/merge-session-copy.ts'
import type { Versioned } from '#domain/merge/meeting.ts'
import type { Booking } from '#domain/model/booking.ts'
import type { SessionCopy, SessionRequest } from '#domain/model/session-copy.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { projectSessionCopy } from '#domain/projection/project-session-copy.ts'
import { projectNotices } from '#domain/projection/project-notices.ts'
import { judgeSessionCopy } from '#domain/rules/judge-session-copy.ts'
import { judgeClaim } from '#domain/rules/judge-claim.ts'
import { judgeRequest } from '#domain/rules/judge-request.ts'
import type { RescheduleContext } from '#domain/rules/judge-reschedule.ts'
import { judgeSlot } from '#domain/rules/judge-slot.ts'
import {
  bookingId,
  buildBooking,
  buildCall,
  buildCallContext,
  buildClaim,
  buildClaimContext,
  buildProfile,
  buildSlot,
  buildSlotContext,
  coach,
  coachId,
  hexId,
  hourMs,
  live,
  minuteMs,
  now,
  parties,
  start,
  student
} from '../builders.ts'

const there = <T>(value: T): Versioned<T> => ({ deleted: false, value })
const gone = (value: SessionCopy): Versioned<SessionCopy> => ({ deleted: true, value })
const later = start + 30 * hourMs

describe('a pencilled student and an online booking', () => {
  const local = buildCall({ status: 'pencilled' })
  const declined = buildBooking({ state: 'declined', pencilled: true, decline: { reason: 'slot-taken' } })
  const copy = projectSessionCopy(declined, 'coach', parties, undefined, { now })

  test('MG3 the online booking stands: the copy is declined and the coach is told', () => {
    const merged = mergeSessionCopy({ server: there(copy), local: there(local), reason: 'slot-taken', now })
    expect(merged.resolved).toEqual(there(copy))
    expect(merged.notices).toMatchObject([{ topic: 'pencil-lost', reason: 'slot-taken', bookingId, startsAt: start }])
  })

  test('MG3 device and server tell it by one and the same notice', () => {
    const merged = mergeSessionCopy({ server: there(copy), local: there(local), reason: 'slot-taken', now })
    const fromServer = projectNotices(declined, 'coach', parties)
    expect(merged.notices.map(({ id }) => id)).toEqual(fromServer.map(({ id }) => id))
  })

  test('MG3 a device that was killed before it heard the answer is told by the copy', () => {
    const merged = mergeSessionCopy({ server: there(copy), local: there(local), now })
    expect(merged.notices).toMatchObject([{ topic: 'pencil-lost', reason: 'slot-taken' }])
  })

  test('MG3 a pencil of which nothing was stored is told, too', () => {
    const merged = mergeSessionCopy({ server: gone(local), local: there(local), reason: 'unknown-student', now })
    expect(merged.resolved).toEqual(gone(local))
    expect(merged.notices).toMatchObject([{ topic: 'pencil-lost', reason: 'unknown-student' }])
  })

  test('MG3 what was typed beside it goes to the inbox, also where the student had booked the slot already', () => {
    const typed = { ...local, notes: 'Bring the book' }
    for (const [reason, topics] of [
      ['slot-taken', ['pencil-lost', 'write-refused']],
      ['already-yours', ['write-refused']]
    ] as const) {
      const { notices } = mergeSessionCopy({ server: gone(local), local: there(typed), reason, now })
      expect(notices.map(({ topic }) => topic)).toEqual(topics)
      expect(notices.at(-1)?.mine).toContain('Bring the book')
    }
    expect(
      mergeSessionCopy({ server: gone(local), local: there(local), reason: 'already-yours', now }).notices
    ).toEqual([])
  })

  test('MG3 a granted pencil becomes the server’s copy, and keeps what was asked for meanwhile', () => {
    const granted = projectSessionCopy(buildBooking({ pencilled: true }), 'coach', parties, undefined, { now })
    const request: SessionRequest = { kind: 'cancel', requestId: hexId(2), reason: 'Ill', reopenSlot: true }
    const merged = mergeSessionCopy({ server: there(granted), local: there({ ...local, request }), now })
    expect(merged).toEqual({ resolved: there({ ...granted, request }), notices: [] })
  })
})

describe('a cancellation and a reschedule', () => {
  const { policy } = buildProfile()
  const cancelling: SessionRequest = { kind: 'cancel', requestId: hexId(1), reason: 'Ill', reopenSlot: false }
  const moving: SessionRequest = { kind: 'reschedule', requestId: hexId(2), toSlotId: createSlotId(coachId, later) }
  const target = {
    slot: live(buildSlot({ startsAt: later })),
    coach: buildProfile(),
    coachSlots: [],
    studentBookings: [],
    coachBookings: []
  }
  const ask = (by: RescheduleContext['by'], request: SessionRequest, booking: Booking) =>
    judgeRequest(request, { by, booking, policy, target, now })

  test('MG5 a reschedule after the cancellation is refused, and its author is told of both', () => {
    const cancelled = ask('student', cancelling, buildBooking())?.booking ?? buildBooking()
    const effect = ask('coach', moving, cancelled)
    expect(effect).toMatchObject({ rejected: 'already-cancelled', booking: { state: 'cancelled', startsAt: start } })
    expect(effect).not.toHaveProperty('move')
    const topics = projectNotices(effect?.booking ?? cancelled, 'coach', parties).map(({ topic }) => topic)
    expect(topics).toEqual(['request-refused', 'session-cancelled'])
  })

  test.each(['student', 'coach'] as const)(
    'MG5 a cancellation by the %s after the reschedule cancels the moved session',
    by => {
      const other = by === 'coach' ? 'student' : 'coach'
      const moved = ask(other, moving, buildBooking())?.booking ?? buildBooking()
      const effect = ask(by, cancelling, moved)
      expect(effect).toMatchObject({
        booking: { state: 'cancelled', slotId: createSlotId(coachId, later), cancellation: { by } },
        freeSlot: { reopen: by === 'student' }
      })
      const topics = projectNotices(effect?.booking ?? moved, other, parties).map(({ topic }) => topic)
      expect(topics).toEqual(['session-cancelled'])
    }
  )

  test('MG5 the waiting wish of a device survives the news and is sent again, so that it gets its answer', () => {
    const assumed = buildCall()
    const cancelled = buildCall({
      status: 'cancelled',
      cancellation: { by: 'student', at: now, reason: 'Ill', late: false, reopenSlot: true }
    })
    const merged = mergeSessionCopy({
      assumed: there(assumed),
      server: there(cancelled),
      local: there({ ...assumed, request: moving }),
      now
    })
    expect(merged).toEqual({ resolved: there({ ...cancelled, request: moving }), notices: [] })
    const verdict = judgeSessionCopy(coach, merged.resolved.value, {
      ...buildCallContext(cancelled, { booking: buildBooking({ state: 'cancelled' }), now }),
      target
    })
    expect(verdict).toMatchObject({ kind: 'adjusted', reason: 'already-cancelled' })
  })

  test('MG5 a request that waits here takes the times that the other party’s move has made', () => {
    const assumed = buildCall()
    const movedAway = { slotId: createSlotId(coachId, later), startsAt: later, endsAt: later + 2 * hourMs }
    const merged = mergeSessionCopy({
      assumed: there(assumed),
      server: there({ ...assumed, ...movedAway }),
      local: there({ ...assumed, request: cancelling }),
      now
    })
    expect(merged.resolved.value).toMatchObject({ ...movedAway, request: cancelling })
  })
})

describe('clocks and accounts', () => {
  test('MG8 deadlines are the server’s, whatever the document says of its own time', () => {
    const late = buildClaim({ validUntil: now - 1 })
    expect(judgeClaim(student, late, buildClaimContext())).toMatchObject({ reason: 'claim-expired' })
    const ahead = buildClaim({ validUntil: start + hourMs })
    expect(judgeClaim(student, ahead, buildClaimContext({ now: start }))).toMatchObject({ reason: 'slot-started' })
    const typed = { ...buildCall(), notes: 'x', wordsEditedAt: start + 30 * hourMs }
    expect(judgeSessionCopy(coach, typed, buildCallContext(buildCall()))).toMatchObject({
      effect: { put: { wordsEditedAt: start + hourMs, wordsStamp: { at: start + hourMs } } }
    })
  })

  test('MG8 a cancellation and a move are stamped with the server’s time', () => {
    const request: SessionRequest = { kind: 'cancel', requestId: hexId(1), reason: '', reopenSlot: true }
    const context = { by: 'coach', booking: buildBooking(), policy: buildProfile().policy } as const
    const effect = judgeRequest(request, { ...context, now: now + minuteMs })
    expect(effect?.booking.cancellation?.at).toBe(now + minuteMs)
  })

  test('MG9 nobody books with, or moves a session to, a coach who takes part no more', () => {
    expect(judgeClaim(student, buildClaim(), buildClaimContext({ coach: undefined }))).toEqual({
      kind: 'refused',
      reason: 'slot-gone'
    })
    const target = {
      slot: live(buildSlot({ startsAt: later })),
      coach: undefined,
      coachSlots: [],
      studentBookings: [],
      coachBookings: []
    }
    const request = { kind: 'reschedule', requestId: hexId(2), toSlotId: createSlotId(coachId, later) } as const
    const context = { by: 'student', booking: buildBooking(), policy: buildProfile().policy, target, now } as const
    expect(judgeRequest(request, context)).toMatchObject({ rejected: 'slot-gone' })
  })

  test('MG9 whoever became a coach meanwhile claims nothing, whoever became a student opens nothing', () => {
    expect(judgeClaim({ ...student, role: 'coach' }, buildClaim(), buildClaimContext())).toMatchObject({
      reason: 'students-only'
    })
    expect(judgeSlot({ ...coach, role: 'student' }, buildSlot(), buildSlotContext())).toMatchObject({
      reason: 'coaches-only'
    })
  })
})
