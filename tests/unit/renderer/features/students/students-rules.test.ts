import { describe, expect, test } from 'vitest'
import { createDossierId, type Dossier } from '#domain/model/dossier.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { hourMs } from '#domain/time/durations.ts'
import {
  findDossierFaults,
  readTags,
  toDossierForm,
  toDossierWords
} from '#renderer/features/students/model/dossier-form.ts'
import {
  listStudents,
  searchStudents,
  sortStudents,
  type StudentFacts
} from '#renderer/features/students/model/list-students.ts'
import { listTrend, meanScore } from '#renderer/features/students/model/trend.ts'
import { buildCall, hexId } from '../../../domain/builders.ts'

const now = Date.UTC(2026, 10, 18, 12)
let made = 0
const call = (otherId: string, hours: number, more: Partial<SessionCopy> = {}): SessionCopy => {
  made += 1
  const startsAt = now + hours * hourMs
  return buildCall({
    id: made.toString(16).padStart(32, '0'),
    otherId,
    otherName: otherId.slice(0, 3),
    startsAt,
    endsAt: startsAt + 2 * hourMs,
    ...more
  })
}
const dossierOf = (id: string, tags: string[]): readonly [string, Dossier] => [
  id,
  { id: createDossierId(id), kind: 'dossier', tags, editedAt: now }
]
const namesOf = (students: readonly StudentFacts[]) => students.map(({ name }) => name)

describe('the list of students', () => {
  const calls = [
    call('zoestudent', -200, { status: 'completed' }),
    call('adastudent', -100, { status: 'no-show' }),
    call('zoestudent', -90),
    call('adastudent', -50, { status: 'cancelled' }),
    call('bobstudent', 1, { status: 'pencilled' }),
    call('zoestudent', 30, { otherName: '' }),
    call('lostpencil', 40, { status: 'declined' })
  ]
  const students = listStudents(calls, new Map([dossierOf('adastudent', ['Büro', 'Paris'])]), now)

  test('has everybody once, with what is next, what was last, and how often they met', () => {
    expect(namesOf(students).toSorted()).toEqual(['ada', 'bob', 'zoe'])
    const zoe = students.find(({ id }) => id === 'zoestudent')
    expect(zoe).toMatchObject({ name: 'zoe', held: 2, next: { startsAt: now + 30 * hourMs } })
    expect(zoe?.last?.startsAt).toBe(now - 90 * hourMs)
    // Neither a no-show nor a cancelled session was held.
    expect(students.find(({ id }) => id === 'adastudent')).toMatchObject({ held: 0, last: undefined, next: undefined })
    expect(students.find(({ id }) => id === 'bobstudent')).toMatchObject({ next: { status: 'pencilled' } })
  })

  test('counts a session as its coach has recorded it, though the server has not answered yet', () => {
    const outcome = (kind: 'completed' | 'no-show') =>
      ({ request: { kind: 'outcome', requestId: hexId(1), outcome: kind } }) as const
    const recorded = [
      call('zoestudent', -90, outcome('no-show')),
      call('zoestudent', -60, { status: 'completed', ...outcome('no-show') }),
      // Closed before its hours were over.
      call('zoestudent', -1, outcome('completed'))
    ]
    const [zoe] = listStudents(recorded, new Map(), now)
    expect(zoe).toMatchObject({ held: 1, last: { startsAt: now - hourMs } })
  })

  test('is searched by name and tag, in any case and without accents', () => {
    expect(namesOf(searchStudents(students, ' ZO '))).toEqual(['zoe'])
    expect(namesOf(searchStudents(students, 'buro par'))).toEqual(['ada'])
    expect(searchStudents(students, 'buro zoe')).toEqual([])
    expect(searchStudents(students, ' ')).toHaveLength(3)
  })

  test('is sorted by the next session, by the last one, or by name', () => {
    expect(namesOf(sortStudents(students, 'next'))).toEqual(['bob', 'zoe', 'ada'])
    expect(namesOf(sortStudents(students, 'last'))).toEqual(['zoe', 'ada', 'bob'])
    expect(namesOf(sortStudents(students, 'name'))).toEqual(['ada', 'bob', 'zoe'])
  })
})

describe('the form of a dossier', () => {
  const stored = { goals: 'To *ask*.', tags: ['board', 'Paris'] }

  test('shows what is stored, and gives it back as it was', () => {
    expect(toDossierForm(stored)).toEqual({
      goals: 'To *ask*.',
      background: '',
      tags: 'board, Paris',
      agreedToLog: false
    })
    expect(toDossierWords(toDossierForm(stored), stored)).toEqual(stored)
  })

  test('a tick that was never set says nothing, and one that is taken away says no', () => {
    expect(toDossierWords({ ...toDossierForm({}), agreedToLog: true }, {})).toEqual({ agreedToLog: true })
    expect(toDossierWords(toDossierForm({}), { agreedToLog: true })).toEqual({ agreedToLog: false })
  })

  test('reads tags between commas, each once', () => {
    expect(readTags('Paris,  board, PARIS ,,')).toEqual(['board', 'PARIS'])
  })

  test('says what would be refused', () => {
    const form = toDossierForm({})
    expect(findDossierFaults(form)).toEqual({})
    expect(findDossierFaults({ ...form, goals: 'x'.repeat(10_002) })).toEqual({ goals: 2 })
    const many = Array.from({ length: 21 }, (_, n) => `t${n}`).join(',')
    expect(findDossierFaults({ ...form, tags: many })).toEqual({ tags: 'too-many' })
    expect(findDossierFaults({ ...form, tags: 'y'.repeat(41) })).toEqual({ tags: 'too-long' })
  })
})

test('the trend has the newest scored sessions, the earliest first, and their mean', () => {
  const calls = [
    call('a', -9, { satisfaction: 2 }),
    call('a', -8),
    call('a', -7, { otherReview: { score: 5, text: '', at: now } }),
    call('a', -6, { satisfaction: 5 })
  ]
  const points = listTrend(calls)
  expect(points.map(({ own, theirs }) => [own, theirs])).toEqual([
    [2, undefined],
    [undefined, 5],
    [5, undefined]
  ])
  expect(meanScore(points.map(({ own }) => own))).toBe(3.5)
  expect(meanScore([undefined])).toBeUndefined()
  expect(
    listTrend(Array.from({ length: 30 }, (_, n) => call('a', n - 99, { satisfaction: 1 + (n % 5) })))
  ).toHaveLength(24)
})
