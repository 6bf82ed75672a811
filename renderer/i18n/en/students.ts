/** A coach's students: the list, and the page of one. */
export const students = {
  title: 'Students',
  subtitle_one: '{{count}} person you have met or will meet',
  subtitle_other: '{{count, number}} people you have met or will meet',
  insights: 'Insights',
  search: 'Search by name or tag',
  order: { label: 'Sort by', next: 'Next session', last: 'Last session', name: 'Name' },
  found_one: '{{count}} student found',
  found_other: '{{count, number}} students found',
  empty: {
    title: 'No students yet',
    text: 'As soon as a student books one of your slots, the student stands here.'
  },
  blocked: 'Blocked',
  none: 'None',
  lastOf_one: '{{date}} ({{count}} session)',
  lastOf_other: '{{date}} ({{count, number}} sessions)',
  back: 'All students',
  unknown: {
    title: 'Student',
    heading: 'This student is not on this device',
    text: 'You have had no session with them, or it has not arrived here yet.',
    action: 'All students'
  },
  contact: 'Contact',
  phone: 'Phone',
  noPhone: 'No phone number is kept.',
  zone: 'Time zone',
  localTime: '{{time}} there now',
  next: 'Next session',
  last: 'Last session',
  held: 'Sessions held',
  sessions_one: 'Sessions ({{count}})',
  sessions_other: 'Sessions ({{count, number}})',
  showMore_one: 'Show the last one',
  showMore_other: 'Show more ({{count, number}} left)',
  dossier: {
    title: 'Dossier',
    edit: 'Edit',
    empty: 'Nothing written yet. What you write here only you can read.',
    goals: 'Goals',
    background: 'Background',
    hint: 'Only you see it. Markdown works: **bold**, lists, links.',
    tags: 'Tags',
    tagsHint: 'Separated by commas.',
    tagsFault: {
      'too-many': 'There is room for {{max}} tags. Remove some to save.',
      'too-long': 'A tag has at most {{length}} characters. Shorten it to save.',
      odd: 'A tag has a character that cannot be saved. Type it again.'
    },
    tooLong_one: 'It is {{count, number}} character too long: there is room for {{max, number}}. Shorten it to save.',
    tooLong_other:
      'It is {{count, number}} characters too long: there is room for {{max, number}}. Shorten it to save.',
    agree: '{{name}} agreed to be listed in my coaching log',
    agreeHint:
      'The log names only students who agreed, with phone number. Tick it when you have asked; the day is noted.',
    agreed: 'Agreed to be listed in the coaching log.',
    agreedOn: 'Agreed to be listed in the coaching log on {{date}}.',
    saved: 'Dossier of {{name}} saved.',
    discard: 'Discard changes',
    close: 'Close'
  },
  trend: {
    title: 'Scores',
    label_one: 'Chart of {{count}} scored session; the table below says the same',
    label_other: 'Chart of {{count, number}} scored sessions; the table below says the same',
    own: 'Your score: {{mean}} on average',
    theirs: 'Reviews by {{name}}: {{mean}} on average',
    asTable: 'The same as a table',
    date: 'Date',
    ownShort: 'Your score',
    theirsShort: 'Review'
  }
} as const
