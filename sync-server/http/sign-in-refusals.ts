import type { SignInFailure } from '../accounts/active-sign-in.ts'
import { HttpError } from './couch-answer.ts'

export function unauthorized(reason: SignInFailure): HttpError {
  // Not `Basic`: browsers would ask for a password in a window of their own.
  return new HttpError(401, 'unauthorized', reason, { 'www-authenticate': 'Bearer realm="coachdesk"' })
}

export function tooManyAttempts(retryAfterS: number): HttpError {
  return new HttpError(429, 'too_many_requests', 'too-many-attempts', { 'retry-after': String(retryAfterS) })
}
