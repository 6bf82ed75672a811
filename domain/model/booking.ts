import { z } from 'zod'
import { actionIdSchema, sharedSchema, ticksSchema } from './action.ts'
import {
  maxAnswers,
  maxFurtherRefusals,
  maxGivenWay,
  maxMoves,
  maxStoredActions,
  messageMaxLength,
  notesMaxLength,
  reasonMaxLength
} from './limits.ts'
import { reasonSchema } from './reasons.ts'
import { sessionTermsSchema } from './coach-profile.ts'
import {
  bookingIdSchema,
  instantSchema,
  requestIdSchema,
  scoreSchema,
  type SlotId,
  slotIdSchema,
  userIdSchema
} from './primitives.ts'
import { growingEnum } from './newer.ts'
import { partyRoleSchema } from './role.ts'
import { seriesPlaceSchema } from './series.ts'

export const bookingStateSchema = z.enum(['confirmed', 'declined', 'cancelled', 'completed', 'no-show'])

/** How a session was called off. `late` means after the coach's cut-off. */
export const cancellationSchema = z.strictObject({
  by: partyRoleSchema,
  at: instantSchema,
  reason: z.string().max(reasonMaxLength),
  late: z.boolean(),
  /** Whether the two hours went back to the calendar as an open slot. */
  reopenSlot: z.boolean()
})

/** How a session came from one slot into another, at the request of one party. */
export const sessionMoveSchema = z.strictObject({
  requestId: requestIdSchema,
  by: partyRoleSchema,
  at: instantSchema,
  reason: z.string().max(reasonMaxLength),
  fromSlotId: slotIdSchema,
  toSlotId: slotIdSchema,
  /** Whether the hours that the session left went back to the calendar as an open slot. */
  reopenSlot: z.boolean()
})

/** The slot that a session is in, where it was made for this session (RS12): it closes when the session leaves it (RS14). */
export const madeSlotSchema = z.strictObject({
  /** Of the move that made it. */
  requestId: requestIdSchema,
  /** Open slots that gave way to it, and the hours that the session left, where they overlap the new ones and were a slot of their own. */
  gaveWay: z.array(slotIdSchema).max(maxGivenWay)
})

/** What a student says of a session. */
export const reviewSchema = z.strictObject({
  score: scoreSchema,
  text: z.string().max(notesMaxLength)
})

/** The server's answer to one request of a party; kept so that a repetition gets the same answer. */
export const requestVerdictSchema = z.strictObject({
  requestId: requestIdSchema,
  by: partyRoleSchema,
  kind: growingEnum(['cancel', 'reschedule', 'outcome']),
  verdict: z.enum(['accepted', 'declined']),
  reason: reasonSchema.optional(),
  /** What its author had typed with a refused request, so that it reaches the inbox. */
  text: z.string().max(reasonMaxLength).optional(),
  /** Where a refused reschedule was to go. */
  toSlotId: slotIdSchema.optional(),
  at: instantSchema
})

const furtherRefusalsSchema = z.array(requestIdSchema).max(maxFurtherRefusals).optional()

/** The journal of one booking: the `bookings` database. Both parties' copies follow from it. */
export const bookingSchema = z.strictObject({
  id: bookingIdSchema,
  slotId: slotIdSchema,
  coachId: userIdSchema,
  studentId: userIdSchema,
  startsAt: instantSchema,
  endsAt: instantSchema,
  state: bookingStateSchema,
  /** When the claim reached the server. */
  claimedAt: instantSchema,
  /** Set where the coach pencilled the student in; otherwise the student claimed the slot. */
  pencilled: z.literal(true).optional(),
  /** What the student wrote to the coach beside the claim (BK23). Absent where it was lost. */
  message: z.string().min(1).max(messageMaxLength).optional(),
  /** Its place in the series that it was asked for with. */
  series: seriesPlaceSchema.optional(),
  decline: z.strictObject({ reason: reasonSchema }).optional(),
  /** The cut-offs that its student agreed to (TE1). Absent for a lost booking, and until the first start after version 0.1.0. */
  terms: sessionTermsSchema.optional(),
  /** Where the session has been, earliest first. */
  moves: z.array(sessionMoveSchema).max(maxMoves).optional(),
  madeSlot: madeSlotSchema.optional(),
  cancellation: cancellationSchema.optional(),
  outcomeAt: instantSchema.optional(),
  studentReview: reviewSchema.extend({ at: instantSchema }).optional(),
  /** What its coach wrote for the student (SU2). */
  shared: sharedSchema.optional(),
  /** Actions that were the student's once, and of which a tick is still heard. */
  withdrawnActions: z.array(actionIdSchema).max(maxStoredActions).optional(),
  /** What its student has ticked, whether the action is known or not (SU3). */
  ticks: ticksSchema.optional(),
  requests: z.array(requestVerdictSchema).max(maxAnswers),
  /** Requests that were refused by a row alone, by their ids: none of them is ever granted (SE9). In the journal only. */
  furtherRefusals: z.strictObject({ coach: furtherRefusalsSchema, student: furtherRefusalsSchema }).optional()
})

export type BookingState = z.infer<typeof bookingStateSchema>
export type Booking = z.infer<typeof bookingSchema>
export type RequestVerdict = z.infer<typeof requestVerdictSchema>
export type SessionMove = z.infer<typeof sessionMoveSchema>
export type MadeSlot = z.infer<typeof madeSlotSchema>
export type Review = z.infer<typeof reviewSchema>

/** Sessions that take up both parties' time. */
export function isLiveBooking(booking: Booking): boolean {
  return booking.state === 'confirmed' || booking.state === 'completed' || booking.state === 'no-show'
}

/** A booking by which a coach and a student know each other (PC2). */
export function isMeeting({ state }: Pick<Booking, 'state'>): boolean {
  return state !== 'declined'
}

/** The slot that was claimed or pencilled: a session may have moved since. */
export function claimedSlotIdOf({ slotId, moves }: Pick<Booking, 'slotId' | 'moves'>): SlotId {
  return moves?.[0]?.fromSlotId ?? slotId
}
