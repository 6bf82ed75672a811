import { actions } from './actions.ts'
import { admin } from './admin.ts'
import { booking } from './booking.ts'
import { calendar } from './calendar.ts'
import { desktop } from './desktop.ts'
import { history } from './history.ts'
import { hours } from './hours.ts'
import { inbox } from './inbox.ts'
import { refusals } from './refusals.ts'
import { joining } from './joining.ts'
import { insights } from './insights.ts'
import { search } from './search.ts'
import { sessions } from './sessions.ts'
import { settings } from './settings.ts'
import { shared } from './shared.ts'
import { students } from './students.ts'
import { today } from './today.ts'
import { shell } from './shell.ts'
import { signIn } from './sign-in.ts'
import { sync } from './sync.ts'

/** The whole catalogue, one namespace per feature: `useTranslation('inbox')`, then `t('title')`. */
export const en = {
  actions,
  admin,
  shared,
  refusals,
  shell,
  signIn,
  sync,
  inbox,
  history,
  settings,
  calendar,
  hours,
  booking,
  sessions,
  search,
  students,
  insights,
  joining,
  today,
  desktop
} as const
