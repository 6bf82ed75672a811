import { z } from 'zod'
import { actionsSchema, sharedSchema, ticksSchema } from './action.ts'
import { isDossierId } from './dossier.ts'
import { isOfferedId } from './offered.ts'
import { isRelationId } from './relation.ts'
import { isWatchId } from './watch.ts'
import {
  displayNameMaxLength,
  followUpMaxLength,
  maxFollowUps,
  maxGivenWay,
  maxMoves,
  messageMaxLength,
  notesMaxLength,
  reasonMaxLength,
  summaryMaxLength
} from './limits.ts'
import { blockListId } from './block-list.ts'
import { busyLinkId } from './busy-link.ts'
import { isHowWeMeetId, meetingPlaceSchema } from './how-we-meet.ts'
import { reasonSchema } from './reasons.ts'
import { cancellationSchema, madeSlotSchema, requestVerdictSchema, reviewSchema, sessionMoveSchema } from './booking.ts'
import { sessionTermsSchema } from './coach-profile.ts'
import {
  bookingIdSchema,
  instantSchema,
  makingIdSchema,
  phoneSchema,
  requestIdSchema,
  scoreSchema,
  slotIdSchema,
  userIdSchema,
  zoneNameSchema
} from './primitives.ts'
import { growingEnum, growingKinds, type Newer } from './newer.ts'
import { partyRoleSchema } from './role.ts'
import { seriesPlaceSchema } from './series.ts'

/** `pencilled` exists on its coach's devices alone, until the gate has judged it. */
const callStatusSchema = growingEnum(['pencilled', 'confirmed', 'completed', 'no-show', 'cancelled', 'declined'])

/** What a party asks of a session; the gate answers once per requestId. */
export const sessionRequestSchema = growingKinds(
  [
    z.strictObject({
      kind: z.literal('cancel'),
      requestId: requestIdSchema,
      reason: z.string().max(reasonMaxLength),
      /** Whether the two hours become an open slot again; from a student always. */
      reopenSlot: z.boolean(),
      /** It concerns the session while that starts in these hours, for a day of illness, say (SE11). */
      onlyWithin: z.strictObject({ startsAt: instantSchema, endsAt: instantSchema }).optional(),
      /** It concerns the session while that is in this slot (SE12). */
      onlyFrom: slotIdSchema.optional()
    }),
    z.strictObject({
      kind: z.literal('reschedule'),
      requestId: requestIdSchema,
      /** An open slot of the same coach, or with `makesSlot` any time of it. */
      toSlotId: slotIdSchema,
      reason: z.string().max(reasonMaxLength).optional(),
      /** Whether the hours that the session leaves become an open slot again, as where it is not said; from a student always. */
      reopenSlot: z.boolean().optional(),
      /** From a coach: where there is no such slot it is made, and open ones that it overlaps give way (RS12). */
      makesSlot: z.literal(true).optional(),
      /** Slots that are to be open again where their hours are free (RS15). */
      restores: z
        .array(z.strictObject({ slotId: slotIdSchema, makingId: makingIdSchema }))
        .max(maxGivenWay)
        .optional(),
      /** It concerns the session while that is in this slot (SE12). */
      onlyFrom: slotIdSchema.optional()
    }),
    z.strictObject({
      kind: z.literal('outcome'),
      requestId: requestIdSchema,
      outcome: z.enum(['completed', 'no-show'])
    })
  ],
  { requestId: requestIdSchema }
)

/** A thing to do after the session. */
export const followUpSchema = z.strictObject({
  text: z.string().min(1).max(followUpMaxLength),
  done: z.boolean()
})

/**
 * The server's word that a coach and a student have had this booking. A coach's device keeps it with the copy, and sends it along
 * with a pencil where the server has been set back to before they met (SB5).
 */
export const signedMeetingSchema = z.strictObject({
  bookingId: bookingIdSchema,
  /** Where the session was when this was signed. */
  slotId: slotIdSchema,
  /** HMAC-SHA-256, base64url; the server alone can make and check it. */
  mac: z
    .string()
    .max(43)
    .regex(/^[A-Za-z0-9_-]{43}$/)
})

