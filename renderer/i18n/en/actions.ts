/** Actions of sessions: what coach and student are to do. */
export const actions = {
  title: 'Actions',
  subtitle: {
    coach: 'What you and your students are to do, from all sessions.',
    student: 'What you are to do, from all your sessions.'
  },
  who: { label: 'Whose actions', all: 'All', student: 'Students’', coach: 'My own' },
  group: { overdue: 'Overdue', week: 'This week', later: 'Later', done: 'Done' },
  owner: { student: 'Student', coach: 'Me', newer: 'Needs a newer version of CoachDesk' },
  ofYou: 'You',
  due: 'By {{date}}',
  noDate: 'No date',
  doneOn: 'Done {{date}}',
  tickedText: 'Ticked when it said: “{{text}}”',
  withdrawn: {
    coach: 'You removed it after {{name}} had done it.',
    student: 'Your coach removed it after you had done it.'
  },
  session: 'Session of {{date}}',
  sessionWith: 'Session of {{date}} with {{name}}',
  tick: 'Done: {{text}}',
  studentsTick: { open: '{{name}} has not ticked it', done: '{{name}} has ticked it' },
  ticked: 'Ticked: {{text}}',
  unticked: 'To do again: {{text}}',
  list: 'Actions',
  open: 'Open actions',
  more_one: 'See {{count}} more',
  more_other: 'See {{count, number}} more',
  showMore_one: 'Show the last one',
  showMore_other: 'Show more ({{count, number}} left)',
  empty: {
    coach: 'When you wrap up a session you can note what you or your student will do next. It all comes together here.',
    student: 'When your coach notes what you could do after a session, it is here to be ticked.',
    title: 'Nothing to do yet',
    filtered: 'None of these.',
    toSessions: 'Go to your sessions'
  }
} as const
