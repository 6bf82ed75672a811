import { createHash } from 'node:crypto'
import { normalizePassword } from '#domain/model/password.ts'
import type { Account } from '#domain/model/account.ts'
import type { AccountDirectory } from './account-directory.ts'
import type { Attempt, AttemptLimiter } from './attempt-limiter.ts'
import type { PasswordHasher } from './password-hash.ts'
import { accountToUser, type ActiveSignIn, type SignInFailure } from './active-sign-in.ts'
import { isLegacyId } from './sign-in-record.ts'
import type { SignIns } from './sign-ins.ts'
import type { TokenClaims, Tokens } from './tokens.ts'
import { minuteMs } from '#domain/time/durations.ts'

/** What a request brings along. */
export type Credential =
  | { readonly kind: 'bearer' | 'cookie'; readonly token: string }
  | { readonly kind: 'basic'; readonly name: string; readonly password: string; readonly address: string }

export type SignInResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: SignInFailure }
  | { readonly ok: false; readonly reason: 'too-many-attempts'; readonly retryAfterS: number }

/** Establishes who is calling; the account's state and role are looked up every time. */
export interface Authenticator {
  /** A password, counted against the limits. Takes as long for an unknown name or address as for a wrong password. */
  checkPassword(attempt: Attempt, password: string): Promise<SignInResult<Account>>
  authenticate(credential: Credential): Promise<SignInResult<ActiveSignIn>>
}

/** How long a checked password is believed without hashing again. */
const basicCacheMs = 5 * minuteMs
const basicCacheSize = 2_000

interface CachedCheck {
  readonly result: Promise<SignInResult<Account>>
  readonly until: number
}

export function createAuthenticator(parts: {
  readonly directory: AccountDirectory
  readonly hasher: PasswordHasher
  readonly tokens: Tokens
  readonly attempts: AttemptLimiter
  readonly signIns: SignIns
  readonly now: () => number
}): Authenticator {
  const { directory, hasher, tokens, attempts, signIns, now } = parts
  const checkByCredential = new Map<string, CachedCheck>()

  async function checkPassword(attempt: Attempt, password: string): Promise<SignInResult<Account>> {
    // While nobody knows which password is stored, none is called wrong, and none counts as an attempt.
    await directory.settle()
    const retryAfterS = attempts.count(attempt)
    if (retryAfterS !== undefined) return { ok: false, reason: 'too-many-attempts', retryAfterS }
    const account = directory.findByLogin(attempt.name)
    const fits = await hasher.verify(password, account?.passwordHash, attempt.knownDevice !== undefined)
    if (account === undefined || !fits) return { ok: false, reason: 'invalid-credentials' }
    attempts.forgive(attempt)
    return account.disabled ? { ok: false, reason: 'account-disabled' } : { ok: true, value: account }
  }

  /** One slow hash for each credential, however many requests bring it at once (F32). */
  function checkBasic(name: string, password: string, address: string): Promise<SignInResult<Account>> {
    const key = createHash('sha256')
      .update(JSON.stringify([name, normalizePassword(password)]))
      .digest('base64')
    const known = checkByCredential.get(key)
    if (known !== undefined && known.until > now()) return known.result
    const result = checkPassword({ name, address }, password).then(
      checked => {
        if (!checked.ok) checkByCredential.delete(key)
        return checked
      },
      (error: unknown) => {
        checkByCredential.delete(key)
        throw error
      }
    )
    const [oldest] = checkByCredential.keys()
    if (checkByCredential.size >= basicCacheSize && oldest !== undefined) checkByCredential.delete(oldest)
    checkByCredential.set(key, { result, until: now() + basicCacheMs })
    return result
  }

  async function authenticateBasic(
    { name, password, address }: Extract<Credential, { kind: 'basic' }>,
    mayRetry: boolean
  ): Promise<SignInResult<ActiveSignIn>> {
    const checked = await checkBasic(name, password, address)
    if (!checked.ok) return checked
    const account = directory.find(checked.value.id)
    if (account?.disabled === true) return { ok: false, reason: 'account-disabled' }
    // An address may stand for somebody else by now, or for nobody.
    if (account?.passwordHash === checked.value.passwordHash && directory.findByLogin(name)?.id === account.id) {
      return { ok: true, value: createActiveSignIn(account, 'basic', {}) }
    }
    // The password was changed since it was checked: what was remembered is worth nothing.
    checkByCredential.clear()
    return mayRetry
      ? authenticateBasic({ kind: 'basic', name, password, address }, false)
      : { ok: false, reason: 'invalid-credentials' }
  }

  async function authenticateToken(kind: 'bearer' | 'cookie', token: string): Promise<SignInResult<ActiveSignIn>> {
    const claims = await tokens.verify(token, 'access')
    const account = claims === undefined ? undefined : directory.find(claims.userId)
    if (claims === undefined || account === undefined) return { ok: false, reason: 'invalid-token' }
    if (account.disabled) return { ok: false, reason: 'account-disabled' }
    if (account.tokenVersion !== claims.version || !isSignedIn(claims.signInId)) {
      return { ok: false, reason: 'token-revoked' }
    }
    return { ok: true, value: createActiveSignIn(account, kind, claims) }
  }

  /** A token of 0.1.0 that has not been renewed yet is of a sign-in that nobody recorded. */
  function isSignedIn(signInId: string): boolean {
    return signIns.isStanding(signInId) || (isLegacyId(signInId) && !signIns.isKnown(signInId))
  }

  return {
    checkPassword,
    authenticate: credential =>
      credential.kind === 'basic'
        ? authenticateBasic(credential, true)
        : authenticateToken(credential.kind, credential.token)
  }
}

function createActiveSignIn(
  account: Account,
  via: ActiveSignIn['via'],
  { expiresAt, signInId }: Partial<Pick<TokenClaims, 'expiresAt' | 'signInId'>>
): ActiveSignIn {
  return { user: accountToUser(account), via, version: account.tokenVersion, expiresAt, signInId }
}
