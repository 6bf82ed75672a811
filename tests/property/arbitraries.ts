/** Arbitrary documents of a small world, so that meetings are frequent. */
import fc from 'fast-check'
import type { Action } from '#domain/model/action.ts'
import type { Booking } from '#domain/model/booking.ts'
import { bookingStateSchema } from '#domain/model/booking.ts'
import type { SessionCopy, SessionRequest, RescheduleRequest } from '#domain/model/session-copy.ts'
import type { SessionTerms } from '#domain/model/coach-profile.ts'
import type { Slot } from '#domain/model/slot.ts'
import {
  admin,
  buildBooking,
  buildCall,
  buildProfile,
  buildSlot,
  coach,
  coachId,
  hexId,
  hourMs,
  now,
  otherCoach,
  otherCoachId,
  otherStudent,
  otherStudentId,
  start,
  student,
  studentId
} from '../unit/domain/builders.ts'

/** Fields present or absent, never `undefined`: as JSON has them. */
function optional<T extends object>(fields: { readonly [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> {
  return fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>
}

export const anyActor = fc.constantFrom(coach, otherCoach, student, otherStudent, admin)
export const anyRole = fc.constantFrom('coach' as const, 'student' as const)
const anyHexId = fc.integer({ min: 1, max: 4 }).map(hexId)
/** Few starts, half of them overlapping their neighbour. */
export const anyStart = fc.integer({ min: -2, max: 8 }).map(step => start + step * hourMs)
export const anyNow = fc.constantFrom(now, start - hourMs, start, start + 3 * hourMs)
const anyCoachId = fc.constantFrom(coachId, otherCoachId)
const anyStudentId = fc.constantFrom(studentId, otherStudentId)

export const anySlot: fc.Arbitrary<Slot> = fc
  .record({
    coachId: anyCoachId,
    startsAt: anyStart,
    status: fc.constantFrom('open', 'requested', 'booked', 'declined'),
    rest: optional<
      Pick<Slot, 'bookingId' | 'validUntil' | 'movesFrom' | 'movesMakingId' | 'makingId' | 'decline' | 'endsAt'>
    >({
      bookingId: anyHexId,
      validUntil: fc.constantFrom(now - 1, now, start + 9 * hourMs),
      movesFrom: fc.tuple(anyCoachId, anyStart).map(([owner, startsAt]) => `${owner}:${startsAt}`),
      movesMakingId: anyHexId,
      makingId: anyHexId,
      decline: fc.constant({ reason: 'slot-overlaps' as const }),
      endsAt: anyStart
    })
  })
  .map(({ rest, ...fields }) => buildSlot({ ...fields, ...rest }))

export const anyRequest: fc.Arbitrary<SessionRequest> = fc.oneof(
  fc.record({
    kind: fc.constant('cancel' as const),
    requestId: anyHexId,
    reason: fc.constantFrom('', 'ill', 'train is late'),
    reopenSlot: fc.boolean()
  }),
  fc
    .record({
      toSlotId: fc.tuple(anyCoachId, anyStart).map(([owner, startsAt]) => `${owner}:${startsAt}`),
      requestId: anyHexId,
      rest: optional<Pick<RescheduleRequest, 'reason' | 'reopenSlot' | 'makesSlot' | 'restores'>>({
        reason: fc.constantFrom('', 'exam'),
        reopenSlot: fc.boolean(),
        makesSlot: fc.constant(true),
        restores: fc.array(
          fc.record({
            slotId: fc.tuple(anyCoachId, anyStart).map(([owner, startsAt]) => `${owner}:${startsAt}`),
            makingId: anyHexId
          }),
          { maxLength: 3 }
        )
      })
    })
    .map(({ rest, ...fields }) => ({ kind: 'reschedule' as const, ...fields, ...rest })),
  fc.record({
    kind: fc.constant('outcome' as const),
    requestId: anyHexId,
    outcome: fc.constantFrom('completed' as const, 'no-show' as const)
  })
)

const anyReview = fc.record({ score: fc.integer({ min: 1, max: 5 }), text: anyText() })

/** From no cut-off at all to two days. */
export const anyTerms: fc.Arbitrary<SessionTerms> = fc.record({
  cancelCutoffMin: fc.constantFrom(0, 60, 24 * 60, 48 * 60),
  rescheduleCutoffMin: fc.constantFrom(0, 60, 24 * 60, 48 * 60)
})

export const anyBooking: fc.Arbitrary<Booking> = fc
  .record({
    id: anyHexId,
    coachId: anyCoachId,
    studentId: anyStudentId,
    startsAt: anyStart,
    state: fc.constantFrom(...bookingStateSchema.options),
    rest: optional<Pick<Booking, 'studentReview' | 'terms' | 'pencilled'>>({
      studentReview: anyReview.map(review => ({ ...review, at: now })),
      terms: anyTerms,
      pencilled: fc.constant(true as const)
    })
  })
  .map(({ rest, ...fields }) => buildBooking({ ...fields, ...rest }))

export const anyProfile = fc
  .record({
    id: anyCoachId,
    headline: fc.constantFrom('a', 'b', 'c'),
    bio: fc.constantFrom('', 'one', 'two'),
    zone: fc.constantFrom('Europe/Berlin', 'Pacific/Honolulu', 'Mars/Olympus'),
    dailyCap: fc.integer({ min: 1, max: 3 })
  })
  .map(({ dailyCap, ...fields }) =>
    buildProfile({ ...fields, policy: { ...buildProfile().policy, dailyCap, minimumNoticeMin: 30 } })
  )

/** Texts of a few different words, now and then so long that two do not fit into one field. */
function anyText(): fc.Arbitrary<string> {
  const word = fc.integer({ min: 0, max: 30 }).map(number => `word${number}`)
  const short = fc.array(word, { maxLength: 4 }).map(words => words.join(' '))
  const long = word.map(text =>
    Array.from({ length: 1_100 }, () => text)
      .join(' ')
      .slice(0, 9_000)
  )
  return fc.oneof({ arbitrary: short, weight: 12 }, { arbitrary: long, weight: 1 })
}

const anyFollowUps = fc.oneof(
  {
    arbitrary: fc.uniqueArray(
      fc.record({ text: fc.integer({ min: 0, max: 9 }).map(n => `do${n}`), done: fc.boolean() }),
      {
        maxLength: 5,
        selector: item => item.text
      }
    ),
    weight: 8
  },
  {
    arbitrary: fc
      .integer({ min: 0, max: 9 })
      .map(n => Array.from({ length: 40 }, (_, at) => ({ text: `do${n}x${at}`, done: false }))),
    weight: 1
  }
)

/** A few actions, of which two devices often have the same; each says which device may have typed it. */
const anyActions = fc.dictionary(
  anyHexId,
  fc
    .record({
      text: fc.integer({ min: 10, max: 30 }).map(number => `do${number}`),
      owner: anyRole,
      madeAt: fc.constant(start),
      editedAt: fc.integer({ min: 0, max: 3 }).map(step => start + step * hourMs),
      rest: optional<Pick<Action, 'dueDate' | 'doneAt'>>({
        dueDate: fc.constantFrom('2026-11-30', '2026-12-24'),
        doneAt: fc.constantFrom(start, start + hourMs)
      })
    })
    .map(({ rest, ...action }) => ({ ...action, ...rest })),
  { maxKeys: 4 }
)
const anyTicks = fc.dictionary(
  anyHexId,
  fc.record({
    doneAt: fc.constantFrom(null, start, start + hourMs),
    editedAt: fc.integer({ min: 0, max: 3 }).map(step => start + step * hourMs),
    text: fc.constantFrom('Read', 'Write')
  }),
  { maxKeys: 4 }
)

/** The own words of a coach or a student, typed not later than in the fifth hour. */
export function anyWords(role: 'coach' | 'student', latestMs = 4 * hourMs): fc.Arbitrary<Partial<SessionCopy>> {
  // Few stamps, so that two devices often typed at the same one.
  const wordsEditedAt = fc.integer({ min: 0, max: 3 }).map(step => start + Math.floor((step * latestMs) / 3))
  return role === 'coach'
    ? optional<SessionCopy>({
        satisfaction: fc.integer({ min: 1, max: 5 }),
        notes: anyText(),
        followUps: anyFollowUps,
        summary: anyText().map(text => text.slice(0, 3_900)),
        actions: anyActions,
        paid: fc.boolean(),
        wordsEditedAt
      } as never)
    : optional<SessionCopy>({ review: anyReview, ticks: anyTicks, wordsEditedAt } as never)
}

export function buildCopy(role: 'coach' | 'student', words: Partial<SessionCopy>): SessionCopy {
  return buildCall({ partyRole: role, ...words })
}

/** Every object inside becomes read-only: a rule that changes its input throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  for (const field of Object.values(value)) deepFreeze(field)
  return Object.freeze(value)
}
