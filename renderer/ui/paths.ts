import type { BookingId, SlotId, UserId } from '#domain/model/primitives.ts'
import type { Role } from '#domain/model/role.ts'
import type { CalendarDate } from '#domain/time/wall-clock.ts'

/** Where the pages are, under the router's base. */
export const paths = {
  home: '/',
  /** What is next and what is due: where coach and student start. */
  today: '/today',
  /** Opened at a day, with a slot in focus. */
  calendar: (at: { readonly date?: CalendarDate; readonly slotId?: SlotId } = {}) =>
    withQuery('/calendar', { date: at.date, slot: at.slotId }),
  /** With the dialog for a new slot open. */
  newSlot: '/calendar?new=1',
  /** With the dialog for days off open. */
  away: '/calendar?away=1',
  /** Narrowed to one coach or one day. */
  findSlot: (filter: { readonly coachId?: UserId; readonly day?: CalendarDate } = {}) =>
    withQuery('/find', { coach: filter.coachId, day: filter.day }),
  /** With one session's card open. */
  sessions: (open: { readonly bookingId?: BookingId } = {}) => withQuery('/sessions', { session: open.bookingId }),
  /** With the dialog open in which a coach says how a session went. */
  wrapUp: (bookingId: BookingId) => withQuery('/sessions', { 'wrap-up': bookingId }),
  /** With the dialog open in which a session is moved. */
  moveSession: (bookingId: BookingId) => withQuery('/sessions', { move: bookingId }),
  coach: (coachId: UserId) => `/coaches/${encodeURIComponent(coachId)}`,
  /** A coach's students. */
  students: '/students',
  student: (studentId: UserId) => `/students/${encodeURIComponent(studentId)}`,
  /** What a coach's sessions come to. */
  insights: '/insights',
  /** A coach's weekly hours and days off. */
  hours: '/hours',
  /** What is to do of all sessions. */
  actions: '/actions',
  inbox: '/inbox',
  history: '/history',
  settings: '/settings',
  /** Everybody who has an account, for administrators. */
  admin: '/admin',
  adminOrganisation: '/admin/organisation',
  adminMail: '/admin/mail',
  adminHealth: '/admin/health',
  adminAudit: '/admin/audit'
} as const

/** The page on which a person of this role starts. */
export function homeOf(role: Role): string {
  switch (role) {
    case 'coach':
    case 'student':
      return paths.today
    default:
      return paths.settings
  }
}

function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const entries = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return entries.length === 0 ? path : `${path}?${new URLSearchParams(entries).toString()}`
}
