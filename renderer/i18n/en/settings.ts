export const settings = {
  title: 'Settings',
  saved: 'Saved',
  save: 'Save changes',
  discard: 'Discard changes',
  unsaved: {
    title: 'Leave without changing the password?',
    text: 'What you typed as passwords is not kept. Everything else on this page is kept as a draft.',
    leave: 'Leave without saving'
  },
  profile: {
    title: 'Your public page',
    text: 'What every student sees. Changes work offline too and are sent later.',
    view: 'See your page',
    arriving:
      'Your page has not arrived on this device yet. It can be edited as soon as the server has been reached once.',
    displayName: 'Name',
    headline: 'Headline',
    headlineHint: 'One line about what you coach.',
    meetingLine: 'How you meet, in a line',
    meetingLineHint: 'For everybody, without details: for example “By phone” or “Online”.',
    bio: 'About you',
    bioHint: 'Markdown works: **bold**, *italic*, lists with a dash.',
    zone: 'Time zone of your calendar',
    preview: 'Preview',
    write: 'Write'
  },
  hours: {
    title: 'Weekly hours',
    text: 'The times of the week at which you can be booked, days off, and how far ahead your calendar is kept filled.',
    open: 'Set weekly hours'
  },
  whoMayBook: {
    label: 'Who may book',
    everyone: 'Everyone',
    everyoneText: 'A booking is accepted at once.',
    myStudents: 'Only my students',
    myStudentsText:
      'Those who have had a booking with you. Others see “by arrangement”, and you can book them in once they have had one.'
  },
  meeting: {
    title: 'How you meet',
    text: 'Only you and the student of a confirmed session see this. Sessions ahead follow a change; from its start on a session keeps what was said then.',
    way: 'Sessions take place',
    ways: { open: 'Not said here', phone: 'By phone', link: 'At a web address', address: 'At an address' },
    caller: 'Who calls',
    callers: { coach: 'You call the student', student: 'The student calls you' },
    link: 'Web address',
    linkHint: 'The room of your video calls, for example https://meet.example/your-name.',
    linkFault: 'Enter a web address that begins with https:// and has at most 500 characters.',
    address: 'Address',
    addressHint: 'Where the student finds you, with door and floor.',
    addressFault: 'Enter an address of at most 300 characters.',
    inCalendars: 'Put it into calendars and e-mails',
    linkInCalendarsHint:
      'For you and the student: the event then opens the room with a click. Whoever keeps such a calendar can read it.',
    addressInCalendarsHint:
      'For you and the student. Whoever keeps such a calendar can read it: think twice where it is your home.',
    inCalendarsMissing:
      'A web address goes into calendars, a postal one does not. Your server is of a version that offers no choice.'
  },
  blocked: {
    title: 'Blocked students',
    text: 'They cannot book or move sessions with you; sessions that are booked stay. They are told “by arrangement”, as strangers are where only your students book. You block somebody from a session’s card or from the student’s page.',
    nobody: 'Nobody is blocked.',
    unblock: 'Unblock',
    unblockLabel: 'Unblock {{name}}'
  },
  policy: {
    title: 'Booking terms',
    text: 'The server holds everybody to these when a booking or cancellation arrives. A session that is booked keeps its times to cancel and to move, unless the new ones give its student more time.',
    field: {
      minimumNoticeMin: { label: 'Shortest notice', hint: 'Bookings arrive at least this long before.' },
      horizonDays: { label: 'How far ahead, in days', hint: 'Later slots are shown, but not bookable yet.' },
      cancelCutoffMin: { label: 'Students cancel until', hint: 'This long before the start; later, by phone.' },
      rescheduleCutoffMin: { label: 'Students move until', hint: 'This long before the start; later, by phone.' },
      dailyCap: { label: 'Sessions a day, at most', hint: 'Counted in your calendar’s time zone.' }
    },
    unit: 'Unit of “{{field}}”',
    minutes: 'minutes',
    hours: 'hours',
    days: 'days'
  },
  details: {
    title: 'Your account',
    text: 'Only you and the people you have sessions with see your phone number. Where a session is cancelled, it is removed for the other person a week later. These are kept on the server, so changing them needs a connection.',
    offline: 'Your details are kept on the server alone. Connect, then try again.',
    loading: 'Asking the server for your details…',
    displayName: 'Your name',
    displayNameHint: 'As the other person in a session sees it.',
    phone: 'Phone',
    phoneHint: 'With the country code, for example +49 30 901820.',
    password: 'Your current password',
    passwordHint:
      'Needed for another e-mail address: it will open your account. The address of before is told of the change.',
    email: 'E-mail (optional)',
    zone: 'Your time zone',
    zoneHint: 'Times are shown in this zone; the other person sees it beside theirs.'
  },
  appearance: {
    title: 'Appearance',
    label: 'Colours',
    light: 'Light',
    dark: 'Dark',
    auto: 'As the system'
  },
  password: {
    title: 'Password',
    text: 'Needs a connection. Your other devices will ask for the new password.',
    current: 'Current password',
    next: 'New password',
    nextHint: 'At least 8 characters.',
    repeat: 'New password again',
    submit: 'Change password',
    changed: 'Password changed'
  },
  calendarLink: {
    title: 'Your sessions in another calendar',
    text: 'A private link lets a calendar such as Google’s, Apple’s or Outlook’s show your sessions. They come up to date there by themselves, often hours later.',
    warning:
      'Whoever has the link can read when your sessions are, with whom, and how you meet as far as your coach or you let that go into calendars; so can the provider of the calendar. Phone numbers and notes are never in it.',
    offline: 'The link is kept on the server. Connect to make or end it.',
    missing: 'Your server is of a version that gives no such link. Ask whoever runs it to update it.',
    loading: 'Asking the server…',
    make: 'Make a private link',
    since:
      'A link works since {{since}}. It was shown once, when it was made; if you do not have it any more, make a new one.',
    makeNew: 'Make a new link',
    makeNewHint: 'A new link ends this one.',
    end: 'End the link',
    ended: 'The link has ended. Calendars that use it can read nothing any more.',
    label: 'Private link',
    once: 'Copy it now: it is not shown again.',
    copy: 'Copy the link'
  },
  mail: {
    title: 'Mail',
    text: 'What you get by e-mail. The address is the one among your details.',
    loading: 'Asking the server…',
    offline: 'Which mails you get is kept on the server. Connect to see and change it.',
    noAddress: 'You have no e-mail address. Enter one among your details, and save it.',
    confirmed: 'Mail goes to {{email}}.',
    unconfirmed: 'A link was sent to {{email}}. Open it, and mail comes there. Until then you get none.',
    askAgain: 'Send the link again',
    asked: 'The link is on its way to {{email}}.',
    changes: 'When a session is booked, moved or cancelled',
    changesHint: 'With an event for your calendar. What belongs together comes in one mail.',
    reminders: 'Reminders before a session',
    saved: 'Saved. From now on you get the mails that you chose.',
    before_minutes_one: '{{count}} minute before',
    before_minutes_other: '{{count}} minutes before',
    before_hours_one: '{{count}} hour before',
    before_hours_other: '{{count}} hours before',
    before_days_one: '{{count}} day before',
    before_days_other: '{{count}} days before',
    tooMany: 'Three reminders are the most.'
  },
  address: {
    ask: {
      title: 'Is this your e-mail address?',
      text: 'You came here by a link that CoachDesk mailed to you. Say that the address is yours: mail about your sessions comes there, and you can sign in with it.'
    },
    done: {
      title: 'Your address is confirmed',
      text: 'From now on mail about your sessions comes there. Which mails you get is set in your settings.'
    },
    over: {
      title: 'This link does not work any more',
      text: 'A link works for 72 hours, and for the address that is in your settings now. Sign in, and have a new one sent from your settings.'
    },
    taken: {
      title: 'This address belongs to another account',
      text: 'An e-mail address is confirmed for one account alone. Sign in to the other account with it, or enter another address here.'
    },
    confirm: 'Yes, it is mine',
    open: 'Open CoachDesk'
  },
  revert: {
    ask: {
      title: 'Put your e-mail address back?',
      text: 'The address of your CoachDesk account was changed. If that was not you, put this one back: the other address is removed, and every device is signed out.'
    },
    done: {
      title: 'Your address is back',
      text: 'Every device is signed out. Somebody else knew your password: choose “Forgot your password?” on the sign-in page now, and set a new one.'
    },
    over: {
      title: 'This link does not work any more',
      text: 'An address can be put back for 7 days after it was changed, and once. Ask an administrator if it was not you who changed it.'
    },
    taken: {
      title: 'This address belongs to another account',
      text: 'Another account has confirmed it since. Ask an administrator.'
    },
    confirm: 'Put my address back',
    open: 'Go to the sign-in page'
  },
  signIns: {
    title: 'Signed-in devices',
    text: 'Every browser and computer that is signed in to your account. Sign out the ones that you do not use or do not know.',
    loading: 'Asking the server for the list…',
    offline: 'The list is kept on the server. Connect to see it.',
    thisDevice: 'This device',
    programOnSystem: '{{program}} on {{system}}',
    unknownDevice: 'A device',
    times: 'Signed in on {{since}}, last used {{used}}',
    end: 'Sign out',
    endLabel: 'Sign out {{name}}, last used {{used}}',
    ended: 'Signed out. What was typed on that device and not sent stays there until its password is given.'
  },
  keptHere: {
    title: 'Data in this browser',
    text: 'What you do without a connection lies in this browser until it is sent.',
    kept: 'The browser has promised to keep it.',
    'may-be-cleared':
      'The browser may clear it when the disk runs full, or when you have not been here for a while. What has reached the server comes back. Anything else would be lost.',
    unknown: 'The browser does not say whether it keeps it. Let everything be sent before you stay away for long.',
    ask: 'Ask the browser to keep it'
  },
  bringBack: {
    title: 'Bring back data from a file',
    text: 'If a device of yours went on without data that it could not open, it wrote that data to a file first. Here the file is read back in. What you have now stays: texts that differ are joined.',
    file: 'File',
    fileHint: 'As CoachDesk wrote it; its name begins with “coachdesk”.',
    choose: 'Choose a file…',
    showFolder: 'Show the folder where this computer writes such files',
    written: 'Written on {{when}}.',
    readable: 'Readable: {{items}}.',
    sealed: 'Locked: {{items}}.',
    opens: 'This device has the key to it.',
    changes_one: '{{count}} change',
    changes_other: '{{count}} changes',
    drafts_one: '{{count}} draft',
    drafts_other: '{{count}} drafts',
    notices_one: '{{count}} message',
    notices_other: '{{count}} messages',
    nothing: 'Nothing in this file can be brought back.',
    needsKey:
      'What is locked opens only with the key that was kept on the device which wrote the file. That key is not in the file, no password opens it, and this device does not have it. If the key comes back on that device, choose the file there again.',
    password: 'Password that locked the data',
    passwordHint: 'The one that was used on the device which wrote the file. If it was changed since, the older one.',
    passwordMissing: 'Enter the password that locked the data.',
    submit: 'Bring back',
    submitReadable: 'Bring back only what is readable',
    done: 'Brought back: {{items}}.',
    doneNothing: 'Nothing new came back.',
    sending: 'Changes are sent as usual.',
    same_one: '{{count}} item is here already, or was settled since.',
    same_other: '{{count}} items are here already, or were settled since.',
    left: 'Not brought back:',
    kind: {
      slot: 'Slot',
      removal: 'Removal of a slot',
      claim: 'Booking that you asked for',
      pencil: 'Booking for a student',
      request: 'Cancellation, move or outcome of a session',
      session: 'What you wrote about a session',
      own: 'Whom you block, when you are busy, or how you meet students',
      watch: 'What you wait for',
      profile: 'Public page',
      draft: 'Draft',
      message: 'Message of the inbox'
    }
  },
  server: {
    title: 'Server',
    text: 'This account is kept on {{server}}.',
    address: 'New address',
    addressHint:
      'Only if those who run your server have told you that it has moved. Nothing of yours is sent there before the server has proven that it is yours and you have said yes.',
    check: 'Check this address',
    proven:
      'The server at {{server}} has proven that it is the one that you know. If you go on, CoachDesk signs in there from now on and sends there what still waits.',
    move: 'Use this address from now on',
    moved: 'Your server is {{server}} from now on.'
  },
  fault: {
    required: 'Fill this in.',
    unreadable: 'Some of this cannot be shown, such as an invisible character. Delete it and type it anew.',
    tooLong: 'At most {{max}} characters; {{over}} too many.',
    number: 'A whole number from {{min}} to {{max}}.',
    duration: 'From 0 minutes to 30 days.',
    phone:
      'This is not a complete phone number. Start with the country code, for example +49, and write nothing beside it.',
    phoneExtension: 'A number cannot be kept with an extension. Give a direct number.',
    phoneLibrary: 'The check of phone numbers could not be loaded. Try again once you are online.',
    email: 'This is not an e-mail address.',
    passwordShort: 'Use at least 8 characters.',
    passwordRepeat: 'The two new passwords differ.',
    passwordSame: 'Choose one that differs from the current password.'
  }
} as const
