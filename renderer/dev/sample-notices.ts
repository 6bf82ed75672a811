import { textDivider } from '#domain/merge/merge-text.ts'
import type { Notice, NoticeTopic } from '#domain/model/notice.ts'
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
    mine: JSON.stringify({ ...slot(5, 15), movesFrom: omarsSlot.id }),
    theirs: JSON.stringify(omarsSlot)
  },
  {
    topic: 'request-refused',
    reason: 'student-overlap',
    ...aboutLena,
    mine: JSON.stringify({ kind: 'reschedule', toSlotId: next.id, reason: 'I have to catch a train at eleven.' })
  },
  {
    topic: 'words-merged',
    ...aboutMaya,
    mine: JSON.stringify({ satisfaction: 3, notes: 'Not sure yet whether **leaving** is the plan. Ask again.' }),
    theirs: JSON.stringify({ satisfaction: 4, notes: 'Wants to *leave the lab* by spring.' })
  },
  {
    topic: 'write-refused',
    reason: 'not-started',
    ...aboutOmar,
    mine: JSON.stringify({
      satisfaction: 5,
      notes: 'Brought the list.',
      followUps: [{ text: 'Read it', done: false }]
    }),
    theirs: JSON.stringify({})
  },
  {
    topic: 'edit-met-deletion',
    subject: { collection: 'slots', id: slot(5, 15).id },
    slotId: slot(5, 15).id,
    startsAt: at(5, 15),
    mine: JSON.stringify(slot(5, 15)),
    theirs: JSON.stringify({ removed: true })
  },
  { topic: 'withdrawn-late', ...aboutLena },
  { topic: 'server-set-back', subject: { collection: 'users', id: 'server' }, mine: JSON.stringify(setBack) },
  {
    topic: 'session-forgotten',
    ...aboutOmar,
    slotId: slot(6, 16).id,
    bookingId: idOf(91),
    startsAt: at(6, 16),
    mine: JSON.stringify({ otherId: omar.id, notes: 'Bring the list.' })
  },
  {
    topic: 'words-merged',
    subject: { collection: 'users', id: coachAccount.userId },
    mine: JSON.stringify({ headline: 'Careers in science', bio: 'I coach **scientists**.' }),
    theirs: JSON.stringify({ headline: 'Careers in research', bio: 'I coach scientists through big decisions.' })
  },
  {
    topic: 'words-merged',
    ...aboutMaya,
    mine: JSON.stringify({ notes: 'Written on the train.' }),
    theirs: JSON.stringify({ notes: `Written at home.${textDivider}Written on the train.` })
  },
  {
    topic: 'session-moved',
    ...aboutLena,
    mine: JSON.stringify({ startsAt: at(1, 8) }),
    theirs: JSON.stringify({ startsAt: at(1, 10), reason: 'The earlier train is cancelled.' })
  },
  { topic: 'session-cancelled', ...aboutMaya, startsAt: at(5, 9), theirs: 'Down with a cold', bookingId: idOf(7) },
  { topic: 'request-refused', reason: 'session-over', ...aboutMaya, mine: '{"kind":"cancel"}', dismissed: true }
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
    mine: JSON.stringify({ kind: 'reschedule', toSlotId: next.id, reason: 'Exam on that day' })
  },
  {
    topic: 'request-refused',
    reason: 'past-cutoff',
    ...ownSession,
    mine: JSON.stringify({ kind: 'cancel', reason: 'Ill' })
  },
  {
    topic: 'withdrawn-late',
    ...ownSession,
    mine: JSON.stringify({ request: { kind: 'cancel', requestId: idOf(90), reason: 'Ill', reopenSlot: true } })
  },
  {
    topic: 'edit-met-deletion',
    ...ownSession,
    mine: JSON.stringify({ review: { score: 5, text: 'Clear and kind.' } }),
    theirs: '{}'
  },
  {
    topic: 'session-forgotten',
    ...withAnna,
    slotId: slot(6, 10).id,
    bookingId: idOf(92),
    startsAt: at(6, 10),
    mine: JSON.stringify({ otherId: coachAccount.userId })
  },
  { topic: 'session-added', ...ownSession },
  {
    topic: 'session-moved',
    ...ownSession,
    mine: JSON.stringify({ startsAt: at(7, 9) }),
    theirs: JSON.stringify({ startsAt: at(8, 15), reason: 'I am on the road on Monday.' })
  },
  { topic: 'session-cancelled', ...withAnna, slotId: slot(2, 14).id, startsAt: at(2, 14), theirs: 'Down with a cold' }
]
