import { expect, test } from 'vitest'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import { callOf, idOf, lena, maya } from '#renderer/dev/sample-data.ts'
import { listSources, type SearchedData } from '#renderer/features/search/model/list-sources.ts'
import type { SearchEntry } from '#renderer/features/search/model/search-entry.ts'

const own = { startsAt: 0, madeAt: 1, editedAt: 1 }
const coachData: SearchedData = {
  calls: [],
  coaches: [],
  dossiers: new Map(),
  labels: new Map(),
  ownId: 'annaberg',
  isCoach: true,
  erasedName: 'Erased account',
  dayOf: () => 'Monday, 16 November 2026'
}
const entriesOf = (data: Partial<SearchedData>): readonly SearchEntry[] =>
  listSources({ ...coachData, ...data }).flatMap(source => source.make())
const said = (entries: readonly SearchEntry[]) => entries.map(({ kind, text }) => [kind, text])

test('FN1 of a coach’s session its notes, summary, actions, message, reason and review are found', () => {
  const call = callOf(1, 0, 9, maya, {
    message: 'About the contract',
    notes: 'Rehearsal went well',
    summary: 'You will write',
    satisfaction: 4,
    followUps: [{ text: 'Read the letter', done: false }],
    actions: {
      [idOf(9)]: { text: 'Write the letter', owner: 'student', madeAt: own.madeAt, editedAt: own.editedAt }
    },
    cancellation: { by: 'student', at: 1, reason: 'Down with a cold', late: false, reopenSlot: true },
    otherReview: { score: 5, text: 'Kind', at: 1 }
  })
  const entries = entriesOf({ calls: [call], labels: new Map([[maya.id, 'Maya Chen']]) })
  expect(said(entries)).toEqual([
    ['person', ''],
    ['session', 'About the contract · Down with a cold'],
    ['note', 'Rehearsal went well'],
    ['summary', 'You will write'],
    ['action', 'Read the letter'],
    ['action', 'Write the letter'],
    ['review', 'Kind']
  ])
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length)
  expect(entries.map(({ path }) => path)).toEqual([
    `/students/${maya.id}`,
    ...Array.from({ length: 6 }, () => `/sessions?session=${idOf(1)}`)
  ])
})

test('FN1 a student finds what was shared, the own review, and coaches; no students', () => {
  const call: SessionCopy = {
    ...callOf(1, 0, 9, maya),
    partyRole: 'student',
    otherId: 'annaberg',
    otherName: 'Anna Berg',
    review: { score: 5, text: 'Clear' },
    shared: { summary: 'Speak slowly', actions: { [idOf(9)]: { text: 'Record a talk', madeAt: 1 } }, at: 1 }
  }
  const profile = { id: 'annaberg', displayName: 'Anna Berg', headline: 'Careers', bio: 'Big decisions', zone: 'UTC' }
  const entries = entriesOf({
    calls: [call],
    coaches: [{ ...profile, policy: defaultBookingPolicy }],
    labels: new Map([['annaberg', 'Anna Berg']]),
    ownId: maya.id,
    isCoach: false
  })
  expect(said(entries)).toEqual([
    ['person', 'Careers · Big decisions'],
    ['session', ''],
    ['summary', 'Speak slowly'],
    ['action', 'Record a talk'],
    ['review', 'Clear']
  ])
  expect(entries[0]?.path).toBe('/coaches/annaberg')
})

test('FN1 a dossier leads to its student’s page, with tags at the name', () => {
  const dossier = {
    id: `dossier:${lena.id}`,
    kind: 'dossier' as const,
    goals: 'A keynote',
    background: 'Physics',
    tags: ['board', 'speaking'],
    editedAt: 1
  }
  const entries = entriesOf({ labels: new Map([[lena.id, 'Lena']]), dossiers: new Map([[lena.id, dossier]]) })
  expect(said(entries)).toEqual([
    ['person', 'board · speaking'],
    ['dossier', 'A keynote\n\nPhysics']
  ])
  expect(entries.map(({ path }) => path)).toEqual([`/students/${lena.id}`, `/students/${lena.id}`])
})

test('FN1 neither phone numbers nor claims that lost are looked through, and one’s own page is no result', () => {
  const lost = callOf(2, 1, 9, maya, { status: 'declined', message: 'lost', decline: { reason: 'slot-taken' } })
  const self = { id: 'annaberg', displayName: 'Anna', headline: '', bio: '', zone: 'UTC', policy: defaultBookingPolicy }
  const entries = entriesOf({ calls: [callOf(1, 0, 9, maya), lost], coaches: [self] })
  expect(entries.map(({ kind }) => kind)).toEqual(['session'])
  expect(JSON.stringify(entries)).not.toContain(maya.phone)
})

test('FN1 an erased account is called what the pages call it', () => {
  const [session] = entriesOf({ calls: [callOf(1, 0, 9, { ...maya, name: '' as never })] })
  expect(session?.name).toBe('Erased account')
})

test('FN4 what did not change has the same version, and what changed another one', () => {
  const call = callOf(1, 0, 9, maya)
  const versions = (calls: readonly SessionCopy[]) => listSources({ ...coachData, calls }).map(({ version }) => version)
  expect(versions([call])).toEqual(versions([call]))
  expect(versions([call])[0]?.[0]).toBe(call)
  expect(versions([{ ...call, notes: 'New' }])[0]?.[0]).not.toBe(call)
})
