import type { SessionRequest } from '#domain/model/session-copy.ts'
import type { Reason } from '#domain/model/reasons.ts'
import { buildCall, hexId, hourMs, now, requestId, start } from '../../../domain/builders.ts'
import {
  forget,
  type InboxCase,
  loseClaim,
  meetCall,
  movedId,
  refuseRequest,
  takeBackLate,
  tell,
  tellOfLink,
  wanted
} from './inbox-case.ts'

const coachName = 'Cora Coach'
const when = 'Tue 24 Nov, 11:00–13:00'
const wantedWhen = 'Tue 24 Nov, 15:00–17:00'

/** Three of the same coach, then three of others. */
const nearestToBook = {
  says: [`Nearest open slots with ${coachName}`, 'Near this time with other coaches'],
  offers: ['Book ', 'Book ', 'Book ', 'Book ', 'Book ', 'Book ']
}
const nearestToMove = { says: [], offers: ['Move to ', 'Move to ', 'Move to '] }

const claimReasons: readonly Reason[] = [
  'slot-taken',
  'slot-gone',
  'slot-not-bookable',
  'claim-expired',
  'slot-started',
  'minimum-notice',
  'beyond-horizon',
  'student-overlap',
  'daily-cap',
  'booking-id-in-use',
  'students-only',
  'too-many-claims',
  'malformed'
]
const requestReasons: readonly (readonly [SessionRequest['kind'], readonly Reason[]])[] = [
  ['cancel', ['past-cutoff', 'session-over', 'already-cancelled', 'no-session', 'too-many-requests']],
  [
    'reschedule',
    [
      'past-reschedule-cutoff',
      'slot-gone',
      'slot-taken',
      'slot-not-bookable',
      'slot-started',
      'other-coach',
      'already-there',
      'student-overlap',
      'minimum-notice',
      'beyond-horizon',
      'daily-cap',
      'session-over',
      'already-cancelled',
      'too-many-requests'
    ]
  ],
  ['outcome', ['coaches-only']]
]
const requestTitles = {
  cancel: 'Your cancellation was not accepted',
  reschedule: 'The session was not moved',
  outcome: 'Your note on how the session went was not accepted'
} as const

function refusedRequest(kind: SessionRequest['kind'], reason: Reason): InboxCase {
  const isMove = kind === 'reschedule'
  return {
    name: `${kind} refused: ${reason}`,
    reason,
    notice: refuseRequest('student', kind, reason),
    tone: 'decision',
    title: requestTitles[kind],
    says: [
      when,
      `with ${coachName}`,
      ...(kind === 'outcome' ? [] : ['What you asked', 'A cold']),
      ...(isMove ? [wantedWhen] : [])
    ],
    offers: ['Open session', 'Move session…', 'Cancel session…', ...(kind === 'outcome' ? [] : ['Copy my text'])],
    ...(isMove ? { nearest: nearestToMove } : {})
  }
}

const reviewed = (text: string, score: 1 | 5, at = start + 3 * hourMs) =>
  buildCall({ partyRole: 'student', review: { score, text }, wordsEditedAt: at })
const plain = buildCall({ partyRole: 'student' })
const moved = {
  requestId,
  by: 'coach',
  at: now,
  reason: 'A train',
  fromSlotId: plain.slotId,
  toSlotId: wanted.id,
  reopenSlot: true
} as const

