/** The version that this code becomes: `package.json` says the same, and it comes after every recorded one (tests hold both). */
export const productVersion = '0.3.0'

/** The one that sends no version with its requests, and drops fields that it does not know. */
export const firstVersion = '0.1.0'

/** The oldest version of a device that the server syncs with. Raise it only where an older one would do harm. */
export const oldestDevice = '0.1.0'

/** The header in which a device says its version to a server that has the capability of this name. */
export const versionHeader = 'coachdesk-version'
export const versionCapability = 'device-version'

/** Rows of `_bulk_docs` say `adjusted` where something else is stored than was pushed: nothing else has to be read back (VE11). */
export const adjustedCapability = 'adjusted-rows'

/**
 * What the server of this version can do, for devices to look up. A name never changes its meaning.
 * - `claim-message` a claim may carry a message to its coach (BK23)
 * - `availability` a coach's profile may hold weekly hours, days off and a gap (AV1)
 * - `move-anywhere` a coach may move a session to any free time (RS12)
 * - `cancel-within` a cancellation may name the hours in which the session starts (SE11)
 * - `only-from` a cancellation or a move may name the slot that its session has to be in (SE12)
 * - `series` claims and pencils may have a place in a series (SR2)
 * - `who-may-book` a coach's page may say who may book, and a coach may block students (BL)
 * - `actions` a coach may write a summary and actions for a student, who may tick them (SU)
 * - `waiting-list` a student may wait for slots to open (WL)
 * - `dossier` a coach may keep a dossier of a student (DO)
 * - `paid` a coach may note whether a session is paid (FB8)
 * - `how-we-meet` a coach may say how sessions take place (HM)
 * - `meeting-in-calendars` how sessions take place may say whether it goes into calendars and mail (HM5)
 * - `busy-link` the server reads a coach's calendar at its web address (BU); a server whose operator forbids it does not list this
 * - `fill-rate` the server records which slots were booked, and which open, when they began (IN7)
 * - `calendar-feed` a person may have a private link to the own sessions, for other calendars (CA)
 * - `administration` whoever has the right to administer may do so in the application (AC6)
 * - `e-mail-sign-in` a confirmed address stands for the sign-in name, and is changed with the password (JO20 to JO22)
 * - `password-reset` a link sets a new password (JO23 to JO26); whether it can be mailed says `mail`
 * - `mail` people get mail of their sessions, where its operator has named a mail server (ML)
 * - `invitations` a coach may invite students by a link, and ends what came of it (JO5, RL)
 */
export const capabilities = [
  versionCapability,
  adjustedCapability,
  'claim-message',
  'availability',
  'move-anywhere',
  'cancel-within',
  'only-from',
  'series',
  'who-may-book',
  'how-we-meet',
  'meeting-in-calendars',
  'actions',
  'paid',
  'waiting-list',
  'dossier',
  'busy-link',
  'calendar-feed',
  'administration',
  'fill-rate',
  'e-mail-sign-in',
  'password-reset',
  'invitations',
  'mail'
] as const
export type Capability = (typeof capabilities)[number]

const versionPattern = /^\d{1,4}\.\d{1,4}\.\d{1,4}$/

/** What a header says; anything else counts as the first version. */
export function readVersion(text: string | undefined): string {
  return text !== undefined && versionPattern.test(text) ? text : firstVersion
}

/** Whether one version came before another. Both are three numbers with dots. */
export function isOlder(version: string, other: string): boolean {
  const [a, b] = [version, other].map(text => text.split('.').map(Number))
  const at = [0, 1, 2].find(place => a?.[place] !== b?.[place])
  return at !== undefined && (a?.[at] ?? 0) < (b?.[at] ?? 0)
}
