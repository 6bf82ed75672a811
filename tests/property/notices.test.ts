import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeSessionCopy } from '#domain/merge/merge-session-copy.ts'
import { mergeProfile } from '#domain/merge/merge-profile.ts'
import { mergeSlot } from '#domain/merge/merge-slot.ts'
import type { Meeting, Versioned } from '#domain/merge/meeting.ts'
import { type Notice, noticeSchema } from '#domain/model/notice.ts'
import type { Reason } from '#domain/model/reasons.ts'
import { type Kept, readNotice, type Side, type ToldNotice } from '#domain/notices/notice-payload.ts'
import { projectNotices } from '#domain/projection/project-notices.ts'
import { createForgottenClaimNotice, createForgottenNotice } from '#domain/set-back/forgotten-session.ts'
import { createReasonsNotice } from '#domain/set-back/own-reasons.ts'
import { createSetBackNotice, readSetBack } from '#domain/set-back/server-set-back.ts'
import { bookingId, now, parties, studentId } from '../unit/domain/builders.ts'
import { anyBooking, anyProfile, anyRequest, anyRole, anySlot, anyWords, buildCopy } from './arbitraries.ts'

const recall = { userId: studentId, occasion: 'once', now }
const anyReason = fc.constantFrom<Reason | undefined>(undefined, 'slot-taken', 'not-started', 'outdated')

const anyCopy = anyRole.chain(role =>
  fc
    .tuple(anyWords(role), fc.option(anyRequest, { nil: undefined }))
    .map(([words, request]) => buildCopy(role, request === undefined ? words : { ...words, request }))
)

const anyReasons = fc
  .record({ toSlotId: anySlot.map(({ id }) => id), reason: fc.string({ minLength: 1 }) })
  .map(move => ({ moves: [move], reason: move.reason }))

function anyMeeting<T>(document: fc.Arbitrary<T>): fc.Arbitrary<Meeting<T>> {
  const state: fc.Arbitrary<Versioned<T>> = fc.record({ deleted: fc.boolean(), value: document })
  return fc.record({
    assumed: fc.option(state, { nil: undefined }),
    server: state,
    local: state,
    reason: anyReason,
    now: fc.constant(now)
  })
}

/** Notices of everything that makes some with words, slots or texts of a person in them. */
const anyNotices: fc.Arbitrary<readonly Notice[]> = fc.oneof(
  anyMeeting(anySlot).map(meeting => mergeSlot(meeting).notices),
  anyMeeting(anyCopy).map(meeting => mergeSessionCopy(meeting).notices),
  anyMeeting(anyProfile).map(meeting => mergeProfile(meeting).notices),
  fc.tuple(anyCopy, anyReasons).map(([copy, reasons]) => [createReasonsNotice(copy, reasons, recall)]),
  anyCopy.map(copy => [createForgottenNotice(copy, recall)]),
  anySlot.map(slot => [createForgottenClaimNotice({ ...slot, bookingId }, recall)]),
  fc.tuple(anyBooking, anyRole, anyRequest, fc.string()).map(([booking, role, { requestId, kind }, reason]) =>
    projectNotices(
      {
        ...booking,
        moves: [
          {
            requestId,
            by: 'coach',
            at: now,
            reason,
            fromSlotId: booking.slotId,
            toSlotId: booking.slotId,
            reopenSlot: true
          }
        ],
        cancellation: { by: 'student', at: now, reason, late: false, reopenSlot: true },
        requests: [{ requestId, by: role, kind, verdict: 'declined', text: reason, at: now }]
      },
      role,
      parties
    )
  )
)

/** What a side keeps, said without the module that is under test. */
function expectSide(told: ToldNotice, side: Side | undefined, text: string | undefined): void {
  if (told.topic === 'session-cancelled') {
    expect(side).toEqual(text === undefined || text.trim() === '' ? undefined : { kind: 'text', text })
    return
  }
  const kept = JSON.parse(text ?? '{}') as Kept
  expect(side).toEqual(Object.keys(kept).length === 0 ? undefined : { kind: 'fields', fields: kept })
}

test('every notice that is made is read with everything that it keeps', () => {
  const topics = new Map<string, number>()
  fc.assert(
    fc.property(anyNotices, notices => {
      for (const notice of notices) {
        const told = readNotice(notice)
        topics.set(told.topic, (topics.get(told.topic) ?? 0) + 1)
        expect(noticeSchema.safeParse(notice).error).toBeUndefined()
        expect(told.topic).toBe(notice.topic)
        expectSide(told, told.mine, notice.mine)
        expectSide(told, told.theirs, notice.theirs)
      }
    }),
    { numRuns: 3_000 }
  )
  expect([...topics.keys()].toSorted()).toEqual([
    'claim-lost',
    'edit-met-deletion',
    'pencil-lost',
    'request-refused',
    'session-added',
    'session-cancelled',
    'session-forgotten',
    'session-moved',
    'slot-booked-meanwhile',
    'words-merged',
    'write-refused'
  ])
})

test('SB1 the report of a set-back is read as it was told', () => {
  const count = fc.nat(1_000)
  // By the names of collections: whatever begins otherwise is no key of theirs.
  const pasts = fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9-]*$/), fc.string())
  const anyReport = fc.record(
    { dataFrom: fc.nat(now), sentAgain: count, needYou: count, pasts },
    { requiredKeys: ['sentAgain', 'needYou', 'pasts'] }
  )
  fc.assert(
    fc.property(anyReport, report => {
      expect(readSetBack(createSetBackNotice(report, recall))).toEqual(report)
    })
  )
})
