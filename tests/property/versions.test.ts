import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { mergeSessionCopy } from '#domain/merge/merge-session-copy.ts'
import { mergeNotice } from '#domain/merge/merge-notice.ts'
import { mergeProfile } from '#domain/merge/merge-profile.ts'
import { mergeDossier } from '#domain/merge/merge-dossier.ts'
import { mergeSlot } from '#domain/merge/merge-slot.ts'
import type { Meeting, Merged } from '#domain/merge/meeting.ts'
import { createDossierId, dossierSchema } from '#domain/model/dossier.ts'
import { sessionCopySchema } from '#domain/model/session-copy.ts'
import { coachProfileSchema } from '#domain/model/coach-profile.ts'
import { noticeSchema } from '#domain/model/notice.ts'
import { slotSchema } from '#domain/model/slot.ts'
import { isSame } from '#domain/rules/is-same.ts'
import { readView } from '#domain/versions/read-view.ts'
import { applyToRaw, dropUnknown } from '#domain/versions/unknown-fields.ts'
import {
  buildCall,
  buildNotice,
  buildProfile,
  buildSlot,
  coachId,
  hexId,
  now,
  requestId,
  start,
  studentId
} from '../unit/domain/builders.ts'
import { there } from './two-devices.ts'

type Document = Readonly<Record<string, unknown>> & { readonly id: string }

interface Kind {
  readonly name: string
  readonly schema: z.ZodType
  readonly document: Document
  /** What a person of this version may do with it. */
  readonly edits: readonly Readonly<Record<string, unknown>>[]
  readonly merge: (meeting: Meeting<Document>) => Merged<Document>
}

const followUps = [
  { text: 'Read the chapter', done: false },
  { text: 'Write a page', done: true }
]
const action = { text: 'Read', owner: 'student', dueDate: '2026-12-01', madeAt: now, editedAt: now } as const
const actions = { [hexId(1)]: action, [hexId(2)]: { ...action, text: 'Call', owner: 'coach', doneAt: now } } as const
const ticks = { [hexId(1)]: { doneAt: now, editedAt: now, text: 'Read' } }
const move = { requestId, by: 'coach', at: now, reason: '', fromSlotId: `${coachId}:1`, toSlotId: `${coachId}:2` }
/** Every object and list that a document may hold, at least once. */
const session = {
  ...buildCall({ satisfaction: 3, notes: 'Well begun.', followUps, summary: 'We began.', actions, paid: false }),
  shared: { summary: 'We began.', actions: { [hexId(1)]: { text: 'Read', madeAt: now } }, at: now },
  ticks,
  otherTicks: ticks,
  review: { score: 4, text: 'Good.' },
  request: { kind: 'reschedule', requestId, toSlotId: `${coachId}:2` },
  terms: { cancelCutoffMin: 60, rescheduleCutoffMin: 60 },
  moves: [{ ...move, reopenSlot: false }],
  lastRequest: { requestId, by: 'coach', kind: 'reschedule', verdict: 'accepted', at: now },
  otherReview: { score: 4, text: 'Good.', at: now },
  wordsStamp: { by: coachId, at: now }
}

const kinds: readonly Kind[] = [
  {
    name: 'session',
    schema: sessionCopySchema,
    document: session,
    edits: [
      { notes: 'Well done.' },
      { paid: true },
      { followUps: followUps.map(({ text }) => ({ text, done: true })) },
      { followUps: followUps.toReversed() },
      { actions: { ...actions, [hexId(1)]: { ...action, text: 'Read on' } } },
      { ticks: { [hexId(1)]: { doneAt: null, editedAt: now + 1, text: 'Read' } } },
      { review: { score: 5, text: 'Very good.' }, satisfaction: 4 }
    ],
    merge: mergeSessionCopy as never
  },
  {
    name: 'profile',
    schema: coachProfileSchema,
    document: buildProfile(),
    edits: [{ bio: 'Another.' }, { policy: { ...buildProfile().policy, dailyCap: 3 } }],
    merge: mergeProfile as never
  },
  {
    name: 'notice',
    schema: noticeSchema,
    document: buildNotice(),
    edits: [{ dismissed: true }],
    merge: mergeNotice as never
  },
  {
    name: 'slot',
    schema: slotSchema,
    document: buildSlot({ startsAt: start, decline: { reason: 'slot-overlaps' }, status: 'declined' }),
    edits: [{ status: 'open' }],
    merge: mergeSlot as never
  },
  {
    name: 'dossier',
    schema: dossierSchema,
    document: { id: createDossierId(studentId), kind: 'dossier', goals: 'To speak up.', tags: ['board'], editedAt: 1 },
    edits: [{ goals: 'To ask.' }, { tags: ['board', 'sales'], agreedToLog: true, agreedAt: 2, editedAt: 2 }],
    merge: mergeDossier as never
  }
]
const anyKind = fc.constantFrom(...kinds)

