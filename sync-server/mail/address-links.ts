import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Account } from '#domain/model/account.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { hourMs } from '#domain/time/durations.ts'

/** How long the link of a confirmation works, from when its mail was written. */
export const linkHours = 72

/** Links by which a person says that an address is theirs (ML3). Nothing is stored of them: they say whom and what they are about, signed. */
export interface AddressLinks {
  /** @param madeAt from when on its time is counted */
  make(account: Pick<Account, 'id'> & { readonly email: string }, madeAt: Instant): string
  /** Whom a link is of; undefined for one that is made up, or over. Whether the address is still the account's, `isOf` says. */
  read(token: string, now: Instant): { readonly userId: string; readonly isOf: (email: string) => boolean } | undefined
}

const pattern = /^([a-z0-9]{1,64})\.(\d{1,15})\.([A-Za-z0-9_-]{43})$/

export function createAddressLinks(key: string): AddressLinks {
  function sign(userId: string, email: string, until: Instant): string {
    return createHmac('sha256', key).update(`confirm-address ${userId} ${until} ${email}`).digest('base64url')
  }

  return {
    make({ id, email }, madeAt) {
      const until = madeAt + linkHours * hourMs
      return `${id}.${until}.${sign(id, email, until)}`
    },
    read(token, now) {
      const [, userId = '', end = '', mac = ''] = pattern.exec(token) ?? []
      const until = Number(end)
      if (userId === '' || until <= now) return undefined
      const given = toBytes(mac)
      return {
        userId,
        isOf: email => timingSafeEqual(given, toBytes(sign(userId, email, until)))
      }
    }
  }
}

function toBytes(mac: string): Uint8Array {
  return new TextEncoder().encode(mac)
}
