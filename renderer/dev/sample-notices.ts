import { textDivider } from '#domain/merge/merge-text.ts'
import type { Notice, NoticeTopic } from '#domain/model/notice.ts'
import { writeKept } from '#domain/notices/notice-payload.ts'
import { minuteMs } from '#domain/time/durations.ts'
import type { DeviceAccount } from '../contract/screens.ts'
import { coachAccount } from './fake-accounts.ts'
import { at, booked, idOf, lena, maya, omar, sampleNow, slot } from './sample-data.ts'

type Told = Partial<Notice> & { readonly topic: NoticeTopic }

/** A notice of every topic that a person of this role can find in the inbox, and one that was put aside. */
export function createSampleNotices(account: DeviceAccount): readonly Notice[] {
  const told = account.role === 'coach' ? coachNotices : studentNotices
  return told.map(
    (notice, index): Notice => ({
      id: `notice:sample:${index}`,
      kind: 'notice',
      at: sampleNow - (index + 1) * 23 * minuteMs,
      subject: { collection: 'calls', id: notice.bookingId ?? idOf(3) },
      dismissed: false,
      ...notice
    })
  )
}

const next = slot(7, 10)
const omarsSlot = booked(3, 9, 5)
const aboutOmar = { slotId: omarsSlot.id, bookingId: idOf(5), startsAt: at(3, 9), otherName: omar.name }
const aboutMaya = { slotId: slot(-7, 9).id, bookingId: idOf(1), startsAt: at(-7, 9), otherName: maya.name }
const aboutLena = { slotId: slot(1, 10).id, bookingId: idOf(4), startsAt: at(1, 10), otherName: lena.name }
const setBack = { dataFrom: sampleNow - 40 * 60 * minuteMs, sentAgain: 3, needYou: 1, pasts: {} }

const coachNotices: readonly Told[] = [
  { topic: 'pencil-lost', reason: 'slot-taken', ...aboutLena, slotId: omarsSlot.id, startsAt: at(3, 9) },
  {
    topic: 'slot-booked-meanwhile',
    ...aboutOmar,
    subject: { collection: 'slots', id: omarsSlot.id },
    coachId: coachAccount.userId,
    ...writeKept('slot-booked-meanwhile', { mine: { ...slot(5, 15), movesFrom: omarsSlot.id }, theirs: omarsSlot })
  },
  {
    topic: 'request-refused',
    reason: 'student-overlap',
    ...aboutLena,
    ...writeKept('request-refused', {
      mine: { kind: 'reschedule', toSlotId: next.id, reason: 'I have to catch a train at eleven.' }
    })
  },
  {
    topic: 'words-merged',
    ...aboutMaya,
    ...writeKept('words-merged', {
      mine: { satisfaction: 3, notes: 'Not sure yet whether **leaving** is the plan. Ask again.' },
      theirs: { satisfaction: 4, notes: 'Wants to *leave the lab* by spring.' }
    })
  },
  {
    topic: 'write-refused',
    reason: 'not-started',
    ...aboutOmar,
    ...writeKept('write-refused', {
      mine: {
        satisfaction: 5,
        notes: 'Brought the list.',
        followUps: [{ text: 'Read it', done: false }]
      },
      theirs: {}
    })
  },
  {
    topic: 'edit-met-deletion',
    subject: { collection: 'slots', id: slot(5, 15).id },
    slotId: slot(5, 15).id,
    startsAt: at(5, 15),
    ...writeKept('edit-met-deletion', { mine: slot(5, 15), theirs: { removed: true } })
  },
  { topic: 'withdrawn-late', ...aboutLena },
  {
    topic: 'server-set-back',
    subject: { collection: 'users', id: 'server' },
    ...writeKept('server-set-back', { mine: setBack })
  },
  {
    topic: 'session-forgotten',
    ...aboutOmar,
    slotId: slot(6, 16).id,
    bookingId: idOf(91),
    startsAt: at(6, 16),
    ...writeKept('session-forgotten', { mine: { otherId: omar.id, notes: 'Bring the list.' } })
  },
  {
    topic: 'words-merged',
    subject: { collection: 'users', id: coachAccount.userId },
    ...writeKept('words-merged', {
      mine: { headline: 'Careers in science', bio: 'I coach **scientists**.' },
      theirs: { headline: 'Careers in research', bio: 'I coach scientists through big decisions.' }
    })
  },
  {
    topic: 'words-merged',
    ...aboutMaya,
    ...writeKept('words-merged', {
      mine: { notes: 'Written on the train.' },
      theirs: { notes: `Written at home.${textDivider}Written on the train.` }
    })
  },
  {
    topic: 'session-booked',
    ...aboutMaya,
    ...writeKept('session-booked', { theirs: 'I got the offer from Basel. Can we go through the contract?' })
  },
  {
    topic: 'session-moved',
    ...aboutLena,
    ...writeKept('session-moved', {
      mine: { startsAt: at(1, 8) },
      theirs: { startsAt: at(1, 10), reason: 'The earlier train is cancelled.' }
    })
  },
  {
    topic: 'session-cancelled',
    ...aboutMaya,
    startsAt: at(5, 9),
    ...writeKept('session-cancelled', { theirs: 'Down with a cold' }),
    bookingId: idOf(7)
  },
  {
    topic: 'request-refused',
    reason: 'session-over',
    ...aboutMaya,
    ...writeKept('request-refused', { mine: { kind: 'cancel' } }),
    dismissed: true
  }
]

