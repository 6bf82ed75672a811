import { z } from 'zod'
import { actionIdSchema, actionSchema, tickSchema } from '../model/action.ts'
import { requestVerdictSchema, reviewSchema } from '../model/booking.ts'
import { followUpSchema, sessionRequestSchema, signedMeetingSchema, wordFields } from '../model/session-copy.ts'
import { availabilitySchema } from '../model/availability.ts'
import { bookingPolicySchema, coachProfileSchema } from '../model/coach-profile.ts'
import { dossierSchema } from '../model/dossier.ts'
import { howWeMeetSchema } from '../model/how-we-meet.ts'
import { newer } from '../model/newer.ts'
import { createNoticeId, type Notice, type NoticeTopic } from '../model/notice.ts'
import {
  bookingIdSchema,
  instantSchema,
  makingIdSchema,
  scoreSchema,
  slotIdSchema,
  userIdSchema,
  zoneNameSchema
} from '../model/primitives.ts'
import { keptReasonSchema, reasonSchema } from '../model/reasons.ts'
import { slotStatusSchema } from '../model/slot.ts'
import { parseJson } from '../parse-json.ts'
import { readView } from '../versions/read-view.ts'

/**
 * What a notice tells beside its topic. It is stored and sent as text, in `mine` and `theirs`, and devices of version 0.1.0 read
 * it: this file alone writes that text and reads it back.
 *
 *   writeKept(topic, { mine, theirs })  ->  { mine: '{"notes":...}', theirs: '...' }
 *   readNotice(notice)                  ->  { topic, mine: side, theirs: side }
 *   a side                              ->  its fields, or text that is none of them; absent where nothing is kept
 */

/** Every field that a notice may keep. Each is read on its own: one of another shape is left out and does not hide the rest. */
const fieldSchemas = {
  // A slot, or that it was removed.
  removed: z.literal(true),
  id: slotIdSchema,
  coachId: userIdSchema,
  startsAt: instantSchema,
  endsAt: instantSchema,
  status: slotStatusSchema,
  bookingId: bookingIdSchema,
  validUntil: instantSchema,
  movesFrom: slotIdSchema,
  movesMakingId: makingIdSchema,
  makingId: makingIdSchema,
  decline: z.object({ reason: reasonSchema, slotId: slotIdSchema.optional() }),
  // What a student wrote beside a claim.
  message: z.string(),
  // A party's own words in their copy of a session, and what they asked of it.
  satisfaction: scoreSchema,
  notes: z.string(),
  followUps: z.array(followUpSchema),
  summary: z.string(),
  actions: z.record(actionIdSchema, actionSchema),
  paid: z.boolean(),
  review: reviewSchema,
  ticks: z.record(actionIdSchema, tickSchema),
  request: sessionRequestSchema,
  // Slots that have opened, the earliest first, each with what happened (WL4).
  opened: z.array(z.object({ slotId: slotIdSchema, occasion: z.string() })),
  /** There are more than these. */
  more: z.literal(true),
  // What a coach has written for a student: whether there is a summary, and how many actions (SU10).
  hasSummary: z.literal(true),
  toDo: z.int().min(1),
  // A link to a new password that somebody asked for by mail (JO25).
  isMailed: z.literal(true),
  // The dates of a series: which were granted, where from they were moved, and why others were not (SR5, SR10).
  dates: z.array(
    z.object({
      startsAt: instantSchema,
      movedFrom: instantSchema.optional(),
      bookingId: bookingIdSchema,
      reason: keptReasonSchema.optional()
    })
  ),
  // A request by itself; `reason` is also that of a cancellation or a move.
  kind: requestVerdictSchema.shape.kind,
  toSlotId: slotIdSchema,
  reason: z.string(),
  moves: z.array(z.object({ toSlotId: slotIdSchema, reason: z.string() })).readonly(),
  // A coach's profile.
  displayName: z.string(),
  headline: z.string(),
  bio: z.string(),
  zone: z.string(),
  policy: bookingPolicySchema,
  gapMin: coachProfileSchema.shape.gapMin.unwrap(),
  /** The days that were changed, and no others. */
  availability: availabilitySchema.partial(),
  whoMayBook: coachProfileSchema.shape.whoMayBook.unwrap(),
  meetingLine: z.string(),
  // How a coach meets students.
  way: howWeMeetSchema.shape.way,
  caller: howWeMeetSchema.shape.caller.unwrap(),
  link: z.string(),
  address: z.string(),
  linkInCalendars: z.boolean(),
  addressInCalendars: z.boolean(),
  // What a coach keeps of a student.
  goals: z.string(),
  background: z.string(),
  tags: dossierSchema.shape.tags.unwrap(),
  agreedToLog: dossierSchema.shape.agreedToLog.unwrap(),
  agreedAt: instantSchema,
  // A session that the server has forgotten: enough to book the same again, with the server's word that the two have met.
  otherId: userIdSchema,
  otherZone: zoneNameSchema,
  signed: signedMeetingSchema,
  // A server that was set back: about when the last change was made that it still has, how many documents were sent again, how many
  // have notices of their own, and what the server does not know any more, as a sequence for each collection.
  dataFrom: instantSchema,
  sentAgain: z.int().min(0),
  needYou: z.int().min(0),
  pasts: z.record(z.string(), z.string())
} as const

