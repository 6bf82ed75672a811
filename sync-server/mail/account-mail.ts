import { assertNever } from '#domain/assert-never.ts'
import {
  writeAddressChangedMail,
  writeConfirmationMail,
  writePasswordResetMail,
  writeResetLinkMadeMail,
  writeResetLinkMail
} from '#domain/mail/write-account-mail.ts'
import type { WrittenMail } from '#domain/mail/write-mail.ts'
import type { Account, FormerEmail } from '#domain/model/account.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { dayMs } from '#domain/time/durations.ts'
import { listFormerEmails, revertDays } from '#domain/rules/own-address.ts'
import { toLinkAddress } from '../joining/link-address.ts'
import { type AddressLinks, linkHours } from './address-links.ts'
import { type AccountMail, createAccountMessage, isAccountMail, type Message } from './message.ts'
import type { Outbox } from './outbox.ts'
import { wantsMail } from './wants-mail.ts'

/** So many mails ask one account's person for an address within a day: what is typed in may be a stranger's. */
const maxAddressMessages = 5

/** The link to a new password of an account that was mailed at this time; undefined where it does not work any more. */
export type FindResetToken = (userId: string, madeAt: Instant) => string | undefined

interface AccountMailParts {
  readonly outbox: Outbox
  readonly links: AddressLinks
  readonly findResetToken: FindResetToken
  /** Where CoachDesk is, without a slash at the end. */
  readonly url: string
  readonly now: () => Instant
}

/** Asks an account's person whether the address is theirs. @returns false where too many such mails were written within a day */
export async function askForAddress(account: Account, { outbox, now }: AccountMailParts): Promise<boolean> {
  const { id, email, emailConfirmedAt, tokenVersion } = account
  if (email === undefined || emailConfirmedAt !== undefined) return true
  if (outbox.countAddressMessages(id, now() - dayMs) >= maxAddressMessages) return false
  const at = now()
  await outbox.store([{ ...createAccountMessage(id, 'confirm-address', `${email} ${at}`, at), tokenVersion }])
  return true
}

/** What tells the owner of an address that was just replaced; undefined where none was. */
export function createChangedMessage(account: Account, before: Account | undefined): Message | undefined {
  const known = before?.formerEmails?.at(-1)?.changedAt
  const former = account.formerEmails?.at(-1)
  if (former === undefined || before?.emailConfirmedAt === undefined || former.changedAt === known) return undefined
  if (former.email !== before.email) return undefined
  return createFormerMessage(account.id, former)
}

function createFormerMessage(userId: string, { email, changedAt }: FormerEmail): Message {
  return createAccountMessage(userId, 'address-changed', `${email} ${changedAt}`, changedAt)
}

/** Where a message goes; undefined: nowhere, for there is no address that may get it. */
export function findRecipient(message: Message, account: Account, now: Instant): string | undefined {
  if (message.kind === 'address-changed') return account.disabled ? undefined : findFormer(message, account, now)?.email
  return wantsMail(account, message.kind) ? account.email : undefined
}

/** By what it tells of, and not by when: one that is sent once more was made anew. */
const findFormer = ({ id }: Message, account: Account, now: Instant) =>
  listFormerEmails(account, now).find(former => createFormerMessage(account.id, former).id === id)

/** The words of a message about an account as they are now; undefined: it has nothing to say any more. */
export function writeAccountMessage(
  message: Message,
  reader: Account,
  parts: AccountMailParts
): WrittenMail | undefined {
  return isAccountMail(message.kind) ? write(message.kind, message, reader, parts) : undefined
}

function write(
  kind: AccountMail,
  message: Message,
  reader: Account,
  { links, findResetToken, url, now }: AccountMailParts
): WrittenMail | undefined {
  switch (kind) {
    case 'confirm-address': {
      if ((message.tokenVersion ?? reader.tokenVersion) !== reader.tokenVersion) return undefined
      const link = toLinkAddress(url, 'confirm-address', links.make(reader, message.madeAt))
      return writeConfirmationMail(reader.displayName, link, linkHours)
    }
    case 'address-changed': {
      const former = findFormer(message, reader, now())
      if (former === undefined) return undefined
      const link = toLinkAddress(url, 'revert-address', links.makeRevert(reader.id, former))
      return writeAddressChangedMail(reader, link, revertDays)
    }
    case 'reset-link': {
      const token = findResetToken(reader.id, message.madeAt)
      return token === undefined ? undefined : writeResetLinkMail(reader, toLinkAddress(url, 'reset', token))
    }
    case 'reset-link-made':
      return writeResetLinkMadeMail(reader, url)
    case 'password-reset':
      return writePasswordResetMail(reader, url)
    case 'invitation':
      // Its reader has no account: `invitation-mail.ts`.
      return undefined
    default:
      return assertNever(kind)
  }
}