const withAnna = { coachId: coachAccount.userId, otherName: 'Anna Berg' } as const
const lostSlot = booked(1, 10, 4)
const ownSession = { ...withAnna, slotId: slot(8, 15).id, bookingId: idOf(6), startsAt: at(8, 15) }

const studentNotices: readonly Told[] = [
  {
    topic: 'claim-lost',
    reason: 'slot-taken',
    ...withAnna,
    subject: { collection: 'slots', id: lostSlot.id },
    slotId: lostSlot.id,
    bookingId: idOf(20),
    startsAt: lostSlot.startsAt
  },
  {
    topic: 'request-refused',
    reason: 'past-reschedule-cutoff',
    ...ownSession,
    ...writeKept('request-refused', { mine: { kind: 'reschedule', toSlotId: next.id, reason: 'Exam on that day' } })
  },
  {
    topic: 'request-refused',
    reason: 'past-cutoff',
    ...ownSession,
    ...writeKept('request-refused', { mine: { kind: 'cancel', reason: 'Ill' } })
  },
  {
    topic: 'withdrawn-late',
    ...ownSession,
    ...writeKept('withdrawn-late', {
      mine: { request: { kind: 'cancel', requestId: idOf(90), reason: 'Ill', reopenSlot: true } }
    })
  },
  {
    topic: 'edit-met-deletion',
    ...ownSession,
    ...writeKept('edit-met-deletion', { mine: { review: { score: 5, text: 'Clear and kind.' } }, theirs: {} })
  },
  {
    topic: 'session-forgotten',
    ...withAnna,
    slotId: slot(6, 10).id,
    bookingId: idOf(92),
    startsAt: at(6, 10),
    ...writeKept('session-forgotten', { mine: { otherId: coachAccount.userId } })
  },
  { topic: 'session-added', ...ownSession },
  {
    topic: 'session-moved',
    ...ownSession,
    ...writeKept('session-moved', {
      mine: { startsAt: at(7, 9) },
      theirs: { startsAt: at(8, 15), reason: 'I am on the road on Monday.' }
    })
  },
  {
    topic: 'session-cancelled',
    ...withAnna,
    slotId: slot(2, 14).id,
    startsAt: at(2, 14),
    ...writeKept('session-cancelled', { theirs: 'Down with a cold' })
  }
]
