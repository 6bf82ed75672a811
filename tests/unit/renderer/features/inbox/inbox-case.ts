import type { Meeting } from '#domain/merge/meeting.ts'
import { mergeHowWeMeet } from '#domain/merge/merge-how-we-meet.ts'
import { mergeSessionCopy } from '#domain/merge/merge-session-copy.ts'
import { mergeProfile } from '#domain/merge/merge-profile.ts'
import { mergeSlot } from '#domain/merge/merge-slot.ts'
import type { CoachAvailability, DateOverride, WeekdayHours } from '#domain/model/availability.ts'
import type { Booking } from '#domain/model/booking.ts'
import type { SessionCopy, SessionRequest } from '#domain/model/session-copy.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import { createHowWeMeetId, type HowWeMeet } from '#domain/model/how-we-meet.ts'
import type { Notice } from '#domain/model/notice.ts'
import type { PartyRole } from '#domain/model/role.ts'
import type { Slot } from '#domain/model/slot.ts'
import { projectNotices } from '#domain/projection/project-notices.ts'
import { type Reason, toStoredReason } from '#domain/model/reasons.ts'
import { createForgottenNotice } from '#domain/set-back/forgotten-session.ts'
import { createSetBackNotice } from '#domain/set-back/server-set-back.ts'
import { createResetNotice } from '#domain/notices/reset-notice.ts'
import {
  bookingId,
  buildBooking,
  buildCall,
  buildClaim,
  buildProfile,
  buildSlot,
  coachId,
  hexId,
  hourMs,
  now,
  parties,
  requestId,
  start,
  studentId
} from '../../../domain/builders.ts'

/** A change that was not applied, or not as it was done, and what its person must find in the inbox. */
export interface InboxCase {
  readonly name: string
  readonly reason?: Reason
  readonly notice: Notice
  readonly tone: 'decision' | 'news'
  readonly title: string
  /** Besides the rule: which versions, who, what stands. */
  readonly says: readonly string[]
  /** Beginnings of the names of buttons and links, besides putting it aside. */
  readonly offers: readonly string[]
  /** What stands above the nearest slots, and the beginnings of their buttons' names. */
  readonly nearest?: { readonly says: readonly string[]; readonly offers: readonly string[] }
}

/** The hours that the person had wanted instead. */
export const wanted = buildSlot({ startsAt: start + 4 * hourMs })
/** The session that is in those hours. */
export const movedId = hexId(0xd0e)
const otherBookingId = hexId(0xcafe)
const request = {
  cancel: { kind: 'cancel', requestId, reason: 'A cold', reopenSlot: true },
  reschedule: { kind: 'reschedule', requestId, toSlotId: wanted.id, reason: 'A cold' },
  outcome: { kind: 'outcome', requestId, outcome: 'no-show' }
} as const satisfies Record<SessionRequest['kind'], SessionRequest>

/** The one notice that the real rules make; a case without one is no case. */
function only(notices: readonly Notice[]): Notice {
  const [notice, ...others] = notices
  if (notice === undefined || others.length > 0) throw new Error(`${notices.length} notices instead of one`)
  return notice
}

const there = <T>(value: T) => ({ deleted: false, value })
const gone = <T>(value: T) => ({ deleted: true, value })

/** BK2 to BK16, MG1: what the student's device makes of a claim that was not granted. */
export function loseClaim(reason: Reason, claim: Partial<Slot> = {}): Notice {
  const server =
    reason === 'slot-gone' ? gone(buildSlot()) : there(buildSlot({ status: 'booked', bookingId: otherBookingId }))
  return only(mergeSlot({ assumed: there(buildSlot()), server, local: there(buildClaim(claim)), reason, now }).notices)
}

/** MG3, PC2 to PC9: the same of a coach's pencil; the server keeps no copy of a refused one. */
export function losePencil(reason: Reason): Notice {
  const pencil = buildCall({ status: 'pencilled', pencilled: true })
  return only(mergeSessionCopy({ server: gone(pencil), local: there(pencil), reason, now }).notices)
}

