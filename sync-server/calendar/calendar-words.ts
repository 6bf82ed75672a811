import type { CalendarWords } from '#domain/calendar/write-calendar.ts'

/** What events say that the server writes, in feeds and in mail. */
export const calendarWords: CalendarWords = {
  title: otherName => `Session with ${otherName}`,
  byPhone: 'By phone'
}
