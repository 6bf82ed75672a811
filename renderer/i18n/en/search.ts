/** Search and commands: Ctrl or Cmd with K. */
export const search = {
  title: 'Search',
  field: 'Search people, sessions, words and commands',
  placeholder: 'Search, or say what to do',
  results: 'Results',
  keys: '↑ ↓ to choose, Enter to open, Esc to close. It searches what is on this device, also offline.',
  kind: {
    person: 'People',
    session: 'Sessions',
    note: 'Notes',
    summary: 'Summaries',
    action: 'Actions',
    review: 'Reviews',
    dossier: 'Dossiers',
    command: 'Commands'
  },
  more_one: '· {{count}} more: type another word to narrow it',
  more_other: '· {{count, number}} more: type another word to narrow them',
  found_one: '{{count}} result',
  found_other: '{{count, number}} results',
  nothing: 'Nothing found. Every word that you type has to be there; its beginning is enough.',
  reading: 'Still reading what is on this device: {{percent}} %',
  command: {
    goTo: 'Go to {{page}}',
    newSlot: 'New slot',
    newSlotWords: 'create open add',
    away: 'Away…',
    awayWords: 'holiday vacation day off time off sick ill',
    sync: 'Sync now',
    syncWords: 'send refresh server',
    syncPanel: 'Open the sync panel',
    undo: 'Undo the last change',
    undoWords: 'take back',
    themeWords: 'theme colour color mode look',
    shortcuts: 'Keyboard shortcuts',
    shortcutsWords: 'help keys',
    otherAccount: 'Use another account',
    otherAccountWords: 'switch sign in',
    signOut: 'Sign out',
    signOutWords: 'log out leave'
  }
} as const
