import { maxFurtherRefusals } from '../model/limits.ts'
import { assertNever } from '../assert-never.ts'
import {
  addAnswer,
  countRefusals,
  hasFurtherRefusal,
  listAnswers,
  maxOutcomes,
  maxRefusals,
  noteFurtherRefusal
} from './answers.ts'
import type { Booking, RequestVerdict } from '../model/booking.ts'
import type { SessionRequest } from '../model/session-copy.ts'
import { cancelDeadline } from './deadlines.ts'
import { judgeReschedule, type RescheduleContext, type RescheduleEffect } from './judge-reschedule.ts'
import { type Reason, toStoredReason } from '../model/reasons.ts'
import { contains } from '../time/interval.ts'

/** Only a reschedule needs the `target`. */
export type RequestContext = RescheduleContext

/** The journal entry after a request, what becomes of the slot when the session is called off, and how it moves. */
export interface RequestEffect {
  readonly booking: Booking
  readonly freeSlot?: { readonly reopen: boolean }
  readonly move?: Omit<RescheduleEffect, 'moved'>
  readonly rejected?: Reason
  /** Who asked is told by a refused row alone: no notice, and the copy does not keep the request (SE9). */
  readonly isRowAlone?: true
}

/** Whether this request has had its answer already. */
export function isAnswered(booking: Booking, request: SessionRequest): boolean {
  return listAnswers(booking).some(entry => entry.requestId === request.requestId)
}

/** Judges a party's request about a session (SE, RS); the answer becomes part of the journal. Undefined where it has been given already. */
export function judgeRequest(request: SessionRequest, context: RequestContext): RequestEffect | undefined {
  const { booking, by } = context
  if (isAnswered(booking, request)) return undefined
  const further = booking.furtherRefusals?.[by]?.length ?? 0
  if (hasFurtherRefusal(booking, by, request.requestId) || further >= maxFurtherRefusals) {
    return refuseByRow(booking)
  }
  switch (request.kind) {
    case 'cancel': {
      const reason = findReasonToRefuse(request, context)
      return reason === undefined ? cancel(request, context) : refuse(request, context, reason)
    }
    case 'reschedule': {
      const verdict = judgeReschedule(request, context)
      // Nothing is remembered: it would stand in documents of both, and use up what a party may ask (BL5).
      if (verdict.kind === 'refused' && verdict.reason === 'by-arrangement') {
        return { booking, rejected: verdict.reason, isRowAlone: true }
      }
      if (verdict.kind === 'refused') return refuse(request, context, verdict.reason)
      const { moved, ...move } = verdict.effect
      return { booking: moved, move }
    }
    case 'outcome': {
      const reason =
        findReasonToRefuse(request, context) ?? (hasEnoughOutcomes(booking) ? 'too-many-requests' : undefined)
      return reason === undefined ? close(request, context) : refuse(request, context, reason)
    }
    default:
      return assertNever(request)
  }
}

/** Why a party may not do this now; undefined where it may. The renderer asks it too, before the click. */
export function findReasonToRefuse(request: SessionRequest, context: RequestContext): Reason | undefined {
  const { by, booking, policy, now } = context
  if (booking.state === 'cancelled') return 'already-cancelled'
  if (booking.state === 'declined') return 'no-session'
  switch (request.kind) {
    case 'cancel':
      if (booking.state !== 'confirmed') return 'session-over'
      if (request.onlyWithin !== undefined && !contains(request.onlyWithin, booking.startsAt)) return 'outdated'
      if (request.onlyFrom !== undefined && request.onlyFrom !== booking.slotId) return 'outdated'
      if (by === 'coach') return undefined
      if (now >= booking.startsAt) return 'session-over'
      return now > cancelDeadline(booking, policy) ? 'past-cutoff' : undefined
    case 'reschedule': {
      const verdict = judgeReschedule(request, context)
      return verdict.kind === 'refused' ? verdict.reason : undefined
    }
    case 'outcome':
      if (by !== 'coach') return 'coaches-only'
      return now < booking.startsAt ? 'not-started' : undefined
    default:
      return assertNever(request)
  }
}

function hasEnoughOutcomes({ requests }: Booking): boolean {
  return requests.filter(({ kind, verdict }) => kind === 'outcome' && verdict === 'accepted').length >= maxOutcomes
}

function refuseByRow(booking: Booking): RequestEffect {
  return { booking, rejected: 'too-many-requests', isRowAlone: true }
}

/** The refusal, with what was typed beside it; beyond the places of this party by its id alone (SE9). */
function refuse(request: SessionRequest, { by, booking, now }: RequestContext, reason: Reason): RequestEffect {
  if (countRefusals(booking, by) >= maxRefusals) {
    return refuseByRow(noteFurtherRefusal(booking, by, request.requestId))
  }
  const text = request.kind === 'outcome' ? '' : (request.reason ?? '')
  const answer: RequestVerdict = {
    requestId: request.requestId,
    by,
    kind: request.kind,
    at: now,
    verdict: 'declined',
    reason: toStoredReason(reason),
    ...(request.kind === 'reschedule' ? { toSlotId: request.toSlotId } : {}),
    ...(text === '' ? {} : { text })
  }
  return { booking: addAnswer(booking, answer), rejected: reason }
}

function grant({ requestId, kind }: SessionRequest, { by, booking, now }: RequestContext): Booking {
  return addAnswer(booking, { requestId, by, kind, at: now, verdict: 'accepted' })
}

function close(request: SessionRequest & { readonly kind: 'outcome' }, context: RequestContext): RequestEffect {
  return { booking: { ...grant(request, context), state: request.outcome, outcomeAt: context.now } }
}

function cancel(request: SessionRequest & { readonly kind: 'cancel' }, context: RequestContext): RequestEffect {
  const { by, booking, policy, now } = context
  // Two hours that have begun are of no use to anybody else; a slot that was made for this session was never offered (RS14).
  const reopens = by === 'student' ? booking.madeSlot === undefined : request.reopenSlot
  const reopen = reopens && booking.startsAt > now
  const late = now > cancelDeadline(booking, policy)
  const cancellation = { by, at: now, reason: request.reason, late, reopenSlot: reopen }
  return {
    booking: { ...grant(request, context), state: 'cancelled', cancellation },
    freeSlot: { reopen }
  }
}
