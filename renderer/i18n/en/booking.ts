/** Finding a slot, booking it, and a coach's page. */
export const booking = {
  title: 'Find a slot',
  filters: {
    label: 'Narrow the list',
    coach: 'Coach',
    anyCoach: 'All coaches',
    noCoach: 'No coach of this name has open slots',
    day: 'Day',
    anyDay: 'Any day',
    clearDay: 'Clear the day',
    previousMonth: 'Previous month',
    nextMonth: 'Next month',
    part: 'Time of day',
    anyPart: 'Any',
    morning: 'Morning',
    afternoon: 'Afternoon',
    evening: 'Evening',
    clear: 'Clear filters'
  },
  found_zero: 'No slot fits',
  found_one: '{{count, number}} slot',
  found_other: '{{count, number}} slots',
  noneBookable_one: 'It cannot be booked now; the reason stands beside it',
  noneBookable_other: 'None of them can be booked now; the reason stands beside each',
  notBookable_one: '{{count, number}} of them cannot be booked now; the reason stands beside it',
  notBookable_other: '{{count, number}} of them cannot be booked now; the reason stands beside each',
  dayCount_one: '{{count, number}} slot',
  dayCount_other: '{{count, number}} slots',
  showMore_one: 'Show the last one',
  showMore_other: 'Show more ({{count, number}} left)',
  book: 'Book',
  bookLabel: 'Book {{when}} with {{coach}}',
  offline: {
    title: 'You are offline',
    text: 'You can look around, but booking needs a connection, so that nobody else gets the same slot.',
    button: 'Offline: booking needs a connection'
  },
  blocked: {
    'minimum-notice': 'Too close to its start: book at least {{duration}} ahead',
    'beyond-horizon_one': 'Not bookable yet: opens {{count}} day before its start',
    'beyond-horizon_other': 'Not bookable yet: opens {{count}} days before its start',
    'student-overlap': 'You have a session at this time',
    'coach-overlap': 'The coach has a session at this time',
    'coach-gap': 'The coach needs a break before or after another session',
    overlapWith: 'You have a session with {{name}} at this time',
    'by-arrangement': 'By arrangement: ask the coach',
    'daily-cap': 'The coach’s sessions for this day are all taken',
    'too-many-new-coaches':
      'You have booked with 5 coaches who are new to you; a further one can be booked from {{when}} on'
  },
  arrangement: {
    title: 'By arrangement',
    text: 'These coaches take bookings from students of their own alone. Ask the coach for a first session.'
  },
  empty: {
    title: 'No open slots right now',
    text: 'As soon as a coach opens a slot, it appears here by itself. If you know your coach, give them a call: their number is in your sessions.',
    action: 'Go to my sessions'
  },
  noMatch: {
    title: 'No slot fits these filters',
    text: 'Try another day or time of day, or look at all coaches.'
  },
  duration: {
    days_one: '{{count}} day',
    days_other: '{{count}} days',
    hours_one: '{{count}} hour',
    hours_other: '{{count}} hours',
    minutes_one: '{{count}} minute',
    minutes_other: '{{count}} minutes',
    two: '{{first}} {{second}}'
  },
  policy: {
    title: 'Booking terms',
    myStudents: 'By arrangement: only students who have had a session with this coach book here.',
    notice: 'Book at least {{duration}} before the start.',
    noNotice: 'Book until the session starts.',
    horizon_one: 'Book up to {{count}} day ahead.',
    horizon_other: 'Book up to {{count}} days ahead.',
    cap_one: 'At most {{count}} session a day.',
    cap_other: 'At most {{count}} sessions a day.',
    cancel: 'Cancel here until {{duration}} before the start; after that, by phone only.',
    cancelAnytime: 'Cancel here until the session starts.',
    move: 'Move it to another open slot until {{duration}} before the start; after that, by phone only.',
    moveAnytime: 'Move it to another open slot until the session starts.'
  },
  dialog: {
    confirmTitle: 'Book this slot?',
    waitingTitle: 'Booking…',
    confirmedTitle: 'You are booked',
    lostTitle: 'Not booked',
    failedTitle: 'Could not book',
    coach: 'Coach',
    date: 'Date',
    time: 'Time',
    cancelUntil: 'You can cancel here until {{when}}. After that, it has to be settled with {{coach}} by phone.',
    cancelOver:
      'The time to cancel here is already over for this slot. Once booked, it can only be called off by phone.',
    cancelAnytime: 'You can cancel here until the session starts.',
    moveUntil: 'You can move it to another open slot until {{when}}.',
    privacy:
      'Once it is booked, you and {{coach}} see each other’s name and phone number. If it is cancelled, both numbers are removed a week later.',
    confirm: 'Book this slot',
    back: 'Not now',
    waiting: 'Waiting for the server’s answer. The slot is not yours until it says so.',
    waitingOffline: 'The connection was lost while waiting. The booking goes on by itself once you are back online.',
    waitingUntil: 'If it does not reach the server by {{time}}, it lapses and you are not booked.',
    waitingClose: 'Close and keep waiting',
    confirmedText: '{{coach}} expects you.',
    phone: 'Phone of {{coach}}',
    phoneSoon: 'The phone number is on its way and will be in your sessions.',
    openSession: 'Open the session',
    done: 'Done',
    lostUnknown: 'The server did not grant this booking.',
    nearest: 'Nearest open slots with {{coach}}',
    others: 'Near this time with other coaches',
    noAlternatives: 'There are no other open slots at the moment.',
    toList: 'Back to the list',
    retry: 'Try again'
  },
  series: {
    repeat: 'Repeat weekly…',
    missing: 'Several weeks at once can be booked once the server has been updated.',
    title: 'Book weekly',
    titleFor: 'Book weekly for {{name}}',
    text: 'The same weekday and time, week by week. Each date is booked by itself: some may be granted and others not.',
    textFor:
      'The same weekday and time, week by week. Each date is booked by itself; {{name}} is told once of all that were added.',
    count: 'For how long',
    weeks_one: '{{count}} week',
    weeks_other: '{{count}} weeks',
    dates: 'Dates',
    free: 'Free.',
    makesSlot: 'There is no slot yet: one is made.',
    noSlot: 'The coach has no slot at this time.',
    clock: {
      gap: 'The clock skips the usual time on this day, so it is later.',
      repeated: 'The clock shows this time twice on this day; the first is meant.'
    },
    offline:
      'You are offline. The dates are sent later; until then they are not booked, and somebody else may be first.',
    confirm_zero: 'Book',
    confirm_one: 'Book {{count}} date',
    confirm_other: 'Book {{count}} dates',
    confirmFor_zero: 'Book',
    confirmFor_one: 'Book {{count}} date',
    confirmFor_other: 'Book {{count}} dates',
    waiting_one: 'Waiting for the server’s answer about {{count}} date. It is not yours until it says so.',
    waiting_other: 'Waiting for the server’s answer about {{count}} dates. They are not yours until it says so.',
    waitingFor_one: '{{count}} date waits for the server’s answer. It comes by itself, also once you are online again.',
    waitingFor_other:
      '{{count}} dates wait for the server’s answer. It comes by itself, also once you are online again.',
    result_one: '{{booked, number}} of {{count}} date is booked.',
    result_other: '{{booked, number}} of {{count}} dates are booked.',
    date: { waiting: 'Waiting', booked: 'Booked', lost: 'Not booked' },
    toSessions: 'Open my sessions'
  },
  message: {
    label: 'Message to {{coach}} (optional)',
    hint: 'What the coach should know before the session. Only the two of you see it.',
    tooLong_one: '{{count}} character too many',
    tooLong_other: '{{count}} characters too many'
  },
  coach: {
    unknownTitle: 'Coach',
    unknownHeading: 'This coach is not here',
    unknownText: 'The link may be wrong, or the coach no longer works with CoachDesk.',
    findAction: 'See all open slots',
    homeAction: 'Go to the start page',
    about: 'About',
    meeting: 'How you meet',
    noBio: '{{name}} has not written anything here yet.',
    localTime: '{{time}} now in {{place}}',
    slots: 'Open slots',
    noSlotsTitle: 'No open slots with {{name}}',
    noSlotsText: 'New ones appear here by themselves. Until then, other coaches may have time.',
    lookOnly: 'This is the page as students see it. Only students can book.'
  },
  unknownCoach: 'Unknown coach'
} as const
