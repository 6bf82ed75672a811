import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Account, FormerEmail } from '#domain/model/account.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { dayMs, hourMs } from '#domain/time/durations.ts'
import { revertDays } from '#domain/rules/own-address.ts'

/** How long the link of a confirmation works, from when its mail was written. */
export const linkHours = 72

/** Links about a person's address. Nothing is stored of them: they say whom and what they are about, signed. */
export interface AddressLinks {
  /** By which a person says that an address is theirs (ML3). @param madeAt from when on its time is counted */
  make(account: AddressedAccount, madeAt: Instant): string
  /** Whom a link is of; undefined for one that is made up, or over. Whether the address is still the account's, `isOf` says. */
  read(token: string, now: Instant): ReadLink<AddressedAccount> | undefined
  /** By which the owner of a former address puts it back (JO22), for as long as the account keeps it. */
  makeRevert(userId: string, former: FormerEmail): string
  readRevert(token: string, now: Instant): ReadLink<FormerEmail> | undefined
}

/** A new password ends links of before: whoever had the old one may have entered the address. */
type AddressedAccount = Pick<Account, 'id' | 'email' | 'tokenVersion'>

interface ReadLink<T> {
  readonly userId: string
  readonly isOf: (value: T) => boolean
}

const pattern = /^([a-z0-9]{1,64})\.(\d{1,15})\.([A-Za-z0-9_-]{43})$/

export function createAddressLinks(key: string): AddressLinks {
  const sign = (parts: readonly (string | number)[]): string =>
    createHmac('sha256', key).update(parts.join(' ')).digest('base64url')
  const signConfirm = ({ id, email = '', tokenVersion }: AddressedAccount, until: Instant): string =>
    sign(['confirm-address', id, until, tokenVersion, email])
  const signRevert = (userId: string, { email, changedAt }: FormerEmail, until: Instant): string =>
    sign(['revert-address', userId, until, changedAt, email])

  return {
    make(account, madeAt) {
      const until = madeAt + linkHours * hourMs
      return `${account.id}.${until}.${signConfirm(account, until)}`
    },
    read(token, now) {
      const read = readToken(token, linkHours * hourMs, now)
      return read && { userId: read.userId, isOf: account => read.fits(signConfirm(account, read.until)) }
    },
    makeRevert(userId, former) {
      const until = former.changedAt + revertDays * dayMs
      return `${userId}.${until}.${signRevert(userId, former, until)}`
    },
    readRevert(token, now) {
      const read = readToken(token, revertDays * dayMs, now)
      return read && { userId: read.userId, isOf: former => read.fits(signRevert(read.userId, former, read.until)) }
    }
  }
}

function readToken(token: string, lifeMs: number, now: Instant) {
  const [, userId = '', end = '', mac = ''] = pattern.exec(token) ?? []
  const until = Number(end)
  // A clock that was set back must not lengthen it.
  if (userId === '' || until <= now || now < until - lifeMs) return undefined
  const given = toBytes(mac)
  return { userId, until, fits: (signed: string) => timingSafeEqual(given, toBytes(signed)) }
}

function toBytes(mac: string): Uint8Array {
  return new TextEncoder().encode(mac)
}
