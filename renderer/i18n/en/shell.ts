/** The frame around every page: rail, header, banners, errors, shortcuts. */
export const shell = {
  skipToContent: 'Skip to content',
  rail: 'Main',
  nav: {
    today: 'Today',
    calendar: 'Calendar',
    findSlot: 'Find a slot',
    sessions: 'Sessions',
    students: 'Students',
    insights: 'Insights',
    mySessions: 'My sessions',
    actions: 'Actions',
    inbox: 'Inbox',
    admin: 'Administration',
    settings: 'Settings',
    more: 'More',
    inboxCount_one: '{{count}} item needs you',
    inboxCount_other: '{{count}} items need you',
    inboxNews_one: '{{count}} item of news',
    inboxNews_other: '{{count}} items of news'
  },
  page: {
    coach: 'Coach',
    student: 'Student',
    history: 'History',
    hours: 'Weekly hours',
    adminOrganisation: 'Organisation',
    adminMail: 'Mail',
    adminHealth: 'Health',
    adminAudit: 'Audit log',
    notFound: 'Page not found'
  },
  search: { open: 'Search' },
  theme: {
    toDark: 'Switch to dark',
    toLight: 'Switch to light'
  },
  zone: {
    label: 'Show times in',
    none: 'No zone of this name',
    own: 'Your zone',
    device: 'This device',
    all: 'All zones'
  },
  account: {
    menu: 'Account: {{name}}, {{role}}',
    signedInAs: 'Signed in as',
    switchTo: 'Switch to',
    another: 'Use another account',
    timesIn: 'Times in {{zone}}',
    shortcuts: 'Keyboard shortcuts',
    signOut: 'Sign out',
    signOutTitle: 'Sign out with changes waiting?',
    signOutWaiting_one:
      '{{count}} change has not reached the server yet. It stays on this device and is sent after you sign in here again.',
    signOutWaiting_other:
      '{{count}} changes have not reached the server yet. They stay on this device and are sent after you sign in here again.',
    signOutNothing: 'Meanwhile everything has reached the server.',
    signOutAnyway: 'Sign out anyway'
  },
  banner: {
    region: 'Warnings',
    needsSignIn: 'Sign in again to sync',
    needsSignInText:
      'You can go on working: everything is saved on this device, and it is sent once you have signed in again.',
    signIn: 'Sign in',
    needsUpdate: 'CoachDesk needs an update',
    needsUpdateText:
      'The server does not sync with this version any more. You can go on working: what you do is saved on this device and sent once the app is updated. In a browser, reload the page; on a computer, install the newest version.',
    disabled: 'This account has been disabled',
    disabledText:
      'Nothing is sent or received any more. What is on this device stays readable. Ask whoever runs your CoachDesk server.',
    disabledWaiting_one: '{{count}} change made here has not been sent.',
    disabledWaiting_other: '{{count}} changes made here have not been sent.',
    storage: 'This device cannot save',
    storageText: 'Until that is mended, new changes may be lost when this window closes.',
    clockTitle: 'This device’s clock is wrong',
    clockFast: 'It is {{duration}} ahead of the server. Deadlines and order follow the server’s clock.',
    clockSlow: 'It is {{duration}} behind the server. Deadlines and order follow the server’s clock.'
  },
  update: {
    title: 'A new version is ready',
    action: 'Reload to update'
  },
  error: {
    pageTitle: 'This page ran into a problem',
    pageText:
      'What you saved is safe on this device. Reload the page; if it happens again, go to the start page and come back later.',
    chunkTitle: 'This page could not be loaded',
    chunkText:
      'Either you are offline, or a new version has been installed meanwhile. Everything you saved is still here. Reload to try again.',
    storageTitle: 'This browser does not let CoachDesk keep data',
    storageText:
      'Your calendar is kept in this browser. Allow this site to store data (cookies and site data, in the browser’s settings), then reload.',
    detail: 'Technical detail'
  },
  notFound: {
    title: 'There is nothing at this address',
    text: 'The link may be old or mistyped.'
  },
  opening: {
    title: 'Opening {{name}}’s data…',
    failedTitle: '{{name}}’s data could not be opened',
    useAnother: 'Use another account'
  },
  shortcuts: {
    title: 'Keyboard shortcuts',
    everywhere: 'Everywhere',
    search: 'Search, or run a command',
    help: 'Show this list',
    goTo: 'Go to {{page}}',
    theme: 'Switch between light and dark',
    sync: 'Open the sync panel',
    undo: 'Undo the last change',
    inCalendar: 'The keys of the calendar are listed below its grid.',
    afterwards: 'then'
  }
} as const