type Fields = Readonly<Record<string, unknown>>
const unknownNames = ['x', 'y', 'z'] as const
/** What a newer version may have put beside the known fields of one object; absent: nothing under this name. */
const anyUnknown: fc.Arbitrary<Fields> = fc.record(
  Object.fromEntries(unknownNames.map(name => [name, fc.jsonValue({ maxDepth: 2 })])),
  { requiredKeys: [] }
)
/** One for each object of a document, in the order in which they are met. */
const anyUnknowns = fc.array(anyUnknown, { minLength: 40, maxLength: 40 })

/** A document with unknown fields in every object of it; those of items of lists go by the item's text. */
function sow(value: unknown, unknowns: readonly Fields[]): Document {
  let at = 0
  const visit = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(visit)
    if (typeof part !== 'object' || part === null) return part
    const own = unknowns[at % unknowns.length]
    at += 1
    const known = Object.entries(part).map(([name, field]) => [name, visit(field)] as const)
    return { ...Object.fromEntries(known), ...own }
  }
  return visit(value) as Document
}

/** Every object of a document, by the way to it. The way through a list is the item's text where it has one. */
function listObjects(value: unknown, path = '', found = new Map<string, Fields>()): ReadonlyMap<string, Fields> {
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) {
      const { text } = (item ?? {}) as { readonly text?: unknown }
      listObjects(item, `${path}/${typeof text === 'string' ? text : at}`, found)
    }
  } else if (typeof value === 'object' && value !== null) {
    const fields = value as Fields
    found.set(path, fields)
    for (const [name, field] of Object.entries(fields)) {
      if (!(unknownNames as readonly string[]).includes(name)) listObjects(field, `${path}/${name}`, found)
    }
  }
  return found
}

/** A person's change by a form that knows this version's fields alone. */
type Change = (kind: Kind, raw: Document, edit: Fields) => Document
const change: Change = ({ schema }, raw, edit) => {
  const view = readView(schema, raw)
  const next = { ...(dropUnknown(schema, view) as Document), ...edit }
  return applyToRaw(schema, raw, view, next)
}

function expectUnknownKept(make: Change): void {
  fc.assert(
    fc.property(anyKind, anyUnknowns, fc.nat(9), (kind, unknowns, pick) => {
      const raw = sow(kind.document, unknowns)
      const edit = kind.edits[pick % kind.edits.length] ?? {}
      const objects = listObjects(make(kind, raw, edit))
      for (const [path, before] of listObjects(raw)) {
        for (const name of unknownNames) expect(objects.get(path)?.[name]).toEqual(before[name])
      }
      expect(dropUnknown(kind.schema, make(kind, raw, edit))).toEqual({ ...kind.document, ...edit })
    }),
    { numRuns: 500 }
  )
}

describe('unknown fields at any depth', () => {
  test('VE1 an edit leaves every one of them', () => {
    expectUnknownKept(change)
  })

  test.each<[string, Change]>([
    ['reads only what it knows', (kind, raw, edit) => ({ ...dropUnknown(kind.schema, raw), ...edit })],
    ['keeps them at the top level alone', (_kind, raw, edit) => ({ ...raw, ...edit })]
  ])('a device that %s is found', (_, broken) => {
    expect(() => expectUnknownKept(broken)).toThrow(/Property failed/)
  })

  test('VE2 each is merged by itself: the side that changed it, the server where both did', () => {
    fc.assert(
      fc.property(
        anyKind,
        anyUnknowns,
        anyUnknowns,
        anyUnknowns,
        fc.array(fc.nat(3)),
        (kind, base, theirs, ours, who) => {
          // 0: untouched; 1: the server; 2: this device; 3: both.
          const by = (side: 1 | 2, own: readonly Fields[]) =>
            base.map((fields, at) => (((who[at] ?? 0) & side) === 0 ? fields : (own[at] ?? fields)))
          const assumed = sow(kind.document, base)
          const server = sow(kind.document, by(1, theirs))
          const local = sow(kind.document, by(2, ours))
          const meeting = { assumed: there(assumed), server: there(server), local: there(local), now }
          const { resolved, notices } = kind.merge(meeting)
          expect(notices).toEqual([])
          const objects = listObjects(resolved.value)
          const [inServer, inLocal] = [listObjects(server), listObjects(local)]
          for (const [path, before] of listObjects(assumed)) {
            for (const name of unknownNames) {
              const isServers = !isSame(inServer.get(path)?.[name], before[name])
              const expected = (isServers ? inServer : inLocal).get(path)?.[name]
              expect(objects.get(path)?.[name]).toEqual(expected)
            }
          }
          expect(kind.merge({ ...meeting, local: resolved }).resolved).toEqual(resolved)
        }
      ),
      { numRuns: 200 }
    )
  })
})
