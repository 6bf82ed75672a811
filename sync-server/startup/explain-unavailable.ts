import { describeCauses, type StorageUnavailableError } from '../storage/storage-unavailable.ts'
import { StartupError } from './startup-error.ts'

/** Why the data cannot be used, and what the operator can do about it. */
export function explainUnavailable(folder: string, error: StorageUnavailableError): StartupError {
  const why = describeCauses(error.cause)
  if (!error.isDamaged) {
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
      `The databases in ${folder} are damaged (${why}).`,
      'No server is running now, and nothing was changed. There are two ways on:',
      `  With a backup: put the folder back from it, and run: npm run restored -- ${folder}`,
      `  Without one: COACHDESK_DATA=${folder} npm run check -- --repair`,
      `    It keeps the damaged files in ${folder}/set-aside, saves what can be read of them, and makes again what it can.`,
      ...whatComesBack.map(line => `    ${line}`),
      'Then start the server.'
    ],
    { cause: error }
  )
}

/** Where that comes from which cannot be saved. */
export const whatComesBack: readonly string[] = [
  'Sessions and notices of a person are made again from the journal; the person’s own words come from the person’s devices.',
  'What the journal lacks is made again from both parties’ copies.',
  'Booked slots are made again from the journal; open ones come from the coaches’ devices.',
  'Coaches’ pages begin anew; each coach finds the former text in the inbox of a device that has it.',
  'Everybody whose sign-in is lost signs in again. Accounts that cannot be saved are in a backup only: nothing else knows them.'
]
