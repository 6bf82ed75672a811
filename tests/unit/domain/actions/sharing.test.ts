import { describe, expect, test } from 'vitest'
import { listActions } from '#domain/actions/list-actions.ts'
import { setActionDone } from '#domain/actions/set-done.ts'
import type { Action } from '#domain/model/action.ts'
import { type Booking, bookingSchema } from '#domain/model/booking.ts'
import { type SessionCopy, sessionCopySchema } from '#domain/model/session-copy.ts'
import { bringForward } from '#domain/projection/session-copy-to-booking.ts'
import { noticeSchema } from '#domain/model/notice.ts'
import { readNotice } from '#domain/notices/notice-payload.ts'
import { staysAside } from '#domain/notices/series-notice.ts'
import { projectNotices } from '#domain/projection/project-notices.ts'
import { projectSessionCopy } from '#domain/projection/project-session-copy.ts'
import { judgeSessionCopy } from '#domain/rules/judge-session-copy.ts'
import {
  buildBooking,
  buildCall,
  buildCallContext,
  coach,
  coachId,
  hexId,
  hourMs,
  parties,
  start,
  student,
  studentId
} from '../builders.ts'

const later = start + hourMs
const build = (fields: Partial<Action> = {}): Action => ({
  text: 'Read chapter 2',
  owner: 'student',
  madeAt: start,
  editedAt: start,
  ...fields
})
const [first, second, own] = [hexId(1), hexId(2), hexId(3)]
const words: Partial<SessionCopy> = {
  satisfaction: 2,
  notes: 'Tired today.',
  followUps: [{ text: 'Ask about the exam', done: false }],
  summary: 'We practised openings.',
  actions: {
    [first]: build({ dueDate: '2026-12-01' }),
    [second]: build({ text: 'Record a speech' }),
    [own]: build({ text: 'Look for an easier text', owner: 'coach' })
  }
}

/** Journal and copies as the server has them; each party writes into its own copy. */
function createSession() {
  let booking: Booking = buildBooking()
  const copies = {
    coach: projectSessionCopy(booking, 'coach', parties, undefined, { now: later }),
    student: projectSessionCopy(booking, 'student', parties, undefined, { now: later })
  }
  function write(role: 'coach' | 'student', fields: Partial<SessionCopy>, now = later) {
    const current = copies[role]
    const context = buildCallContext(current, { booking, now })
    const verdict = judgeSessionCopy(role === 'coach' ? coach : student, { ...current, ...fields }, context)
    if (verdict.kind !== 'accepted' && verdict.kind !== 'adjusted') throw new Error(JSON.stringify(verdict))
    booking = verdict.effect.booking ?? booking
    copies[role] = verdict.effect.put
    for (const of of ['coach', 'student'] as const) {
      copies[of] = projectSessionCopy(booking, of, parties, copies[of], { now })
      expect(sessionCopySchema.safeParse(copies[of]).error).toBeUndefined()
    }
    expect(bookingSchema.safeParse(booking).error).toBeUndefined()
  }
  const tick = (id: string, isDone = true, now = later, seen = copies.student) =>
    setActionDone(seen, id, isDone, now) as Partial<SessionCopy>
  return {
    write,
    tick,
    copies,
    get booking() {
      return booking
    },
    list: (role: 'coach' | 'student') => listActions(copies[role])
  }
}

