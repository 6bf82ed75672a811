import type { Booking } from '#domain/model/booking.ts'
import { isSessionCopyId, type SessionCopy, sessionCopySchema } from '#domain/model/session-copy.ts'
import { defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import { type Slot, slotFromId, toIndependentSlot } from '#domain/model/slot.ts'
import { parseSlotId } from '#domain/model/slot-id.ts'
import { fromWire } from '#domain/model/wire.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { type SessionCopyEffect, judgeSessionCopy } from '#domain/rules/judge-session-copy.ts'
import type { RescheduleTarget } from '#domain/rules/judge-reschedule.ts'
import { toOpenSlot } from '#domain/rules/judge-slot.ts'
import type { Verdict } from '#domain/rules/verdict.ts'
import { lockNames } from '#server/locks/keyed-lock.ts'
import { type GateView, startsThatMayOverlap } from '../memory/gate-index.ts'
import { findDocument, type JudgingContext } from '../memory/judging-context.ts'
import { buildNext } from '../revisions/revision-history.ts'
import { type Plan, type PlannedSlots, refuseRow } from './plan.ts'
import { findActiveCoach, findLiveSlot, listAgendas, listPartyNames, projectOwnCopy } from './shared/booking-facts.ts'
import { mayOpenAgain, planSkip } from './shared/filling.ts'
import { planOwnDocument } from './shared/own-document.ts'
import { defineKind, parseBy, type PushedValue, type Standing, toKey } from './write-kind.ts'

/** A party's write to its own copy of a session: words, outcome, and requests to cancel or move it (FB, SE, RS). */
export const copyKind = defineKind<{
  readonly value: SessionCopy
  readonly stored: SessionCopy
  readonly outcome: Verdict<SessionCopyEffect>
}>({
  recognises: ({ actor, database, doc }) =>
    database === createCallsName(actor.userId) &&
    isSessionCopyId(doc._id) &&
    (doc._deleted === true || doc['status'] !== 'pencilled'),

  parse(doc) {
    if (doc._deleted === true) return { ok: false, reason: 'not-yours-to-create' }
    return parseBy(sessionCopySchema, fromWire(doc))
  },

  listLockNames: ({ actor, value }, view) => [lockNames.copies(actor.userId), ...listPartyNames(value.id, view)],

  listNeeds: (write, view) => ({
    ids: [write.doc._id],
    coachId: view.findBooking(write.value.id)?.coachId,
    hoursOf: view.findBooking(write.value.id)?.coachId,
    parties: listPartiesOfCopy(write, view)
  }),

  mustWait(write, view, unstored) {
    const { id, request } = write.value
    const booking = view.findBooking(id)
    if (unstored.has(toKey(write))) return true
    if (booking === undefined) return false
    const isCalendarNew =
      request?.kind === 'reschedule' &&
      [...listMadeSlots(write.value), ...listSlotsAround(request.toSlotId, view).map(slot => slot.id)].some(id =>
        view.hasSlot(id)
      )
    return isCalendarNew || view.hasBooking(booking.id) || view.hasSlot(booking.slotId)
  },

  isWriters: ({ actor, database }) => database === createCallsName(actor.userId),

  judge: judgeCopy,
  plan: planCopy
})

/** Slots that a reschedule takes or restores, by their ids. */
function listMadeSlots({ request }: Pick<SessionCopy, 'request'>): readonly string[] {
  if (request?.kind !== 'reschedule') return []
  return [request.toSlotId, ...(request.restores ?? []).map(({ slotId }) => slotId)]
}

/** The slots of that coach that overlap the hours of this one. */
function listSlotsAround(slotId: string, view: GateView): readonly Slot[] {
  const hours = parseSlotId(slotId)
  return hours === undefined ? [] : view.listSlots(hours.coachId, startsThatMayOverlap(hours.startsAt))
}

/** Who gets copies of the session: as the journal has them, or as the writer says where the journal does not know it. */
export function listPartiesOfCopy(
  { actor, value: { id, otherId } }: PushedValue<SessionCopy>,
  view: Pick<GateView, 'findBooking'>
): readonly string[] {
  const booking = view.findBooking(id)
  return booking === undefined ? [actor.userId, otherId] : [booking.coachId, booking.studentId]
}

export function judgeCopy(
  { actor, value: call }: PushedValue<SessionCopy>,
  { found: { current }, base }: Standing<SessionCopy>,
  context: JudgingContext
): Verdict<SessionCopyEffect> {
  const { view, loaded, now } = context
  const booking = view.findBooking(call.id)
  const profile = booking === undefined ? undefined : loaded.findProfile(booking.coachId)
  const policy = profile?.policy ?? booking?.terms ?? defaultBookingPolicy
  const target = booking === undefined ? undefined : findTarget(call, booking, context)
  return judgeSessionCopy(actor, call, { current, base, booking, policy, target, now })
}

/** Where a reschedule wants to go. */
function findTarget({ request }: SessionCopy, booking: Booking, context: JudgingContext): RescheduleTarget | undefined {
  if (request?.kind !== 'reschedule') return undefined
  const slot = slotFromId(request.toSlotId)
  if (slot === undefined) return undefined
  const { view } = context
  const coach = findActiveCoach(booking.coachId, context)
  const places = [booking.slotId, ...listMadeSlots({ request })]
  const around = places.flatMap(id => listSlotsAround(id, view)).filter(({ coachId }) => coachId === booking.coachId)
  return {
    slot: findLiveSlot(slot.id, context),
    coach,
    isBlocked: coach !== undefined && context.loaded.isBlocked(coach.id, booking.studentId),
    coachSlots: [...new Map(around.map(one => [one.id, one])).values()],
    slotCount: view.countSlots(booking.coachId),
    ...listAgendas(slot, booking.studentId, context)
  }
}

/** The effects of a party's write to its copy: the copy, and perhaps journal and calendar. */
export function planCopy(
  write: PushedValue<SessionCopy>,
  verdict: Verdict<SessionCopyEffect>,
  standing: Standing<SessionCopy>,
  context: JudgingContext
): Plan {
  const plan = planOwnDocument(write, projectEffect(verdict, context), standing, context)
  if (verdict.kind !== 'accepted' && verdict.kind !== 'adjusted') return plan
  const { booking, refused } = verdict.effect
  const row = refused === undefined ? {} : refuseRow(refused)
  if (booking === undefined) return { ...plan, ...row }
  const slots = planCalendar(booking, verdict.effect, context)
  const skip = planSkipOf(write, verdict.effect, context)
  return { ...plan, ...row, journal: booking, ...(slots === undefined ? {} : { slots }), ...skip }
}

/** What changes the journal changes the writer's copy with it. */
function projectEffect(verdict: Verdict<SessionCopyEffect>, context: JudgingContext): Verdict<SessionCopyEffect> {
  if (verdict.kind !== 'accepted' && verdict.kind !== 'adjusted') return verdict
  const { put, booking } = verdict.effect
  if (booking === undefined) return verdict
  return { ...verdict, effect: { ...verdict.effect, put: projectOwnCopy(booking, put.partyRole, put, context) } }
}

/** A slot that a session leaves, and whether it becomes an open one again. */
interface Freed {
  readonly slotId: string
  readonly reopen: boolean
}

/**
 * A coach who withdraws the hours that a session leaves takes them away, as by a removal (AV4). Hours that something else overlaps by then
 * are not withdrawn: they may be filled again once they are free.
 */
function planSkipOf(
  { value: { request } }: PushedValue<SessionCopy>,
  { booking, move, freeSlot }: SessionCopyEffect,
  context: JudgingContext
): Pick<Plan, 'hours'> {
  const isWithdrawn = request !== undefined && 'reopenSlot' in request && request.reopenSlot === false
  const isFreed = move === undefined ? freeSlot?.reopen === false : !move.free.reopen
  const hours = parseSlotId(move?.free.slotId ?? booking?.slotId ?? '')
  return isWithdrawn && isFreed && hours !== undefined ? planSkip(hours.coachId, hours.startsAt, context) : {}
}

type Change = PlannedSlots['changes'][number]

/** A slot that is made over its tombstone needs no revision. A session that moves takes its new slot, and lets go of the old one (RS5); one that is called off lets go of its own. */
function planCalendar(
  { id, slotId }: Booking,
  { move, freeSlot }: SessionCopyEffect,
  context: JudgingContext
): PlannedSlots | undefined {
  const changes: readonly Change[] =
    move === undefined
      ? listFreed(id, freeSlot && { slotId, ...freeSlot }, context)
      : [
          ...move.withdraw.map(withdrawn => ({ id: withdrawn, slot: undefined })),
          { id: move.take.id, slot: move.take },
          ...listFreed(id, move.free, context),
          ...move.restore.map(slot => ({ id: slot.id, slot }))
        ]
  if (changes.length === 0) return undefined
  const docs = changes.map(({ id: changed, slot }) => {
    const stored = findDocument('slots', changed, context)
    return buildNext(stored, slot === undefined ? { removed: changed } : { value: slot }, true, context.makeHash)
  })
  return { database: 'slots', newEdits: true, docs, changes }
}

/** The slot that a session has left: open again or removed. Nothing where it is not the session's any more. */
function listFreed(bookingId: string, freed: Freed | undefined, context: JudgingContext): readonly Change[] {
  if (freed === undefined) return []
  const { slotId } = freed
  const slot = context.view.findSlot(slotId)
  if (slot === undefined || slot.bookingId !== bookingId) return []
  const reopen = freed.reopen && mayOpenAgain(slot, context)
  return [{ id: slotId, slot: reopen ? toIndependentSlot(toOpenSlot(slot)) : undefined }]
}
