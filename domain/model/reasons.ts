import { growingEnum } from './newer.ts'

/**
 * The closed list of reason codes. A code never changes its meaning; text for people is looked up by code in the
 * renderer only.
 */
export const reasons = [
  /** A reason that this version does not know. */
  'newer',
  /** The document does not have the expected shape. */
  'malformed',
  /** The server’s version does not know a field of the document. */
  'unknown-field',
  /** Only the server writes this. */
  'server-owned',
  /** Only a coach may do this. */
  'coaches-only',
  /** Only a student may book; a coach books nobody’s slot. */
  'students-only',
  /** The document belongs to another person. */
  'not-yours',
  /** Documents of this kind are made by the server. */
  'not-yours-to-create',
  /** What was pushed or asked for was built on an older state. */
  'outdated',
  /** The time zone does not exist. */
  'unknown-zone',
  /** The end is not exactly 120 minutes after the start. */
  'slot-not-two-hours',
  /** The start is not on a five-minute boundary. */
  'slot-off-grid',
  /** The id does not match coach and start. */
  'slot-id-mismatch',
  /** The start was not in the future when the slot reached the server. */
  'slot-in-past',
  /** It overlaps a live slot of the same coach that arrived earlier. */
  'slot-overlaps',
  /** A student has booked the slot. */
  'slot-booked',
  /** Another claim was first. */
  'slot-taken',
  /** The slot was removed. */
  'slot-gone',
  /** The slot was declined and cannot be booked. */
  'slot-not-bookable',
  /** The slot has already started. */
  'slot-started',
  /** The booking id belongs to another claim. */
  'booking-id-in-use',
  /** This student holds the slot already. */
  'already-yours',
  /** The student has another session at that time. */
  'student-overlap',
  /** The coach has another session at that time. */
  'coach-overlap',
  /** Too close to another session of the coach, who wants a pause between two. */
  'coach-gap',
  /** Too close to the start for the coach’s policy. */
  'minimum-notice',
  /** Too far ahead for the coach’s policy. */
  'beyond-horizon',
  /** The coach’s sessions for that day are all taken. */
  'daily-cap',
  /** The claim reached the server after its time. */
  'claim-expired',
  /** The session is cancelled. */
  'already-cancelled',
  /** The session has started or is over. */
  'session-over',
  /** After the coach’s cut-off for cancelling. */
  'past-cutoff',
  /** After the coach’s cut-off for rescheduling. */
  'past-reschedule-cutoff',
  /** The session is in this slot already. */
  'already-there',
  /** The slot is another coach’s; a session keeps its coach. */
  'other-coach',
  /** These two have never had a booking, so the coach cannot book for them. */
  'unknown-student',
  /** The account is disabled or is no student’s any more. */
  'student-unavailable',
  /** The session has not started yet. */
  'not-started',
  /** There is no session to speak of: it was cancelled or declined. */
  'no-session',
  /** This person has lost this slot too many times: further claims and pencils are not judged. */
  'too-many-claims',
  /** The session has been asked too much. */
  'too-many-requests',
  /** This person has lost too many claims and pencils within a day: further ones are not judged. */
  'too-many-lost',
  /** This student has as many sessions ahead as are allowed. */
  'too-many-sessions',
  /** This coach has as many slots as are allowed. */
  'too-many-slots',
  /** This student has booked with five new coaches within a day. */
  'too-many-new-coaches',
  /** Another booking of the series has this place in it. */
  'series-place-taken',
  /** The coach does not take this student's own bookings: they ask the coach, who may book for them (BL4). */
  'by-arrangement',
  /** This student waits for as many things as are allowed. */
  'too-many-watches',
  /** This coach has as many dossiers as are allowed. */
  'too-many-dossiers'
] as const

export type Reason = (typeof reasons)[number]

/**
 * Codes that stand in answers only, with what documents say instead: devices of version 0.1.0 and their databases know no
 * code of later versions.
 */
const storedAs = {
  'unknown-field': 'malformed',
  'coach-overlap': 'slot-taken',
  'coach-gap': 'slot-taken',
  'too-many-lost': 'too-many-claims',
  'too-many-sessions': 'too-many-claims',
  'too-many-slots': 'slot-not-bookable',
  'too-many-new-coaches': 'too-many-claims',
  'series-place-taken': 'malformed',
  'by-arrangement': 'slot-not-bookable',
  'too-many-watches': 'too-many-requests',
  'too-many-dossiers': 'too-many-requests'
} as const satisfies Partial<Record<Reason, Reason>>
/** A code as documents carry it. */
export type StoredReason = Exclude<Reason, keyof typeof storedAs>

export function toStoredReason(reason: Reason): StoredReason {
  return isStored(reason) ? reason : storedAs[reason]
}

/** A code as a device keeps it in notices of its own, which no other device and no server reads. */
const keptBeside = ['by-arrangement', 'too-many-watches', 'too-many-dossiers'] as const
export type KeptReason = StoredReason | (typeof keptBeside)[number]

export function toKeptReason(reason: Reason): KeptReason {
  return keptBeside.find(kept => kept === reason) ?? toStoredReason(reason)
}

function isStored(reason: Reason): reason is StoredReason {
  return !Object.hasOwn(storedAs, reason)
}

const stored = reasons.filter(isStored)
/** The codes that a document may carry. */
export const reasonSchema = growingEnum(stored)
/** The codes of notices and of a device's history; the server's notices carry those of documents alone. */
export const keptReasonSchema = growingEnum([...stored, ...keptBeside])

/** Whether a text (for example of an answer from the network) is one of our codes. */
export function isReason(text: string): text is Reason {
  return (reasons as readonly string[]).includes(text)
}