describe('what a student gets', () => {
  test('SU2 the summary and the student’s actions, and nothing else of the coach’s', () => {
    const session = createSession()
    session.write('coach', words)
    expect(session.copies.student.shared).toEqual({
      summary: 'We practised openings.',
      actions: {
        [first]: { text: 'Read chapter 2', dueDate: '2026-12-01', madeAt: start },
        [second]: { text: 'Record a speech', madeAt: start }
      },
      at: later
    })
    const told = JSON.stringify([session.copies.student, session.booking])
    for (const secret of ['Tired', 'exam', 'easier', own]) expect(told).not.toContain(secret)
  })

  test('SU2 what its coach empties or removes leaves the journal and the student’s copy', () => {
    const session = createSession()
    session.write('coach', words)
    session.write('coach', { summary: ' ', actions: { [first]: build() } })
    expect(session.copies.student.shared).toEqual({
      actions: { [first]: { text: 'Read chapter 2', madeAt: start } },
      at: later
    })
    session.write('coach', { actions: {} })
    expect(session.copies.student).not.toHaveProperty('shared')
    expect(session.booking).not.toHaveProperty('shared')
  })

  test('SU2 a student who sends it otherwise changes nothing', () => {
    const session = createSession()
    session.write('coach', words)
    const { shared } = session.copies.student
    session.write('student', { shared: { summary: 'You passed.', actions: {}, at: start }, otherTicks: {} })
    expect(session.copies.student.shared).toEqual(shared)
    expect(session.copies.coach.summary).toBe('We practised openings.')
  })

  test('SU2 the same words again leave the journal as it is', () => {
    const session = createSession()
    session.write('coach', words)
    const before = session.booking
    session.write('coach', { notes: 'Other notes' }, later + hourMs)
    expect(session.booking).toBe(before)
  })
})

describe('what a student is told', () => {
  const tell = ({ booking }: Pick<ReturnType<typeof createSession>, 'booking'>) =>
    projectNotices(booking, 'student', parties)

  test('SU10 one notice of each session, which says what there is, and nothing of its text', () => {
    const session = createSession()
    expect(tell(session)).toEqual([])
    session.write('coach', { notes: 'Tired today.', actions: { [own]: words.actions![own]! } })
    expect(tell(session)).toEqual([])
    session.write('coach', words)
    const [notice, ...others] = tell(session)
    expect(others).toEqual([])
    expect(noticeSchema.safeParse(notice).error).toBeUndefined()
    expect(notice).toMatchObject({
      topic: 'session-shared',
      at: later,
      bookingId: session.booking.id,
      dismissed: false
    })
    expect(readNotice(notice!).theirs).toEqual({ kind: 'fields', fields: { hasSummary: true, toDo: 2 } })
    for (const text of ['openings', 'chapter', 'speech', 'Tired', 'exam', 'easier', '2026-12-01', first, second, own]) {
      expect(JSON.stringify(notice)).not.toContain(text)
    }
    expect(projectNotices(session.booking, 'coach', parties)).toEqual([])
  })

  test('SU10 each change renews it, and what its reader put aside is unread again; a tick or other notes do not', () => {
    const session = createSession()
    session.write('coach', words)
    const aside = { ...tell(session)[0]!, dismissed: true }
    session.write('student', session.tick(first), later + hourMs)
    session.write('coach', { notes: 'Other notes' }, later + hourMs)
    expect(staysAside(aside, tell(session)[0]!)).toBe(true)
    session.write('coach', { summary: 'We practised endings.' }, later + 2 * hourMs)
    const [renewed] = tell(session)
    expect(renewed?.id).toBe(aside.id)
    expect(staysAside(aside, renewed!)).toBe(false)
    // A server that was set back tells of an earlier change, which its reader knows.
    expect(staysAside({ ...renewed!, dismissed: true }, aside)).toBe(true)
  })

  test('SU10 nobody is told of what was withdrawn, nor of a session that did not come about', () => {
    const session = createSession()
    session.write('coach', words)
    session.write('coach', { summary: '', actions: {} }, later + hourMs)
    expect(tell(session)).toEqual([])
  })
})

