import { fetchCalendar } from './fetch-calendar.ts'
import type { OutsideRules } from './outside-rules.ts'
import { parseApart } from './parse-apart.ts'
import type { ReadCalendar } from './read-calendar.ts'

/** Reads calendars of the web, within the rules of where the server may go. */
export function createCalendarReader(rules: OutsideRules): ReadCalendar {
  return async ({ url, known, zone, now, signal }) => {
    const fetched = await fetchCalendar(url, known, rules, signal)
    if (fetched.kind !== 'text') return fetched
    const read = await parseApart({ text: fetched.text, zone, now }, signal)
    switch (read.kind) {
      case 'read':
        return { ...read, validators: fetched.validators }
      case 'too-large':
        return { kind: 'failed', failure: 'too-large' }
      case 'unreadable':
        return { kind: 'failed', failure: 'not-a-calendar' }
    }
  }
}