/** Everything of a student's that can be not applied, or applied differently. */
export const studentCases: readonly InboxCase[] = [
  ...claimReasons.map(
    (reason): InboxCase => ({
      name: `claim lost: ${reason}`,
      reason,
      notice: loseClaim(reason),
      tone: 'decision',
      title: 'You were not booked',
      says: [when, `with ${coachName}`],
      offers: ['See all open slots'],
      nearest: nearestToBook
    })
  ),
  {
    name: 'BK24 a lost claim that carried a message',
    notice: loseClaim('slot-taken', { message: 'About the interview.' }),
    tone: 'decision',
    title: 'You were not booked',
    says: [when, 'What you wrote', 'About the interview.'],
    offers: ['See all open slots', 'Copy my text'],
    nearest: nearestToBook
  },
  {
    name: 'JO25 a link to a new password that an administrator made',
    notice: tellOfLink('reset-link-made', { isMailed: false, otherName: 'Ada Admin' }),
    tone: 'news',
    title: 'A link to a new password was made for you',
    says: ['Ada Admin, an administrator, made it'],
    offers: ['Open settings']
  },
  {
    name: 'JO25 a link to a new password that was asked for by mail',
    notice: tellOfLink('reset-link-made', { isMailed: true, otherName: undefined }),
    tone: 'news',
    title: 'A link to a new password was made for you',
    says: ['The link went to your confirmed address alone'],
    offers: ['Open settings']
  },
  {
    name: 'JO25 a password that was set by a link',
    notice: tellOfLink('password-reset', { isMailed: true, otherName: undefined }),
    tone: 'news',
    title: 'Your password was set by a link',
    says: ['Every device that was signed in before was signed out'],
    offers: ['Open settings']
  },
  ...requestReasons.flatMap(([kind, found]) => found.map(reason => refusedRequest(kind, reason))),
  ...(['not-started', 'no-session', 'not-yours', 'not-yours-to-create'] as const).map(
    (reason): InboxCase => ({
      name: `review refused: ${reason}`,
      reason,
      notice: meetCall(plain, reviewed('Kind', 5), { reason }),
      tone: 'decision',
      title: 'What you wrote about a session was not accepted',
      says: [when, `with ${coachName}`, 'Kind', 'What you wrote is kept here.'],
      offers: ['Copy my text', 'Open session']
    })
  ),
  {
    name: 'a review of a session that is gone',
    notice: meetCall(undefined, reviewed('Kind', 5)),
    tone: 'decision',
    title: 'You wrote about a session that no longer exists',
    says: [when, `with ${coachName}`, 'Kind', 'nothing comes back by itself'],
    offers: ['Copy my text', 'Open session']
  },
  {
    name: 'a review of two devices with two scores',
    notice: meetCall(reviewed('Earlier', 1), reviewed('Later', 5, start + 4 * hourMs)),
    tone: 'decision',
    title: 'Two devices wrote different things about one session',
    says: [when, 'Set aside', 'Earlier', 'Stands now', 'Later'],
    offers: ['Copy my text', 'Open session']
  },
  {
    name: 'a review of two devices with one score',
    notice: meetCall(reviewed('Earlier', 5), reviewed('Later', 5, start + 4 * hourMs)),
    tone: 'news',
    title: 'Words from two devices were put together',
    says: ['Both are kept in the session, the newest first.', 'Written earlier', 'Earlier', 'Stands now', 'Later'],
    offers: ['Copy my text', 'Open session']
  },
  {
    name: 'a cancellation taken back too late',
    notice: { ...takeBackLate('cancel'), otherName: coachName },
    tone: 'decision',
    title: 'Your cancellation could not be taken back any more',
    says: [when, `with ${coachName}`, 'It had reached the server by then.', 'What you took back', 'A cold'],
    offers: ['Open session', 'Copy my text']
  },
  {
    name: 'a move taken back too late',
    notice: { ...takeBackLate('reschedule'), bookingId: movedId, otherName: coachName },
    tone: 'decision',
    title: 'Your move could not be taken back any more',
    says: [when, wantedWhen, 'The session has its new time'],
    offers: ['Open session', 'Move session…', 'Cancel session…', 'Copy my text']
  },
  {
    name: 'SB5 a session that the server does not know any more',
    notice: forget('student'),
    tone: 'decision',
    title: `The server has no record of your session with ${coachName}`,
    says: [wantedWhen, 'so you are not booked', 'Your coach is told, too.'],
    offers: ['See all open slots']
  },
  {
    name: 'a summary and actions',
    tone: 'news',
    title: `${coachName} wrote a summary and noted what you could do next`,
    notice: tell('student', {
      shared: { summary: 'We began', actions: { [hexId(0xac0)]: { text: 'Read', madeAt: now } }, at: now }
    }),
    says: [when, 'It is new, or was changed.'],
    offers: ['Open session']
  },
  {
    name: 'a session that the coach added',
    notice: tell('student', { pencilled: true }),
    tone: 'news',
    title: `${coachName} booked a session with you`,
    says: [when, 'It stands in both calendars.'],
    offers: ['Open session', 'Move session…', 'Cancel session…']
  },
  {
    name: 'a session that the coach moved',
    notice: tell('student', { id: movedId, slotId: wanted.id, moves: [moved] }),
    tone: 'news',
    title: `${coachName} moved a session`,
    says: ['Before', when, 'Now', wantedWhen, 'A train'],
    offers: ['Open session', 'Move session…', 'Cancel session…']
  },
  {
    name: 'a session that the coach cancelled',
    notice: tell('student', {
      state: 'cancelled',
      cancellation: { by: 'coach', at: now, reason: 'A cold', late: false, reopenSlot: false }
    }),
    tone: 'news',
    title: `${coachName} cancelled a session`,
    says: [when, 'Reason given', 'A cold'],
    offers: ['Find a slot', 'Open session'],
    nearest: nearestToBook
  }
]
