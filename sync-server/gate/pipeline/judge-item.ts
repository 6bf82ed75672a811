import { assertNever } from '#domain/assert-never.ts'
import { judgeWrite, type JudgedWrite } from '#domain/rules/judge-write.ts'
import type { Booking } from '#domain/model/booking.ts'
import type { Call } from '#domain/model/call.ts'
import { type CoachProfile, defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import type { Notice } from '#domain/model/notice.ts'
import type { Actor } from '#domain/model/role.ts'
import { type Slot, slotFromId } from '#domain/model/slot.ts'
import type { RescheduleTarget } from '#domain/rules/judge-reschedule.ts'
import type { Agendas, Wishes } from '#domain/rules/take-slot.ts'
import type { BaseRevision, Current } from '#domain/rules/verdict.ts'
import { startsAround, startsThatMayOverlap } from '../memory/gate-index.ts'
import type { GateItem } from './gate-item.ts'
import { findDocument, type JudgingContext } from '../memory/judging-context.ts'
import { type Plan, refuse } from '../kinds/plan.ts'
import { planCall } from '../kinds/plan-call.ts'
import { planClaim } from '../kinds/plan-claim.ts'
import { planPencil } from '../kinds/plan-pencil.ts'
import { planOwnDocument } from '../kinds/plan-own-document.ts'
import { planSlot } from '../kinds/plan-slot.ts'
import { compareBase, type Found, isForgedHistory } from '../revisions/revision-history.ts'

/** Loads nothing, stores nothing: asks the domain and turns its verdict into effects. */
export function judgeItem(item: GateItem, context: JudgingContext): Plan {
  const { push, actor } = item
  if (push.kind === 'refused') return refuse(push.reason)
  const found = findDocument(item.database, item.doc._id, context)
  if (isForgedHistory(item, found)) return refuse('malformed')
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
    case 'pencil':
      return planPencil(item, verdict, found, context)
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
  const { view, now } = context
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
      const slotCount = view.countSlots(coachId)
      return { kind: push.kind, slot: push.slot, context: { current, base, coachSlots, slotCount, movedFrom, now } }
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
          coach: findActiveCoach(claim.coachId, context),
          ...listAgendas(claim, actor.userId, context),
          ...listWishes(actor.userId, claim.id, actor.userId, context),
          studentMeetings: view.listStudentMeetings(actor.userId),
          now
        }
      }
    }
    case 'pencil':
      // Built on the copy that there is by now, it is an edit, and its status one more field that is the server's (FB5).
      // Without a revision it is the wish once more (PC6).
      return found.current.kind === 'live' && base !== 'none'
        ? toCallWrite(push.call, found, base, context)
        : toPencilWrite(push.call, actor, context)
    case 'call':
      return toCallWrite(push.call, found, base, context)
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

function toCallWrite(call: Call, found: Found, base: BaseRevision, context: JudgingContext): JudgedWrite {
  const { view, loaded, now } = context
  const booking = view.findBooking(call.id)
  const profile = booking === undefined ? undefined : loaded.findProfile(booking.coachId)
  const current = found.current as Current<Call>
  const policy = profile?.policy ?? booking?.terms ?? defaultBookingPolicy
  const target = booking === undefined ? undefined : findTarget(call, booking, context)
  return { kind: 'call', call, context: { current, base, booking, policy, target, now } }
}

/** Where a reschedule wants to go: a slot that is not live is as good as gone. */
function findTarget({ request }: Call, booking: Booking, context: JudgingContext): RescheduleTarget | undefined {
  if (request?.kind !== 'reschedule') return undefined
  const slot = slotFromId(request.toSlotId)
  if (slot === undefined) return undefined
  return {
    slot: findLiveSlot(slot.id, context),
    coach: findActiveCoach(booking.coachId, context),
    ...listAgendas(slot, booking.studentId, context)
  }
}

function toPencilWrite(pencil: Call, actor: Actor, context: JudgingContext): JudgedWrite {
  const { view, loaded, signer, now } = context
  const { otherId, signed } = pencil
  const isSigned = signed !== undefined && signer.isGenuine(signed, actor.userId, otherId)
  const slot = slotFromId(pencil.slotId)
  const current = findLiveSlot(pencil.slotId, context)
  const holderId = current.kind === 'live' ? current.value.bookingId : undefined
  const agendas = slot === undefined ? { studentBookings: [], coachBookings: [] } : listAgendas(slot, otherId, context)
  return {
    kind: 'pencil',
    pencil,
    context: {
      current,
      known: view.findBooking(pencil.id),
      holder: holderId === undefined ? undefined : view.findBooking(holderId),
      coach: findActiveCoach(actor.userId, context),
      haveMet: isSigned || view.haveMet(actor.userId, otherId),
      isStudentActive: loaded.isActive(otherId, 'student'),
      ...agendas,
      ...listWishes(actor.userId, pencil.slotId, otherId, context),
      now
    }
  }
}

function findLiveSlot(id: string, { view }: JudgingContext): Current<Slot> {
  const slot = view.findSlot(id)
  return slot === undefined ? { kind: 'deleted' } : { kind: 'live', value: slot }
}

/** The public profile of a coach who takes part: the page of a disabled account stays, but nobody books there (MG9). */
function findActiveCoach(coachId: string, { loaded }: JudgingContext): CoachProfile | undefined {
  return loaded.isActive(coachId, 'coach') ? loaded.findProfile(coachId) : undefined
}

function listWishes(userId: string, slotId: string, studentId: string, { view, now }: JudgingContext): Wishes {
  return {
    lostBefore: view.countLost(userId, slotId),
    lostLately: view.countLostLately(userId, now),
    ahead: view.listStudentBookings(studentId, { startsAt: now, endsAt: Infinity })
  }
}

function listAgendas({ coachId, startsAt }: Slot, studentId: string, { view }: JudgingContext): Agendas {
  return {
    studentBookings: view.listStudentBookings(studentId, startsThatMayOverlap(startsAt)),
    coachBookings: view.listCoachBookings(coachId, startsAround(startsAt))
  }
}
