/** A coach's weekly hours, days off, and what a change of them does. */
export const hours = {
  title: 'Weekly hours',
  subtitle: 'When you can be booked. Your calendar is kept filled with slots at these times.',
  zone: 'All times are in {{zone}}, the zone of your public page.',
  toCalendar: 'Calendar',
  noPage: {
    title: 'Your public page comes first',
    text: 'Weekly hours belong to your public page. Save it in the settings, then set your hours here.',
    arriving: 'Your page has not arrived on this device yet. Connect once, and it is here.',
    action: 'Open the settings'
  },
  weekly: {
    title: 'Each week',
    text: 'A slot begins at each of these times and lasts two hours.',
    none: 'No slots',
    start: '{{weekday}}, start {{number}}',
    ownStart: 'Start {{number}}',
    add: 'Add a start',
    addTo: 'Add a start on {{weekday}}',
    remove: 'Remove {{time}} on {{weekday}}',
    removeOwn: 'Remove {{time}}',
    copy: 'Copy to…',
    copyFrom: 'Copy to… the starts of {{weekday}}',
    allWeekdays: 'Monday to Friday',
    allDays: 'Every day'
  },
  filling: {
    title: 'How far ahead',
    weeksAhead: 'Weeks to keep filled',
    weeksAheadHint: '0 to 26. A day is added every day. With 0 no slots are made.',
    beyondHorizon_one: 'Students can book up to {{count}} day ahead, so slots are made for that time only.',
    beyondHorizon_other: 'Students can book up to {{count}} days ahead, so slots are made for that time only.',
    gap: 'Minutes between sessions',
    gapHint: '0 to 120. Slots are made this far apart, and students cannot book closer to another session.'
  },
  dates: {
    title: 'Days off and other dates',
    text: 'Dates that are not like your usual week. Students see the note where your slots would be.',
    none: 'No days off.',
    off: 'Off',
    own: 'Other hours: {{times}}',
    addOff: 'Add days off',
    addOwn: 'Add dates with other hours',
    remove: 'Remove {{dates}}',
    newOff: 'New days off',
    newOwn: 'Dates with other hours',
    leave: 'Leave these out',
    range: 'First and last day',
    chosen_one: '{{dates}}, {{count}} day',
    chosen_other: '{{dates}}, {{count}} days',
    choose: 'Choose the first day, then the last one. For a single day choose it twice.',
    note: 'Note for students',
    noteHint: 'Everybody can read it, for example: On holiday'
  },
  fault: {
    close: 'Slots last two hours. Start each at least two hours after the one before.',
    grid: 'Start on a five-minute boundary, for example 09:05.',
    none: 'Add a start, or add days off instead.',
    weeks: 'Type a whole number from 0 to 26.',
    gap: 'Type a whole number from 0 to 120.',
    note: 'The note can have {{max}} characters; it has {{over}} too many.',
    noteUnreadable: 'The note has characters that cannot be shown. Type it again.',
    dates: 'There is room for 400 dates. Remove some that you no longer need.'
  },
  preview: {
    title: 'What saving does',
    nothing: 'No slots are added or taken away.',
    adds_one: 'Adds {{count}} slot',
    adds_other: 'Adds {{count}} slots',
    removes_one: 'Takes {{count}} open slot away',
    removes_other: 'Takes {{count}} open slots away',
    keeps_one: '{{count}} slot that you opened by hand stays',
    keeps_other: '{{count}} slots that you opened by hand stay',
    sessions_one: '{{count}} session is booked in this time. It stays until you move or cancel it.',
    sessions_other: '{{count}} sessions are booked in this time. They stay until you move or cancel them.',
    more_one: 'and {{count}} more',
    more_other: 'and {{count}} more',
    fixFirst: 'Mend what is marked above, and you see here what saving does.',
    server: 'Slots are made and taken away by the server, as soon as it has your hours.',
    removeSlot: 'Remove',
    removeSlotOf: 'Remove the slot {{slot}}',
    move: 'Move the session',
    moveOf: 'Move the session with {{name}}, {{slot}}',
    cancel: 'Cancel the session',
    cancelOf: 'Cancel the session with {{name}}, {{slot}}',
    removed: 'Removed: {{slot}}'
  },
  busy: {
    title: 'When you are busy elsewhere',
    text: 'Your hours keep clear of these times. Only the times are kept, without a word of what they are, and nobody but you sees them.',
    link: {
      label: 'Web address of another calendar',
      hint: 'The private or secret address in iCal format (.ics) from the other calendar’s settings. It is kept like a password: only you and the server have it. The server reads it every hour.',
      missing:
        'Your server reads no calendars at a web address: it is of an older version, or whoever runs it does not allow it. A file works all the same.',
      unknown: 'Connect once to learn whether your server can read a calendar at a web address.',
      saved: 'Saved. The server reads the calendar as soon as it has this.',
      again: 'Read again now',
      remove: 'Remove the address',
      unsent: 'Waiting to be sent. The server reads the calendar once it has the address.',
      unread: 'Not read yet. This takes a minute at most.',
      never: 'It has not been read yet.',
      readAt: 'Last read: {{when}}.',
      stays: 'The times that were read then stay.',
      isCut: 'It has more than 2,000 times ahead. The earliest are kept.',
      failed: 'The calendar cannot be read'
    },
    failure: {
      unreachable: 'Nothing answers at this address, or not in time. The server tries again by itself.',
      'not-found': 'There is no calendar at this address. Copy it anew from the other calendar’s settings.',
      'wants-password':
        'The other calendar wants a password. Share it by a private address that needs none, and enter that.',
      'private-address':
        'This address belongs to a private network. The server reads calendars of the public internet alone; choose a file instead.',
      'not-a-calendar':
        'What lies at this address is no calendar. It needs the address in iCal format, often ending with .ics.',
      'too-large': 'This calendar is too large to be read: more than 5 MB, or more than 20,000 events.',
      forbidden: 'Whoever runs your server does not let it read calendars. Choose a file instead.',
      newer: 'The reason needs a newer version of CoachDesk to be shown.'
    },
    file: {
      none: 'Or read a calendar file once, on this device.',
      read_one: 'File {{name}}, read {{when}}: {{count}} time.',
      read_other: 'File {{name}}, read {{when}}: {{count}} times.',
      choose: 'Choose a calendar file…',
      remove: 'Remove the file’s times',
      saved: 'Saved.'
    },
    met_one: '{{count}} booked session meets a time when you are busy. It stays until you move or cancel it.',
    met_other: '{{count}} booked sessions meet times when you are busy. They stay until you move or cancel them.'
  },
  save: 'Save hours',
  discard: 'Discard changes',
  saved: 'Weekly hours saved.',
  away: {
    menu: 'Away…',
    menuOf: 'Away from {{day}}…',
    title: 'When are you away?',
    save: 'Save days off',
    saved: 'Days off saved: {{dates}}.',
    stay_one: '{{count}} session stays booked.',
    stay_other: '{{count}} sessions stay booked.'
  },
  calendar: {
    menu: 'Hours',
    off: 'Day off',
    offNote: 'Day off: {{note}}',
    offRange: 'Off {{dates}}',
    offRangeNote: 'Off {{dates}}: {{note}}',
    change: 'Change'
  },
  zoneChange: {
    title: 'Your hours in the new zone',
    text: 'Your public page moves from {{from}} to {{to}}. What happens to your weekly hours?',
    'clock-times': 'Keep the clock times',
    'clock-timesHint': '{{time}} stays {{time}}, now on the clock of {{to}}. Open slots move to other moments.',
    moments: 'Keep the moments',
    momentsHint: 'Slots stay when they are. Your hours are rewritten: what was {{time}} becomes {{moved}}.',
    booked: 'Booked sessions stay when they are, whatever you choose.',
    save: 'Save'
  },
  student: {
    off: '{{name}} is away on {{dates}}.',
    offNote: '{{name}} is away on {{dates}}: {{note}}'
  }
} as const
