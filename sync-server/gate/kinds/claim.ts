import { assertNever } from '#domain/assert-never.ts'
import type { Booking } from '#domain/model/booking.ts'
import type { Reason } from '#domain/model/reasons.ts'
import { type Slot, slotSchema } from '#domain/model/slot.ts'
import { parseSlotId } from '#domain/model/slot-id.ts'
import { fromWire } from '#domain/model/wire.ts'
import { type Claim, type ClaimVerdict, isClaim, judgeClaim } from '#domain/rules/judge-claim.ts'
import { checkSlotShape } from '#domain/rules/judge-slot.ts'
import { lockNames } from '#server/locks/keyed-lock.ts'
import type { JudgingContext } from '../memory/judging-context.ts'
import { buildOutcome, type Found } from '../revisions/revision-history.ts'
import { refuseRow } from './plan.ts'
import {
  findActiveCoach,
  listAgendas,
  listNamesOfCoach,
  listNamesOfStudent,
  listWishes
} from './shared/booking-facts.ts'
import { planStandingSlot } from './shared/standing-slot.ts'
import { defineKind, isRelationUnstored, malformed, parseBy } from './write-kind.ts'

/** A student's claim: the slot with `status: requested` (BK). A granted one books its slot; a lost one is remembered (BK15). */
export const claimKind = defineKind<{
  readonly value: Claim
  readonly stored: Slot
  readonly outcome: ClaimVerdict
}>({
  recognises: ({ database, doc }) => database === 'slots' && doc._deleted !== true && doc['status'] === 'requested',

  parse(doc) {
    const parsed = parseBy(slotSchema, fromWire(doc))
    if (!parsed.ok) return parsed
    return isClaim(parsed.value) ? { ok: true, value: parsed.value } : malformed
  },

  listLockNames({ actor, doc, value: { bookingId } }) {
    const owner = parseSlotId(doc._id)?.coachId
    const own = [...listNamesOfStudent(actor.userId), lockNames.booking(bookingId)]
    return owner === undefined ? own : [...listNamesOfCoach(owner), ...own]
  },

  listNeeds: ({ actor, doc, value: { coachId } }, view) => ({
    ids: view.findSlot(doc._id) === undefined ? [doc._id] : [],
    coachId,
    parties: [actor.userId, coachId]
  }),

  mustWait({ actor, newEdits, value: { id, coachId, bookingId } }, view, unstored) {
    if (isRelationUnstored(actor.userId, coachId, unstored)) return true
    if (view.hasBooking(bookingId)) return true
    // A slot that is being booked is lost to further claims, whatever its next revision.
    return view.hasSlot(id) && !(newEdits && view.findSlot(id)?.status === 'booked')
  },

  isWriters: ({ actor, value }) => actor.role === 'student' && checkSlotShape(value) === undefined,

  // Whatever it was built on (BK3).
  isJudgedAgain: true,

  judge({ actor, value: claim }, { found }, context) {
    const { view, loaded, now } = context
    const slot = view.findSlot(claim.id)
    const coach = findActiveCoach(claim.coachId, context)
    return judgeClaim(actor, claim, {
      current: found.current,
      known: view.findBooking(claim.bookingId),
      holder: slot?.bookingId === undefined ? undefined : view.findBooking(slot.bookingId),
      coach,
      isBlocked: coach !== undefined && loaded.isBlocked(coach.id, actor.userId),
      isRelated: coach !== undefined && loaded.isRelated(coach.id, actor.userId),
      ...listAgendas(claim, actor.userId, context),
      ...listWishes(actor.userId, claim.id, actor.userId, context),
      studentMeetings: view.listStudentMeetings(actor.userId),
      series: listSeriesOfClaim(claim, actor.userId, context),
      now
    })
  },

  plan(write, verdict, standing, context) {
    const { doc, newEdits } = write
    const { found } = standing
    switch (verdict.kind) {
      case 'refused':
        return {
          ...refuseRow(verdict.reason),
          ...(isHonest(verdict.reason, found) ? planStandingSlot(write, standing, context) : {})
        }
      case 'lost':
        return {
          ...refuseRow(verdict.reason),
          journal: verdict.booking,
          ...planStandingSlot(write, standing, context)
        }
      case 'repeated': {
        const again = planStandingSlot(write, standing, context)
        const { decline } = verdict.booking
        if (decline !== undefined) return { ...refuseRow(decline.reason), ...again }
        if (again.slots !== undefined) return { row: { kind: 'written' }, ...again }
        return { row: { kind: 'unchanged', rev: found.rev ?? doc._rev ?? '0-0' } }
      }
      case 'granted': {
        const docs = buildOutcome(write, found, { value: verdict.slot }, context.makeHash)
        return {
          row: { kind: 'written' },
          journal: verdict.booking,
          slots: { database: 'slots', newEdits, docs, changes: [{ id: doc._id, slot: verdict.slot }] }
        }
      }
      default:
        return assertNever(verdict)
    }
  },

  // A claim that turns out to be stored is granted, though the answer was lost.
  findStored: ({ id, slotId, state }, index) =>
    state === 'confirmed' && index.findBooking(id)?.state === 'confirmed' ? index.slotRev(slotId) : undefined
})

function listSeriesOfClaim(
  { bookingId, coachId, series }: Claim,
  studentId: string,
  { view }: JudgingContext
): readonly Booking[] {
  return series === undefined ? [] : view.listSeries({ id: bookingId, series, coachId, studentId })
}

/** Whether an honest replica can meet that answer: its slot is put right. Whoever goes on asking in vain gets the answer alone. */
function isHonest(reason: Reason, { current }: Found<Slot>): boolean {
  return reason !== 'too-many-claims' && current.kind === 'live'
}
