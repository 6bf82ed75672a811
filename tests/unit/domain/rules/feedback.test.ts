import { describe, expect, test } from 'vitest'
import { type SessionCopy, sessionCopySchema } from '#domain/model/session-copy.ts'
import { judgeSessionCopy } from '#domain/rules/judge-session-copy.ts'
import {
  absent,
  buildBooking,
  buildCall,
  buildCallContext,
  coach,
  coachId,
  deleted,
  hexId,
  hourMs,
  otherCoach,
  otherStudent,
  start,
  student,
  studentId
} from '../builders.ts'

const review = { score: 5, text: 'Clear and kind.' }
const action = { text: 'Read', owner: 'student', madeAt: start, editedAt: start } as const
const ticks = { [hexId(1)]: { doneAt: start, editedAt: start, text: 'Read' } }
const coachWords = {
  summary: 'We began.',
  actions: { [hexId(1)]: action },
  satisfaction: 4,
  notes: 'Went well.',
  followUps: [{ text: 'Send the paper', done: false }],
  paid: false
}
const { summary: _s, actions: _a, ...others } = coachWords
const privateWords = { ...others, actions: { [hexId(2)]: { ...action, owner: 'coach' as const } } }
const coachCopy = buildCall()
const studentCopy = buildCall({ partyRole: 'student' })
const write = (words: Partial<SessionCopy>, context = buildCallContext(coachCopy)) =>
  judgeSessionCopy(coach, { ...coachCopy, ...words }, context)
const writeReview = (words: Partial<SessionCopy>, context = buildCallContext(studentCopy)) =>
  judgeSessionCopy(student, { ...studentCopy, ...words }, context)

describe('whose words', () => {
  test.each(Object.entries(coachWords))('FB1 a student does not write %s', (field, value) => {
    expect(writeReview({ [field]: value })).toEqual({ kind: 'rejected', reason: 'not-yours' })
  })

  test.each(Object.entries({ review, ticks }))('FB1 a coach does not write the student’s %s', (field, value) => {
    expect(write({ [field]: value })).toEqual({ kind: 'rejected', reason: 'not-yours' })
  })

  test('FB1 nobody but the party writes into its copy', () => {
    for (const actor of [otherCoach, student]) {
      const verdict = judgeSessionCopy(actor, { ...coachCopy, notes: 'Mine' }, buildCallContext(coachCopy))
      expect(verdict).toEqual({ kind: 'rejected', reason: 'not-yours' })
    }
    const verdict = judgeSessionCopy(otherStudent, { ...studentCopy, review }, buildCallContext(studentCopy))
    expect(verdict).toEqual({ kind: 'rejected', reason: 'not-yours' })
  })

  test('FB2 words are accepted from the start on', () => {
    for (const [field, value] of Object.entries(coachWords)) {
      const at = (now: number) => write({ [field]: value }, buildCallContext(coachCopy, { now }))
      expect(at(start - 1)).toEqual({ kind: 'rejected', reason: 'not-started' })
      expect(at(start)).toMatchObject({ effect: { put: { [field]: value } } })
    }
  })

  test.each(['cancelled', 'declined'] as const)('FB2 a booking that is %s takes no words', state => {
    const context = buildCallContext(coachCopy, { booking: buildBooking({ state }) })
    expect(write(coachWords, context)).toEqual({ kind: 'rejected', reason: 'no-session' })
  })

  test('FB2 a copy whose booking is unknown takes no words', () => {
    const context = { ...buildCallContext(coachCopy), booking: undefined }
    expect(write(coachWords, context)).toEqual({ kind: 'rejected', reason: 'no-session' })
  })

  test('FB7 a copy is not made by a party, and a removed one does not come back', () => {
    expect(write({}, { ...buildCallContext(coachCopy), current: absent })).toEqual({
      kind: 'rejected',
      reason: 'not-yours-to-create'
    })
    expect(write({}, { ...buildCallContext(coachCopy), current: deleted })).toEqual({
      kind: 'rejected',
      reason: 'no-session'
    })
  })

  test('SL14 an older base is a conflict for a copy, too', () => {
    for (const base of ['stale', 'none'] as const) {
      expect(write(coachWords, buildCallContext(coachCopy, { base }))).toEqual({ kind: 'conflict' })
    }
  })
})

