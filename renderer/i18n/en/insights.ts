/** What a coach's sessions come to. */
export const insights = {
  title: 'Insights',
  subtitle: 'Your sessions, counted on this device in your time zone ({{zone}})',
  printName: '{{title}}, {{range}}',
  range: {
    label: 'Sessions of',
    'year-back': 'The last 12 months',
    'this-month': 'This month',
    'last-month': 'Last month',
    'this-year': 'This year',
    'last-year': 'Last year',
    all: 'All time',
    own: 'Other days',
    from: 'From',
    to: 'To',
    previousMonth: 'Previous month',
    nextMonth: 'Next month',
    reversed: 'The last day is before the first. Choose another one.'
  },
  totals: {
    title: 'In all',
    held: 'Sessions held',
    hours: 'Hours',
    noShow: 'No-shows',
    cancelled: 'Cancelled',
    late: '{{count, number}} of them late',
    ahead: 'Ahead',
    given: 'Your score',
    received: 'Reviews',
    ofScores_one: 'average of {{count}} session',
    ofScores_other: 'average of {{count, number}} sessions'
  },
  column: {
    month: 'Month',
    student: 'Student',
    held: 'Held',
    hours: 'Hours',
    noShow: 'No-shows',
    cancelledByCoach: 'Cancelled by you',
    lateByCoach: 'Late by you',
    cancelledByStudent: 'Cancelled by student',
    lateByStudent: 'Late by student',
    ahead: 'Ahead',
    unclear: 'Unclear',
    given: 'Your score',
    received: 'Reviews'
  },
  total: 'Total',
  none: '–',
  byMonth: 'By month',
  byStudent: 'By student',
  how: 'A session that is over counts as held until you say otherwise. Sessions cancelled after the cut-off are counted as late, and not a second time as cancelled. “Ahead” are sessions of the chosen days that are not over. Scores are averages of 1 to 5.',
  unclear_one: '{{count}} session needs a newer version of CoachDesk to be counted right. It stands under “Unclear”.',
  unclear_other:
    '{{count, number}} sessions need a newer version of CoachDesk to be counted right. They stand under “Unclear”.',
  saveCsv: 'Save as CSV',
  saveCsvOf: 'Save as CSV: {{table}}',
  empty: {
    title: 'No sessions yet',
    text: 'As soon as a student has booked one of your slots, your sessions are counted here.'
  },
  nothing: {
    title: 'No sessions in these days',
    text: 'Choose other days above.'
  }
} as const
