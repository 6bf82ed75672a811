/** What a person has before them: the next session, what is due, what changed. */
export const today = {
  title: 'Today',
  firstVisit: {
    label: 'What CoachDesk is for',
    coach:
      'Open times in your calendar, or set weekly hours, and students book them; everything that you do here works without a network and is sent when there is one.',
    student:
      'Choose a free time of a coach under “Find a slot” and it is yours; your sessions, and what you agreed on, can be read here without a network, too.',
    none: 'Under “Administration” you look after this CoachDesk and the people who use it; you have no calendar and no sessions of your own.',
    end: 'Got it'
  },
  next: {
    in: 'Next session {{time}}',
    running: 'Now',
    phone: 'Phone',
    lastNotes: 'Last notes, {{date}}',
    showNotes: 'Show all',
    hideNotes: 'Show less'
  },
  empty: {
    title: 'No session ahead',
    text: {
      coach: 'Open slots in your calendar; as soon as a student books one, it stands here.',
      student: 'Book a slot, and the session stands here with how to reach your coach.'
    },
    action: { coach: 'Go to the calendar', student: 'Find a slot' }
  },
  inbox: {
    title: 'Inbox',
    decisions_one: '{{count}} item needs you',
    decisions_other: '{{count, number}} items need you',
    news_one: '{{count}} item of news',
    news_other: '{{count, number}} items of news',
    open: 'Open the inbox'
  },
  wrapUps_one: '{{count}} session to wrap up',
  wrapUps_other: '{{count, number}} sessions to wrap up',
  wrapUp: 'Wrap up',
  actions: {
    title_one: '{{count}} thing to do',
    title_other: '{{count, number}} things to do',
    all: 'See all actions'
  },
  reviews: 'How was it?',
  review: 'Review',
  again: 'Book again',
  bookAgain: 'See open slots'
} as const
