import { early } from './early.ts'

/** What is said only where the application runs as a program of its own, and what is said of paper. */
export const desktop = {
  next: '{{name}}, {{when}}',
  print: early.desktop.print,
  link: {
    unknownTitle: 'This session is not here',
    unknown:
      'The link leads to a session that this account does not have, or that has not arrived on this computer yet. Sync, then open the link again.',
    notOpened: 'No program on this computer opens {{address}}.'
  },
  keyStore: {
    title: 'How may CoachDesk keep your sign-in?',
    text: 'Usually the system keeps it under lock. This computer has no key store that CoachDesk can use, so please choose. Until then it stores nothing.',
    unprotected: {
      title: 'Keep it on this computer without protection',
      text: 'You stay signed in, and your work survives a restart. Whoever can read this computer’s files can also read your sign-in and the names, phone numbers and notes of your sessions.',
      choose: 'Keep without protection'
    },
    memory: {
      title: 'Leave nothing behind',
      text: 'Everything is gone when CoachDesk ends, and you sign in again at each start. Changes that have not reached the server by then are lost.',
      choose: 'Leave nothing behind'
    },
    quit: {
      title: 'Or set up a key store first',
      text: 'Quit CoachDesk, install and unlock a key store (on Linux GNOME Keyring or KWallet), then start it again. You will not be asked any more.'
    },
    later: 'You can change this in the settings, under “This computer”.',
    failed: 'The choice could not be kept. Check that the disk is not full, then try again.',
    unavailable: {
      title: 'The key store does not answer',
      text: 'Your sign-in and the key to your data are on this computer, kept under lock by the system’s key store. It does not answer now. Nothing is lost: your data and changes that have not been sent are still here.',
      again: {
        title: 'Unlock or start the key store',
        text: 'On Linux this is GNOME Keyring or KWallet. Then CoachDesk opens with everything that is here.',
        try: 'Try again'
      },
      without: {
        title: 'Go on without it for now',
        text: 'CoachDesk starts empty, and you sign in anew. Nothing of what is stored here is touched. What you do now is gone when CoachDesk ends, unless it has reached the server by then.',
        choose: 'Go on without it for now'
      },
      stillAway:
        'It still does not answer, or does not open what is stored here. If it is unlocked, quit CoachDesk and start it again.',
      failed: 'CoachDesk could not go on. Quit it and start it again.'
    }
  },
  server: {
    title: 'Which server?',
    text: 'Your coach, or whoever runs CoachDesk for you, has told you its address.',
    address: 'Server address',
    placeholder: 'desk.example.org',
    missing: 'Enter the address of your CoachDesk server.',
    connect: 'Connect',
    opening: 'Found. Opening the sign-in…',
    chosen: 'Server',
    another: 'Use another server',
    problem: {
      'invalid-address': 'This is not a web address. It looks like https://desk.example.org.',
      'plain-http':
        'Without encryption (http://) your password could be read on the way, so only this computer is reached like that. Try the same address with https://.',
      unreachable: 'Nothing answers at this address. Check it for typing errors, and your connection, then try again.',
      'not-ready':
        'Something answers at this address, but it cannot serve anybody just now; it may be starting again. Try later.',
      'not-a-server':
        'Something answers there, but it is no CoachDesk server. Check the address with whoever gave it to you.',
      certificate:
        'The identity of this server could not be checked: its certificate is not valid. Do not go on from here; ask whoever runs the server to mend it.'
    },
    detail: 'Technical detail'
  },
  banner: early.desktop.banner,
  update: early.desktop.update,
  settings: {
    title: 'This computer',
    text: 'These hold for this computer only.',
    failed: 'This could not be changed. Check that the disk is not full, then try again.',
    remindersLabel: 'Remind me before a session',
    remindersHint: 'At most {{max}}. Without any, no session is announced.',
    reminder: {
      '1440': '1 day',
      '120': '2 hours',
      '60': '1 hour',
      '30': '30 minutes',
      '10': '10 minutes',
      '5': '5 minutes',
      '0': 'At the start'
    },
    afterSession: 'Ask for feedback when a session has ended',
    keepRunning: 'Keep running when the window is closed',
    keepRunningHint: 'Needed for reminders. CoachDesk then stays in the tray.',
    autoUpdate: 'Update automatically',
    autoUpdateHint: 'A new version is fetched in the background and starts with the next restart.',
    update: {
      off: 'Updates are off.',
      idle: 'This is the newest version known.',
      checking: 'Looking for a new version…',
      downloading: 'Fetching version {{version}}…',
      ready: 'Version {{version}} is ready.',
      failed: 'The last look for a new version failed. Check your connection, then try again.'
    },
    checkNow: 'Check now',
    version: 'CoachDesk {{version}}',
    versions: 'Electron {{electron}}, Chromium {{chrome}}, Node {{node}}',
    openLogs: 'Open the logs',
    showExports: 'Open the folder of saved files',
    exportsHint: 'Changes that could not be put back are saved there.',
    keyStoreLabel: 'Your sign-in on this computer',
    keyStore: {
      protected: 'Kept under lock by the system.',
      unprotected: 'Kept without protection: whoever can read this computer’s files can read it.',
      memory: 'Kept until CoachDesk ends. Nothing is left behind.',
      forThisRun:
        'Kept until CoachDesk ends, because the system’s key store did not answer. What was stored here before is untouched: unlock the key store, then start CoachDesk again.',
      unavailable: 'Kept under lock by the system, whose key store does not answer now.',
      undecided: 'Not decided yet.'
    },
    changeKeyStore: 'Change…',
    toMemoryTitle: 'Leave nothing behind from now on?',
    toMemory:
      'You sign in again now and at each start. What this computer has stored so far stays on it, out of sight, and is there again when you change back.',
    toMemoryWaiting_one: '{{count}} change that has not been sent stays there with it.',
    toMemoryWaiting_other: '{{count}} changes that have not been sent stay there with it.',
    toUnprotectedTitle: 'Keep your sign-in without protection?',
    toUnprotected:
      'You sign in again now, and stay signed in. Whoever can read this computer’s files can then read your sign-in and the names, phone numbers and notes of your sessions.',
    toUnprotectedWaiting_one: '{{count}} change has not been sent and is lost if you go on now.',
    toUnprotectedWaiting_other: '{{count}} changes have not been sent and are lost if you go on now.'
  }
} as const
