import { assertNever } from '#domain/assert-never.ts'
import type { Refusal } from '#renderer/contract/screens.ts'

/**
 * Why a request as a whole brought nothing. A row that the server refused is not a failure but data.
 * - `offline` the network says that there is none, or the connection broke before an answer
 * - `incomplete` the network is there, and the request got no answer in time or only a part of one: a smaller one may get through
 * - `not-a-server` something answered that does not speak CouchDB's protocol
 * - `too-large` something on the way to the server does not take a request of this size
 * - `needs-sign-in` the sign-in is over and cannot be renewed
 * - `account-disabled` an administrator switched the account off
 * - `client-too-old` the server does not sync with this version any more (VE8)
 * - `wrong-password` the answer to a sign-in
 * - `password-needed` the password has to be typed once more for what an administrator asks (AC7)
 * - `not-administrator` the right to administer is gone, or never was there
 * - `link-not-valid` a link that works once was used, has expired, was withdrawn or never was
 * - `address-taken` another account has confirmed that e-mail address
 * - `too-many-attempts` the server asks for a pause: too many sign-ins or requests; `retryAfterMs` says how long
 * - `server-failed` the server had a fault of its own, or is overloaded
 * - `rejected` the request itself was refused; the same request would be refused again; `field` names the field at fault, where there is one
 * - `stopped` this side gave up waiting
 */
export type Failure =
  | { readonly kind: 'offline'; readonly detail: string }
  | { readonly kind: 'incomplete'; readonly detail: string }
  | { readonly kind: 'not-a-server'; readonly detail: string }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'needs-sign-in' }
  | { readonly kind: 'account-disabled' }
  | { readonly kind: 'client-too-old' }
  | { readonly kind: 'wrong-password' }
  | { readonly kind: 'password-needed' }
  | { readonly kind: 'not-administrator' }
  | { readonly kind: 'link-not-valid' }
  | { readonly kind: 'address-taken' }
  | { readonly kind: 'too-many-attempts'; readonly retryAfterMs?: number }
  | { readonly kind: 'server-failed'; readonly detail: string }
  | { readonly kind: 'rejected'; readonly status: number; readonly detail: string; readonly field?: string }
  | { readonly kind: 'stopped' }

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure }

export function succeed<T>(value: T): Result<T> {
  return { ok: true, value }
}

export function fail(failure: Failure): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure }
}

/** Thrown where only a throw ends the work: at the border to RxDB. */
export class FailureError extends Error {
  readonly failure: Failure

  constructor(failure: Failure) {
    super(describeFailure(failure))
    this.name = 'FailureError'
    this.failure = failure
  }
}

/** For the sync panel's details and logs: no text of a person, no address of a document. */
export function describeFailure(failure: Failure): string {
  switch (failure.kind) {
    case 'offline':
    case 'incomplete':
    case 'not-a-server':
    case 'server-failed':
      return `${failure.kind}: ${failure.detail}`
    case 'rejected':
      return `rejected with ${failure.status}: ${failure.detail}`
    case 'too-large':
    case 'needs-sign-in':
    case 'account-disabled':
    case 'client-too-old':
    case 'password-needed':
    case 'not-administrator':
    case 'link-not-valid':
    case 'address-taken':
    case 'wrong-password':
    case 'too-many-attempts':
    case 'stopped':
      return failure.kind
    default:
      return assertNever(failure)
  }
}

/** What the person is told. */
export function failureToRefusal(failure: Failure): Refusal {
  switch (failure.kind) {
    case 'offline':
    case 'incomplete':
    case 'stopped':
      return 'unreachable'
    case 'rejected':
    case 'too-large':
      return 'server-failed'
    case 'not-a-server':
    case 'needs-sign-in':
    case 'account-disabled':
    case 'client-too-old':
    case 'password-needed':
    case 'not-administrator':
    case 'link-not-valid':
    case 'address-taken':
    case 'wrong-password':
    case 'too-many-attempts':
    case 'server-failed':
      return failure.kind
    default:
      return assertNever(failure)
  }
}
