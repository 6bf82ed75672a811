import type { Plugin, Rolldown } from 'vite'

/**
 * What the sign-in page needs is one file, and what every open account needs is another: each with all that its modules import and
 * an earlier one has not taken. Left alone, the bundler makes a file for each set of pages that share something: some fifty, each
 * with a kilobyte of headers, and each compressed for itself.
 */
export const webChunks: Rolldown.CodeSplittingOptions = {
  groups: [
    { name: 'start', test: /\/renderer\/main\.tsx$/, priority: 2 },
    {
      name: 'account',
      test: /\/renderer\/(?:app\/pages|application\/open-workspace|data\/database\/dexie-storage)\.ts$/,
      priority: 1
    }
  ]
}

/**
 * The week's grid can repeat events by iCalendar rules, with a library of 12 kB. Slots never repeat: where an event had such a rule
 * all the same, the grid takes the throw for a rule that cannot be read.
 */
export function withoutRecurrence(): Plugin {
  const id = '\0no-recurrence'
  return {
    name: 'coachdesk:without-recurrence',
    enforce: 'pre',
    resolveId: source => (source === 'rrule' ? id : undefined),
    load: loaded =>
      loaded === id
        ? 'export class RRule { static parseString() { throw new Error("events do not repeat here") } }'
        : undefined
  }
}
