import { reviewSchema } from '#domain/model/booking.ts'
import { type Call, type CallRequest, callSchema } from '#domain/model/call.ts'
import { defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import type { BookingId } from '#domain/model/primitives.ts'
import { findReasonToRefuse } from '#domain/rules/judge-request.ts'
import type { Outcome, Refused, WorkspaceActions } from '../contract.ts'
import { type ActionContext, refuse } from './action-context.ts'
import { callToBooking, isUnanswered } from './call-to-booking.ts'

type SessionActions = Pick<WorkspaceActions, 'cancelSession' | 'wrapUp' | 'saveReview'>

const wordsSchema = callSchema.pick({ satisfaction: true, notes: true, followUps: true })

/**
 * What a party does to a session: own words, and requests that the gate answers (SE1 to SE7, FB1 to FB3). Fields of the server
 * are never written; until the answer comes, the unanswered request says what was asked.
 */
export function createSessionActions(context: ActionContext): SessionActions {
  const { account, repositories, now } = context
  const { calls, users, drafts } = repositories

  function findCall(bookingId: BookingId): Call | undefined {
    const copy = calls.find(bookingId)
    return copy?.kind === 'call' ? copy : undefined
  }

  function changeCall(bookingId: BookingId, next: (call: Call) => Call): Promise<Outcome> {
    return calls.change(bookingId, copy => (copy.kind === 'call' ? next(copy) : copy))
  }

  function judgeRequest(call: Call, request: CallRequest): Refused | undefined {
    const coach = users.find(call.partyRole === 'coach' ? account.userId : call.otherId)
    const reason = findReasonToRefuse(request, {
      by: call.partyRole,
      booking: callToBooking(call, account.userId),
      policy: coach?.policy ?? defaultBookingPolicy,
      now: now()
    })
    return reason === undefined ? undefined : refuse(reason, { slotId: call.slotId })
  }

  /** Own words: only of a session that was or is being held. */
  function judgeWords(call: Call): Refused | undefined {
    if (call.status === 'pencilled' || call.status === 'cancelled' || call.status === 'declined') {
      return refuse('no-session')
    }
    return now() < call.startsAt ? refuse('not-started') : undefined
  }

  return {
    async cancelSession(bookingId, { reason, reopenSlot }) {
      const call = findCall(bookingId)
      if (call === undefined) return refuse('no-session')
      if (reason.length > 1_000) return refuse('invalid-input', { field: 'reason' })
      if (isBeingCancelled(call)) return refuse('already-cancelled')
      if (call.request?.kind === 'outcome' && isUnanswered(call)) return refuse('session-over')
      const request = { kind: 'cancel', requestId: context.createId(), reason, reopenSlot } as const
      return judgeRequest(call, request) ?? changeCall(bookingId, current => ({ ...current, request }))
    },
    async wrapUp(bookingId, input) {
      const call = findCall(bookingId)
      if (call === undefined) return refuse('no-session')
      if (call.partyRole !== 'coach') return refuse('coaches-only')
      if (isBeingCancelled(call)) return refuse('already-cancelled')
      const { outcome, ...typed } = withoutUndefined(input)
      const words = wordsSchema.safeParse(typed)
      if (!words.success) return refuse('invalid-input', { field: String(words.error.issues[0]?.path[0] ?? '') })
      const request = { kind: 'outcome', requestId: context.createId(), outcome } as const
      // The session has this outcome already: only the words are new.
      const isAsked = call.status !== outcome || isUnanswered(call)
      const refused = judgeWords(call) ?? (isAsked ? judgeRequest(call, request) : undefined)
      if (refused !== undefined) return refused
      const saved = await changeCall(bookingId, current => ({
        ...current,
        ...withoutUndefined(words.data),
        ...(isAsked ? { request } : {}),
        wordsEditedAt: now()
      }))
      if (saved.ok) await drafts.remove(bookingId)
      return saved
    },
    async saveReview(bookingId, review) {
      const call = findCall(bookingId)
      if (call === undefined) return refuse('no-session')
      if (call.partyRole !== 'student') return refuse('students-only')
      const parsed = reviewSchema.safeParse(review)
      if (!parsed.success) return refuse('invalid-input', { field: String(parsed.error.issues[0]?.path[0] ?? '') })
      return (
        judgeWords(call) ??
        changeCall(bookingId, current => ({ ...current, review: parsed.data, wordsEditedAt: now() }))
      )
    }
  }
}

/** Asked for, and still to be sent: another request would take its place, and with it the reason that was typed. */
function isBeingCancelled(call: Call): boolean {
  return call.request?.kind === 'cancel' && isUnanswered(call)
}

function withoutUndefined<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}
