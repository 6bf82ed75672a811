/** Pages that a link opens: the first account of a server, and an invitation. */
export const joining = {
  looking: 'Looking at the link…',
  lookingTitle: 'CoachDesk',
  over: {
    title: 'This link does not work',
    text: 'It was used already, has expired, or was withdrawn. Ask whoever gave it to you for a new one. Where it was to set up a server: each start of the server prints a new one, as long as there is no account.',
    signIn: 'Go to the sign-in page'
  },
  failed: { title: 'The link could not be looked at', retry: 'Try again' },
  setUp: {
    title: 'Set up CoachDesk',
    text: 'This server has no accounts yet. Name your practice and make the first account. Whoever runs the server adds the others with the account command.',
    organisation: 'Name of your practice or organisation',
    what: 'What will you do here?',
    both: 'I coach, and I administer',
    bothHint: 'You have a calendar, and the right to administer.',
    admin: 'I administer only',
    adminHint: 'You have no calendar.',
    coach: 'I coach only',
    coachHint: 'Whoever can type commands at the server may give somebody the right to administer later.',
    submit: 'Set up and sign in'
  },
  join: {
    title: '{{by}} invites you to CoachDesk',
    where: 'Welcome to {{organisation}}.',
    as: {
      coached:
        'You become a student of {{coach}}: you can book free times, and {{coach}} can book for you. Your phone number is shown once you have a session.',
      student: 'You become a student: you can book free times of all coaches.',
      coach: 'You become a coach, with a calendar of your own.',
      admin: 'You administer. You have no calendar.',
      alsoAdmin: 'You administer, too.'
    },
    open: 'You are signed in as {{name}}. Accept, and you are a student of {{coach}} with this account.',
    accept: 'Accept as {{name}}',
    notForOpen:
      'You are signed in as {{name}}, and this invitation makes a new account. If it is for somebody else, give them the link.',
    leave: 'Go to my account',
    new: 'Make a new account',
    submit: 'Join and sign in',
    hasAccount: 'You have an account here already? Sign in first, then open the link again: no second account is made.'
  },
  account: {
    title: 'Your account',
    displayName: 'Your name',
    displayNameHint: 'As others see it.',
    phone: 'Phone number',
    phoneHint: 'With its country code. Only people with whom you have a confirmed session see it.',
    email: 'E-mail address (if you like)',
    name: 'Name to sign in with',
    nameHint: 'Small letters, digits, dots, dashes and underscores.',
    password: 'Password',
    passwordHint: 'At least 8 characters.',
    zone: 'Your times are shown in {{zone}}, as this device has it. You can change that in the settings.'
  },
  reset: {
    title: 'Set a new password',
    text: 'For the account with the sign-in name {{name}}. With the new password, every other device is signed out: it keeps its data and unsent changes, and asks for the new password.',
    sealedTitle: 'Work in a browser that you signed out of',
    sealedText:
      'It is locked there with your former password, and the new one does not open it. Nothing of it is lost: that browser asks for the former password once, or lets you go on without it.',
    over: 'It was used already, has expired, or a newer one was made. Choose “Forgot your password?” on the sign-in page, or ask an administrator for a new one.',
    submit: 'Set the password and sign in'
  },
  forgot: {
    title: 'Forgot your password?',
    looking: 'Asking the server how you get a new one…',
    mail: 'We mail you a link by which you set a new password. It works for one hour.',
    login: 'Name or e-mail address',
    loginMissing: 'Enter the name or the e-mail address of your account.',
    submit: 'Mail me the link',
    asked:
      'If there is such an account with a confirmed e-mail address, a link is on its way to that address. If nothing comes within some minutes, look among unwanted mail, or ask an administrator for a link.',
    administrator:
      'This server sends no mail. Ask an administrator of your organisation for a link: you set a new password by it. If you coach alone, whoever runs the server makes one with the account command.',
    back: 'Back to signing in'
  },
  fault: {
    name: 'Use 2 to 40 small letters, digits, dots, dashes and underscores. Begin with a letter or digit.',
    nameTaken: 'Somebody has this name already. Choose another one.'
  }
} as const
