import type { Instant } from '#domain/model/primitives.ts'
import { hourMs } from '#domain/time/durations.ts'
import { fitsHash, hashToken, makeToken } from './token-hash.ts'

const validMs = hourMs

/** The link that sets up a server without accounts (JO1). It lives in memory alone: each start makes another one. */
export interface SetUpLink {
  /** Until when it works; undefined where it works no more: an hour after the start, and once there is an account. */
  readonly validUntil: () => Instant | undefined
  fits(token: string): boolean
}

export function createSetUpLink(parts: {
  readonly isEmpty: () => boolean
  readonly now: () => Instant
  readonly randomBytes: (length: number) => Uint8Array
}): { readonly link: SetUpLink; readonly token: string } {
  const { isEmpty, now, randomBytes } = parts
  const token = makeToken(randomBytes)
  const hash = hashToken(token)
  const until = now() + validMs
  // A clock that was set back must not lengthen it.
  const madeAt = now()
  const validUntil = (): Instant | undefined => (isEmpty() && now() >= madeAt && now() < until ? until : undefined)
  return { token, link: { validUntil, fits: shown => fitsHash(shown, hash) && validUntil() !== undefined } }
}
