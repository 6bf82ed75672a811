export const calendar = {
  title: 'Calendar',
  zone: '{{zone}}, {{offset}}',
  printName: { day: '{{dates}}', week: 'Week {{dates}}', agenda: 'Agenda {{dates}}' },
  copiedTime: '{{slot}} ({{zone}})',
  nav: {
    label: 'Dates',
    previous: { day: 'Previous day', week: 'Previous week', agenda: 'Previous week' },
    next: { day: 'Next day', week: 'Next week', agenda: 'Next week' },
    today: 'Today',
    view: 'View'
  },
  view: { day: 'Day', week: 'Week', agenda: 'Agenda' },
  action: {
    newSlot: 'New slot',
    copyLastWeek: 'Copy last week',
    move: 'Move to…',
    remove: 'Remove',
    copyTime: 'Copy time',
    tryAgain: 'Try again',
    openSession: 'Open the session',
    moveSession: 'Move session…',
    pencil: 'Pencil in…'
  },
  look: { past: 'over' },
  grid: {
    label: 'Time grid',
    cell: '{{when}}, open a slot here',
    day: '{{weekday}} {{day}}, show this day',
    dayOff: '{{label}}, day off',
    dayOffNote: '{{label}}, day off: {{note}}',
    today: '{{weekday}} {{day}}, today, show this day'
  },
  legend: {
    label: 'Legend',
    open: 'Open: students can book it',
    waiting: 'Waiting: saved here, not confirmed yet',
    pencilled: 'Pencilled in: waits for the server',
    booked: 'Booked',
    declined: 'Declined: not bookable',
    past: 'Over'
  },
  keys: {
    label: 'Keys',
    grid: 'walk the grid',
    create: 'open a slot, or its details',
    move: 'move a slot; with Shift by 5 minutes',
    remove: 'remove a slot',
    step: 'earlier or later dates',
    today: 'today',
    newSlot: 'new slot',
    undo: 'undo'
  },
  night_one: '{{count}} slot outside {{from}} – {{to}}:',
  night_other: '{{count}} slots outside {{from}} – {{to}}:',
  agenda: {
    night: 'outside the hours of the grid',
    today: 'Today'
  },
  empty: {
    title: { day: 'No slots on this day', week: 'No slots this week', agenda: 'No slots this week' },
    hint: 'Drag over two free hours in the grid, or open one by its date and time. Students can book it once it has reached the server.',
    agendaHint: 'Slots that you open appear here, those at night too.'
  },
  details: {
    title: {
      open: 'Open slot',
      waiting: 'Open slot',
      planned: 'Planned slot',
      pencilled: 'Pencilled in',
      booked: 'Booked slot',
      unbooked: 'Not booked',
      declined: 'Declined slot',
      newer: 'Needs a newer version'
    },
    phone: 'Phone',
    lastNotes: 'Last notes, {{date}}',
    showNotes: 'Show all',
    hideNotes: 'Show less',
    studentPage: 'Student’s page',
    message: 'Message from the student',
    newer: 'This version of CoachDesk cannot show these two hours. Update the app to see them.',
    open: 'Students can book these two hours.',
    waiting: 'Saved on this device. Students can book it once the server has it.',
    leaving:
      'Your weekly hours do not have this slot any more. The server takes it away once it has them; until then it can be booked.',
    planned: 'From your weekly hours. The server makes it once it has them; until then nobody can book it.',
    begun: 'These two hours have begun; nobody has booked them.',
    unbooked: 'Nobody booked these two hours.',
    pencilled:
      'Waits for the server. If another student books it first, that booking stands and you are told in the inbox.',
    movingHere: 'A session is to be moved here and waits for the answer. Until then it stays where it is.',
    givingWay: 'A session is to be moved to hours that overlap it. It is withdrawn once the server has granted that.',
    booked: 'Cancelling and all notes are with the session.',
    bookedUnknown: 'A student has booked it. The details of the session are on their way to this device.',
    declined: 'Nobody can book it. Move it, try again once the time is free, or remove it.'
  },
  clockChange: {
    forward: 'The clock goes forward during this slot: it lasts two hours all the same.',
    back: 'The clock goes back during this slot: it lasts two hours all the same.'
  },
  affects:
    'Nobody has booked it, as far as this device knows. If a student books it before this change reaches the server, the booking stands and you are told in the inbox.',
  dialog: {
    newTitle: 'New slot',
    newSubmit: 'Create slot',
    moveTitle: 'Move slot',
    moveSubmit: 'Move',
    date: 'Date',
    time: 'Starts at',
    incomplete: 'Choose a date and a time. A slot lasts two hours.',
    lasts: '{{day}}, {{time}}, two hours',
    instant: '{{zone}}, {{offset}} · in UTC: {{utc}}',
    gap: 'The clock goes forward that night and skips {{time}}. The slot starts at {{instead}} instead.',
    repeated: 'The clock goes back that night and shows {{time}} twice. Which one?',
    first: 'The first {{time}} ({{offset}})',
    second: 'The second {{time}}, {{duration}} later ({{offset}})'
  },
  remove: {
    title: 'Remove this slot?',
    confirm: 'Remove slot',
    open: 'Students will no longer be able to book these two hours.',
    planned: 'It is left out of your weekly hours on this date.',
    declined: 'Nobody could book it, so nobody is affected.'
  },
  copy: {
    title: 'Copy last week',
    nothing: 'Last week has no slots to copy.',
    creates_zero: 'No slot can be created.',
    creates_one: 'This opens {{count}} slot at the same time of the week:',
    creates_other: 'This opens {{count}} slots at the same times of the week:',
    skips_one: '{{count}} time is left out:',
    skips_other: '{{count}} times are left out:',
    why: {
      skippedHour: 'the clock skips this time on that day',
      past: 'already begun',
      overlaps: 'another slot is there then',
      meets: 'you have a slot {{slot}}'
    },
    confirm_one: 'Create {{count}} slot',
    confirm_other: 'Create {{count}} slots',
    done_one: '{{count}} slot created.',
    done_other: '{{count}} slots created.',
    doneSkipped_one: '{{count}} time left out.',
    doneSkipped_other: '{{count}} times left out.'
  },
  done: {
    created: 'Slot created: {{slot}}',
    moved: 'Moved to {{slot}}',
    removed: 'Removed: {{slot}}',
    reopened: 'Asked for again: {{slot}}'
  },
  declined: {
    overlapped: 'When it arrived, you had another slot at this time.',
    met: 'When it arrived, it met your slot {{slot}}.'
  },
  cancelDay: {
    action: 'Cancel this day…',
    actionOf: 'Cancel this day: {{day}}',
    title: 'Cancel a day: {{day}}',
    nothing: 'There is nothing on this day that could be cancelled.',
    slots: 'Open slots that are withdrawn',
    state: {
      ahead: 'Sessions that are cancelled',
      unsent: 'Pencilled in and not sent yet: taken back. Nobody but you can tell the student',
      'taken-back': 'Taken back before it was sent: phone the student, who hears of it from nobody else',
      waiting: 'Not told yet: waits for the server',
      told: 'Cancelled, and the student is told',
      left: 'Not cancelled'
    },
    phone: 'The server does not have all of it yet. Phone those who have not been told.',
    elsewhere: 'It was moved here meanwhile.',
    elsewhereTold: 'It had been moved here meanwhile, and was cancelled here.',
    pencilled:
      'You pencilled it in, and the server has not confirmed it yet. Take it back in your sessions, or cancel it here once it is confirmed.',
    noPhone: 'No phone number here',
    reason: 'Reason',
    reasonHint: 'Each student of the day reads it.',
    reasonMissing: 'Say why, so that the students know.',
    reasonTooLong_one: 'The reason is {{count, number}} character too long.',
    reasonTooLong_other: 'The reason is {{count, number}} characters too long.',
    offline:
      'You are offline: everything is kept here and sent by itself. Until the server has it, nobody is told, and the sessions stand.',
    confirm_one: 'Cancel {{count}} session',
    confirm_other: 'Cancel {{count}} sessions',
    withdraw: 'Withdraw what is left',
    done_zero: 'Asked to withdraw what is open on the day.',
    done_one: 'Asked to cancel the day: {{count}} session.',
    done_other: 'Asked to cancel the day: {{count}} sessions.',
    keep: 'Keep the day',
    close: 'Close'
  },
  refused: {
    past: 'This time has already begun. Choose a later one.',
    pastShort: 'Already begun',
    meetsShort: 'Meets {{slot}}',
    meets: 'It meets your slot {{slot}}.',
    planned:
      'This slot is not made yet: the server makes it once it has your weekly hours. You can take it away, or change your hours.',
    booked: 'This slot is booked. Cancel or reschedule the session to change it.',
    begun: 'This slot has begun and stays where it is.'
  }
} as const
