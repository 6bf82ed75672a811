import type { SessionCopy } from '#domain/model/session-copy.ts'
import { type CoachProfile, defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import { writeKept } from '#domain/notices/notice-payload.ts'
import type { Notice } from '#domain/model/notice.ts'
import { slotLengthMs } from '#domain/model/primitives.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import type { Slot } from '#domain/model/slot.ts'
import { dayMs } from '#domain/time/durations.ts'
import { addDays, mondayOf, wallClockToInstant } from '#domain/time/wall-clock.ts'
import type { DeviceAccount, WorkspaceData } from '../contract/screens.ts'
import { coachAccount, studentAccount } from './fake-accounts.ts'

/** Wednesday, 18 November 2026, 13:20 in Berlin. */
export const sampleNow = Date.UTC(2026, 10, 18, 12, 20)

const monday = mondayOf('2026-11-18')
export const idOf = (index: number) => index.toString(16).padStart(32, 'a')
export const at = (day: number, hour: number) =>
  wallClockToInstant({ date: addDays(monday, day), minutes: hour * 60 }, coachAccount.zone).at

export function slot(day: number, hour: number, more: Partial<Slot> = {}): Slot {
  const startsAt = at(day, hour)
  const coachId = more.coachId ?? coachAccount.userId
  const id = createSlotId(coachId, startsAt)
  return { id, coachId, startsAt, endsAt: startsAt + slotLengthMs, status: 'open', ...more }
}

const students = [
  { id: studentAccount.userId, name: 'Maya Chen', phone: '+12125550123', zone: 'America/New_York' },
  { id: 'omarhaddad', name: 'Omar Haddad', phone: '+491701234567', zone: 'Europe/Berlin' },
  { id: 'lenaokafor', name: 'Lena Okafor', phone: '+442079460123', zone: 'Europe/London' }
] as const
type SampleStudent = (typeof students)[number]
export const [maya, omar, lena] = students

const sampleCoaches: readonly CoachProfile[] = [
  {
    id: coachAccount.userId,
    displayName: 'Anna Berg',
    headline: 'Careers in research, from thesis to tenure',
    bio: 'I coach scientists through **big decisions**: the next post, the grant, the move abroad.\n\nMost sessions end with one thing to do before the next.',
    zone: coachAccount.zone,
    policy: defaultBookingPolicy
  },
  {
    id: 'tomekwrona',
    displayName: 'Tomek Wrona',
    headline: 'Public speaking for engineers',
    bio: 'Bring your slides.',
    zone: 'Europe/Warsaw',
    policy: { ...defaultBookingPolicy, minimumNoticeMin: 1_440, dailyCap: 3 }
  }
]

export const booked = (day: number, hour: number, index: number, more: Partial<Slot> = {}) =>
  slot(day, hour, { status: 'booked', bookingId: idOf(index), ...more })

const sampleSlots: readonly Slot[] = [
  booked(-7, 9, 1),
  booked(-6, 14, 2),
  slot(0, 9),
  booked(0, 13, 3),
  booked(1, 10, 4),
  slot(2, 14),
  slot(3, 8, { coachId: 'tomekwrona' }),
  booked(3, 9, 5),
  slot(3, 14),
  slot(3, 17, { coachId: 'tomekwrona' }),
  slot(4, 11),
  slot(4, 12, { status: 'declined', decline: { reason: 'slot-overlaps', slotId: slot(4, 11).id } }),
  slot(7, 10),
  booked(8, 15, 6),
  slot(9, 9),
  slot(10, 16, { coachId: 'tomekwrona' })
].sort((a, b) => a.startsAt - b.startsAt)

export function callOf(
  index: number,
  day: number,
  hour: number,
  student: SampleStudent,
  more: Partial<SessionCopy> = {}
): SessionCopy {
  const { id: slotId, startsAt, endsAt } = slot(day, hour)
  return {
    id: idOf(index),
    kind: 'call',
    status: 'confirmed',
    slotId,
    startsAt,
    endsAt,
    partyRole: 'coach',
    otherId: student.id,
    otherName: student.name,
    otherPhone: student.phone,
    otherZone: student.zone,
    claimedAt: startsAt - 3 * dayMs,
    ...more
  }
}

const coachCalls: readonly SessionCopy[] = [
  callOf(1, -7, 9, maya, {
    status: 'completed',
    outcomeAt: at(-7, 11),
    satisfaction: 4,
    notes: 'Wants to *leave the lab* by spring.\n\n- Draft of the cover letter\n- Call with the group in Basel',
    followUps: [
      { text: 'Send the list of foundations', done: true },
      { text: 'Read the cover letter', done: false }
    ],
    otherReview: { score: 5, text: 'Clear and kind.', at: at(-7, 12) }
  }),
  callOf(2, -6, 14, omar, { status: 'no-show', outcomeAt: at(-6, 16) }),
  callOf(7, -5, 9, lena, {
    status: 'cancelled',
    cancellation: { by: 'student', at: at(-6, 9), reason: 'Down with a cold', late: false, reopenSlot: true }
  }),
  callOf(3, 0, 13, maya, { message: 'I got the offer from Basel. Can we go through the contract?' }),
  callOf(4, 1, 10, lena),
  callOf(5, 3, 9, omar),
  callOf(6, 8, 15, maya)
].sort((a, b) => a.startsAt - b.startsAt)

const coachNotices: readonly Notice[] = [
  {
    id: `notice:slot-booked-meanwhile:${booked(3, 9, 5).id}:${idOf(5)}`,
    kind: 'notice',
    topic: 'slot-booked-meanwhile',
    at: sampleNow - 600_000,
    reason: 'slot-booked',
    subject: { collection: 'slots', id: booked(3, 9, 5).id },
    slotId: booked(3, 9, 5).id,
    bookingId: idOf(5),
    coachId: coachAccount.userId,
    startsAt: at(3, 9),
    ...writeKept('slot-booked-meanwhile', { mine: { removed: true }, theirs: booked(3, 9, 5) }),
    dismissed: false
  },
  {
    id: `notice:words-merged:${idOf(1)}:1`,
    kind: 'notice',
    topic: 'words-merged',
    at: sampleNow - 5_400_000,
    subject: { collection: 'calls', id: idOf(1) },
    slotId: booked(-7, 9, 1).id,
    bookingId: idOf(1),
    startsAt: at(-7, 9),
    otherName: maya.name,
    ...writeKept('words-merged', {
      mine: { satisfaction: 3, notes: 'Not sure yet whether **leaving** is the plan. Ask again.' },
      theirs: { satisfaction: 4, notes: 'Wants to *leave the lab* by spring.' }
    }),
    dismissed: false
  },
  {
    id: `notice:session-cancelled:${idOf(7)}:once`,
    kind: 'notice',
    topic: 'session-cancelled',
    at: at(-6, 9),
    subject: { collection: 'calls', id: idOf(7) },
    slotId: slot(-5, 9).id,
    bookingId: idOf(7),
    coachId: coachAccount.userId,
    startsAt: at(-5, 9),
    otherName: lena.name,
    ...writeKept('session-cancelled', { theirs: 'Down with a cold' }),
    dismissed: true
  }
]

const lostSlot = booked(1, 10, 4)

const studentCalls: readonly SessionCopy[] = [
  ...coachCalls
    .filter(call => call.otherId === maya.id)
    .map(
      ({ satisfaction: _score, notes: _notes, followUps: _followUps, otherReview: _review, ...call }): SessionCopy => ({
        ...call,
        partyRole: 'student',
        otherId: coachAccount.userId,
        otherName: 'Anna Berg',
        otherPhone: '+4930901820',
        otherZone: coachAccount.zone,
        ...(call.status === 'completed' ? { review: { score: 5, text: 'Clear and kind.' } } : {})
      })
    ),
  {
    id: idOf(20),
    kind: 'call' as const,
    status: 'declined' as const,
    slotId: lostSlot.id,
    startsAt: lostSlot.startsAt,
    endsAt: lostSlot.endsAt,
    partyRole: 'student' as const,
    otherId: coachAccount.userId,
    otherName: 'Anna Berg',
    claimedAt: at(0, 8),
    decline: { reason: 'slot-taken' as const }
  }
].sort((a, b) => a.startsAt - b.startsAt)

const studentNotices: readonly Notice[] = [
  {
    id: `notice:claim-lost:${lostSlot.id}:${idOf(20)}`,
    kind: 'notice',
    topic: 'claim-lost',
    at: sampleNow - 240_000,
    reason: 'slot-taken',
    subject: { collection: 'slots', id: lostSlot.id },
    ...writeKept('claim-lost', {
      mine: { ...lostSlot, message: 'Could we look at my cover letter before Friday?' },
      theirs: lostSlot
    }),
    slotId: lostSlot.id,
    bookingId: idOf(20),
    coachId: coachAccount.userId,
    startsAt: lostSlot.startsAt,
    otherName: 'Anna Berg',
    dismissed: false
  }
]

/** What the workspace of one of the two sample people holds at `sampleNow`. */
export function createSampleData(account: DeviceAccount): Partial<WorkspaceData> {
  const isCoach = account.role === 'coach'
  return {
    coaches: sampleCoaches,
    slots: sampleSlots,
    calls: isCoach ? coachCalls : studentCalls,
    notices: isCoach ? coachNotices : studentNotices,
    syncByRecord: new Map(
      isCoach
        ? [
            [slot(2, 14).id, 'saved-here' as const],
            [slot(4, 12).id, 'needs-you' as const]
          ]
        : []
    ),
    sync: isCoach ? { kind: 'syncing', waiting: 1 } : { kind: 'synced', at: sampleNow - 120_000 }
  }
}
