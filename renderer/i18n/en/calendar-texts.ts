import { calendar } from './calendar.ts'
import { hours } from './hours.ts'

/** What the calendar says beside the frame of an account. */
export const calendarTexts = { calendar, hours } as const
