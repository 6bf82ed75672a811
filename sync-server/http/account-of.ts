import type { Account } from '#domain/model/account.ts'
import { type AccountProblem, type AccountResult, wholeInput } from '../accounts/account-service.ts'
import { HttpError } from './couch-answer.ts'

/** The account that a change came to; where it was refused, an answer that names the wrong fields. */
export function accountOf(result: AccountResult): Account {
  if (result.ok) return result.account
  throw refuseInput(result.problems)
}

export function refuseInput(problems: readonly AccountProblem[]): HttpError {
  const reason = problems.map(({ field, why }) => `${field}: ${why}`).join('; ')
  const fields = [...new Set(problems.map(({ field }) => field))].filter(field => field !== wholeInput)
  return new HttpError(400, 'bad_request', reason, {}, fields)
}