/** Fields that the server alone decides; in a push they are ignored. */
const serverOwnedShape = {
  status: callStatusSchema,
  slotId: slotIdSchema,
  startsAt: instantSchema,
  endsAt: instantSchema,
  /** Whose copy this is. */
  partyRole: partyRoleSchema,
  otherId: userIdSchema,
  otherName: z.string().max(displayNameMaxLength),
  /** From confirmation on, until `phoneEndOf` (rules/phone-end.ts). */
  otherPhone: phoneSchema.optional(),
  /** Where the organisation keeps numbers for a time only: when this one ends. */
  phoneUntil: instantSchema.optional(),
  otherZone: zoneNameSchema.optional(),
  claimedAt: instantSchema,
  /** How the two meet, while the session is ahead as its coach says it now, and from its start as it was then (HM3, HM4). */
  meeting: meetingPlaceSchema.optional(),
  decline: z.strictObject({ reason: reasonSchema }).optional(),
  /** The cut-offs that the student agreed to (TE1). */
  terms: sessionTermsSchema.optional(),
  /** Set where the coach pencilled the student in. */
  pencilled: z.literal(true).optional(),
  /** What the student wrote to the coach when booking (BK23): in both copies. */
  message: z.string().min(1).max(messageMaxLength).optional(),
  /** Its place in a series. A pencil brings it, and from then on it is the server's. */
  series: seriesPlaceSchema.optional(),
  cancellation: cancellationSchema.optional(),
  /** Where the session has been, earliest first. */
  moves: z.array(sessionMoveSchema).max(maxMoves).optional(),
  madeSlot: madeSlotSchema.optional(),
  outcomeAt: instantSchema.optional(),
  lastRequest: requestVerdictSchema.optional(),
  /** The coach's copy only: what the student said of the session. */
  otherReview: reviewSchema.extend({ at: instantSchema }).optional(),
  /** The student's copy only: what the coach wrote of the session for the student (SU2). */
  shared: sharedSchema.optional(),
  /** The coach's copy only: what the student has ticked (SU3). */
  otherTicks: ticksSchema.optional(),
  /** The coach's copy only. A pencil may bring that of any copy with the same student. */
  signed: signedMeetingSchema.optional(),
  /** Who last changed the own words, and when they reached the server. */
  wordsStamp: z.strictObject({ by: userIdSchema, at: instantSchema }).optional()
}

/** Fields of the party whose copy it is. */
const partyOwnedShape = {
  request: sessionRequestSchema.optional(),
  /** Coach. */
  satisfaction: scoreSchema.optional(),
  /** Coach; plain Markdown. */
  notes: z.string().max(notesMaxLength).optional(),
  /** Coach; private actions as devices of before 0.3.0 know them. */
  followUps: z.array(followUpSchema).max(maxFollowUps).optional(),
  /** Coach; plain Markdown, for the student. */
  summary: z.string().max(summaryMaxLength).optional(),
  /** Coach; the student is told of those that are the student's. */
  actions: actionsSchema.optional(),
  /** Coach; whether the session is paid. Absent: not said (FB8). */
  paid: z.boolean().optional(),
  /** Student. */
  review: reviewSchema.optional(),
  /** Student. */
  ticks: ticksSchema.optional(),
  /** When the own words were last typed, by the measured server clock. It orders edits of two devices. */
  wordsEditedAt: instantSchema.optional()
}

/** One booking as one party sees it: a document of `calls-<userId>`; its id is the booking's. */
export const sessionCopySchema = z.strictObject({
  id: bookingIdSchema,
  kind: z.literal('call'),
  ...serverOwnedShape,
  ...partyOwnedShape
})

/** Whether a document of a person's own database is no other kind of document, by its id. */
export function isSessionCopyId(id: string): boolean {
  const isOther =
    id.startsWith('notice:') ||
    id.startsWith('busy:') ||
    id === busyLinkId ||
    isWatchId(id) ||
    isDossierId(id) ||
    isOfferedId(id) ||
    isRelationId(id)
  return !isOther && id !== blockListId && !isHowWeMeetId(id)
}

/** Of a kind that this version knows. */
export type SessionRequest = Exclude<z.infer<typeof sessionRequestSchema>, { readonly kind: Newer }>
export type CancelRequest = Extract<SessionRequest, { readonly kind: 'cancel' }>
export type RescheduleRequest = Extract<SessionRequest, { readonly kind: 'reschedule' }>
export type SignedMeeting = z.infer<typeof signedMeetingSchema>
export type FollowUp = z.infer<typeof followUpSchema>
export type SessionCopy = z.infer<typeof sessionCopySchema>

/** The own words of a coach, and of a student. */
export const coachWordFields = ['satisfaction', 'notes', 'followUps', 'summary', 'actions', 'paid'] as const
export const studentWordFields = ['review', 'ticks'] as const
/** The own words of a party, in the order in which they are compared. */
export const wordFields = [...coachWordFields, ...studentWordFields] as const
export type WordField = (typeof wordFields)[number]
export type CoachWordField = (typeof coachWordFields)[number]

export const partyOwnedFields = ['request', ...wordFields, 'wordsEditedAt'] as const
export type PartyOwnedField = (typeof partyOwnedFields)[number]
export type PartyOwned = Pick<SessionCopy, PartyOwnedField>
