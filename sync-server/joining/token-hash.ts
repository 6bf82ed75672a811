import { createHash, timingSafeEqual } from 'node:crypto'

/** What is kept of a link's secret part: nobody who reads it can make the link from it. */
export function hashToken(token: string): string {
  return createHash('sha256').update(`coachdesk link ${token}`).digest('hex')
}

/** Takes as long for a near miss as for a wild guess. */
export function fitsHash(token: string, hash: string): boolean {
  return timingSafeEqual(new Uint8Array(Buffer.from(hashToken(token))), new Uint8Array(Buffer.from(hash)))
}

/** 256 random bits, as they stand in the address. */
export function makeToken(randomBytes: (length: number) => Uint8Array): string {
  return Buffer.from(randomBytes(32)).toString('base64url')
}
