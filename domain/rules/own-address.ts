import { type Account, type FormerEmail, maxFormerEmails } from '../model/account.ts'
import type { Instant } from '../model/primitives.ts'
import { normalizeEmail } from '../model/email-address.ts'
import { dayMs } from '../time/durations.ts'

/** How long the person of an address that was replaced can put it back. */
export const revertDays = 7

/** Those of an account's former addresses that can still be put back, the newest last. */
export function listFormerEmails({ formerEmails = [] }: Account, now: Instant): readonly FormerEmail[] {
  return formerEmails.filter(({ changedAt }) => now < changedAt + revertDays * dayMs)
}

/** An address that changes has to be confirmed anew (ML3), and a confirmed one is kept to be put back (JO22); an empty one is removed. */
export function withEmail(account: Account, email: string | undefined, now: Instant): Account {
  if (email === undefined || email === (account.email ?? '')) return account
  const { email: before, emailConfirmedAt: confirmedAt, formerEmails: _, ...rest } = account
  const known = listFormerEmails(account, now)
  const former: readonly FormerEmail[] =
    before === undefined || confirmedAt === undefined
      ? known
      : [...known, { email: before, confirmedAt, changedAt: now }].slice(0, maxFormerEmails)
  return {
    ...rest,
    ...(email === '' ? {} : { email }),
    ...(former.length === 0 ? {} : { formerEmails: [...former] })
  }
}

/**
 * The owner of the address that is entered has opened the link that was mailed there. Where it is a former one, what was entered after it
 * cannot be put back any more: its owner is back, and whoever was there in between stays out.
 */
export function withConfirmedEmail(account: Account, now: Instant): Account {
  const { formerEmails: _, email = '', ...rest } = account
  const known = listFormerEmails(account, now)
  const at = known.findIndex(former => normalizeEmail(former.email) === normalizeEmail(email))
  const kept = at < 0 ? known : known.slice(0, at)
  return { ...rest, email, emailConfirmedAt: now, ...(kept.length === 0 ? {} : { formerEmails: [...kept] }) }
}

/**
 * Puts a former address back. Whatever was entered after it goes, and every sign-in ends: somebody else may have entered it.
 */
export function withFormerEmail(
  account: Account,
  { email, confirmedAt, changedAt }: FormerEmail,
  now: Instant
): Account {
  const { formerEmails: _, ...rest } = account
  const earlier = listFormerEmails(account, now).filter(former => former.changedAt < changedAt)
  return {
    ...rest,
    email,
    emailConfirmedAt: confirmedAt,
    tokenVersion: account.tokenVersion + 1,
    ...(earlier.length === 0 ? {} : { formerEmails: earlier })
  }
}
