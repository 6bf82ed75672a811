import {
  type SessionCopy,
  type SessionRequest,
  sessionCopySchema,
  type PartyOwned
} from '#domain/model/session-copy.ts'
import { defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import type { BookingId } from '#domain/model/primitives.ts'
import { findUnanswered } from '#domain/projection/waiting.ts'
import { findReasonToRefuse } from '#domain/rules/judge-request.ts'
import { withoutUndefined } from '#domain/without-undefined.ts'
import type { Outcome, Refused } from '#renderer/contract/screens.ts'
import { type ActionContext, refuse } from './action-context.ts'
import { readBooking } from './read-booking.ts'

/** Own words of a coach. */
export const wordsSchema = sessionCopySchema.pick({
  satisfaction: true,
  notes: true,
  followUps: true,
  summary: true,
  actions: true,
  paid: true
})

/** Reads and writes of a party's copies, without their place in the journal. */
export interface SessionCopyWrites {
  readonly find: (bookingId: BookingId) => SessionCopy | undefined
  readonly change: (bookingId: BookingId, next: (call: SessionCopy) => SessionCopy) => Promise<Outcome>
  /** Asks for something beside own words; what is undefined leaves the copy. */
  readonly set: (
    bookingId: BookingId,
    fields: { readonly [K in keyof PartyOwned]?: PartyOwned[K] | undefined }
  ) => Promise<Outcome>
  /** Why the gate would refuse a request about the session itself (SE1 to SE6). */
  readonly judgeRequest: (
    call: SessionCopy,
    request: Exclude<SessionRequest, { readonly kind: 'reschedule' }>
  ) => Refused | undefined
  /** Own words: only of a session that was or is being held (FB2). */
  readonly judgeWords: (call: SessionCopy) => Refused | undefined
}

export function createSessionCopyWrites({ account, repositories, now }: ActionContext): SessionCopyWrites {
  const { calls, users } = repositories

  function change(bookingId: BookingId, next: (call: SessionCopy) => SessionCopy): Promise<Outcome> {
    return calls.change(bookingId, copy => (copy.kind === 'call' ? next(copy) : copy))
  }

  return {
    find(bookingId) {
      const copy = calls.find(bookingId)
      return copy?.kind === 'call' ? copy : undefined
    },
    change,
    set: (bookingId, fields) => change(bookingId, call => withoutUndefined({ ...call, ...fields }) as SessionCopy),
    judgeRequest(call, request) {
      if (call.status === 'newer') return refuse('newer')
      const coach = users.find(call.partyRole === 'coach' ? account.userId : call.otherId)
      const reason = findReasonToRefuse(request, {
        by: call.partyRole,
        booking: readBooking(call, account.userId),
        policy: coach?.policy ?? call.terms ?? defaultBookingPolicy,
        now: now()
      })
      return reason === undefined ? undefined : refuse(reason, { slotId: call.slotId })
    },
    judgeWords(call) {
      if (call.status === 'pencilled' || call.status === 'cancelled' || call.status === 'declined') {
        return refuse('no-session')
      }
      return now() < call.startsAt ? refuse('not-started') : undefined
    }
  }
}

/**
 * Why no further request may take the place of the one that waits: its reason would be lost, or its answer would never be
 * shown. Undefined where none waits.
 */
export function findWaitingRefusal(call: SessionCopy): Refused | undefined {
  const waiting = findUnanswered(call)
  switch (waiting?.kind) {
    case undefined:
      return undefined
    case 'cancel':
      return refuse('already-cancelled')
    case 'reschedule':
      return refuse('move-waiting')
    case 'outcome':
      return refuse('session-over')
    case 'newer':
      return refuse('newer')
  }
}
