/** Words that several screens use. */
export const shared = {
  productName: 'CoachDesk',
  documentTitle: '{{page}} · CoachDesk',
  fromTo: '{{from}} → {{to}}',
  download: {
    isThere:
      'CoachDesk has handed the file “{{file}}” to your browser. Look into your downloads: is it there? Choose Cancel if not; then nothing is removed here.'
  },
  action: {
    cancel: 'Cancel',
    close: 'Close',
    save: 'Save',
    retry: 'Try again',
    reload: 'Reload',
    back: 'Back',
    copy: 'Copy',
    copied: 'Copied',
    undo: 'Undo',
    goHome: 'Go to the start page'
  },
  capability: {
    missing: {
      title: 'Your server does not offer this yet',
      text: 'It runs an older version of CoachDesk than this device. Ask the person who runs it to update it: this page then opens by itself. Everything else works as before.'
    },
    unknown: {
      title: 'Not known yet whether your server offers this',
      text: 'This device has not been able to ask. Connect it to the network: it asks then, and this page opens by itself.'
    }
  },
  draft: {
    reopened: 'Go on with your draft of {{time}}.',
    discard: 'Discard draft',
    saving: 'Saving the draft…',
    saved: 'Draft saved on this device {{time}}',
    failed: 'The draft could not be saved on this device. {{reason}}'
  },
  dayPicker: {
    previousMonth: 'Previous month',
    nextMonth: 'Next month',
    previousYear: 'Previous year',
    nextYear: 'Next year',
    previousDecade: 'Previous ten years',
    nextDecade: 'Next ten years'
  },
  loading: 'Loading…',
  chunk: {
    lateTitle: 'One moment',
    lateText: 'This part of CoachDesk is being loaded.',
    failedTitle: 'This part could not be loaded',
    failedText:
      'Either you are offline, or a new version has been installed meanwhile. Nothing is lost. Try again, or reload the page.'
  },
  separator: ' · ',
  zone: {
    inZone: '{{time}} in {{place}}',
    forPerson: '{{time}} for {{person}}, in {{place}}',
    yours: 'Times are in {{zone}}',
    unknown: 'UTC (this device does not know {{zone}})'
  },
  status: {
    open: 'Open',
    waiting: 'Waiting',
    pencilled: 'Pencilled in',
    booked: 'Booked',
    unbooked: 'Not booked',
    declined: 'Declined',
    confirmed: 'Confirmed',
    completed: 'Completed',
    'no-show': 'No-show',
    cancelled: 'Cancelled',
    newer: 'Needs a newer version'
  },
  record: {
    'saved-here': 'Saved here',
    sent: 'Sent',
    confirmed: 'Confirmed',
    'needs-you': 'Needs you'
  },
  recordHint: {
    'saved-here': 'Saved on this device; not sent to the server yet',
    sent: 'On its way to the server',
    confirmed: 'The server has it',
    'needs-you': 'Something about this needs your decision: see the inbox'
  },
  score: {
    label: 'Score',
    '1': 'Poor',
    '2': 'Fair',
    '3': 'Good',
    '4': 'Very good',
    '5': 'Excellent',
    outOf: '{{score}} of 5',
    withWord: '{{score}} of 5, {{word}}'
  },
  role: {
    coach: 'Coach',
    student: 'Student',
    none: 'Administrator',
    coachAdmin: 'Coach and administrator',
    studentAdmin: 'Student and administrator'
  },
  phoneWarning: {
    title: 'This looks like a phone number',
    text: 'Everybody who signs in here can read this: {{numbers}}. The students of your sessions see the number of your account anyway, and nobody else does.'
  },
  phone: { call: 'Call {{phone}}', copy: 'Copy the phone number' }
} as const
