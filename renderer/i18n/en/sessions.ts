/** Sessions of both roles: the lists, a session's card, wrap-up, cancelling, reviewing. */
export const sessions = {
  title: { coach: 'Sessions', student: 'My sessions' },
  tabs: {
    label: 'Sessions by time',
    upcoming: 'Upcoming',
    past: 'Past',
    count_one: '{{count}} session',
    count_other: '{{count}} sessions'
  },
  showMore_one: 'Show the last one',
  showMore_other: 'Show more ({{count, number}} left)',
  erasedName: 'Erased account',
  running: 'Now',
  pending: {
    pencilled: 'Pencilled in – waiting for the server',
    moving: 'Moving – waiting to be sent',
    movingSent: 'Moving – waiting for the answer',
    cancelling: 'Cancelling – waiting to be sent',
    cancellingSent: 'Cancelling – waiting for the answer'
  },
  refused: {
    cancel: 'Cancelling was refused. {{reason}}',
    reschedule: 'Moving was refused. {{reason}}',
    outcome: 'The outcome was refused. {{reason}}'
  },
  ended: { coach: 'Awaits feedback', student: 'Over' },
  action: {
    wrapUp: 'Wrap up',
    editWrapUp: 'Edit feedback',
    cancel: 'Cancel session',
    review: 'Review',
    editReview: 'Edit review',
    label: '{{action}}: {{name}}, {{when}}'
  },
  cancelled: {
    byYou: 'Cancelled by you',
    byOther: 'Cancelled by {{name}}',
    late: '{{who}}, after the cut-off',
    reason: 'Reason: {{reason}}'
  },
  notes: 'Notes',
  showNotes: 'Show all',
  hideNotes: 'Show less',
  followUps: 'Follow-ups',
  reviewOf: 'Review by {{name}}',
  yourReview: 'Your review',
  awaiting: {
    title_one: '{{count}} session awaits feedback',
    title_other: '{{count}} sessions await feedback',
    text: 'Score and notes work offline; one dialog after the other.',
    start: 'Start'
  },
  notGranted: {
    title: 'Not granted',
    text: 'Bookings that did not come about. Nothing was reserved and nobody expects you.',
    again: 'Find another slot'
  },
  empty: {
    upcomingCoach: 'No upcoming sessions',
    upcomingCoachText: 'Open slots in your calendar; as soon as a student books one, the session stands here.',
    toCalendar: 'Go to the calendar',
    upcomingStudent: 'No upcoming sessions',
    upcomingStudentText: 'Book a slot, and the session stands here with your coach’s phone number.',
    toFind: 'Find a slot',
    past: 'No past sessions yet',
    pastCoachText: 'Once a session has started, you record here how it went.',
    pastStudentText: 'Once a session has taken place, you can review it here.'
  },
  card: {
    missingTitle: 'Session not found',
    missing: 'This session is not on this device. It may have been removed, or it has not arrived yet.',
    phone: 'Phone',
    noPhone: 'No phone number is on record.',
    phoneLater: 'Shown once the session is confirmed.',
    zone: 'Time zone',
    localTime: '{{time}} now in {{place}}',
    sameZone: 'Same clock as yours',
    when: 'When',
    status: 'Status',
    coachPage: 'Coach’s page',
    history: 'Other sessions with {{name}}',
    noHistory: 'This is the only session so far.',
    lastNotes: 'Last notes',
    lastNotesFrom: 'From {{date}}'
  },
  wrapUp: {
    title: 'Wrap up · {{name}}',
    queue: '{{position}} of {{total}}',
    skip: 'Skip for now',
    outcome: 'How did it go?',
    completed: 'Happened',
    noShow: 'No-show',
    lateCancel: 'Late cancel',
    lateCancelText: 'The session will be cancelled. What you typed here stays on this device.',
    toCancel: 'Go on to cancel…',
    score: 'Satisfaction',
    scoreHint: 'Keys 1 to 5',
    scoreNone: 'Choose a score',
    scoreOption: '{{score}} – {{word}}',
    stars: 'Satisfaction in stars',
    notes: 'Notes',
    notesHint: 'Only you see them. Markdown works: **bold**, lists, links.',
    write: 'Write',
    preview: 'Preview',
    view: 'Write or preview the notes',
    nothingToPreview: 'Nothing written yet.',
    counter: '{{shown}} of {{max}} characters',
    followUps: 'Follow-up actions',
    addFollowUp: 'New follow-up',
    addFollowUpPlaceholder: 'Something to do before the next session',
    add: 'Add',
    removeFollowUp: 'Remove: {{text}}',
    followUpsFull: 'There is room for {{count}} follow-ups. Remove one to add another.',
    save: 'Save',
    saveNext: 'Save and next',
    saveKeys: 'Ctrl + Enter',
    discard: 'Discard draft',
    draftSaving: 'Saving the draft…',
    draftSaved: 'Draft saved on this device {{time}}',
    draftFailed: 'The draft could not be saved on this device. {{reason}}',
    problem: {
      'choose-outcome': 'Say how it went first.',
      'choose-score': 'Choose a score from 1 to 5.',
      'notes-too-long_one':
        'The notes are {{count, number}} character too long. Shorten them to save; nothing is lost meanwhile.',
      'notes-too-long_other':
        'The notes are {{count, number}} characters too long. Shorten them to save; nothing is lost meanwhile.'
    }
  },
  cancel: {
    title: 'Cancel this session?',
    lateTitle: 'Cancel this session late?',
    free: 'This is before the cut-off ({{deadline}}).',
    lateCoach: 'The cut-off for students was {{deadline}}. The session will be marked as cancelled late.',
    studentFree: 'You can cancel here until {{deadline}}.',
    unknown: 'The coach’s terms are not on this device; the server decides by them.',
    phone: 'The time to cancel here ended {{deadline}}. Please settle it with {{name}} by phone.',
    phoneStarted:
      'The session has started, so it can no longer be cancelled here. Please settle it with {{name}} by phone.',
    phoneUnknown: 'It can no longer be cancelled here. Please settle it with {{name}} by phone.',
    reason: 'Reason',
    reasonHint: '{{name}} will read it.',
    reasonMissing: 'Say why, so that {{name}} knows.',
    reasonTooLong_one: 'The reason is {{count, number}} character too long.',
    reasonTooLong_other: 'The reason is {{count, number}} characters too long.',
    lateReason: 'Cancelled by the student at short notice',
    slot: 'What becomes of the two hours?',
    withdraw: 'Withdraw the slot',
    withdrawText: 'The time is yours again.',
    reopen: 'Open the slot again',
    reopenText: 'Another student can book it.',
    studentSlot: 'The slot opens again for others.',
    offline:
      'You are offline: the request is kept here and sent by itself. Until the server has it, the session stands, and the cut-off counts when it arrives.',
    confirm: 'Cancel session',
    keep: 'Keep session',
    close: 'Close'
  },
  review: {
    title: 'Review · {{name}}',
    score: 'How was it?',
    text: 'In your words',
    textHint: '{{name}} will read it. Optional.',
    save: 'Save review',
    chooseScore: 'Choose from 1 to 5.',
    tooLong_one: 'The review is {{count, number}} character too long.',
    tooLong_other: 'The review is {{count, number}} characters too long.'
  }
} as const
