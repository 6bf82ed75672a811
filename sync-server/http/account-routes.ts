import type { AccountDirectory } from '../accounts/account-directory.ts'
import { type AccountResult, type AccountService, toOwnDetails } from '../accounts/account-service.ts'
import type { Authenticator } from '../accounts/authenticator.ts'
import type { Tokens } from '../accounts/tokens.ts'
import { HttpError, sendJson } from './couch-answer.ts'
import type { SignedInHandler } from './handler.ts'
import { parseBody } from './request-shape.ts'
import { tooManyAttempts } from './session-routes.ts'

export interface AccountRoutes {
  readonly read: SignedInHandler
  readonly change: SignedInHandler
  readonly changePassword: SignedInHandler
}

/** `/_account`: what the owner of an account may see and change of it. */
export function createAccountRoutes(parts: {
  readonly directory: AccountDirectory
  readonly service: AccountService
  readonly authenticator: Authenticator
  readonly tokens: Tokens
  readonly now: () => number
}): AccountRoutes {
  const { directory, service, authenticator, tokens, now } = parts

  return {
    read({ res, session }) {
      const account = directory.find(session.user.userId)
      if (account === undefined) throw new HttpError(404, 'not_found', 'missing')
      sendJson(res, 200, toOwnDetails(account))
    },
    async change({ res, session, body }) {
      const account = accountOf(await service.changeDetails(session.user.userId, parseBody('account-change', body)))
      sendJson(res, 200, { ok: true, ...toOwnDetails(account) })
    },
    async changePassword({ req, res, session, body }) {
      const { currentPassword, newPassword } = parseBody('account-password', body)
      const checked = await authenticator.checkPassword(session.user.name, currentPassword, req.ip ?? '')
      if (!checked.ok && checked.reason === 'too-many-attempts') throw tooManyAttempts(checked.retryAfterS)
      if (!checked.ok) throw new HttpError(403, 'forbidden', 'wrong-password')
      const account = accountOf(await service.setPassword(session.user.userId, newPassword))
      // Every token given so far is void now, this one's too: the caller goes on with new ones.
      sendJson(res, 200, { ok: true, ...(await tokens.issue(account, now())) })
    }
  }
}

function accountOf(result: AccountResult) {
  if (result.ok) return result.account
  const reason = result.problems.map(({ field, why }) => `${field}: ${why}`).join('; ')
  throw new HttpError(400, 'bad_request', reason)
}
