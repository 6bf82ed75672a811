import { assertNever } from '#domain/assert-never.ts'
import type { Booking } from '#domain/model/booking.ts'
import { isSessionCopyId, type SessionCopy, sessionCopySchema } from '#domain/model/session-copy.ts'
import { slotFromId } from '#domain/model/slot.ts'
import { fromWire } from '#domain/model/wire.ts'
import { createCallsName } from '#domain/rules/access.ts'
import type { SessionCopyEffect } from '#domain/rules/judge-session-copy.ts'
import type { ClaimVerdict } from '#domain/rules/judge-claim.ts'
import { judgePencil } from '#domain/rules/judge-pencil.ts'
import type { Verdict } from '#domain/rules/verdict.ts'
import { lockNames } from '#server/locks/keyed-lock.ts'
import { findDocument, type JudgingContext } from '../memory/judging-context.ts'
import { buildNext, buildOutcome, type Found } from '../revisions/revision-history.ts'
import { judgeCopy, listPartiesOfCopy, planCopy } from './copy.ts'
import { type Plan, type PlannedSlots, refuseRow } from './plan.ts'
import {
  findActiveCoach,
  findLiveSlot,
  listAgendas,
  listNamesOfStudent,
  listPartyNames,
  listWishes,
  projectOwnCopy
} from './shared/booking-facts.ts'
import { defineKind, isRelationUnstored, parseBy, type PushedValue, toKey } from './write-kind.ts'

/** Built on the copy that there is by now, it is an edit of that copy. */
type PencilOutcome =
  | { readonly as: 'pencil'; readonly verdict: ClaimVerdict }
  | { readonly as: 'copy'; readonly verdict: Verdict<SessionCopyEffect> }

/**
 * A session that a coach has pencilled in: a copy with `status: pencilled` (PC). Like a claim it books its slot. The
 * coach's copy is the pushed document.
 */
export const pencilKind = defineKind<{
  readonly value: SessionCopy
  readonly stored: SessionCopy
  readonly outcome: PencilOutcome
}>({
  recognises: ({ actor, database, doc }) =>
    database === createCallsName(actor.userId) &&
    doc._deleted !== true &&
    isSessionCopyId(doc._id) &&
    doc['status'] === 'pencilled',

  parse(doc) {
    return parseBy(sessionCopySchema, fromWire(doc))
  },

  listLockNames({ actor, value: { id, otherId } }, view) {
    const known = [lockNames.copies(actor.userId), ...listPartyNames(id, view)]
    // Whoever is no coach has no calendar, and is rejected without a look at anybody's.
    if (actor.role !== 'coach') return known
    return [...known, lockNames.coach(actor.userId), ...listNamesOfStudent(otherId), lockNames.booking(id)]
  },

  listNeeds: (write, view) => ({
    ids: [write.doc._id],
    coachId: view.findBooking(write.value.id)?.coachId ?? write.actor.userId,
    parties: listPartiesOfCopy(write, view)
  }),

  mustWait(write, view, unstored) {
    if (isRelationUnstored(write.actor.userId, write.value.otherId, unstored)) return true
    return unstored.has(toKey(write)) || view.hasBooking(write.value.id) || view.hasSlot(write.value.slotId)
  },

  isWriters: ({ actor, database }) => database === createCallsName(actor.userId),

  judge(write, standing, context) {
    const { found, base } = standing
    // Its status is one more field that is the server's (FB5). Without a revision it is the request once more (PC6).
    return found.current.kind === 'live' && base !== 'none'
      ? { as: 'copy', verdict: judgeCopy(write, standing, context) }
      : { as: 'pencil', verdict: judge(write, context) }
  },

  plan(write, { as, verdict }, standing, context) {
    return as === 'copy' ? planCopy(write, verdict, standing, context) : plan(write, verdict, standing.found, context)
  }
})

function judge({ actor, value: pencil }: PushedValue<SessionCopy>, context: JudgingContext): ClaimVerdict {
  const { view, loaded, signer, now } = context
  const { id, otherId, series, signed } = pencil
  const isSigned = signed !== undefined && signer.isGenuine(signed, actor.userId, otherId)
  const slot = slotFromId(pencil.slotId)
  const current = findLiveSlot(pencil.slotId, context)
  const holderId = current.kind === 'live' ? current.value.bookingId : undefined
  const agendas = slot === undefined ? { studentBookings: [], coachBookings: [] } : listAgendas(slot, otherId, context)
  const known = view.findBooking(pencil.id)
  // A coach's own documents are loaded where the pencil is the coach's, and not known yet.
  const isRelated = (): boolean =>
    actor.role === 'coach' && known === undefined && loaded.isRelated(actor.userId, otherId)
  return judgePencil(actor, pencil, {
    current,
    known,
    holder: holderId === undefined ? undefined : view.findBooking(holderId),
    coach: findActiveCoach(actor.userId, context),
    haveMet: isSigned || view.haveMet(actor.userId, otherId) || isRelated(),
    isStudentActive: loaded.isActive(otherId, 'student'),
    ...agendas,
    ...listWishes(actor.userId, pencil.slotId, otherId, context),
    series:
      series === undefined
        ? []
        : view.listSeries({ id, series, coachId: actor.userId, studentId: otherId, pencilled: true }),
    now
  })
}

function plan(
  write: PushedValue<SessionCopy>,
  verdict: ClaimVerdict,
  found: Found<SessionCopy>,
  context: JudgingContext
): Plan {
  switch (verdict.kind) {
    case 'refused':
      return refuseRow(verdict.reason)
    case 'lost':
      return {
        ...refuseRow(verdict.reason),
        journal: verdict.booking,
        ...planOwnCopy(write, verdict.booking, found, context)
      }
    case 'repeated':
      return repeat(write, verdict.booking, found, context)
    case 'granted': {
      const { slot, booking } = verdict
      const stored = findDocument('slots', slot.id, context)
      const docs = [buildNext(stored, { value: slot }, true, context.makeHash)]
      const slots: PlannedSlots = { database: 'slots', newEdits: true, docs, changes: [{ id: slot.id, slot }] }
      return {
        row: { kind: 'written' },
        journal: booking,
        slots,
        ...planOwnCopy(write, booking, found, context)
      }
    }
    default:
      return assertNever(verdict)
  }
}

/** The answer of before. The copy is made only where storage has lost it: the one that stands may have the coach's words by now. */
function repeat(
  write: PushedValue<SessionCopy>,
  booking: Booking,
  found: Found<SessionCopy>,
  context: JudgingContext
): Plan {
  const { decline } = booking
  const isThere = found.current.kind === 'live'
  const copy = isThere ? {} : planOwnCopy(write, booking, found, context)
  if (decline !== undefined) return { ...refuseRow(decline.reason), ...copy }
  return isThere ? { row: { kind: 'unchanged', rev: found.rev ?? '' } } : { row: { kind: 'written' }, ...copy }
}

function planOwnCopy(
  write: PushedValue<SessionCopy>,
  booking: Booking,
  found: Found<SessionCopy>,
  context: JudgingContext
): Pick<Plan, 'own'> {
  const { database, newEdits } = write
  const existing = found.current.kind === 'live' ? found.current.value : undefined
  const value = projectOwnCopy(booking, 'coach', existing, context)
  return { own: { database, newEdits, docs: buildOutcome(write, found, { value }, context.makeHash) } }
}