describe('limits', () => {
  test.each([0, 6, 3.5, -1, Number.NaN, '4', null])('FB3 the score %j is malformed', satisfaction => {
    expect(sessionCopySchema.safeParse({ ...coachCopy, satisfaction }).success).toBe(false)
    expect(sessionCopySchema.safeParse({ ...studentCopy, review: { score: satisfaction, text: '' } }).success).toBe(
      false
    )
  })

  test('FB3 notes and reviews end at 10,000 characters', () => {
    const accepts = (length: number) => ({
      notes: sessionCopySchema.safeParse({ ...coachCopy, notes: 'x'.repeat(length) }).success,
      review: sessionCopySchema.safeParse({ ...studentCopy, review: { score: 3, text: 'x'.repeat(length) } }).success
    })
    expect(accepts(10_000)).toEqual({ notes: true, review: true })
    expect(accepts(10_001)).toEqual({ notes: false, review: false })
  })

  test.each(['isAdmin', 'constructor', '_private'])('FB3 the unknown field %s is malformed', field => {
    expect(sessionCopySchema.safeParse({ ...coachCopy, [field]: 1 }).success).toBe(false)
  })
})

describe('stamps', () => {
  test('FB4 author and the server’s time are stamped on a change of words', () => {
    expect(write(coachWords)).toMatchObject({
      effect: { put: { ...coachWords, wordsStamp: { by: coachId, at: start + hourMs } } }
    })
  })

  test('FB4 a write without new words leaves the stamp as it was, and a forged one is ignored', () => {
    const stored = buildCall({ ...privateWords, wordsStamp: { by: coachId, at: start } })
    const pushed = { ...stored, wordsStamp: { by: studentId, at: 5 } }
    expect(judgeSessionCopy(coach, pushed, buildCallContext(stored))).toEqual({
      kind: 'adjusted',
      effect: { put: stored }
    })
  })

  test('FB4 nobody types in the future', () => {
    const verdict = write({ ...coachWords, wordsEditedAt: start + 48 * hourMs })
    expect(verdict).toMatchObject({ kind: 'adjusted', effect: { put: { wordsEditedAt: start + hourMs } } })
  })

  test('FB5 fields of the server in a push are ignored', () => {
    const forged: Partial<SessionCopy> = {
      status: 'completed',
      startsAt: 0,
      endsAt: 1,
      otherId: hexId(3),
      otherName: 'Nobody',
      otherPhone: '+1234567890',
      claimedAt: 0,
      partyRole: 'student',
      otherReview: { ...review, at: 1 }
    }
    expect(write({ ...forged, notes: 'Mine' })).toEqual({
      kind: 'adjusted',
      effect: { put: { ...coachCopy, notes: 'Mine', wordsStamp: { by: coachId, at: start + hourMs } } }
    })
  })
})

describe('reviews', () => {
  test('FB6 a review goes to the journal with the server’s time', () => {
    expect(writeReview({ review })).toMatchObject({
      effect: { put: { review }, booking: { studentReview: { ...review, at: start + hourMs } } }
    })
  })

  test('FB6 the same review again does not touch the journal', () => {
    const stored = buildCall({ partyRole: 'student', review })
    const booking = buildBooking({ studentReview: { ...review, at: start } })
    const verdict = judgeSessionCopy(student, stored, buildCallContext(stored, { booking }))
    expect(verdict).toEqual({ kind: 'accepted', effect: { put: stored } })
  })

  test('FB6 a review that its author takes back leaves the journal', () => {
    const stored = buildCall({ partyRole: 'student', review })
    const booking = buildBooking({ studentReview: { ...review, at: start } })
    const verdict = judgeSessionCopy(student, studentCopy, buildCallContext(stored, { booking }))
    expect(verdict).toHaveProperty('effect.booking', buildBooking())
    expect(verdict).not.toHaveProperty('effect.put.review')
  })

  test('FB6 a second device that has not seen the review yet does not take it back', () => {
    const booking = buildBooking({ studentReview: { ...review, at: start } })
    expect(writeReview({}, buildCallContext(studentCopy, { booking }))).toEqual({
      kind: 'accepted',
      effect: { put: studentCopy }
    })
  })

  test('FB8 the payment is said, changed and taken back by the coach, and the journal says nothing of it', () => {
    const context = (paid?: boolean) => buildCallContext({ ...coachCopy, ...(paid === undefined ? {} : { paid }) })
    expect(write({ paid: true }, context())).toMatchObject({ effect: { put: { paid: true } } })
    expect(write({ paid: false }, context(true))).toMatchObject({ effect: { put: { paid: false } } })
    const taken = write({}, context(true))
    expect(taken).toHaveProperty('effect.put.wordsStamp')
    expect(taken).not.toHaveProperty('effect.put.paid')
    expect(taken).not.toHaveProperty('effect.booking')
  })

  test('FB6 notes, score and the coach’s own actions never reach the journal', () => {
    expect(write(privateWords)).not.toHaveProperty('effect.booking')
  })
})
