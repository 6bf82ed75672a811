export const signIn = {
  title: 'Sign in to CoachDesk',
  subtitle: 'Your slots and sessions, with or without a network.',
  server: 'Server address',
  name: 'Name',
  password: 'Password',
  submit: 'Sign in',
  offlineHint:
    'No network? An account that has signed in on this device before opens with the same password, and syncs later.',
  known: 'On this device',
  otherAccount: 'or with name and password',
  needsPassword: 'Enter the password to open {{name}}’s account.',
  dialogTitle: 'Sign in',
  dialogAgain: 'Sign in again as {{name}}',
  field: {
    serverMissing: 'Enter the address of your CoachDesk server.',
    serverWrong: 'This is not a web address. It looks like https://desk.example.org.',
    serverOther: 'This page reaches its own server only. For that one, open {{address}} in the browser.',
    nameMissing: 'Enter the name you sign in with.',
    passwordMissing: 'Enter your password.'
  }
} as const
