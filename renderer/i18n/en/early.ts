/**
 * Of the texts that come late, those that the frame of an account, its first page and the calendar say. The catalogue of each namespace has them, too.
 */
export const early = {
  booking: {
    duration: {
      days_one: '{{count}} day',
      days_other: '{{count}} days',
      hours_one: '{{count}} hour',
      hours_other: '{{count}} hours',
      minutes_one: '{{count}} minute',
      minutes_other: '{{count}} minutes',
      two: '{{first}} {{second}}'
    }
  },
  sessions: {
    erasedName: 'Erased account',
    running: 'Now',
    pending: {
      pencilled: 'Pencilled in – waiting to be sent',
      pencilledSent: 'Pencilled in – waiting for the answer',
      movingTo: 'To {{when}}',
      moving: 'Moving – waiting to be sent',
      movingSent: 'Moving – waiting for the answer',
      cancelling: 'Cancelling – waiting to be sent',
      cancellingSent: 'Cancelling – waiting for the answer'
    },
    refused: {
      cancel: 'Cancelling was refused. {{reason}}',
      reschedule: 'Moving was refused. {{reason}}',
      outcome: 'The outcome was refused. {{reason}}'
    },
    meetsBusy: 'Your other calendar says that you are busy at this time.',
    ended: { coach: 'Awaits feedback', student: 'Over' },
    action: { withdraw: 'Take it back', label: '{{action}}: {{name}}, {{when}}' },
    card: { meeting: 'How you meet' },
    meeting: {
      youCall: 'By phone: you call',
      otherCalls: 'By phone: {{name}} calls you',
      newer: 'This needs a newer version of CoachDesk.'
    }
  },
  desktop: {
    print: {
      menu: 'Print or save',
      print: 'Print',
      pdf: 'Save as PDF',
      saved: 'Saved as {{file}}',
      notSaved: 'The file could not be written. Choose another folder or name, and check that the disk is not full.',
      failed: 'This could not be printed. Try again; if it happens again, restart CoachDesk.'
    },
    banner: {
      diskLow: 'The disk is almost full',
      diskLowText:
        'Only {{free}} MB are free. Everything can be read, nothing can be changed until there is more space: empty the bin or remove large files. This goes away by itself.',
      emptied: 'The data on this computer had been emptied',
      keyLost: 'The key to the data on this computer was lost',
      damaged: 'Some of the data on this computer was damaged',
      emptiedText:
        'Something outside CoachDesk has removed it. It is fetched from the server again once you are online and signed in.',
      keyLostText:
        'What was sealed with it cannot be read any more. It is fetched from the server again once you are online and signed in.',
      damagedText:
        'What does not open any more was taken out. What the server has of it is here again once you are online and signed in.',
      nothingWaited: 'No change of yours was waiting to be sent.',
      restored_one: '{{count}} change that had not been sent is back and will be sent.',
      restored_other: '{{count}} changes that had not been sent are back and will be sent.',
      notRestored_one: '{{count}} change could not be put back.',
      notRestored_other: '{{count}} changes could not be put back.',
      exported:
        'What could be saved of it is in the file {{file}}. In the settings, “Bring back data from a file” reads it back in.',
      showExports: 'Show the folder',
      settingsSetAside: 'The settings of this computer could not be read',
      settingsSetAsideText:
        'The usual ones are in use now. The old file is kept as {{file}}. Check the settings under “This computer”.',
      toSettings: 'Open the settings',
      unknownServer: 'This computer has to look for your server again',
      unknownServerText: 'You can go on working. Until {{server}} has been found again, nothing is sent or received.',
      findServer: 'Look for it'
    },
    update: {
      ready: 'Version {{version}} is ready',
      restart: 'Restart to update'
    }
  }
} as const
