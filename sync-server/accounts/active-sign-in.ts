import type { Account } from '#domain/model/account.ts'
import type { Role } from '#domain/model/role.ts'

/** Who asks, as established by the sign-in. Never taken from a document. */
export interface UserContext {
  readonly userId: string
  readonly name: string
  readonly role: Role
  /** What the device says of itself with each request; left out: the first version. */
  readonly deviceVersion?: string | undefined
}

/** Someone signed in, as established for one request. */
export interface ActiveSignIn {
  readonly user: UserContext
  readonly via: 'bearer' | 'basic' | 'cookie'
  /** The account's token version that this sign-in rests on: it ends when the account moves on. */
  readonly version: number
  /** Epoch ms; undefined for a password sent with the request. */
  readonly expiresAt: number | undefined
  /** The sign-in that the token belongs to: this ends with it. Undefined for a password sent with the request. */
  readonly signInId: string | undefined
}

/** Why somebody is not signed in. A code never changes its meaning. */
export type SignInFailure =
  /** Unknown name or wrong password. */
  | 'invalid-credentials'
  /** Not a token of ours, forged, or expired. */
  | 'invalid-token'
  /** Made before a new password, a new role or a disabling, or its sign-in was ended. */
  | 'token-revoked'
  | 'account-disabled'
  /** Sixty days after the sign-in, or the renewal token is not valid any more. */
  | 'needs-sign-in'

export function accountToUser(account: Account): UserContext {
  return { userId: account.id, name: account.name, role: account.role }
}

/** Whether a sign-in may go on, given the account as it is now. */
export function isStanding(signIn: ActiveSignIn, account: Account | undefined): boolean {
  return account !== undefined && !account.disabled && account.tokenVersion === signIn.version
}
