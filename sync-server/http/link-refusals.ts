import type { Request } from 'express'
import type { Joining } from '../joining/joining.ts'
import { HttpError } from './couch-answer.ts'
import { tooManyAttempts } from './sign-in-refusals.ts'

export function countLinkTry(req: Request, token: string, joining: Pick<Joining, 'count'>): void {
  const retryAfterS = joining.count(token, req.ip ?? '')
  if (retryAfterS !== undefined) throw tooManyAttempts(retryAfterS)
}

/** The same for a link that was used, has expired, was withdrawn or never was (JO3). */
export function linkOver(): HttpError {
  return new HttpError(403, 'forbidden', 'link-not-valid')
}
