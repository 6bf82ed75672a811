import { parseCallsName } from '#domain/rules/access.ts'
import { describeCauses, type StorageUnavailableError } from '../storage/storage-unavailable.ts'
import { StartupError } from './startup-error.ts'

/** Why the data cannot be used, and what the operator can do about it. */
export function explainUnavailable(folder: string, error: StorageUnavailableError): StartupError {
  const { database, isDamaged } = error
  const why = describeCauses(error.cause)
  if (!isDamaged || database === undefined) {
    return new StartupError(
      [
        `The data in ${folder} cannot be read or stored (${why}).`,
        'Make room on the disk or repair it, then start again.'
      ],
      { cause: error }
    )
  }
  return new StartupError(
    [
      `The database "${database}" in ${folder} is damaged (${why}).`,
      'No server is running now, and nothing was changed. There are two ways on:',
      `  With a backup: put the folder back from it, and run: npm run restored -- ${folder}`,
      `  Without one: COACHDESK_DATA=${folder} npm run check -- --repair`,
      `    It keeps the damaged files in ${folder}/set-aside, saves what can be read of them, and makes again what it can.`,
      `    ${tellWhatComesBack(database)}`,
      'Then start the server.'
    ],
    { cause: error }
  )
}

/** Where the contents of a database come from, when its files are gone. */
export function tellWhatComesBack(database: string): string {
  if (parseCallsName(database) !== undefined) {
    return 'Sessions and notices are made again from the journal; the person’s own words come from the person’s devices.'
  }
  const words: Readonly<Record<string, string>> = {
    bookings: 'Sessions are made again from both parties’ copies.',
    slots: 'Booked slots are made again from the journal; open ones come from the coaches’ devices.',
    users: 'Coaches’ pages begin anew; each coach finds the former text in the inbox of a device that has it.',
    'sign-ins': 'Everybody whose sign-in is lost signs in again.',
    accounts: 'Accounts that cannot be saved are in a backup only: nothing else knows them.'
  }
  return words[database] ?? 'Nothing else knows what cannot be saved of it.'
}
