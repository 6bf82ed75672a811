import type { WrittenMail } from './write-mail.ts'

/** What mails about an account say of it: the names that its person knows. */
export interface MailedAccount {
  readonly displayName: string
  /** The sign-in name. */
  readonly name: string
}

/** Asks whether an address is its person's (ML3). */
export function writeConfirmationMail(name: string, link: string, hours: number): WrittenMail {
  return {
    subject: 'Confirm your e-mail address for CoachDesk',
    text: toText([
      `Hello ${name},`,
      'This address was entered in CoachDesk. Open this link to get mail about your sessions here, and to sign in with it:',
      link,
      `The link works for ${hours} hours. If you did not enter this address, do nothing: no further mail comes.`
    ])
  }
}

/** To an address that was replaced or removed (JO22). */
export function writeAddressChangedMail({ displayName }: MailedAccount, link: string, days: number): WrittenMail {
  return {
    subject: 'Your e-mail address for CoachDesk was changed',
    text: toText([
      `Hello ${displayName},`,
      'This was the e-mail address of your CoachDesk account. Somebody who knows your password entered another one, or removed it.',
      'If that was you, do nothing. If it was not you, open this link:',
      link,
      `It puts this address back and signs out every device. Then set a new password. The link works for ${days} days.`
    ])
  }
}

/** Brings the link to whoever forgot the password (JO23). */
export function writeResetLinkMail({ displayName, name }: MailedAccount, link: string): WrittenMail {
  return {
    subject: 'Set a new password for CoachDesk',
    text: toText([
      `Hello ${displayName},`,
      `Somebody asked for a new password for your CoachDesk account. Your sign-in name is ${name}. Open this link to set the password:`,
      link,
      'The link works once, for one hour. A newer one ends it. If you did not ask for it, do nothing: your password stays as it is.'
    ])
  }
}

/** A link was made by somebody else (JO25). */
export function writeResetLinkMadeMail({ displayName }: MailedAccount, url: string): WrittenMail {
  return {
    subject: 'An administrator made a link to a new password for you',
    text: toText([
      `Hello ${displayName},`,
      'An administrator of your CoachDesk server made a link that sets a new password for your account.',
      'If you asked for that, do nothing. If you did not, ask your administrator why it was made: whoever has the link can take over your account.',
      `CoachDesk: ${url}`
    ])
  }
}

export function writePasswordResetMail({ displayName }: MailedAccount, url: string): WrittenMail {
  return {
    subject: 'Your CoachDesk password was set by a link',
    text: toText([
      `Hello ${displayName},`,
      'A new password was set for your CoachDesk account by a link. Every device that was signed in before is signed out.',
      `If that was not you, set another password at once: choose "Forgot your password?" at ${url}/app/, or ask your administrator.`
    ])
  }
}

function toText(paragraphs: readonly string[]): string {
  return `${paragraphs.join('\n\n')}\n`
}
