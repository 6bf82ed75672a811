/** The state of synchronisation, in words. */
export const sync = {
  title: 'Sync',
  open: '{{state}}. Open the sync panel',
  state: {
    starting: 'Getting ready…',
    firstSync: 'First sync: {{done}} of {{total}}',
    checking: 'Checking for changes…',
    synced: 'All changes synced · {{when}}',
    waiting_one: '{{count}} change waiting',
    waiting_other: '{{count}} changes waiting',
    offline: 'Offline since {{since}}',
    needsSignIn: 'Sign in again',
    serverFailing: 'The server has a problem',
    disabled: 'Account disabled',
    needsUpdate: 'Update needed',
    setAside_one: '{{count}} item needs a newer version',
    setAside_other: '{{count}} items need a newer version',
    needsYou_one: '{{count}} change needs you',
    needsYou_other: '{{count}} changes need you',
    news: '{{count}} new in the inbox'
  },
  announce: {
    offline: 'You are offline. Changes are saved on this device.',
    needsSignIn: 'Sign in again to sync. Until then, changes are saved on this device.',
    disabled: 'This account has been disabled.',
    needsUpdate: 'CoachDesk needs an update to sync. Until then, changes are saved on this device.',
    serverFailing: 'The server has a problem. Changes are saved on this device.'
  },
  explain: {
    starting: 'Your data on this device is being read. The server is asked next.',
    firstSync: 'Your data is being fetched for the first time. You can already start.',
    checking: 'Asking the server what is new.',
    synced: 'The server has everything you did here, and you see everything it has for you.',
    needsYou:
      'The server has been asked for everything. Something you did was not applied as you did it: the inbox says why, and what you can do now.',
    sending: 'Your changes are saved on this device and on their way to the server.',
    offline:
      'You can go on working and close this window: everything is saved on this device and sent when the server can be reached.',
    serverFailing:
      'The server answers, but it cannot store or read data at the moment. You can go on working: everything is saved on this device and sent by itself once the server works again.',
    needsSignIn: 'You can go on working: everything is saved on this device and sent once you have signed in again.',
    needsUpdate:
      'The server does not sync with this version of CoachDesk any more. You can go on working: everything is saved on this device and sent once the app is updated.',
    setAside:
      'It was made with a newer version of CoachDesk, and this one cannot show it. It is kept on this device, and shows once the app is updated.',
    disabled: 'Nothing is sent or received any more. What is on this device stays readable.'
  },
  syncNow: 'Sync now',
  syncing: 'Syncing…',
  toInbox: 'Open the inbox',
  collection: {
    users: 'Coaches’ pages',
    slots: 'Slots',
    calls: 'Sessions and notices'
  },
  row: {
    waiting: 'Waiting',
    none: 'Nothing',
    changes_one: '{{count}} change',
    changes_other: '{{count}} changes',
    lastSuccess: 'Last success',
    never: 'Not yet',
    lastError: 'Last problem',
    when: '{{relative}}, {{time}}',
    detail: 'Technical detail',
    progress: '{{done}} of {{total}} received'
  },
  offlinePage: {
    title: 'Opening without a network',
    ready: 'This page is stored on this device: it opens and reloads without a network.',
    installing: 'This page is being stored on this device, so that it opens without a network.',
    unsupported:
      'This browser does not store the page here (a private window, or an address without HTTPS). Without a network, keep this window open and do not reload it. What you save stays on this device all the same.',
    failed:
      'The page could not be stored on this device. Without a network, keep this window open and do not reload it. What you save stays on this device all the same.',
    'update-waiting': 'A new version is stored and starts with the next reload.'
  }
} as const
