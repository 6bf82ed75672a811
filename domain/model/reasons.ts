import { growingEnum } from './newer.ts'

/**
 * The closed list of reason codes. A code never changes its meaning; text for people is looked up by code in the
 * renderer only. `fixableBy` says who can do something about it.
 */
export const reasons = {
  newer: { means: 'a reason that this version does not know', fixableBy: 'nobody' },
  malformed: { means: 'the document does not have the expected shape', fixableBy: 'nobody' },
  'unknown-field': { means: 'the server’s version does not know a field of the document', fixableBy: 'nobody' },
  'server-owned': { means: 'only the server writes this', fixableBy: 'nobody' },
  'coaches-only': { means: 'only a coach may do this', fixableBy: 'nobody' },
  'students-only': { means: 'only a student may book; a coach books nobody’s slot', fixableBy: 'nobody' },
  'not-yours': { means: 'the document belongs to another person', fixableBy: 'nobody' },
  'not-yours-to-create': { means: 'documents of this kind are made by the server', fixableBy: 'nobody' },
  outdated: { means: 'a replica pushed a revision that was built on an older state', fixableBy: 'author' },
  'unknown-zone': { means: 'the time zone does not exist', fixableBy: 'author' },
  'slot-not-two-hours': { means: 'the end is not exactly 120 minutes after the start', fixableBy: 'author' },
  'slot-off-grid': { means: 'the start is not on a five-minute boundary', fixableBy: 'author' },
  'slot-id-mismatch': { means: 'the id does not match coach and start', fixableBy: 'nobody' },
  'slot-in-past': { means: 'the start was not in the future when the slot reached the server', fixableBy: 'author' },
  'slot-overlaps': { means: 'it overlaps a live slot of the same coach that arrived earlier', fixableBy: 'author' },
  'slot-booked': { means: 'a student has booked the slot', fixableBy: 'author' },
  'slot-taken': { means: 'another claim was first', fixableBy: 'author' },
  'slot-gone': { means: 'the slot was removed', fixableBy: 'author' },
  'slot-not-bookable': { means: 'the slot was declined and cannot be booked', fixableBy: 'author' },
  'slot-started': { means: 'the slot has already started', fixableBy: 'author' },
  'booking-id-in-use': { means: 'the booking id belongs to another claim', fixableBy: 'nobody' },
  'already-yours': { means: 'this student holds the slot already', fixableBy: 'nobody' },
  'student-overlap': { means: 'the student has another session at that time', fixableBy: 'author' },
  'coach-overlap': { means: 'the coach has another session at that time', fixableBy: 'author' },
  'minimum-notice': { means: 'too close to the start for the coach’s policy', fixableBy: 'author' },
  'beyond-horizon': { means: 'too far ahead for the coach’s policy', fixableBy: 'author' },
  'daily-cap': { means: 'the coach’s sessions for that day are all taken', fixableBy: 'author' },
  'claim-expired': { means: 'the claim reached the server after its time', fixableBy: 'author' },
  'already-cancelled': { means: 'the session is cancelled', fixableBy: 'nobody' },
  'session-over': { means: 'the session has started or is over', fixableBy: 'nobody' },
  'past-cutoff': { means: 'after the coach’s cut-off for cancelling', fixableBy: 'other-party' },
  'past-reschedule-cutoff': { means: 'after the coach’s cut-off for rescheduling', fixableBy: 'other-party' },
  'already-there': { means: 'the session is in this slot already', fixableBy: 'nobody' },
  'other-coach': { means: 'the slot is another coach’s; a session keeps its coach', fixableBy: 'author' },
  'unknown-student': {
    means: 'these two have never had a booking, so the coach cannot book for them',
    fixableBy: 'nobody'
  },
  'student-unavailable': { means: 'the account is disabled or is no student’s any more', fixableBy: 'nobody' },
  'not-started': { means: 'the session has not started yet', fixableBy: 'author' },
  'no-session': { means: 'there is no session to speak of: it was cancelled or declined', fixableBy: 'nobody' },
  'too-many-claims': { means: 'this person has asked for this slot in vain too often', fixableBy: 'nobody' },
  'too-many-requests': { means: 'the session has been asked too much', fixableBy: 'nobody' },
  'too-many-lost': { means: 'this person has asked in vain too often within a day', fixableBy: 'author' },
  'too-many-sessions': { means: 'this student has as many sessions ahead as are allowed', fixableBy: 'author' },
  'too-many-slots': { means: 'this coach has as many slots as are allowed', fixableBy: 'author' },
  'too-many-new-coaches': { means: 'this student has booked with five new coaches within a day', fixableBy: 'author' }
} as const satisfies Record<string, { readonly means: string; readonly fixableBy: 'author' | 'other-party' | 'nobody' }>

export type Reason = keyof typeof reasons

/**
 * Codes that stand in answers only, with what documents say instead: devices of version 0.1.0 and their databases know no
 * code of later versions.
 */
const storedAs = {
  'unknown-field': 'malformed',
  'coach-overlap': 'slot-taken',
  'too-many-lost': 'too-many-claims',
  'too-many-sessions': 'too-many-claims',
  'too-many-slots': 'slot-not-bookable',
  'too-many-new-coaches': 'too-many-claims'
} as const satisfies Partial<Record<Reason, Reason>>
/** A code as documents carry it. */
export type StoredReason = Exclude<Reason, keyof typeof storedAs>

export function toStoredReason(reason: Reason): StoredReason {
  return isStored(reason) ? reason : storedAs[reason]
}

function isStored(reason: Reason): reason is StoredReason {
  return !Object.hasOwn(storedAs, reason)
}

/** The codes that a document may carry. */
export const reasonSchema = growingEnum((Object.keys(reasons) as Reason[]).filter(isStored))

/** Whether a text (for example of an answer from the network) is one of our codes. */
export function isReason(text: string): text is Reason {
  return Object.hasOwn(reasons, text)
}
