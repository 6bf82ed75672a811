import fc from 'fast-check'
import { toHex } from './hex.ts'
import { oddTexts, oddValues } from './junk.ts'
import { blockListDoc, howWeMeetDoc, type Target, watchDoc } from './target.ts'

type Fields = Readonly<Record<string, unknown>>

const dayMs = 86_400_000

/** Documents as they should be, by whomever they are pushed: many of them are another person's to write. */
function listSound(target: Target): readonly Fields[] {
  const { people, openSlotId, bookedSlotId, bookingId, copy, startsAt } = target
  const { coach, student } = people
  const hours = (at: number): Fields => ({ startsAt: at, endsAt: at + 7_200_000 })
  const slot = { coachId: coach.userId, ...hours(startsAt + dayMs) }
  const booked = { coachId: coach.userId, ...hours(startsAt) }
  const claim = { status: 'requested', bookingId: 'f'.repeat(32), validUntil: Date.now() + 60_000 }
  return [
    { _id: openSlotId, ...slot, status: 'open' },
    { _id: openSlotId, _deleted: true },
    { _id: bookedSlotId, ...booked, status: 'open' },
    { _id: bookedSlotId, ...booked, status: 'booked', bookingId },
    { _id: bookedSlotId, ...booked, ...claim },
    { _id: bookedSlotId, ...booked, ...claim, bookingId },
    { _id: bookedSlotId, ...booked, status: 'open', movesFrom: openSlotId },
    { _id: openSlotId, ...slot, ...claim, coachId: student.userId },
    { _id: openSlotId, ...slot, ...claim, endsAt: startsAt },
    { _id: openSlotId, ...slot, ...claim, _rev: '999999999-ff' },
    { _id: bookedSlotId, ...booked, ...claim, coachId: student.userId, _rev: '9000-ff' },
    { ...copy },
    { ...copy, status: 'cancelled', otherPhone: '+41790000000' },
    { ...copy, request: { kind: 'cancel', requestId: 'e'.repeat(32), reason: 'x', reopenSlot: true } },
    { ...copy, request: { kind: 'reschedule', requestId: 'd'.repeat(32), toSlotId: openSlotId } },
    {
      ...copy,
      request: {
        kind: 'reschedule',
        requestId: 'c'.repeat(32),
        toSlotId: openSlotId,
        makesSlot: true,
        restores: [{ slotId: openSlotId, makingId: 'b'.repeat(32) }]
      }
    },
    {
      ...copy,
      request: {
        kind: 'cancel',
        requestId: 'd'.repeat(32),
        reason: 'ill',
        reopenSlot: false,
        onlyWithin: { startsAt: 8e15, endsAt: -1 }
      }
    },
    { ...copy, _id: 'c'.repeat(32), _rev: undefined, status: 'pencilled', slotId: openSlotId, otherId: student.userId },
    { _id: bookingId, state: 'cancelled', studentId: student.userId, coachId: coach.userId },
    { _id: 'notice:x', kind: 'notice', topic: 'claim-lost', at: 1, dismissed: true },
    {
      _id: `dossier:${student.userId}`,
      kind: 'dossier',
      goals: 'x',
      tags: ['b', 'A', 'a '],
      agreedToLog: true,
      editedAt: 8e15
    },
    { _id: `dossier:${student.userId}`, kind: 'dossier', tags: Array.from({ length: 21 }, String), editedAt: 1 },
    { _id: 'dossier:', kind: 'dossier', goals: 'x'.repeat(10_001), editedAt: -1 },
    { _id: `dossier:${coach.userId}`, _deleted: true },
    {
      _id: 'offered:2027-03',
      kind: 'offered',
      since: -1,
      booked: [8e15, 1],
      open: Array.from({ length: 9_001 }, () => 0)
    },
    { _id: 'offered:~', _deleted: true },
    {
      _id: `relation:${student.userId}`,
      kind: 'relation',
      partyRole: 'coach',
      otherId: student.userId,
      otherName: 'x',
      otherZone: 'UTC',
      since: 1,
      ended: { by: 'student', at: 8e15 }
    },
    { _id: 'relation:', kind: 'relation', ended: { by: 'nobody' } },
    { _id: `relation:${coach.userId}`, _deleted: true },
    { _id: coach.userId, displayName: 'Mine now', headline: '', bio: '', zone: 'UTC' },
    watchDoc(startsAt),
    { ...watchDoc(startsAt), coachId: coach.userId, until: 8e15, madeAt: 0 },
    { ...watchDoc(startsAt), weekdays: Array.from({ length: 5_000 }, () => 1), zone: 'Mars/Olympus' },
    { _id: watchDoc(startsAt)['_id'], _deleted: true },
    blockListDoc(student.userId),
    { ...blockListDoc(student.userId), studentIds: Array.from({ length: 2_000 }, (_, n) => `student${n}`) },
    { _id: blockListDoc('')['_id'], _deleted: true },
    howWeMeetDoc(coach.userId),
    { ...howWeMeetDoc(student.userId), link: 'javascript:alert(1)' },
    { ...howWeMeetDoc(coach.userId), way: 'address', address: 'x'.repeat(10_000) },
    { _id: '_design/all', views: { all: { map: 'function () { emit(1) }' } } },
    { _id: '_local/checkpoint', seq: 1 },
    { _id: `org.couchdb.user:${student.name}`, roles: ['_admin'], type: 'user', password: 'x' }
  ]
}

const revision = fc
  .tuple(
    fc.oneof(fc.integer({ min: 0, max: 1_001 }), fc.constantFrom(9_999, 100_000_001, 999_999_999)),
    fc.oneof(toHex(32), oddTexts)
  )
  .map(([n, id]) => `${n}-${id}`)

const couchFields = fc.record(
  {
    _id: oddTexts,
    _rev: fc.oneof(revision, oddValues),
    _deleted: oddValues,
    _revisions: fc.oneof(
      fc.record({ start: fc.integer({ min: -1, max: 2_000 }), ids: fc.array(toHex(32), { maxLength: 5 }) }),
      oddValues
    ),
    _attachments: fc.constant({ 'a.txt': { content_type: 'text/plain', data: 'eA==' } }),
    _conflicts: oddValues,
    _local_seq: fc.constant(1),
    bookingId: fc.oneof(toHex(32), oddValues),
    movesFrom: oddTexts,
    movesMakingId: fc.oneof(toHex(32), oddValues),
    makingId: fc.oneof(toHex(32), oddValues),
    coachId: oddTexts
  },
  { requiredKeys: [] }
)

/** Pushed documents: sound ones with a field or two that are not. */
export function makeDocuments(target: Target): fc.Arbitrary<Fields> {
  const sound = fc.constantFrom(...listSound(target))
  const broken = fc.tuple(sound, oddValues, fc.nat()).map(([doc, value, at]) => {
    const names = Object.keys(doc)
    return { ...doc, [names[at % names.length] ?? '_id']: value }
  })
  const forged = fc.tuple(sound, couchFields).map(([doc, fields]) => ({ ...doc, ...fields }))
  const polluted = fc
    .tuple(sound, fc.constantFrom('__proto__', 'constructor', 'prototype'))
    .map(([doc, name]) => JSON.parse(`{"${name}":{"role":"admin"},${JSON.stringify(doc).slice(1)}`) as Fields)
  return fc.oneof(
    { weight: 1, arbitrary: sound },
    { weight: 3, arbitrary: broken },
    { weight: 3, arbitrary: forged },
    { weight: 1, arbitrary: polluted }
  )
}
