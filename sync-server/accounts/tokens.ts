import { jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import type { Account } from '#domain/model/account.ts'

/** Access tokens last an hour, so that a stolen one is of little use. */
export const accessTokenMs = 60 * 60_000
/** A session can be renewed until 60 days after its sign-in. */
const renewalMs = 60 * 24 * 60 * 60_000

/** Of more tokens than this the oldest is looked at anew. */
const maxRemembered = 2_000

const issuer = 'coachdesk'
/** The one algorithm accepted; a token that names another is refused before its signature is looked at. */
const algorithm = 'HS256'

/** What a valid token says. Whether the account still stands is asked separately. */
export interface TokenClaims {
  readonly userId: string
  /** The account's token version when the token was made. */
  readonly version: number
  /** Epoch ms. */
  readonly signedInAt: number
  /** Epoch ms. */
  readonly expiresAt: number
}

export interface IssuedTokens {
  readonly token: string
  readonly expiresAt: number
  readonly renewalToken: string
  readonly renewableUntil: number
}

export type TokenPurpose = 'access' | 'renewal'

export interface Tokens {
  /** @param signedInAt epoch ms of the sign-in with a password, which bounds renewal */
  issue(account: Account, signedInAt: number): Promise<IssuedTokens>
  /** The claims of a token of ours that was made for this purpose and has not expired; otherwise undefined. */
  verify(token: string, purpose: TokenPurpose): Promise<TokenClaims | undefined>
}

const claimsSchema = z.object({ sub: z.string(), ver: z.int(), sat: z.int(), exp: z.int() })

/** @param now epoch ms */
export function createTokens(secret: string, now: () => number): Tokens {
  const key = new TextEncoder().encode(secret)
  /** What was found genuine stays so; only its time is looked at again. By purpose and token. */
  const claimsByToken = new Map<string, TokenClaims>()

  function sign(account: Account, purpose: TokenPurpose, signedInAt: number, expiresAt: number): Promise<string> {
    return new SignJWT({ ver: account.tokenVersion, sat: signedInAt })
      .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
      .setIssuer(issuer)
      .setAudience(`${issuer}-${purpose}`)
      .setSubject(account.id)
      .setIssuedAt(Math.floor(now() / 1_000))
      .setExpirationTime(Math.floor(expiresAt / 1_000))
      .sign(key)
  }

  async function readClaims(token: string, purpose: TokenPurpose): Promise<TokenClaims | undefined> {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [algorithm],
        issuer,
        audience: `${issuer}-${purpose}`,
        currentDate: new Date(now())
      })
      const { sub, ver, sat, exp } = claimsSchema.parse(payload)
      return { userId: sub, version: ver, signedInAt: sat, expiresAt: exp * 1_000 }
    } catch {
      return undefined
    }
  }

  function remember(key: string, claims: TokenClaims): void {
    const [oldest] = claimsByToken.keys()
    if (claimsByToken.size >= maxRemembered && oldest !== undefined) claimsByToken.delete(oldest)
    claimsByToken.set(key, claims)
  }

  return {
    async issue(account, signedInAt) {
      const renewableUntil = toWholeSecond(signedInAt + renewalMs)
      const expiresAt = toWholeSecond(now() + accessTokenMs)
      const [token, renewalToken] = await Promise.all([
        sign(account, 'access', signedInAt, expiresAt),
        sign(account, 'renewal', signedInAt, renewableUntil)
      ])
      return { token, expiresAt, renewalToken, renewableUntil }
    },
    async verify(token, purpose) {
      const known = claimsByToken.get(`${purpose} ${token}`)
      if (known !== undefined) return known.expiresAt > toWholeSecond(now()) ? known : undefined
      const claims = await readClaims(token, purpose)
      if (claims !== undefined) remember(`${purpose} ${token}`, claims)
      return claims
    }
  }
}

/** Tokens count whole seconds; what we tell clients is exactly what the token says. */
function toWholeSecond(at: number): number {
  return Math.floor(at / 1_000) * 1_000
}
