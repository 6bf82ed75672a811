import { actions } from './actions.ts'
import { booking } from './booking.ts'
import { desktop } from './desktop.ts'
import { inbox } from './inbox.ts'
import { insights } from './insights.ts'
import { search } from './search.ts'
import { sessions } from './sessions.ts'
import { settings } from './settings.ts'
import { students } from './students.ts'
import { today } from './today.ts'

/** What neither the frame of an account nor the calendar says (but for `early`). */
export const lateTexts = {
  actions,
  booking,
  desktop,
  inbox,
  insights,
  search,
  sessions,
  settings,
  students,
  today
} as const
