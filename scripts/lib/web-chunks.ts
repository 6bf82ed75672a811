import type { Rolldown } from 'vite'

const needed = [
  /\/renderer\/(?:app\/pages|application\/open-workspace|data\/database\/dexie-storage)\.ts$/,
  // Small things that the first page shares with others. Each would be a file with a kilobyte of headers.
  /\/renderer\/ui\/(?:empty-state|page-header|page-skeleton|plain-text|status-badge|record-sync-mark|tell-apart|copy-button|use-focus-rescue|phone\/(?:phone-link|use-phone-text))\.tsx?$/,
  /\/renderer\/shared\/sessions\/(?:last-notes-text|meeting-fact|open-actions|open-actions-list|other-name|session-card-link|session-lists|session-status-line)\.tsx?$/,
  /\/renderer\/shared\/actions\/(?:action-item|action-session-link|use-set-done)\.tsx?$/,
  /\/@mantine\/core\/esm\/(?:components\/(?:Anchor|Checkbox|Skeleton|Spoiler)|core\/utils\/get-env)\//,
  /\/(?:dayjs|@mantine\/dates\/esm\/components\/DatesProvider)\//
]

/** What the calendar says, and small things that it shares with other pages and the first one does without. */
const neededByCalendar = [
  /\/renderer\/i18n\/en\/calendar-texts\.ts$/,
  /\/renderer\/ui\/(?:format\/(?:first-weekday|wall-clock-text)|print\/use-print)\.tsx?$/,
  /\/renderer\/(?:ui\/use-waiting-requests|shared\/sessions\/withdraw-button)\.tsx?$/,
  /\/@mantine\/core\/esm\/components\/(?:SegmentedControl|Kbd|NativeSelect)\//,
  /\/@tabler\/icons-react\/dist\/esm\/icons\/Icon(?:ArrowRight|Beach|CalendarOff|CalendarPlus|ChevronDown|Copy|Hourglass|Pencil|Plus|Trash)\.mjs$/,
  /\/@mantine\/hooks\/esm\/use-disclosure\//,
  /\/domain\/(?:time\/shown-date|hours\/days-off)\.ts$/
]

/**
 * What the sign-in page needs is one file, and what every open account needs is another: each with all that its modules import and
 * an earlier one has not taken. Left alone, the bundler makes a file for each set of pages that share something: some fifty, each
 * with a kilobyte of headers, and each compressed for itself.
 */
export const webChunks: Rolldown.CodeSplittingOptions = {
  groups: [
    { name: 'start', test: /\/renderer\/main\.tsx$/, priority: 2 },
    { name: 'account', test: id => needed.some(part => part.test(id)), priority: 1 },
    { name: 'calendar-parts', test: id => neededByCalendar.some(part => part.test(id)) },
    { name: 'late-parts', test: /\/renderer\/data\/replication\/late-parts\.ts$/ },
    // What other pages say, which the desktop application asks for in another way.
    { name: 'later', test: /\/renderer\/i18n\/en\/later\.ts$/ }
  ]
}
