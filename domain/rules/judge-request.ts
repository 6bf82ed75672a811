import { assertNever } from '../assert-never.ts'
import type { Booking, RequestVerdict } from '../model/booking.ts'
import type { CallRequest } from '../model/call.ts'
import type { BookingPolicy } from '../model/coach-profile.ts'
import type { Instant } from '../model/primitives.ts'
import type { PartyRole } from '../model/role.ts'
import type { Reason } from './reasons.ts'

const minuteMs = 60_000
/** Protects the journal entry from growing without end. */
const maxRequests = 50

export interface RequestContext {
  readonly by: PartyRole
  readonly booking: Booking
  readonly policy: BookingPolicy
  /** Server's clock, epoch ms. */
  readonly now: Instant
}

/** The journal entry after a request, and what becomes of the slot when the session is called off. */
export interface RequestEffect {
  readonly booking: Booking
  readonly freeSlot?: { readonly reopen: boolean }
  readonly declined?: Reason
}

/** Whether this request has had its answer already. */
export function isAnswered(booking: Booking, request: CallRequest): boolean {
  return booking.requests.some(entry => entry.requestId === request.requestId)
}

/** The last instant at which a student may cancel, epoch ms. */
export function cancelDeadline(startsAt: Instant, policy: BookingPolicy): Instant {
  return startsAt - policy.cancelCutoffMin * minuteMs
}

/** Judges a party's request about a session (SE1 to SE7); the answer becomes part of the journal. Undefined where it has been given already. */
export function judgeRequest(request: CallRequest, context: RequestContext): RequestEffect | undefined {
  const { booking } = context
  if (isAnswered(booking, request)) return undefined
  const isFull = booking.requests.length >= maxRequests
  const reason = isFull ? 'too-many-requests' : findReasonToRefuse(request, context)
  // Where the journal is full, the last place holds the newest answer, so that this one reaches its author, too.
  const requests = [...booking.requests.slice(0, maxRequests - 1), toVerdict(request, context, reason)]
  if (reason !== undefined) return { booking: { ...booking, requests }, declined: reason }
  switch (request.kind) {
    case 'cancel':
      return cancel(request, context, requests)
    case 'outcome':
      return { booking: { ...booking, state: request.outcome, outcomeAt: context.now, requests } }
    default:
      return assertNever(request)
  }
}

/** Why a party may not do this now; undefined where it may. The renderer asks it too, before the click. */
export function findReasonToRefuse(
  request: CallRequest,
  { by, booking, policy, now }: RequestContext
): Reason | undefined {
  if (booking.state === 'cancelled') return 'already-cancelled'
  if (booking.state === 'declined' || booking.state === 'intent') return 'no-session'
  switch (request.kind) {
    case 'cancel':
      if (booking.state !== 'confirmed') return 'session-over'
      if (by === 'coach') return undefined
      if (now >= booking.startsAt) return 'session-over'
      return now > cancelDeadline(booking.startsAt, policy) ? 'past-cutoff' : undefined
    case 'outcome':
      if (by !== 'coach') return 'coaches-only'
      return now < booking.startsAt ? 'not-started' : undefined
    default:
      return assertNever(request)
  }
}

function toVerdict(request: CallRequest, { by, now }: RequestContext, reason: Reason | undefined): RequestVerdict {
  const entry = { requestId: request.requestId, by, kind: request.kind, at: now }
  if (reason === undefined) return { ...entry, verdict: 'accepted' }
  const hasText = request.kind === 'cancel' && request.reason !== ''
  return { ...entry, verdict: 'declined', reason, ...(hasText ? { text: request.reason } : {}) }
}

function cancel(
  request: CallRequest & { readonly kind: 'cancel' },
  { by, booking, policy, now }: RequestContext,
  requests: readonly RequestVerdict[]
): RequestEffect {
  // Two hours that have begun are of no use to anybody else.
  const reopen = (by === 'student' || request.reopenSlot) && booking.startsAt > now
  const late = now > cancelDeadline(booking.startsAt, policy)
  const cancellation = { by, at: now, reason: request.reason, late, reopenSlot: reopen }
  return { booking: { ...booking, state: 'cancelled', cancellation, requests: [...requests] }, freeSlot: { reopen } }
}