export type KeptField = keyof typeof fieldSchemas

/** Some of these fields, as a notice keeps them. */
export type Kept<N extends KeptField = KeptField> = {
  readonly [K in N]?: z.infer<(typeof fieldSchemas)[K]> | undefined
}

/** One side of a notice. `text`: as it was typed, or what neither the server nor a device of this version writes. */
export type Side<N extends KeptField = KeptField> =
  | { readonly kind: 'fields'; readonly fields: Kept<N> }
  | { readonly kind: 'text'; readonly text: string }

const none = [] as const
const slot = [
  'removed',
  'id',
  'coachId',
  'startsAt',
  'endsAt',
  'status',
  'bookingId',
  'validUntil',
  'movesFrom',
  'movesMakingId',
  'makingId',
  'decline',
  'message'
] as const
const words = wordFields
const profile = [
  'displayName',
  'headline',
  'bio',
  'zone',
  'policy',
  'gapMin',
  'whoMayBook',
  'meetingLine',
  'availability'
] as const
const meeting = ['way', 'caller', 'link', 'address', 'linkInCalendars', 'addressInCalendars'] as const
const dossier = ['goals', 'background', 'tags', 'agreedToLog', 'agreedAt'] as const
const reasons = ['moves', 'reason'] as const
const anyDocument = [...slot, ...words, 'request', ...profile, ...meeting, ...dossier] as const

/** `text`: the side is what a person typed, and no JSON. The topic says so, never the look of the text: a person may type `[]`. */
type Format = readonly KeptField[] | 'text'

/**
 * What each topic keeps. `sessions-overlap` is no topic in documents: version 0.1.0 shows it as a request that was refused, with the
 * text of `theirs`.
 */
const formats = {
  'claim-lost': { mine: [...slot, 'dates'], theirs: slot },
  'pencil-lost': { mine: ['dates'], theirs: none },
  'request-refused': { mine: ['kind', 'toSlotId', 'reason', 'dates'], theirs: none },
  'sessions-overlap': { mine: none, theirs: 'text' },
  'session-added': { mine: none, theirs: ['dates'] },
  'session-booked': { mine: none, theirs: 'text' },
  'session-moved': { mine: ['startsAt'], theirs: ['startsAt', 'reason', 'dates'] },
  'session-cancelled': { mine: ['dates'], theirs: 'text' },
  'session-shared': { mine: none, theirs: ['hasSummary', 'toDo'] },
  'slot-booked-meanwhile': { mine: slot, theirs: slot },
  'edit-met-deletion': { mine: anyDocument, theirs: slot },
  'words-merged': {
    mine: [...words, ...profile, ...meeting, ...dossier],
    theirs: [...words, ...profile, ...meeting, ...dossier]
  },
  'write-refused': { mine: [...anyDocument, ...reasons], theirs: anyDocument },
  'withdrawn-late': { mine: [...words, 'request'], theirs: none },
  'slot-opened': { mine: none, theirs: ['opened', 'more'] },
  'reset-link-made': { mine: none, theirs: ['isMailed'] },
  'password-reset': { mine: none, theirs: ['isMailed'] },
  'server-set-back': { mine: ['dataFrom', 'sentAgain', 'needYou', 'pasts'], theirs: none },
  'session-forgotten': {
    mine: ['otherId', 'otherZone', 'signed', 'message', ...words, 'request', ...reasons],
    theirs: none
  },
  newer: { mine: none, theirs: none }
} as const satisfies Readonly<
  Record<NoticeTopic | 'sessions-overlap', { readonly mine: Format; readonly theirs: Format }>
