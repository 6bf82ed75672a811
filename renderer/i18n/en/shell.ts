/** The frame around every page: rail, header, banners, errors, shortcuts. */
export const shell = {
  skipToContent: 'Skip to content',
  rail: 'Main',
  railOpen: 'Open the menu',
  railClose: 'Close the menu',
  nav: {
    calendar: 'Calendar',
    findSlot: 'Find a slot',
    sessions: 'Sessions',
    mySessions: 'My sessions',
    inbox: 'Inbox',
    settings: 'Settings',
    inboxCount_one: '{{count}} item in the inbox needs you',
    inboxCount_other: '{{count}} items in the inbox need you'
  },
  page: {
    coach: 'Coach',
    signIn: 'Sign in',
    notFound: 'Page not found',
    error: 'Something went wrong'
  }
} as const