/** SE1 to SE7, RS1 to RS9: what the server tells of a request that it refused. */
export function refuseRequest(by: PartyRole, kind: SessionRequest['kind'], reason: Reason): Notice {
  const answer = { requestId, by, kind, verdict: 'declined', reason: toStoredReason(reason), at: now } as const
  const typed = kind === 'outcome' ? {} : { text: 'A cold' }
  const target = kind === 'reschedule' ? { toSlotId: wanted.id } : {}
  return only(projectNotices(buildBooking({ requests: [{ ...answer, ...typed, ...target }] }), by, parties))
}

/** JO25: what the server tells of a link to a new password. */
export function tellOfLink(
  topic: 'reset-link-made' | 'password-reset',
  about: { readonly isMailed: boolean; readonly otherName: string | undefined }
): Notice {
  return createResetNotice(topic, { userId: studentId, at: now, ...about })
}

/** What the server tells of a booking that the other party changed. */
export function tell(to: PartyRole, booking: Partial<Booking>): Notice {
  return only(projectNotices(buildBooking(booking), to, parties))
}

export function meetSlot(meeting: Partial<Meeting<Slot>>): Notice {
  const open = there(buildSlot())
  return only(mergeSlot({ assumed: open, server: open, local: open, now, ...meeting }).notices)
}

export function meetCall(
  server: SessionCopy | undefined,
  local: SessionCopy,
  more: { readonly reason?: Reason; readonly assumed?: SessionCopy } = {}
): Notice {
  const held = server === undefined ? gone(local) : there(server)
  const assumed = there(more.assumed ?? buildCall({ partyRole: local.partyRole }))
  return only(mergeSessionCopy({ assumed, server: held, local: there(local), reason: more.reason, now }).notices)
}

export function meetProfile(
  server: CoachProfile | undefined,
  local: CoachProfile,
  reason?: Reason,
  assumed = buildProfile()
): Notice {
  const held = server === undefined ? gone(local) : there(server)
  return only(mergeProfile({ assumed: there(assumed), server: held, local: there(local), reason, now }).notices)
}

type Place = Omit<HowWeMeet, 'id' | 'kind'>

export function meetPlace(server: Place, local: Place, assumed: Place): Notice {
  const toPlace = (place: Place) => there({ id: createHowWeMeetId(coachId), kind: 'meeting' as const, ...place })
  return only(
    mergeHowWeMeet({ assumed: toPlace(assumed), server: toPlace(server), local: toPlace(local), now }).notices
  )
}

export function hoursOf(more: Partial<CoachAvailability>): CoachAvailability {
  return { weekly: [], overrides: [], weeksAhead: 8, skips: [], ...more }
}

export function onMonday(hour: number): WeekdayHours {
  return { weekday: 1, starts: [hour * 60], generation: hexId(hour).slice(-8) }
}

export function dayOff(date: string, note?: string): DateOverride {
  return { date, starts: [], generation: hexId(1).slice(-8), ...(note === undefined ? {} : { note }) }
}

/** SB5: a session ahead that the server does not know after it was set back. */
export function forget(partyRole: PartyRole, more: Partial<SessionCopy> = {}): Notice {
  const call = buildCall({ id: hexId(0xf0), slotId: wanted.id, startsAt: wanted.startsAt, partyRole, ...more })
  return createForgottenNotice(call, { userId: '', occasion: 'once', now })
}

/** SB1: the one notice about the server itself. */
export function setBack(sentAgain: number, needYou: number): Notice {
  return createSetBackNotice(
    { dataFrom: now - 40 * hourMs, sentAgain, needYou, pasts: {} },
    { userId: '', occasion: 'once', now }
  )
}

/** JN6: a request that reached the server before it was taken back, as the device's journal tells it. */
export function takeBackLate(kind: SessionRequest['kind'] | 'pencil'): Notice {
  return {
    id: `notice:withdrawn-late:${bookingId}:${kind}`,
    kind: 'notice',
    topic: 'withdrawn-late',
    at: now,
    subject: { collection: 'calls', id: bookingId },
    slotId: buildSlot().id,
    bookingId,
    startsAt: start,
    otherName: 'Sam Student',
    ...(kind === 'pencil' ? {} : { mine: JSON.stringify({ request: request[kind] }) }),
    dismissed: false
  }
}
