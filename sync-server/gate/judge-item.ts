import { assertNever } from '#domain/assert-never.ts'
import { judgeWrite, type JudgedWrite } from '#domain/rules/judge-write.ts'
import type { Call } from '#domain/model/call.ts'
import { type CoachProfile, defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import type { Notice } from '#domain/model/notice.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { BaseRevision, Current } from '#domain/rules/verdict.ts'
import { startsAround, startsThatMayOverlap } from './gate-index.ts'
import type { GateItem } from './gate-item.ts'
import { findDocument, type JudgingContext } from './judging-context.ts'
import { type Plan, refuse } from './plan.ts'
import { planCall } from './plan-call.ts'
import { planClaim } from './plan-claim.ts'
import { planOwnDocument } from './plan-own-document.ts'
import { planSlot } from './plan-slot.ts'
import { compareBase, type Found } from './revision-history.ts'

/** Loads nothing, stores nothing: asks the domain and turns its verdict into effects. */
export function judgeItem(item: GateItem, context: JudgingContext): Plan {
  const { push, actor } = item
  if (push.kind === 'refused') return refuse(push.reason)
  const found = findDocument(item.database, item.doc._id, context)
  const base = compareBase(item, found)
  // A claim is judged whatever it was built on (BK3).
  if (base === 'known' && push.kind !== 'claim') return { row: { kind: 'unchanged', rev: item.doc._rev ?? '' } }
  const write = toJudgedWrite(item, found, base === 'known' ? 'current' : base, context)
  const { of, verdict } = judgeWrite(actor, write)
  switch (of) {
    case 'slot':
      return planSlot(item, verdict, found as Found<Slot>, base === 'current', context)
    case 'claim':
      return planClaim(item, verdict, found as Found<Slot>, context)
    case 'call':
      return planCall(item, verdict, found, base === 'current', context)
    case 'notice':
    case 'profile':
      return planOwnDocument(item, verdict, found, base === 'current', context)
    default:
      return assertNever(of)
  }
}

function toJudgedWrite(item: GateItem, found: Found, base: BaseRevision, context: JudgingContext): JudgedWrite {
  const { push, actor } = item
  const { view, loaded, now } = context
  switch (push.kind) {
    case 'slot':
    case 'slot-removal': {
      const { coachId, startsAt, movesFrom } = push.slot
      const coachSlots = view.listSlots(coachId, startsThatMayOverlap(startsAt))
      const movedFrom: Current<Slot> =
        movesFrom === undefined
          ? { kind: 'absent' }
          : (findDocument('slots', movesFrom, context) as Found<Slot>).current
      const current = found.current as Current<Slot>
      return { kind: push.kind, slot: push.slot, context: { current, base, coachSlots, movedFrom, now } }
    }
    case 'claim': {
      const { claim } = push
      const slot = view.findSlot(claim.id)
      return {
        kind: 'claim',
        claim,
        context: {
          current: found.current as Current<Slot>,
          known: view.findBooking(claim.bookingId),
          holder: slot?.bookingId === undefined ? undefined : view.findBooking(slot.bookingId),
          coach: loaded.findProfile(claim.coachId),
          studentBookings: view.listStudentBookings(actor.userId, startsThatMayOverlap(claim.startsAt)),
          coachBookings: view.listCoachBookings(claim.coachId, startsAround(claim.startsAt)),
          now
        }
      }
    }
    case 'call': {
      const booking = view.findBooking(push.call.id)
      const profile = booking === undefined ? undefined : loaded.findProfile(booking.coachId)
      const current = found.current as Current<Call>
      const policy = profile?.policy ?? defaultBookingPolicy
      return { kind: 'call', call: push.call, context: { current, base, booking, policy, now } }
    }
    case 'notice':
      return { kind: 'notice', notice: push.notice, context: { current: found.current as Current<Notice>, base } }
    case 'profile':
      return {
        kind: 'profile',
        profile: push.profile,
        context: { current: found.current as Current<CoachProfile>, base }
      }
    case 'refused':
      throw new Error('refused by its shape: not for judging')
    default:
      return assertNever(push)
  }
}
