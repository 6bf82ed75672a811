import { admin } from './admin.ts'
import { booking } from './booking.ts'
import { calendarTexts } from './calendar-texts.ts'
import { desktop } from './desktop.ts'
import { inbox } from './inbox.ts'
import { joining } from './joining.ts'
import { insights } from './insights.ts'
import { search } from './search.ts'
import { sessions } from './sessions.ts'
import { settings } from './settings.ts'
import { students } from './students.ts'

/** What neither the frame of an account nor its first page says (but for `early`). */
export const lateTexts = {
  admin,
  booking,
  ...calendarTexts,
  desktop,
  inbox,
  insights,
  joining,
  search,
  sessions,
  settings,
  students
} as const
