import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Account } from '#domain/model/account.ts'

/**
 * Links that stop reminders without a sign-in (ML10, RFC 8058). Nothing is stored of them: they say whose they are, signed, and hold for the
 * address that they were mailed to. They do nothing else, so they have no end: a mail may be read years later.
 */
export interface StopLinks {
  make(account: Pick<Account, 'id'> & { readonly email: string }): string
  /** Whose a link is; undefined for one that is no link. Whether it was made here, for the account's address, `isOf` says. */
  read(token: string): { readonly userId: string; readonly isOf: (email: string) => boolean } | undefined
}

const pattern = /^([a-z0-9]{1,64})\.([A-Za-z0-9_-]{43})$/

export function createStopLinks(key: string): StopLinks {
  const sign = (userId: string, email: string): string =>
    createHmac('sha256', key).update(`stop-reminders ${userId} ${email}`).digest('base64url')

  return {
    make: ({ id, email }) => `${id}.${sign(id, email)}`,
    read(token) {
      const [, userId, mac = ''] = pattern.exec(token) ?? []
      if (userId === undefined) return undefined
      const given = new TextEncoder().encode(mac)
      return { userId, isOf: email => timingSafeEqual(given, new TextEncoder().encode(sign(userId, email))) }
    }
  }
}

/** The server answers it itself: mail programs post there, and a browser shows a page that asks. */
export function toStopAddress(publicUrl: string, token: string): string {
  return `${publicUrl}/_mail/reminders/${token}`
}
