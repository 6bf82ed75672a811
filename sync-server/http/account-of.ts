import type { Account } from '#domain/model/account.ts'
import { type AccountResult, wholeInput } from '../accounts/account-service.ts'
import { HttpError } from './couch-answer.ts'

/** The account that a change came to; where it was refused, an answer that names the wrong fields. */
export function accountOf(result: AccountResult): Account {
  if (result.ok) return result.account
  const reason = result.problems.map(({ field, why }) => `${field}: ${why}`).join('; ')
  const fields = [...new Set(result.problems.map(({ field }) => field))].filter(field => field !== wholeInput)
  throw new HttpError(400, 'bad_request', reason, {}, fields)
}
