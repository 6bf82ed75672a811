import type { SessionRequest } from '#domain/model/session-copy.ts'
import type { Reason } from '#domain/model/reasons.ts'
import {
  bookingId,
  buildCall,
  buildProfile,
  buildSlot,
  hourMs,
  now,
  requestId,
  start
} from '../../../domain/builders.ts'
import {
  dayOff,
  forget,
  hoursOf,
  type InboxCase,
  losePencil,
  meetCall,
  meetPlace,
  meetProfile,
  meetSlot,
  movedId,
  onMonday,
  refuseRequest,
  setBack,
  takeBackLate,
  tell,
  wanted
} from './inbox-case.ts'

const studentName = 'Sam Student'
const when = 'Tue 24 Nov, 11:00–13:00'
const wantedWhen = 'Tue 24 Nov, 15:00–17:00'
const session = ['Open session', 'Move session…', 'Cancel session…'] as const
const there = <T>(value: T) => ({ deleted: false, value })
const gone = <T>(value: T) => ({ deleted: true, value })
const bookedSlot = buildSlot({ status: 'booked', bookingId })

const nearestToPencil = {
  says: [`Your nearest open slots, for ${studentName}`],
  offers: ['Pencil in ', 'Pencil in ', 'Pencil in ']
}
const nearestToMove = { says: [], offers: ['Move to ', 'Move to ', 'Move to '] }

const pencilReasons: readonly Reason[] = [
  'slot-taken',
  'slot-gone',
  'slot-not-bookable',
  'slot-started',
  'student-overlap',
  'daily-cap',
  'unknown-student',
  'student-unavailable',
  'booking-id-in-use',
  'too-many-claims',
  'coaches-only',
  'not-yours',
  'malformed'
]
const requestReasons: readonly (readonly [SessionRequest['kind'], Reason, string])[] = [
  ['cancel', 'session-over', 'Your cancellation was not accepted'],
  ['cancel', 'already-cancelled', 'Your cancellation was not accepted'],
  ['reschedule', 'already-cancelled', 'The session was not moved'],
  ['reschedule', 'slot-taken', 'The session was not moved'],
  ['reschedule', 'student-overlap', 'The session was not moved'],
  ['reschedule', 'daily-cap', 'The session was not moved'],
  ['outcome', 'not-started', 'Your note on how the session went was not accepted'],
  ['outcome', 'already-cancelled', 'Your note on how the session went was not accepted']
]
const slotReasons: readonly Reason[] = [
  'slot-not-two-hours',
  'slot-off-grid',
  'slot-id-mismatch',
  'server-owned',
  'not-yours',
  'coaches-only',
  'malformed'
]
const noted = (notes: string, at = start + 3 * hourMs, more = {}) => buildCall({ notes, wordsEditedAt: at, ...more })
const moved = {
  requestId,
  by: 'student',
  at: now,
  reason: 'A train',
  fromSlotId: bookedSlot.id,
  toSlotId: wanted.id,
  reopenSlot: true
} as const