>

type Formats = typeof formats
export type ToldTopic = keyof Formats

type Written<F> = F extends readonly (infer N extends KeptField)[] ? Kept<N> : string
type Read<F> = F extends readonly (infer N extends KeptField)[] ? Side<N> : Side<never>

/** What is kept under a topic, to be written. */
export interface KeptBy<T extends ToldTopic> {
  readonly mine?: Written<Formats[T]['mine']> | undefined
  readonly theirs?: Written<Formats[T]['theirs']> | undefined
}

/** What a notice tells, told apart by `topic`. */
export type ToldNotice = {
  readonly [T in ToldTopic]: {
    readonly topic: T
    readonly mine?: Read<Formats[T]['mine']> | undefined
    readonly theirs?: Read<Formats[T]['theirs']> | undefined
  }
}[ToldTopic]

/** The fields of a notice that hold what is kept, which the topic gives its type. Of what is undefined nothing is written. */
export function writeKept<T extends ToldTopic>(
  _topic: T,
  { mine, theirs }: KeptBy<T>
): Pick<Notice, 'mine' | 'theirs'> {
  return {
    ...(mine === undefined ? {} : { mine: writeSide(mine) }),
    ...(theirs === undefined ? {} : { theirs: writeSide(theirs) })
  }
}

/** What a notice tells; never throws, whatever its text is. A topic that this version does not know stays `newer`. */
export function readNotice(notice: Pick<Notice, 'id' | 'topic' | 'mine' | 'theirs'>): ToldNotice {
  // Merging reads documents as they are stored, also those of a later version.
  const known = Object.hasOwn(formats, notice.topic) ? notice.topic : newer
  const topic = isOverlapNotice(notice) ? 'sessions-overlap' : known
  const { mine, theirs } = formats[topic]
  return { topic, mine: readSide(mine, notice.mine), theirs: readSide(theirs, notice.theirs) }
}

/** The fields of a side; none where there is nothing, or only text. */
export function fieldsOf<N extends KeptField>(side: Side<N> | undefined): Kept<N> {
  return side?.kind === 'fields' ? side.fields : {}
}

const overlapTopic = 'request-refused'
const overlapOccasion = 'overlap-'

/** The id of the notice about two sessions that take place at the same time. */
export function createOverlapNoticeId(bookingId: string, otherId: string): string {
  return createNoticeId(overlapTopic, bookingId, overlapOccasion + otherId)
}

function isOverlapNotice({ id }: Pick<Notice, 'id'>): boolean {
  return id.startsWith(`notice:${overlapTopic}:`) && id.includes(`:${overlapOccasion}`)
}

function writeSide(kept: Kept | string): string {
  return typeof kept === 'string' ? kept : JSON.stringify(kept)
}

function readSide(format: Format, text: string | undefined): Side | undefined {
  if (text === undefined || text.trim() === '') return undefined
  const parsed = format === 'text' ? undefined : parseJson(text)
  if (format === 'text' || typeof parsed !== 'object' || parsed === null) return { kind: 'text', text }
  const fields = readFields(format, parsed as Readonly<Record<string, unknown>>)
  return Object.keys(fields).length === 0 ? undefined : { kind: 'fields', fields }
}

function readFields(names: readonly KeptField[], parsed: Readonly<Record<string, unknown>>): Kept {
  const read = names.map(name => [name, readView<unknown>(fieldSchemas[name], parsed[name])] as const)
  return Object.fromEntries(read.filter(([, field]) => field !== undefined))
}
