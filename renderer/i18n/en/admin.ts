import type { AuditAct } from '#domain/model/audit.ts'

/** The pages of an administrator. */
export const admin = {
  pages: 'Administration pages',
  retry: 'Try again',
  offline: {
    title: 'Administration needs a connection',
    text: 'These pages come straight from the server, and nothing of them is kept on this device. Connect, then try again.'
  },
  password: {
    title: 'Type your password once more',
    text: 'What you are about to do concerns other people. After this you are not asked again for ten minutes.',
    label: 'Your password',
    wrong: 'This is not your password. Try again.',
    submit: 'Go on'
  },
  people: {
    title: 'People',
    subtitle: 'Everybody who has an account here.',
    add: 'Add a person',
    invite: 'Invite by link',
    import: 'Import from a file',
    search: 'Search by name',
    show: 'Show',
    filter: {
      all: 'Everybody',
      coach: 'Coaches',
      student: 'Students',
      administrator: 'Administrators',
      disabled: 'Disabled'
    },
    count_one: '{{count}} person',
    count_other: '{{count}} people',
    none: {
      title: 'Nobody fits',
      text: 'No account has these words in its name. Search for less, or show everybody.'
    },
    notSignedIn: 'Not signed in anywhere',
    used: 'Last active {{at}}',
    disabled: 'Disabled',
    address: {
      none: 'No e-mail address',
      unconfirmed: 'E-mail address not confirmed',
      confirmed: 'E-mail address confirmed'
    },
    manage: 'Manage',
    manageLabel: 'Manage {{name}}'
  },
  add: {
    title: 'Add a person',
    displayName: 'Name, as others see it',
    name: 'Name to sign in with',
    nameHint: 'Small letters, digits, dots, dashes and underscores.',
    phone: 'Phone number',
    phoneHint: 'With its country code. Only the other person of a confirmed session sees it.',
    email: 'E-mail address (if there is one)',
    emailHint: 'Mail comes once the person has confirmed it.',
    zone: 'Time zone',
    password: 'First password',
    passwordHint: 'At least 8 characters. Hand it over yourself; the person can change it in the settings.',
    required: 'Fill this in.',
    fault: {
      displayName: 'Use 1 to 80 characters that can be seen.',
      name: 'This name is taken, or it has other characters than small letters, digits, dots, dashes and underscores. Use 2 to 40 of them.',
      phone: 'This is not a complete phone number. Start with the country code, for example +49.',
      email: 'This is not an e-mail address.',
      password: 'Use 8 to 256 characters.'
    },
    submit: 'Add',
    done: '{{name}} can sign in now.'
  },
  person: {
    role: 'Role',
    roles: { coach: 'Coach', student: 'Student', none: 'No sessions' },
    isAdmin: 'May administer',
    enabled: 'May sign in',
    enabledHint: 'Without this the account is disabled: its devices are signed out, and what is stored stays.',
    submit: 'Save changes',
    changed: 'The changes are saved.',
    cancelled_one: '{{count}} session was cancelled.',
    cancelled_other: '{{count}} sessions were cancelled.',
    stillAhead_one: '{{count}} session is still ahead.',
    stillAhead_other: '{{count}} sessions are still ahead.',
    signIns_one: '{{count}} device is signed in.',
    signIns_other: '{{count}} devices are signed in.',
    resetLink: 'Make a link to a new password',
    resetHint: 'Hand it over yourself. It works once, within a day, and the person is told that you made it.',
    resetDisabled: 'A disabled account gets no link. Let the person sign in first.',
    signOut: 'Sign out everywhere',
    signOutHint:
      'Each device asks for the password at its next contact with the server. Private calendar links end, too.',
    signedOut: '{{name}} is signed out everywhere.',
    noPhone: 'Phone numbers and e-mail addresses are shown to nobody here, not even to administrators.',
    fault: {
      role: 'Not possible: somebody without sessions has to administer, and whoever had sessions does not change between coach and student. Make a second account for that.',
      last: 'This is the last administrator. Give somebody else the right to administer first.',
      sessions: 'Sessions are ahead. Say whether they are cancelled or kept.'
    }
  },
  link: {
    text: 'This link is shown this once. It works once, until {{until}}. Whoever has it can use it: hand it to the right person alone.',
    copy: 'Copy the link'
  },
  import: {
    title: 'Import from a file',
    text: 'Choose a CSV file, as spreadsheets save it, with at most {{max}} people. It is read on this device first, and nobody is added before you have seen what it says.',
    example:
      'The first line names the columns. Name and phone are needed; role and e-mail may follow. Without a role somebody is a student.',
    exampleLines: 'Name,Phone,Role,E-mail\nNina Nuñez,+41 44 668 18 00,student,nina@example.org',
    choose: 'Choose a file',
    fileFault: {
      headings:
        'The first line of this file has to name the columns: at least “Name” and “Phone”, and “Role” and “E-mail” if they are there. They stand between commas, semicolons or tabs.',
      quotes:
        'In this file a quotation mark is not closed, or stands in the middle of a cell. Save it as CSV once more.',
      empty: 'Nobody stands in this file. Below the first line each person has a line.',
      'too-many': 'This file has more than {{max}} people. Divide it into smaller ones.',
      unreadable: 'This file cannot be read. Choose it once more.'
    },
    preview_one: '{{count}} person stands in this file. Nothing is stored yet.',
    preview_other: '{{count}} people stand in this file. Nothing is stored yet.',
    country: 'Country of the phone numbers',
    countryHint: 'It counts for numbers without a country code.',
    noCountry: 'None: each number begins with its country code',
    looking: 'Looking at the people in this file…',
    table: 'The people in this file',
    column: { line: 'Row', person: 'Person', state: 'What happens' },
    count: {
      broken_one: '{{count}} row is broken.',
      broken_other: '{{count}} rows are broken.',
      namesake_one: '{{count}} is new and has the name of somebody else.',
      namesake_other: '{{count}} are new and have the name of somebody else.',
      repeated_one: '{{count}} is repeated.',
      repeated_other: '{{count}} are repeated.',
      exists_one: '{{count}} has an account already.',
      exists_other: '{{count}} have an account already.',
      new_one: '{{count}} is new.',
      new_other: '{{count}} are new.'
    },
    state: {
      broken: 'Broken, left out',
      namesake: 'New, with the name of somebody else',
      repeated: 'Repeated, left out',
      exists: 'Has an account already',
      new: 'New'
    },
    fault: {
      displayName: 'The name needs 1 to 80 characters that can be seen.',
      phone: 'This is not a complete phone number.',
      role: 'The role is coach or student.',
      email: 'This is not an e-mail address.'
    },
    another: 'Choose another file',
    add_one: 'Add {{count}} person',
    add_other: 'Add {{count}} people',
    addNobody: 'Nobody to add',
    running_one: 'Adding {{count}} person',
    running_other: 'Adding {{count}} people',
    progress: 'People added',
    doneOf: '{{done}} of {{count}}',
    stay: 'Keep this page open: the links to first passwords come at the end.',
    stopped: '{{done}} of {{count}} are done. Go on when there is a connection: nobody is added twice.',
    goOn: 'Go on',
    added_zero: 'Nobody was added.',
    added_one: '{{count}} person was added.',
    added_other: '{{count}} people were added.',
    skipped_one: '{{count}} was left out: somebody else has added this person in the meantime.',
    skipped_other: '{{count}} were left out: somebody else has added these people in the meantime.',
    unlinked_one:
      '{{count}} was added, but the link was lost with the connection. Search for this name on this page, and make a link to a new password: {{names}}.',
    unlinked_other:
      '{{count}} were added, but their links were lost with the connection. Search for these names on this page, and make a link to a new password for each: {{names}}.',
    links:
      'Each person sets the first password by a link. The list of links is given this once: keep it safe. Each link works once, until {{until}}.',
    saveLinks_one: 'Save {{count}} link',
    saveLinks_other: 'Save {{count}} links',
    brokenLeft_one: '{{count}} row is broken and was left out. Save it with what is wrong, mend it, and import it.',
    brokenLeft_other:
      '{{count}} rows are broken and were left out. Save them with what is wrong, mend them, and import them.',
    saveBroken: 'Save the broken rows',
    linksAtRisk: 'The links are not saved. They cannot be shown again once this is closed.',
    closeAnyway: 'Close without the links',
    csv: {
      name: 'Name',
      signInName: 'Name to sign in with',
      link: 'Link to the first password',
      until: 'Works until',
      phone: 'Phone',
      role: 'Role',
      email: 'E-mail',
      reason: 'What is wrong'
    }
  },
  invite: {
    title: 'Invite by link',
    text: 'Whoever opens the link makes an account with this role. It works once, for 14 days. Coaches invite their own students on the page Students.',
    closed:
      'The organisation is closed: nobody can join by invitation. Open it on the page Organisation, or add the person yourself.',
    nothing: 'This leaves nothing to do. Choose a role, or the right to administer.',
    submit: 'Make the link',
    another: 'Make another link'
  },
  organisation: {
    title: 'Organisation',
    subtitle: 'What people read when they are invited, and who may come.',
    name: 'Name of the organisation',
    nameHint: 'Shown to those who open an invitation.',
    registration: 'How do people come to an account?',
    invitation: 'By invitation',
    invitationHint: 'Coaches invite students, and administrators invite anybody.',
    closed: 'Not at all',
    closedHint: 'Invitations cannot be made, and those that are out do not work. Administrators can still add people.',
    fault: 'Use 1 to 80 characters that can be seen.',
    submit: 'Save changes',
    done: 'The changes are saved.'
  },
  sessions: {
    loading: 'Looking for sessions ahead…',
    none: '{{name}} has no sessions ahead.',
    ahead_one: '{{name}} has {{count}} session ahead:',
    ahead_other: '{{name}} has {{count}} sessions ahead:',
    list: 'Sessions ahead',
    row: '{{at}} with {{name}}',
    question: 'What becomes of them?',
    cancel: 'Cancel each of them',
    cancelHint: 'Their students get a notice, and mail where they have a confirmed address.',
    keep: 'Keep them',
    keepHint: 'They stay as they are, and nobody is told.'
  },
  mail: {
    title: 'Mail',
    subtitle: 'Whether mail works, and what could not be sent.',
    none: {
      title: 'Mail is not set up',
      text: 'No mail server is named, so nobody gets mail. Whoever runs the server sets COACHDESK_SMTP_URL, COACHDESK_MAIL_FROM and COACHDESK_URL, and starts it again.'
    },
    test: {
      title: 'Try it out',
      text: 'Mail comes from {{from}}.',
      noAddress: 'A test goes to your own address. Enter one in the settings and confirm it first.',
      send: 'Send me a test mail',
      outcome: {
        taken: 'The mail server has taken the mail. It should be in your mailbox soon.',
        refused:
          'The mail server has refused the mail for good (code {{why}}). Ask whoever runs the server to check the address that mail comes from.',
        later:
          'The mail server could not take the mail now (code {{why}}). Ask whoever runs the server to check its settings.'
      }
    },
    queue: {
      title: 'Waiting to be sent',
      empty: 'Nothing waits.',
      waiting_one: '{{count}} mail waits, since {{at}}.',
      waiting_other: '{{count}} mails wait, the oldest since {{at}}.',
      tried_one: '{{count}} of them was tried in vain and is tried again by itself.',
      tried_other: '{{count}} of them were tried in vain and are tried again by themselves.'
    },
    failed: {
      title: 'Could not be sent',
      text: 'These are kept for 30 days and are not tried again by themselves.',
      none: 'Everything could be sent.',
      more: 'The newest {{count}} of {{all}}.',
      row: '{{name}}: {{about}}',
      send: 'Try again',
      sendLabel: 'Try again: {{name}}, {{about}}, {{at}}',
      again: 'It is sent once more.'
    },
    kind: {
      booked: 'a session was booked',
      moved: 'a session was moved',
      cancelled: 'a session was cancelled',
      reminder: 'a reminder',
      'confirm-address': 'a link to confirm the address'
    },
    state: {
      refused: 'Refused by the mail server on {{at}} (code {{why}}). The address may be wrong.',
      'given-up': 'Given up on {{at}}, after three days (code {{why}}).'
    }
  },
  health: {
    title: 'Health',
    subtitle: 'What the server knows of itself.',
    bad: 'Needs attention',
    version: 'Version',
    startedAt: 'Running since',
    storage: 'Storage',
    storageGood: 'All data can be read and written.',
    storageFailing_one: '{{count}} database cannot be opened. The server tries again by itself; look at its log.',
    storageFailing_other: '{{count}} databases cannot be opened. The server tries again by itself; look at its log.',
    files: 'Files',
    undamaged: 'No damage was met since the start.',
    damaged: 'Files are damaged. Stop the server, and run npm run check -- --repair.',
    disk: 'Disk',
    diskUnknown: 'The disk does not say how much is free.',
    diskFree: '{{free}} GB are free; {{min}} GB must stay free.',
    diskFull: 'Nothing is written until there is more room.',
    clock: 'Clock',
    doubt: {
      jumped: 'The clock has jumped. Set it right, then run npm run clock -- right.',
      'long-after-data': 'The clock is long after the newest data. If it is right, run npm run clock -- right.',
      'before-data': 'The clock is before the newest data. Set it right.',
      other: 'The clock is in doubt.'
    },
    accounts: 'Accounts',
    devices: 'Devices',
    devicesText_one: '{{count}} signed in, {{connected}} connected right now',
    devicesText_other: '{{count}} signed in, {{connected}} connected right now',
    mail: 'Mail',
    mailOn: 'A mail server is named.',
    mailOff: 'No mail server is named.'
  },
  audit: {
    title: 'Audit log',
    subtitle: 'Who did what about accounts and the organisation. Entries go after two years, or beyond 10,000.',
    person: 'Person',
    act: 'What',
    everybody: 'Everybody',
    everything: 'Everything',
    operator: 'Command line of the server',
    gone: 'An account that is not there any more',
    count_one: '{{count}} entry',
    count_other: '{{count}} entries',
    none: { title: 'Nothing here', text: 'Nothing of this kind was written down yet. Choose another person or act.' },
    of: '{{act}}: {{subject}}',
    by: 'by {{by}}',
    more: 'Show older entries',
    save: 'Save as CSV',
    csv: { at: 'Time (UTC)', by: 'By', act: 'What', subject: 'Person', details: 'Details' },
    acts: {
      'account-added': 'Account added',
      'account-imported': 'Account imported',
      'account-disabled': 'Account disabled',
      'account-enabled': 'Account enabled',
      'role-changed': 'Role changed',
      'administrator-made': 'Right to administer given',
      'administrator-unmade': 'Right to administer taken',
      'signed-out-everywhere': 'Signed out everywhere',
      'password-set': 'Password set',
      'reset-issued': 'Link to a new password made',
      'reset-used': 'Link to a new password used',
      'invitation-made': 'Invitation made',
      'invitation-used': 'Invitation used',
      'invitation-revoked': 'Invitation withdrawn',
      'sessions-cancelled': 'Sessions ahead cancelled',
      'organisation-changed': 'Organisation changed',
      'mail-tested': 'Test mail sent',
      'mail-tried-again': 'Mail tried again'
    } satisfies Record<AuditAct, string>
  }
} as const
