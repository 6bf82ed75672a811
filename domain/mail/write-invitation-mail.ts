import type { WrittenMail } from './write-mail.ts'

/** Brings an invitation to somebody who has no account yet (JO13). */
export function writeInvitationMail(
  {
    by,
    organisation,
    isStudent
  }: { readonly by: string; readonly organisation: string | undefined; readonly isStudent: boolean },
  link: string
): WrittenMail {
  const where = organisation === undefined ? 'CoachDesk' : `${organisation}, which uses CoachDesk`
  const what = isStudent
    ? 'There you choose and book times for sessions, and see what you have booked.'
    : 'There you make an account of your own.'
  return {
    subject: `${by} invites you to CoachDesk`,
    text: `${[
      'Hello,',
      `${by} invites you to ${where}. ${what} Open this link:`,
      link,
      'The link works once, for 14 days. If you do not know who this is, do nothing: no further mail comes.'
    ].join('\n\n')}\n`
  }
}