/** Everything of a coach's that can be not applied, or applied differently. */
export const coachCases: readonly InboxCase[] = [
  ...pencilReasons.map(
    (reason): InboxCase => ({
      name: `pencil lost: ${reason}`,
      reason,
      notice: losePencil(reason),
      tone: 'decision',
      title: `${studentName} could not be booked`,
      says: [when, 'What you had pencilled in is gone', 'To agree on another time'],
      offers: ['Open calendar'],
      nearest: nearestToPencil
    })
  ),
  ...requestReasons.map(
    ([kind, reason, title]): InboxCase => ({
      name: `${kind} refused: ${reason}`,
      reason,
      notice: refuseRequest('coach', kind, reason),
      tone: 'decision',
      title,
      says: [when, `with ${studentName}`, ...(kind === 'reschedule' ? [wantedWhen, 'A cold'] : [])],
      offers: [...session, ...(kind === 'reschedule' ? ['Copy my text'] : [])],
      ...(kind === 'reschedule' ? { nearest: nearestToMove } : {})
    })
  ),
  {
    name: 'MG2 a slot removed that had been booked',
    notice: meetSlot({ server: there(bookedSlot), local: gone(buildSlot()) }),
    tone: 'decision',
    title: 'A slot that you removed had been booked',
    says: [
      when,
      `with ${studentName}`,
      'The booking came first, so it stands',
      'Not applied',
      'Removed',
      'Stands now',
      'Booked'
    ],
    offers: [...session],
    nearest: nearestToMove
  },
  {
    name: 'MG2 a slot moved that had been booked',
    notice: meetSlot({
      assumed: undefined,
      server: there({ ...wanted, status: 'declined', decline: { reason: 'slot-booked', slotId: bookedSlot.id } }),
      local: there({ ...wanted, movesFrom: bookedSlot.id })
    }),
    tone: 'decision',
    title: 'A slot that you moved had been booked',
    says: [when, `with ${studentName}`, 'it stands at the old time', wantedWhen],
    offers: [...session, `Open ${wantedWhen} as a slot of its own`]
  },
  {
    name: 'MG10 a slot edited that had been removed',
    notice: meetSlot({
      server: gone(wanted),
      local: there({ ...wanted, status: 'open' }),
      assumed: there({ ...wanted, status: 'declined', decline: { reason: 'slot-in-past' } })
    }),
    tone: 'decision',
    title: 'You changed a slot that had been removed',
    says: [wantedWhen, 'nothing comes back by itself'],
    offers: [`Open ${wantedWhen} as a slot of its own`, 'Open calendar']
  },
  ...slotReasons.map(
    (reason): InboxCase => ({
      name: `slot refused: ${reason}`,
      reason,
      notice: meetSlot({ assumed: undefined, server: gone(wanted), local: there(wanted), reason }),
      tone: 'decision',
      title: 'A change to a slot was not accepted',
      says: [wantedWhen, 'Not applied', 'Stands now'],
      offers: [`Open ${wantedWhen} as a slot of its own`, 'Open calendar']
    })
  ),
  ...(['not-started', 'no-session', 'not-yours', 'not-yours-to-create'] as const).map(
    (reason): InboxCase => ({
      name: `notes refused: ${reason}`,
      reason,
      notice: meetCall(buildCall(), noted('Went well'), { reason }),
      tone: 'decision',
      title: 'What you wrote about a session was not accepted',
      says: [when, `with ${studentName}`, 'Went well'],
      offers: ['Copy my text', 'Open session']
    })
  ),
  {
    name: 'MG6 notes of two devices',
    notice: meetCall(noted('From the train'), noted('From home', start + 4 * hourMs)),
    tone: 'news',
    title: 'Words from two devices were put together',
    says: [
      when,
      `with ${studentName}`,
      'Both are kept in the session, the newest first.',
      'Written earlier',
      'Stands now',
      'Written on another device:'
    ],
    offers: ['Copy my text', 'Open session']
  },
  {
    name: 'MG6 scores of two devices',
    notice: meetCall(
      noted('Same', start + 3 * hourMs, { satisfaction: 2 }),
      noted('Same', start + 4 * hourMs, { satisfaction: 4 })
    ),
    tone: 'decision',
    title: 'Two devices wrote different things about one session',
    says: ['Set aside', '2 of 5', 'Stands now', '4 of 5'],
    offers: ['Open session']
  },
  {
    name: 'MG10 notes of a session that is gone',
    notice: meetCall(undefined, noted('Went well')),
    tone: 'decision',
    title: 'You wrote about a session that no longer exists',
    says: [when, 'Went well'],
    offers: ['Copy my text', 'Open session']
  },
  {
    name: 'MG11 a page changed on two devices',
    notice: meetProfile(buildProfile({ bio: 'Theirs' }), buildProfile({ bio: 'Mine' })),
    tone: 'decision',
    title: 'Your page was changed on two devices',
    says: ['Set aside', 'Mine', 'Stands now', 'Theirs'],
    offers: ['Copy my text', 'Open settings']
  },
  {
    name: 'MG11 weekly hours changed on two devices',
    notice: meetProfile(
      buildProfile({ gapMin: 15, availability: hoursOf({ weekly: [onMonday(9)], weeksAhead: 4 }) }),
      buildProfile({
        gapMin: 30,
        availability: hoursOf({
          weekly: [onMonday(13)],
          weeksAhead: 6,
          overrides: [dayOff('2027-01-04', 'On the train'), dayOff('2027-01-05', 'On the train')]
        })
      }),
      undefined,
      buildProfile({ availability: hoursOf({ weekly: [onMonday(11)], overrides: [dayOff('2027-01-05')] }) })
    ),
    tone: 'decision',
    title: 'Your weekly hours were changed on two devices',
    says: [
      'Set aside',
      'Monday13:00',
      '5 Jan 2027Off · On the train',
      'Weeks to keep filled6',
      'Minutes between sessions30',
      'Stands now',
      'Monday09:00',
      '5 Jan 2027As on other weeks',
      'Weeks to keep filled4',
      'Minutes between sessions15'
    ],
    offers: ['Copy my text', 'Open weekly hours']
  },
  {
    name: 'MG11 a weekday that one device gave up',
    notice: meetProfile(
      buildProfile({ availability: hoursOf({ weekly: [onMonday(9)] }) }),
      buildProfile({ availability: hoursOf({}) }),
      undefined,
      buildProfile({ availability: hoursOf({ weekly: [onMonday(11)] }) })
    ),
    tone: 'decision',
    title: 'Your weekly hours were changed on two devices',
    says: ['Set aside', 'MondayNo slots', 'Stands now', 'Monday09:00'],
    offers: ['Open weekly hours']
  },
  {
    name: 'MG11 how a coach meets students, changed on two devices',
    notice: meetPlace({ way: 'phone', caller: 'coach' }, { way: 'phone', caller: 'student' }, { way: 'open' }),
    tone: 'decision',
    title: 'How you meet students was changed on two devices',
    says: ['Set aside', 'Who callsThe student calls you', 'Stands now', 'Who callsYou call the student'],
    offers: ['Open settings']
  },
  ...(['unknown-zone', 'coaches-only', 'malformed'] as const).map(
    (reason): InboxCase => ({
      name: `page refused: ${reason}`,
      reason,
      notice: meetProfile(buildProfile(), buildProfile({ bio: 'Mine' }), reason),
      tone: 'decision',
      title: 'A change to your page was not accepted',
      says: ['Mine', 'What you wrote is kept here.'],
      offers: ['Copy my text', 'Open settings']
    })
  ),
  {
    name: 'MG10 a page that is gone',
    notice: meetProfile(undefined, buildProfile({ bio: 'Mine' })),
    tone: 'decision',
    title: 'You changed a page that no longer exists',
    says: ['Mine'],
    offers: ['Copy my text', 'Open settings']
  },
  {
    name: 'JN6 a pencil taken back too late',
    notice: takeBackLate('pencil'),
    tone: 'decision',
    title: `Booking ${studentName} could not be taken back any more`,
    says: [when, 'The session is booked, and the student has been told.'],
    offers: [...session]
  },
  {
    name: 'JN6 feedback taken back too late',
    notice: takeBackLate('outcome'),
    tone: 'decision',
    title: 'Your feedback could not be taken back any more',
    says: [when, 'so it is on record'],
    offers: ['Open session']
  },
  {
    name: 'SB1 a server that was set back',
    notice: setBack(3, 1),
    tone: 'decision',
    title: 'The server was set back to an earlier state',
    says: [
      'It has what was stored until about',
      '3 changes that this device knew were sent again.',
      '1 thing needs you'
    ],
    offers: []
  },
  {
    name: 'SB5 a session that the server does not know any more',
    notice: forget('coach', { notes: 'Ask about the move.' }),
    tone: 'decision',
    title: `The server has no record of your session with ${studentName}`,
    says: [wantedWhen, 'nobody is booked in these hours', 'What you wrote', 'Ask about the move.'],
    offers: ['Book again', 'Open the hours for others', 'Copy my text']
  },
  {
    name: 'BK23 a session that a student booked with a message',
    notice: tell('coach', { message: 'About the *interview*.' }),
    tone: 'news',
    title: `${studentName} booked a session and wrote to you`,
    says: [when, 'MessageAbout the *interview*.'],
    offers: [...session]
  },
  {
    name: 'NT1 a session that the student moved',
    notice: tell('coach', { id: movedId, slotId: wanted.id, moves: [moved] }),
    tone: 'news',
    title: `${studentName} moved a session`,
    says: ['Before', when, 'Now', wantedWhen, 'A train'],
    offers: [...session]
  },
  {
    name: 'NT1 a session that the student cancelled',
    notice: tell('coach', {
      state: 'cancelled',
      cancellation: { by: 'student', at: now, reason: 'A cold', late: true, reopenSlot: true }
    }),
    tone: 'news',
    title: `${studentName} cancelled a session`,
    says: [when, 'Reason given', 'A cold'],
    offers: ['Open calendar', 'Open session'],
    nearest: nearestToPencil
  },
  // What a person types is text, whatever it looks like to a program.
  ...['{}', '[]', '{"startsAt":1}', '"quoted"'].map(
    (reason): InboxCase => ({
      name: `NT1 a session that the student cancelled with the reason ${reason}`,
      notice: tell('coach', {
        state: 'cancelled',
        cancellation: { by: 'student', at: now, reason, late: true, reopenSlot: true }
      }),
      tone: 'news',
      title: `${studentName} cancelled a session`,
      says: [when, `Reason given${reason}`],
      offers: ['Open calendar', 'Open session'],
      nearest: nearestToPencil
    })
  )
]
