/** What was done on this device, and taking it back. */
export const history = {
  title: 'History',
  subtitle: 'What you did on this device in the last 90 days, newest first. It stays on this device.',
  open: 'History of this device',
  empty: {
    title: 'Nothing done here yet',
    text: 'What you create, move, book or write on this device is listed here, with what became of it and the way back.'
  },
  showMore_one: 'Show the last one',
  showMore_other: 'Show more ({{count, number}} left)',
  somebody: 'somebody',
  undo: 'Undo',
  undoLabel: 'Undo: {{change}}',
  undone: 'Undone: {{change}}.',
  notUndone: 'Not undone: {{change}}. {{reason}}',
  outcomeStands: 'How the session went stays on record.',
  told: 'What has been sent stands. Told already: {{names}}.',
  notRestored: 'What is taken by now stays withdrawn: {{slots}}.',
  openSession: 'Open the session',
  copyText: 'Copy my text',
  outcome: {
    waiting: 'Waiting for the server',
    confirmed: 'Confirmed',
    declined: 'Not accepted',
    adjusted: 'Changed since',
    undone: 'Undone'
  },
  change: {
    slotCreated: 'Slot created: {{slot}}',
    slotsCreated_one: '{{count}} slot created',
    slotsCreated_other: '{{count}} slots created',
    slotMoved: 'Slot moved from {{from}} to {{to}}',
    slotRemoved: 'Slot removed: {{slot}}',
    slotReopened: 'Slot asked for again: {{slot}}',
    claimed: 'Booked with {{name}}: {{slot}}',
    pencilled: '{{name}} pencilled in: {{slot}}',
    cancelAsked: 'Session with {{name}} cancelled: {{slot}}',
    rescheduleAsked: 'Session with {{name}} moved from {{from}} to {{to}}',
    wrappedUp: 'Session with {{name}} wrapped up: {{slot}}',
    reviewed: 'Session with {{name}} reviewed: {{slot}}',
    profileSaved: 'Public page saved',
    hoursSaved: 'Weekly hours saved',
    blocked: 'Student blocked: {{name}}',
    unblocked: 'Student no longer blocked: {{name}}',
    howWeMeetSaved: 'How you meet students saved',
    dayCancelled_one: 'A day cancelled, with {{count}} open slot',
    dayCancelled_other: 'A day cancelled, with {{count}} open slots'
  }
} as const
