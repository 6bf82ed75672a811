/** What others did, what was not applied and why, and what can be done about it. */
export const inbox = {
  title: 'Inbox',
  subtitle:
    'What was not applied, and what happened without you. Nothing leaves here by itself but slots that are no longer open.',
  section: {
    decisions: 'Needs you',
    decisionsHint: 'Not done as you did it. Choose what happens now.',
    news: 'News',
    newsHint: 'Nothing to decide, nothing lost.'
  },
  putAside: 'Put aside ({{count}})',
  empty: {
    title: 'Nothing needs you',
    coach:
      'When something you did cannot be applied, it waits here with the reason and what you wrote: a slot booked while you removed it, notes written on two devices, a session that a student cancelled.',
    student:
      'When something cannot be done as you asked, it waits here with the reason and the next steps: a slot that somebody else booked first, a session that your coach cancelled.',
    toCalendar: 'Go to the calendar',
    toSlots: 'Find a slot'
  },
  topic: {
    claimLost: 'You were not booked',
    seriesLost: 'Not all dates were booked',
    seriesNotMoved: 'Not all sessions of the series were moved',
    seriesNotCancelled: 'Not all sessions of the series were cancelled',
    seriesMoved_one: '{{who}} moved {{count}} session of a series',
    seriesMoved_other: '{{who}} moved {{count}} sessions of a series',
    seriesCancelled_one: '{{who}} cancelled {{count}} session of a series',
    seriesCancelled_other: '{{who}} cancelled {{count}} sessions of a series',
    seriesPencilLost: 'Not all dates could be booked for {{who}}',
    seriesAdded_one: '{{who}} booked {{count}} session with you',
    seriesAdded_other: '{{who}} booked {{count}} sessions with you',
    pencilLost: '{{who}} could not be booked',
    pencilLostUnknown: 'A student could not be booked',
    requestRefused: {
      cancel: 'Your cancellation was not accepted',
      reschedule: 'The session was not moved',
      outcome: 'Your note on how the session went was not accepted',
      other: 'A request about a session was not accepted'
    },
    overlap: 'Two sessions at the same time',
    sessionAdded: '{{who}} booked a session with you',
    sessionAddedUnknown: 'A session was booked for you',
    sessionShared: {
      summary: '{{who}} wrote a summary for you',
      actions: '{{who}} noted what you could do next',
      both: '{{who}} wrote a summary and noted what you could do next'
    },
    sessionBooked: '{{who}} booked a session and wrote to you',
    sessionBookedUnknown: 'A student booked a session and wrote to you',
    sessionMoved: '{{who}} moved a session',
    sessionMovedUnknown: 'A session was moved',
    sessionCancelled: '{{who}} cancelled a session',
    sessionCancelledUnknown: 'A session was cancelled',
    slotBooked: {
      removed: 'A slot that you removed had been booked',
      changed: 'A slot that you moved had been booked'
    },
    editMetDeletion: {
      slots: 'You changed a slot that had been removed',
      calls: 'You wrote about a session that no longer exists',
      users: 'You changed a page that no longer exists'
    },
    wordsMerged: {
      calls: 'Two devices wrote different things about one session',
      users: 'Your page was changed on two devices',
      slots: 'A slot was changed on two devices',
      meeting: 'How you meet students was changed on two devices',
      busyLink: 'The address of your other calendar was changed on two devices',
      hours: 'Your weekly hours were changed on two devices'
    },
    dossier: {
      joined: 'Two devices wrote in the dossier of {{who}}: both texts are kept',
      merged: 'Two devices wrote different things in the dossier of {{who}}',
      refused: 'What you wrote in the dossier of {{who}} was not accepted'
    },
    wordsJoined: 'Words from two devices were put together',
    withdrawnLate: {
      cancel: 'Your cancellation could not be taken back any more',
      reschedule: 'Your move could not be taken back any more',
      outcome: 'Your feedback could not be taken back any more',
      pencil: 'Booking {{who}} could not be taken back any more'
    },
    writeRefused: {
      slots: 'A change to a slot was not accepted',
      calls: 'What you wrote about a session was not accepted',
      users: 'A change to your page was not accepted'
    },
    slotOpened: 'Slots that you wait for have opened',
    slotOpenedBy: '{{who}} has a slot that you wait for',
    watchRefused: 'What you wait for was not saved',
    resetLinkMade: 'A link to a new password was made for you',
    passwordReset: 'Your password was set by a link',
    newer: 'Something new happened that needs a newer version of CoachDesk',
    serverSetBack: 'The server was set back to an earlier state',
    sessionForgotten: 'The server has no record of your session with {{who}}',
    sessionForgottenUnknown: 'The server has no record of a session of yours',
    declinedSlot: 'This slot was not accepted',
    declinedMove: 'A slot was not moved',
    notSent_one: '{{count}} change was not sent',
    notSent_other: '{{count}} changes were not sent',
    strandedDraft: 'A draft that can no longer be saved'
  },
  explain: {
    newer: 'This version cannot show it yet. It stays here, and you can read it once CoachDesk is updated.',
    overlap:
      'A fault in an earlier version let another session be booked at this time. Both stand until one of them is moved or cancelled: talk to each other.',
    overlapOnce: 'A fault in an earlier version let another session be booked at this time.',
    since: {
      moved: 'It has been moved since, to {{when}}.',
      cancelled: 'It has been cancelled since.',
      started: 'It has started since.'
    },
    seriesSince: 'Not all of it is as it was told any more. This is what became of each date.',
    series: 'Each date of the series was decided by itself. This is what became of them.',
    seriesMoved: 'They have their new times in both calendars. If one does not suit you, move or cancel it.',
    seriesCancelledCoach: 'They have left both calendars. Your calendar shows what happens to the hours.',
    seriesCancelledStudent: 'They have left both calendars. You can book other slots.',
    pencilLost: 'What you had pencilled in is gone; the student was not told of it.',
    sessionAdded:
      'It stands in both calendars. If the time does not suit you, move or cancel it. You can cancel it for 24 hours after it was booked, as long as it has not started.',
    sessionShared: 'It is new, or was changed. Open the session to read it; this notice goes once you do.',
    sessionBooked: 'It stands in both calendars.',
    messageToo: 'The message is in the session, too.',
    sessionMovedCoach: 'It has its new time in both calendars.',
    sessionMovedStudent: 'It has its new time in both calendars. If it does not suit you, move or cancel it.',
    sessionCancelledCoach: 'It has left both calendars. Your calendar shows what happens to the two hours.',
    sessionCancelledStudent: 'It has left both calendars. You can book another slot.',
    slotBookedRemoved: 'The booking came first, so it stands, and the slot is still there.',
    slotBookedChanged: 'The booking came first, so it stands at the old time.',
    slotBookedFirst: 'The booking came first, so it stood.',
    slotOpened: 'Open to everyone: whoever books first has the slot. This notice goes by itself.',
    watchRefused: 'You are not told of slots for it.',
    resetLinkMailed:
      'Somebody typed your name or e-mail address under “Forgot your password?”. The link went to your confirmed address alone. If it was not you, you need not do anything.',
    resetLinkMade:
      '{{who}}, an administrator, made it. Whoever has the link can take over your account. If you did not ask for it, ask {{who}} why.',
    resetLinkMadeUnknown:
      'Whoever runs the server made it. Whoever has the link can take over your account. If you did not ask for it, ask an administrator why.',
    passwordReset:
      'Every device that was signed in before was signed out. If it was not you, set a new password in the settings at once, and tell an administrator.',
    editMetDeletion:
      'It had been removed on another device. What you wrote is kept here; nothing comes back by itself.',
    wordsMerged: 'The version written last stands. The other one is kept here.',
    wordsJoined: 'Both are kept in the session, the newest first.',
    dossierJoined: 'Both are in the dossier, the newest first.',
    withdrawnLate: {
      told: 'It had reached the server by then, and the other person has been told.',
      cancel: 'It had reached the server by then. The session is cancelled, and the other person has been told.',
      reschedule:
        'It had reached the server by then. The session has its new time, and the other person has been told. If it does not suit you, move it again.',
      outcome: 'It had reached the server by then, so it is on record. You can edit it.',
      pencil:
        'It had reached the server by then. The session is booked, and the student has been told. If it does not suit you, move or cancel it.'
    },
    setBack: {
      from: 'It has what was stored until about {{when}}.',
      unknown: 'It has less than this device knew.',
      sentNone: 'This device had nothing to send again.',
      sent_one: '{{count}} change that this device knew was sent again.',
      sent_other: '{{count}} changes that this device knew were sent again.',
      needNone: 'Nothing is left for you to decide, but changes that no device knows are gone.',
      need_one: '{{count}} thing needs you: it is in this inbox. Changes that no device knows are gone.',
      need_other: '{{count}} things need you: they are in this inbox. Changes that no device knows are gone.'
    },
    forgotten: {
      coach:
        'The server was set back to a time before it was booked, so nobody is booked in these hours. Agree with the student: book the session again, or open the hours for others.',
      student:
        'The server was set back to a time before it was booked, so you are not booked. Your coach is told, too. You can book again once the time is open.',
      open: 'The time is open: you can book it.',
      again: 'It is booked again.',
      past: 'The server was set back to a time before it was booked. What you wrote is kept here.'
    },
    movedBooked:
      'You had moved it here from {{when}}. A student had booked it there by then, and that booking stands at its old time.',
    movedBookedBy:
      'You had moved it here from {{when}}. {{who}} had booked it there by then, and that booking stands at its old time.',
    movedBookedOnce:
      'You had moved it here from {{when}}. A student had booked it there by then. That session has been moved or cancelled since.',
    movedGone:
      'You had moved it here from {{when}}, and another device of yours had removed or moved it by then. So that one slot does not become two, this one waits for you.',
    overlapped: 'When it arrived, you had another slot at this time.',
    notSent:
      'This account has been disabled, and the server takes nothing from it any more. Your changes stay on this device; if the account is enabled again, they are sent.',
    strandedDraft:
      'You typed this for a session that has been cancelled or takes it no more. Copy what you need, then discard the draft.',
    strandedGone:
      'You typed this for a session that is no longer on this device. Copy what you need, then discard the draft.',
    wordsMergedUsers: 'What reached the server first stands. The other version is kept here.',
    writeRefused: 'What you wrote is kept here.'
  },
  coachRule: {
    'slot-taken': 'Another student had booked this slot by then, and that booking stands.',
    'slot-started': 'The slot had started by the time this reached the server.',
    'student-overlap': 'The student has another session at this time.',
    'coach-overlap': 'You have another session at this time.',
    'daily-cap': 'The day has as many sessions as you allow in your booking terms.'
  },
  with: 'with {{name}}',
  aStudent: 'the student',
  aCoach: 'Your coach',
  theOther: 'The other person',
  series: {
    dates: 'Dates of the series',
    booked: 'Booked.',
    moved: 'Moved.',
    cancelled: 'Cancelled.',
    since: {
      moved: 'Moved since, to {{when}}.',
      cancelled: 'Cancelled since.'
    }
  },
  history: 'See them in the history',
  more_one: 'and {{count}} more',
  more_other: 'and {{count}} more',
  overlapsSession: 'It overlaps your session with {{who}} on {{when}}.',
  overlapsStatus: 'It overlaps your {{status}} slot on {{when}}.',
  versions: {
    mine: 'Not applied',
    asked: 'What you asked',
    mineWords: 'Set aside',
    mineEarlier: 'Written earlier',
    takenBack: 'What you took back',
    theirs: 'Stands now',
    before: 'Before',
    now: 'Now',
    movedTo: 'Moved to',
    removed: 'Removed',
    reasonGiven: 'Reason given',
    message: 'Message',
    written: 'What you wrote'
  },
  field: {
    time: 'Time',
    status: 'State',
    score: 'Score',
    goals: 'Goals',
    background: 'Background',
    tags: 'Tags',
    linkInCalendars: 'Web address in calendars and e-mails',
    addressInCalendars: 'Address in calendars and e-mails',
    inCalendars: { true: 'Yes', false: 'No' },
    agreedToLog: 'Coaching log',
    agreed: 'Agreed to be named',
    agreedOn: 'Agreed to be named on {{date}}',
    paid: 'Paid',
    paidYes: 'Yes',
    paidNo: 'No',
    notAgreed: 'Did not agree',
    message: 'Message to the coach',
    meetingLine: 'How you meet, in a line',
    link: 'Web address',
    address: 'Address',
    whoMayBook: 'Who may book',
    everyone: 'Everyone',
    myStudents: 'Only my students',
    notes: 'Notes',
    followUps: 'Follow-ups',
    summary: 'Summary for the student',
    actions: 'Actions',
    ticks: 'Ticked actions',
    review: 'Review',
    request: 'Request',
    requestCancel: 'Cancel the session',
    requestReschedule: 'Move the session',
    moveTo: 'To',
    requestCompleted: 'The session took place',
    requestNoShow: 'Nobody came',
    cancelReason: 'Reason',
    displayName: 'Name',
    headline: 'Headline',
    bio: 'About you',
    zone: 'Time zone',
    policy: 'Booking terms',
    asUsual: 'As on other weeks',
    done: '{{text}} (done)'
  },
  action: {
    openSession: 'Open session',
    cancelSession: 'Cancel session…',
    moveSession: 'Move session…',
    moveTo: 'Move to {{when}}',
    pencilInto: 'Pencil in {{when}}',
    keepMine: 'Open {{when}} as a slot of its own',
    openCalendar: 'Open calendar',
    openStudent: 'Open the student’s page',
    openSettings: 'Open settings',
    openWeeklyHours: 'Open weekly hours',
    findOthers: 'See all open slots',
    copyText: 'Copy my text',
    putAside: 'Put aside',
    putNewsAside: 'Put all news aside',
    openOwn: 'Open it as a slot of its own',
    restore: 'Move back to open',
    removeSlot: 'Remove slot',
    tryAgain: 'Try again',
    bookAgain: 'Book again',
    openHours: 'Open the hours for others',
    bookThis: 'Book this time',
    label: '{{action}}: {{title}}'
  },
  nearest: {
    move: 'Move the session to one of the nearest open slots',
    pencil: 'Your nearest open slots, for {{name}}',
    none: 'There are no open slots that would suit at the moment.'
  },
  holder: {
    name: '{{name}} has this slot now.',
    somebody: 'Another student has this slot now.',
    tell: '{{name}} has not been told of anything. To agree on another time:'
  },
  done: {
    kept: 'Slot opened: {{when}}',
    removed: 'Slot removed',
    reopened: 'Slot opened again; the server checks it anew',
    hoursOpened: 'The hours are open for others',
    bookedAgain: 'Booked again with {{who}}; the server checks it',
    putAside_one: 'Put aside: kept at the end of the inbox.',
    putAside_other: '{{count}} put aside: kept at the end of the inbox.'
  }
} as const
