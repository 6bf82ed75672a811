import { slotLengthMs } from '#domain/model/primitives.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { reasons } from '#domain/model/reasons.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { claimDoc, pencilDoc } from '../../support/gate-world.ts'
import type { Person } from '../people.ts'
import type { Document, Row } from '../push.ts'
import type { Fact } from './ledger.ts'
import { placeOf } from './observe.ts'

/** One write of one person, with what it makes true. */
export interface Write {
  readonly by: Person
  readonly database: string
  readonly doc: Document
  /** True once the server has answered so. */
  readonly factsOf: (row: Row) => readonly Fact[]
  /** What may be true when no answer came. */
  readonly possible: readonly Fact[]
  /** Places of the slots of a move: of those that it leaves or that give way to it none stands beside the new one. */
  readonly moves?: { readonly from: readonly string[]; readonly to: string }
}

/** A write that is stored as it is or refused without a trace. */
function plain(by: Person, database: string, doc: Document, facts: readonly Fact[]): Write {
  return { by, database, doc, factsOf: row => (row.kind === 'ok' ? facts : []), possible: facts }
}

/** BK15: claims that are refused before they are judged leave no trace. */
const unremembered: readonly string[] = ['already-yours', 'too-many-claims', 'booking-id-in-use', 'unknown-student']

const there = (slotId: string): Fact => ({ key: placeOf.slot(slotId), value: 'there' })
const gone = (slotId: string): Fact => ({ key: placeOf.slot(slotId), value: 'nothing' })

function toSlot(by: Person, startsAt: number): Document {
  const coachId = by.userId
  const endsAt = startsAt + slotLengthMs
  return { _id: createSlotId(coachId, startsAt), coachId, startsAt, endsAt, status: 'open' }
}

export function createSlotWrite(by: Person, startsAt: number): Write {
  const doc = toSlot(by, startsAt)
  return plain(by, 'slots', doc, [there(doc._id)])
}

/**
 * One write: the new slot stands and the old one is gone. Where the old one was booked or gone already, the new one is kept
 * as declined, and an accepted row says only that it is kept: see findHalfMoves.
 */
export function createMoveWrite(by: Person, movesFrom: string, startsAt: number): Write {
  const doc = { ...toSlot(by, startsAt), movesFrom }
  const old = placeOf.slot(movesFrom)
  const alternatives: readonly Fact[] = [
    there(doc._id),
    { key: placeOf.slot(doc._id), value: 'declined' },
    gone(movesFrom),
    there(movesFrom)
  ]
  return { ...plain(by, 'slots', doc, alternatives), moves: { from: [old], to: placeOf.slot(doc._id) } }
}

/** An old slot of a move stands beside the new one: it was done by half. */
export function findHalfMoves(writes: readonly Write[], seen: ReadonlyMap<string, string>): readonly string[] {
  return writes.flatMap(({ moves }) =>
    moves === undefined || seen.get(moves.to) !== 'there'
      ? []
      : moves.from
          .filter(from => seen.get(from) === 'there')
          .map(from => `${from} was moved to ${moves.to} and stands still`)
  )
}

export function createRemovalWrite(by: Person, slotId: string, rev: string): Write {
  return plain(by, 'slots', { _id: slotId, _rev: rev, _deleted: true }, [gone(slotId)])
}

export function createClaimWrite(by: Person, slotId: string, bookingId: string, now: number): Write {
  const [coachId = '', start = ''] = slotId.split(':')
  const claim = claimDoc(coachId, Number(start), bookingId, now)
  return judged(by, 'slots', claim, placeOf.claim(bookingId))
}

export function createPencilWrite(by: Person, slotId: string, studentId: string, bookingId: string): Write {
  const pencil = pencilDoc(by.userId, Number(slotId.split(':')[1]), studentId, bookingId)
  return judged(by, createCallsName(by.userId), pencil, placeOf.pencil(bookingId))
}

/** A write that gets a verdict, which is remembered. */
function judged(by: Person, database: string, doc: Document, key: string): Write {
  return {
    by,
    database,
    doc,
    factsOf(row) {
      if (row.kind === 'ok') return [{ key, value: 'confirmed' }]
      // Sent again, it gets the same answer: claims and pencils are never in conflict (BK4, PC6).
      return [{ key, value: unremembered.includes(row.reason) ? 'nothing' : `declined: ${row.reason}` }]
    },
    possible: [{ key, value: 'confirmed' }, ...reasons.map(reason => ({ key, value: `declined: ${reason}` }))]
  }
}

/** @param copy the writer's own copy of the booking, as it was read */
export function createCancelWrite(by: Person, copy: Document, requestId: string): Write {
  const request = { kind: 'cancel', requestId, reason: 'ill', reopenSlot: true }
  const facts = [
    { key: placeOf.claim(copy._id), value: 'cancelled' },
    { key: placeOf.request(requestId), value: 'answered' }
  ]
  return plain(by, createCallsName(by.userId), { ...copy, request }, facts)
}

/** An accepted row says that the request was heard; where the session is then, the journal and both slots must agree about. */
export function createRescheduleWrite(by: Person, copy: Document, requestId: string, toSlotId: string): Write {
  const request = { kind: 'reschedule', requestId, toSlotId }
  const facts = [{ key: placeOf.request(requestId), value: 'answered' }]
  return plain(by, createCallsName(by.userId), { ...copy, request }, facts)
}

/**
 * A coach's move to hours between two open slots (RS12, RS13): one slot is made, two give way, and the one that is left closes, all of it or
 * nothing. Where it was refused all stands as before.
 */
export function createMoveBetweenWrite(
  by: Person,
  copy: Document,
  requestId: string,
  between: readonly [string, string],
  startsAt: number
): Write {
  const toSlotId = createSlotId(by.userId, startsAt)
  const request = { kind: 'reschedule', requestId, toSlotId, makesSlot: true, reopenSlot: false }
  const left = [String(copy['slotId']), ...between]
  const facts = [
    { key: placeOf.request(requestId), value: 'answered' },
    // One that a move had made, and that was kept as declined, is in nobody's way and stays.
    ...left.flatMap(slotId => [gone(slotId), there(slotId), { key: placeOf.slot(slotId), value: 'declined' }])
  ]
  return {
    ...plain(by, createCallsName(by.userId), { ...copy, request }, facts),
    moves: { from: left.map(placeOf.slot), to: placeOf.slot(toSlotId) }
  }
}

export function createNotesWrite(by: Person, copy: Document, notes: string, now: number): Write {
  const facts = [{ key: placeOf.notes(copy._id), value: notes }]
  return plain(by, createCallsName(by.userId), { ...copy, notes, satisfaction: 4, wordsEditedAt: now }, facts)
}

export function createReviewWrite(by: Person, copy: Document, text: string, now: number): Write {
  const facts = [{ key: placeOf.review(copy._id), value: text }]
  const doc = { ...copy, review: { score: 5, text }, wordsEditedAt: now }
  return plain(by, createCallsName(by.userId), doc, facts)
}

export function createBioWrite(by: Person, page: Document, bio: string): Write {
  return plain(by, 'users', { ...page, bio }, [{ key: placeOf.bio(by.userId), value: bio }])
}
