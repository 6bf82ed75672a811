import { type JWTPayload, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import type { Account } from '#domain/model/account.ts'
import { createLegacyId, type SignInRecord } from './sign-in-record.ts'
import { dayMs, hourMs } from '#domain/time/durations.ts'

/** Access tokens last an hour, so that a stolen one is of little use. */
export const accessTokenMs = hourMs
/** A sign-in can be renewed until 60 days after the password was given. */
export const renewalMs = 60 * dayMs

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
  readonly signInId: string
  /** Of a renewal token: which one of its sign-in it is. */
  readonly generation: number
}

export interface IssuedTokens {
  readonly token: string
  readonly expiresAt: number
  readonly renewalToken: string
  readonly renewableUntil: number
  /** Proves at a later sign-in that this device has signed in to the account before. Opens nothing by itself. */
  readonly deviceToken: string
}

export type TokenPurpose = 'access' | 'renewal'

export interface Tokens {
  /** @param signIn where its `createdAt` (the password was given) bounds renewal */
  issue(account: Account, signIn: SignInOfTokens): Promise<IssuedTokens>
  /** The claims of a token of ours that was made for this purpose and has not expired; otherwise undefined. */
  verify(token: string, purpose: TokenPurpose): Promise<TokenClaims | undefined>
  /** The claims of a token of ours for either purpose, also after it has expired: for signing out. */
  readExpired(token: string): Promise<TokenClaims | undefined>
  /** The account that a device token was given for, and what stands for the device. */
  readDevice(token: string): Promise<KnownDevice | undefined>
}

export type SignInOfTokens = Pick<SignInRecord, 'id' | 'createdAt' | 'generation'>

export interface KnownDevice {
  readonly userId: string
  readonly deviceId: string
}

// Tokens of version 0.1.0 name neither their sign-in nor their generation.
const claimsSchema = z.object({
  sub: z.string(),
  ver: z.int(),
  sat: z.int(),
  exp: z.int(),
  sid: z.string().max(64).optional(),
  gen: z.int().min(0).default(0)
})
const deviceSchema = z.object({ sub: z.string(), sid: z.string() })

/** @param now epoch ms */
export function createTokens(secret: string, now: () => number): Tokens {
  const key = new TextEncoder().encode(secret)
  /** What was found genuine stays so; only its time is looked at again. By purpose and token. */
  const claimsByToken = new Map<string, TokenClaims>()

  function sign(account: Account, signIn: SignInOfTokens, purpose: TokenPurpose, expiresAt: number): Promise<string> {
    const { id, createdAt, generation } = signIn
    return begin({ ver: account.tokenVersion, sat: createdAt, sid: id, gen: generation }, account, purpose)
      .setExpirationTime(Math.floor(expiresAt / 1_000))
      .sign(key)
  }

  function begin(claims: JWTPayload, account: Account, purpose: TokenPurpose | 'device'): SignJWT {
    return new SignJWT(claims)
      .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
      .setIssuer(issuer)
      .setAudience(createAudience(purpose))
      .setSubject(account.id)
      .setIssuedAt(Math.floor(now() / 1_000))
  }

  /** The payload of a genuine token; undefined for any other. @param at the time by which it must not have expired */
  async function open(token: string, audience: string | string[], at: number): Promise<JWTPayload | undefined> {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [algorithm],
        issuer,
        audience,
        currentDate: new Date(at)
      })
      return payload
    } catch {
      return undefined
    }
  }

  function toClaims(payload: JWTPayload | undefined): TokenClaims | undefined {
    const parsed = claimsSchema.safeParse(payload)
    if (!parsed.success) return undefined
    const { sub, ver, sat, exp, sid, gen } = parsed.data
    const signInId = sid ?? createLegacyId(sub, sat)
    return { userId: sub, version: ver, signedInAt: sat, expiresAt: exp * 1_000, signInId, generation: gen }
  }

  function remember(key: string, claims: TokenClaims): void {
    const [oldest] = claimsByToken.keys()
    if (claimsByToken.size >= maxRemembered && oldest !== undefined) claimsByToken.delete(oldest)
    claimsByToken.set(key, claims)
  }

  return {
    async issue(account, signIn) {
      const renewableUntil = toWholeSecond(signIn.createdAt + renewalMs)
      const expiresAt = toWholeSecond(now() + accessTokenMs)
      const [token, renewalToken, deviceToken] = await Promise.all([
        sign(account, signIn, 'access', expiresAt),
        sign(account, signIn, 'renewal', renewableUntil),
        begin({ sid: signIn.id }, account, 'device').sign(key)
      ])
      return { token, expiresAt, renewalToken, renewableUntil, deviceToken }
    },
    async verify(token, purpose) {
      const known = claimsByToken.get(`${purpose} ${token}`)
      if (known !== undefined) return known.expiresAt > toWholeSecond(now()) ? known : undefined
      const claims = toClaims(await open(token, createAudience(purpose), now()))
      if (claims !== undefined) remember(`${purpose} ${token}`, claims)
      return claims
    },
    readExpired: async token => toClaims(await open(token, [createAudience('access'), createAudience('renewal')], 0)),
    async readDevice(token) {
      const parsed = deviceSchema.safeParse(await open(token, createAudience('device'), now()))
      return parsed.success ? { userId: parsed.data.sub, deviceId: parsed.data.sid } : undefined
    }
  }
}

function createAudience(purpose: TokenPurpose | 'device'): string {
  return `${issuer}-${purpose}`
}

/** Tokens count whole seconds; what we tell clients is exactly what the token says. */
function toWholeSecond(at: number): number {
  return Math.floor(at / 1_000) * 1_000
}
