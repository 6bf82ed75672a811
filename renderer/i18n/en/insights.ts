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
    reversed: 'The last day is before the first. Choose another one.'
  },
  view: { label: 'What to look at', figures: 'Figures', log: 'Coaching log', payments: 'Payments' },
  log: {
    title: 'Coaching log',
    column: {
      student: 'Student',
      contact: 'Contact',
      first: 'First session',
      last: 'Last session',
      sessions: 'Sessions',
      hours: 'Hours',
      paid: 'Paid hours',
      unpaid: 'Unpaid hours',
      unsaid: 'Not said'
    },
    others_one: '{{count}} student who did not agree',
    others_other: '{{count, number}} students who did not agree',
    how: 'Sessions that were held in these days. A student is listed who agreed to it: the tick is in the student’s dossier. All others stand in one line, without names. The file holds the phone numbers of those who are listed.'
  },
  payments: {
    sum: 'Sessions: {{paid, number}} paid, {{unpaid, number}} not paid, {{unsaid, number}} not said',
    filter: { label: 'Which sessions', open: 'To be paid', all: 'All' },
    none: 'All sessions of these days are paid.',
    more_one: 'Show the last one',
    more_other: 'Show more ({{count, number}} left)'
  },
  chart: {
    sessions: 'Sessions per month',
    scores: 'Scores per month',
    held: 'Held',
    noShow: 'No-shows',
    cancelled: 'Cancelled',
    ahead: 'Ahead',
    sessionsLabel_one: 'Sessions of {{count}} month. The table “By month” says the same.',
    sessionsLabel_other: 'Sessions of {{count, number}} months as bars. The table “By month” says the same.',
    scoresLabel_one: 'Scores of {{count}} month. The table “By month” says the same.',
    scoresLabel_other: 'Averages of scores of {{count, number}} months as lines. The table “By month” says the same.'
  },
  totals: {
    title: 'In all',
    held: 'Sessions held',
    hours: 'Hours',
    noShow: 'No-shows',
    cancelled: 'Cancelled',
    late: '{{count, number}} of them late',
    ahead: 'Ahead',
    fill: 'Fill rate',
    ofSlots_one: 'of {{count}} slot',
    ofSlots_other: 'of {{count, number}} slots',
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
    calledOff: 'Late cancel',
    ahead: 'Ahead',
    unclear: 'Unclear',
    given: 'Your score',
    received: 'Reviews'
  },
  fill: {
    title: 'Fill rate',
    column: {
      offered: 'Slots offered',
      booked: 'Booked',
      rate: 'Fill rate',
      ratePercent: 'Fill rate (%)',
      recorded: 'Recorded'
    },
    recorded: { whole: 'yes', part: 'since {{since}}', none: 'not recorded' },
    percent: '{{percent, number}}%',
    how: 'Of your slots that have begun: the share that was booked when it began. A session that was called off before its start does not count as booked; one that was missed does. A slot that you removed before its start is not counted. What began before the server recorded it is “not recorded”. Without a network the figures are those of the last sync.',
    nothing:
      'Not recorded: none of your slots has begun in these days since the server began to record which of them were booked.',
    missing:
      'Your server needs a newer version of CoachDesk for this, and counts from its update on. Ask the person who runs it.',
    chart: 'Fill rate per month',
    key: { booked: 'Booked', none: 'Not recorded' },
    chartLabel_one: 'Fill rate of {{count}} month. The table “Fill rate” says the same.',
    chartLabel_other: 'Fill rate of {{count, number}} months as bars. The table “Fill rate” says the same.'
  },
  total: 'Total',
  none: '–',
  byMonth: 'By month',
  byStudent: 'By student',
  how: 'A session that is over counts as held until you say otherwise. Sessions cancelled after the cut-off are counted as late, and not a second time as cancelled; one that you called off in its wrap-up is a late cancel. “Ahead” are sessions of the chosen days that are not over. Scores are averages of 1 to 5.',
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
