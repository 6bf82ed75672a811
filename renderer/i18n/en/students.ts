/** A coach's students: the list, and the page of one. */
export const students = {
  title: 'Students',
  subtitle_one: '{{count}} person you have met or will meet',
  subtitle_other: '{{count, number}} people you have met or will meet',
  invite: {
    open: 'Invite a student',
    title: 'Invite a student',
    text: 'Make a link and give it to one student. Whoever opens it makes an account, or accepts with the one they have, and stands among your students. You can book for them at once.',
    label: 'For whom? (if you like)',
    labelHint: 'For your list alone: nobody else sees it.',
    address: 'E-mail address (if you like)',
    addressHint: 'The link is mailed there, with your name.',
    make: 'Make a link',
    mail: 'Mail the link',
    mailed: 'It is on its way to {{address}}.',
    link: 'The link',
    linkFor: 'The link for {{name}}',
    once: 'It works once, until {{until}}. Copy it now: it is not shown again. Whoever has it can use it, so give it to that student alone.',
    copy: 'Copy the link',
    refused: {
      'too-many-invitations':
        'A hundred of your invitations are open, or within a day thirty were mailed or two hundred made. Withdraw some, make a link without mail, or go on tomorrow.',
      'no-mail': 'This server sends no mail. Make a link without an address, and give it to the student yourself.',
      'not-an-address': 'This is not an e-mail address. Check it for typing errors.',
      'registration-closed': 'This server takes no new people. Ask whoever administers it.'
    },
    list: 'Your invitations',
    loading: 'Asking the server…',
    offline: 'The server is out of reach. Invitations need a connection: try again once there is one.',
    none: 'None yet. They stay here for 90 days after their end.',
    unnamed: 'Link of {{date}}',
    state: {
      open: 'Open until {{until}}',
      used: 'Used by {{name}}',
      expired: 'Expired on {{until}}. Nobody can use it: make a new one.',
      revoked: 'Withdrawn. Nobody can use it.'
    },
    revoke: 'Withdraw',
    revokeLabel: 'Withdraw the invitation: {{label}}'
  },
  relation: {
    joined: 'Joined on {{date}}',
    ended: {
      coach: 'The coach ended this on {{date}}.',
      student: 'The student ended this on {{date}}.'
    },
    end: 'End this',
    confirm: 'End it',
    coach: {
      since: 'Your student by invitation since {{date}}.',
      title: 'Is {{name}} no longer your student?',
      text: 'Sessions that are booked stay. If you have had no session, you cannot book for {{name}} any more; and where only your students may book, {{name}} has to ask you. {{name}} can see that you have ended it. Another invitation begins it anew.'
    },
    student: {
      since: 'You are a student of {{name}} by invitation since {{date}}.',
      title: 'Do you no longer want to be a student of {{name}}?',
      text: 'Sessions that are booked stay. If you have had no session, {{name}} cannot book for you any more; and where only own students may book, you have to ask. {{name}} can see that you have ended it. Another invitation begins it anew.'
    }
  },
  insights: 'Insights',
  search: 'Search by name or tag',
  order: { label: 'Sort by', next: 'Next session', last: 'Last session', name: 'Name' },
  found_one: '{{count}} student found',
  found_other: '{{count, number}} students found',
  empty: {
    title: 'No students yet',
    text: 'As soon as a student books one of your slots, or joins by your invitation, the student stands here.'
  },
  blocked: 'Blocked',
  none: 'None',
  lastOf_one: '{{date}} ({{count}} session)',
  lastOf_other: '{{date}} ({{count, number}} sessions)',
  back: 'All students',
  unknown: {
    title: 'Student',
    heading: 'This student is not on this device',
    text: 'You have had no session with them, or it has not arrived here yet.',
    action: 'All students'
  },
  contact: 'Contact',
  phone: 'Phone',
  noPhone: 'No phone number is kept.',
  zone: 'Time zone',
  localTime: '{{time}} there now',
  next: 'Next session',
  last: 'Last session',
  held: 'Sessions held',
  sessions_one: 'Sessions ({{count}})',
  sessions_other: 'Sessions ({{count, number}})',
  showMore_one: 'Show the last one',
  showMore_other: 'Show more ({{count, number}} left)',
  dossier: {
    title: 'Dossier',
    edit: 'Edit',
    empty: 'Nothing written yet. What you write here only you can read.',
    goals: 'Goals',
    background: 'Background',
    hint: 'Only you see it. Markdown works: **bold**, lists, links.',
    tags: 'Tags',
    tagsHint: 'Separated by commas.',
    tagsFault: {
      'too-many': 'There is room for {{max}} tags. Remove some to save.',
      'too-long': 'A tag has at most {{length}} characters. Shorten it to save.',
      odd: 'A tag has a character that cannot be saved. Type it again.'
    },
    tooLong_one: 'It is {{count, number}} character too long: there is room for {{max, number}}. Shorten it to save.',
    tooLong_other:
      'It is {{count, number}} characters too long: there is room for {{max, number}}. Shorten it to save.',
    agree: '{{name}} agreed to be listed in my coaching log',
    agreeHint:
      'The log names only students who agreed, with phone number. Tick it when you have asked; the day is noted.',
    agreed: 'Agreed to be listed in the coaching log.',
    agreedOn: 'Agreed to be listed in the coaching log on {{date}}.',
    saved: 'Dossier of {{name}} saved.',
    discard: 'Discard changes',
    close: 'Close'
  },
  trend: {
    title: 'Scores',
    label_one: 'Chart of {{count}} scored session; the table below says the same',
    label_other: 'Chart of {{count, number}} scored sessions; the table below says the same',
    own: 'Your score: {{mean}} on average',
    theirs: 'Reviews by {{name}}: {{mean}} on average',
    asTable: 'The same as a table',
    date: 'Date',
    ownShort: 'Your score',
    theirsShort: 'Review'
  }
} as const
