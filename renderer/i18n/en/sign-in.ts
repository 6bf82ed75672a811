export const signIn = {
  title: 'Sign in to CoachDesk',
  subtitle: 'Your slots and sessions, with or without a network.',
  server: 'Server address',
  name: 'Name',
  nameOrAddress: 'Name or e-mail address',
  forgot: 'Forgot your password?',
  password: 'Password',
  submit: 'Sign in',
  offlineHint:
    'No network? An account that has signed in on this device before opens with the same password, and syncs later.',
  known: 'On this device',
  otherAccount: 'or with name and password',
  demo: {
    title: 'This is a demo: choose who you are',
    text: 'People and sessions are made up. Everybody who opens this page can see what you enter.'
  },
  needsPassword: 'Enter the password to open {{name}}’s account.',
  newAddress: {
    title: 'Is {{server}} the new address of your server?',
    goOn: 'Yes, go on as {{name}} of {{server}}',
    skip: 'No, sign in as somebody else'
  },
  dialogTitle: 'Sign in',
  dialogAgain: 'Sign in again as {{name}}',
  field: {
    serverMissing: 'Enter the address of your CoachDesk server.',
    serverWrong: 'This is not a web address. It looks like https://desk.example.org.',
    serverOther: 'This page reaches its own server only. For that one, open {{address}} in the browser.',
    nameMissing: 'Enter the name or e-mail address you sign in with.',
    passwordMissing: 'Enter your password.'
  },
  kept: {
    title: 'On this device, and nowhere else:',
    nothing: 'Everything that is locked here is at the server, too, as far as this device can tell.',
    changes_one: '{{count}} change that may not have been sent',
    changes_other: '{{count}} changes that may not have been sent',
    drafts_one: '{{count}} draft',
    drafts_other: '{{count}} drafts',
    notices_one: '{{count}} message of the inbox',
    notices_other: '{{count}} messages of the inbox',
    former: 'Password that you used here before',
    formerHint: 'It opens what is kept. From then on your password of today does.',
    formerWrong: 'This password does not open it either. Try another one.',
    unlock: 'Unlock',
    setAside: 'Go on without it…',
    confirmTitle: 'Go on without what is locked?',
    confirmText:
      'What is kept here is written to a file, locked as it is, and removed from CoachDesk on this device. Then everything that the server has is fetched again. What was not sent and cannot be read is in that file alone. With its password or its key, the settings bring it back later.',
    confirmDamaged:
      'The damaged items are written to a file as they are, and removed from CoachDesk on this device. For sessions the state that the server has takes their place.',
    confirm: 'Write the file and go on'
  }
} as const