describe('what a coach gets', () => {
  test('SU3 the student’s ticks, which the coach does not write', () => {
    const session = createSession()
    session.write('coach', words)
    session.write('student', session.tick(first))
    expect(session.copies.coach.otherTicks).toEqual({
      [first]: { doneAt: later, editedAt: later, text: 'Read chapter 2' }
    })
    expect(session.list('coach').map(({ text, state }) => [text, state])).toEqual([
      ['Ask about the exam', 'open'],
      ['Read chapter 2', 'done'],
      ['Record a speech', 'open'],
      ['Look for an easier text', 'open']
    ])
    session.write('coach', { otherTicks: {} })
    expect(session.list('coach')[1]?.state).toBe('done')
    session.write('student', session.tick(first, false))
    expect(session.list('coach')[1]).toMatchObject({ state: 'open' })
  })

  test('SU3 nothing of an action that never was the student’s', () => {
    const session = createSession()
    session.write('coach', words)
    const forged = { doneAt: later, editedAt: later, text: 'Forged' }
    session.write('student', { ticks: { [own]: forged, [hexId(9)]: forged } })
    expect(session.copies.coach).not.toHaveProperty('otherTicks')
  })

  test('SU3 a tick whose action arrives later is there then', () => {
    const session = createSession()
    session.write('student', { ticks: { [first]: { doneAt: later, editedAt: later, text: 'Read chapter 2' } } })
    expect(session.copies.coach).not.toHaveProperty('otherTicks')
    session.write('coach', words)
    expect(session.list('coach')[1]).toMatchObject({ id: first, state: 'done' })
  })

  test('SU4 no tick and no action is of a moment that is still to come', () => {
    const session = createSession()
    session.write('coach', { actions: { [own]: build({ owner: 'coach', editedAt: later + 1, doneAt: later + 2 }) } })
    expect(session.copies.coach.actions?.[own]).toMatchObject({ editedAt: later, doneAt: later })
    session.write('student', { ticks: { [first]: { doneAt: later + 5, editedAt: later + 5, text: 'a' } } })
    expect(session.copies.student.ticks?.[first]).toEqual({ doneAt: later, editedAt: later, text: 'a' })
  })
})

describe('what meets a tick', () => {
  test('SU5 a removed action that was ticked stays as withdrawn, and one that was not goes', () => {
    const session = createSession()
    session.write('coach', words)
    session.write('student', session.tick(first))
    session.write('coach', { actions: {} })
    const withdrawn = { id: first, text: 'Read chapter 2', state: 'withdrawn', doneAt: later }
    expect(session.list('student')).toMatchObject([withdrawn])
    expect(session.list('coach')).toMatchObject([{ text: 'Ask about the exam' }, withdrawn])
  })

  test('SU5 also where the tick arrives after the removal', () => {
    const session = createSession()
    session.write('coach', words)
    const inTheTunnel = session.tick(first)
    session.write('coach', { actions: {} })
    expect(session.list('student')).toEqual([])
    session.write('student', inTheTunnel)
    expect(session.list('coach').at(-1)).toMatchObject({ id: first, state: 'withdrawn' })
    session.write('student', session.tick(first, false))
    expect(session.list('coach')).toHaveLength(1)
  })

  test('SU6 a changed text keeps the tick, and both see both texts', () => {
    const session = createSession()
    session.write('coach', words)
    const inTheTunnel = session.tick(first)
    session.write('coach', { actions: { [first]: build({ text: 'Read chapters 2 and 3', editedAt: later }) } })
    session.write('student', inTheTunnel)
    for (const role of ['coach', 'student'] as const) {
      expect(session.list(role).find(({ id }) => id === first)).toMatchObject({
        text: 'Read chapters 2 and 3',
        tickedText: 'Read chapter 2',
        state: 'done'
      })
    }
  })

  test('SU7 an action that its coach keeps for themselves is withdrawn from the student', () => {
    const session = createSession()
    session.write('coach', words)
    session.write('student', session.tick(first))
    session.write('coach', { actions: { [first]: build({ owner: 'coach', text: 'Private now' }) } })
    expect(session.list('student')).toMatchObject([{ text: 'Read chapter 2', state: 'withdrawn' }])
    expect(JSON.stringify([session.booking, session.copies.student])).not.toContain('Private now')
  })
})

