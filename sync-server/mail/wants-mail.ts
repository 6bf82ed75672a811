import { defaultMailPreferences } from '#domain/model/mail-preferences.ts'
import type { Account } from '#domain/model/account.ts'
import { isAccountMail, type Message } from './message.ts'

/** Whether a person gets mail of a kind: an address counts once its person has confirmed it (ML3), and each chooses (ML8). */
export function wantsMail(
  { disabled, email, emailConfirmedAt, mail = defaultMailPreferences }: Account,
  kind: Message['kind']
): boolean {
  if (disabled || email === undefined) return false
  if (kind === 'confirm-address') return emailConfirmedAt === undefined
  if (emailConfirmedAt === undefined) return false
  if (isAccountMail(kind)) return true
  return kind === 'reminder' ? mail.reminders.length > 0 : mail.changes
}