describe('a journal that was set back', () => {
  test('SB7 is told by both copies what was shared and ticked', () => {
    const session = createSession()
    session.write('coach', words)
    session.write('student', session.tick(first))
    session.write('student', session.tick(second))
    session.write('coach', { actions: { [second]: build({ text: 'Record a speech' }) } })
    const { coach: ofCoach, student: ofStudent } = session.copies
    const owned = [
      { ownerId: coachId, call: ofCoach },
      { ownerId: studentId, call: ofStudent }
    ]
    const { shared, ticks, withdrawnActions } = session.booking
    for (const known of [undefined, buildBooking()]) {
      for (const order of [owned, owned.toReversed()]) {
        expect(bringForward(known, order)).toMatchObject({ shared, ticks, withdrawnActions })
      }
    }
    expect(bringForward(session.booking, owned)).toBe(session.booking)
  })

  test('SB7 does not bring back what was taken back since, and still hears its ticks', () => {
    const session = createSession()
    session.write('coach', words)
    session.write('student', { review: { score: 4, text: 'Clear and calm' } })
    const known = session.booking
    const student = session.copies.student
    const inTheTunnel = session.tick(first, true, later + 2)
    session.write('coach', { summary: '', actions: {} }, later + 1)
    session.write('student', { review: undefined }, later + 1)
    // The student's copy may have been set back with the journal.
    for (const call of [session.copies.student, student]) {
      const copies = [
        { ownerId: coachId, call: session.copies.coach },
        { ownerId: studentId, call }
      ]
      for (const order of [copies, copies.toReversed()]) {
        for (const from of [known, undefined]) expect(bringForward(from, order)).not.toHaveProperty('shared')
        const told = bringForward(known, order)
        expect(told?.withdrawnActions).toEqual([first, second])
        expect(told?.studentReview === undefined).toBe(call === session.copies.student)
        const coachCopy = projectSessionCopy({ ...told!, ...inTheTunnel }, 'coach', parties, undefined, { now: later })
        expect(listActions(coachCopy)).toMatchObject([{ id: first, state: 'withdrawn' }])
      }
    }
  })

  test('SB7 an older copy takes nothing away', () => {
    const session = createSession()
    session.write('coach', words)
    const older = { ...session.copies }
    session.write('student', session.tick(first), later + 1)
    session.write('coach', { summary: 'Another summary.' }, later + 1)
    const brought = bringForward(session.booking, [
      { ownerId: coachId, call: older.coach },
      { ownerId: studentId, call: older.student }
    ])
    expect(brought).toBe(session.booking)
  })
})

describe('sizes', () => {
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [hexId(at + 1), build()]))

  test.each([
    ['a summary of 4,001 characters', { summary: 'a'.repeat(4_001) }],
    ['an action of 501 characters', { actions: { [first]: build({ text: 'a'.repeat(501) }) } }],
    ['an action without a text', { actions: { [first]: build({ text: '' }) } }],
    ['a date that is none', { actions: { [first]: build({ dueDate: '2026-02-30' }) } }],
    ['61 actions', { actions: many(61) }],
    ['an id that is none', { actions: { constructor: build() } }],
    ['somebody else’s action', { actions: { [first]: { ...build(), owner: 'admin' } } }],
    ['a further field', { actions: { [first]: { ...build(), note: 'x' } } }]
  ])('SU1 %s is malformed', (_, fields) => {
    expect(sessionCopySchema.safeParse({ ...buildCall(), ...fields }).success).toBe(false)
  })

  test('SU1 what is just within the bounds is taken', () => {
    const fields = { summary: 'a'.repeat(4_000), actions: { ...many(60), [first]: build({ text: 'a'.repeat(500) }) } }
    expect(sessionCopySchema.safeParse(buildCall(fields)).success).toBe(true)
  })

  test('SU1 of too many ticks those of actions that are there stay, and the newest', () => {
    const session = createSession()
    session.write('coach', words)
    const ticks = Object.fromEntries(
      Array.from({ length: 60 }, (_, at) => [hexId(100 + at), { doneAt: start, editedAt: start + at, text: 'gone' }])
    )
    const seen = { ...session.copies.student, ticks }
    const kept = session.tick(first, true, later, seen).ticks ?? {}
    expect(Object.keys(kept)).toHaveLength(60)
    expect(kept[first]).toBeDefined()
    expect(kept[hexId(100)]).toBeUndefined()
  })
})
