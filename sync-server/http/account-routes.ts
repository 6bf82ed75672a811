import type { AccountDirectory } from '../accounts/account-directory.ts'
import { type AccountResult, type AccountService, toOwnDetails } from '../accounts/account-service.ts'
import type { Authenticator } from '../accounts/authenticator.ts'
import type { SignIns } from '../accounts/sign-ins.ts'
import type { Tokens } from '../accounts/tokens.ts'
import { HttpError, sendJson } from './couch-answer.ts'
import type { SignedInHandler } from './handler.ts'
import { parseBody } from './request-shape.ts'
import { tooManyAttempts } from './session-routes.ts'

export interface AccountRoutes {
  readonly read: SignedInHandler
  readonly change: SignedInHandler
  readonly changePassword: SignedInHandler
  readonly listSignIns: SignedInHandler
  readonly endSignIn: SignedInHandler
}

/** `/_account`: what the owner of an account may see and change of it. */
export function createAccountRoutes(parts: {
  readonly directory: AccountDirectory
  readonly service: AccountService
  readonly authenticator: Authenticator
  readonly tokens: Tokens
  readonly signIns: SignIns
}): AccountRoutes {
  const { directory, service, authenticator, tokens, signIns } = parts

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
      // Somebody signed in is no stranger: guesses at the name from elsewhere do not count here.
      const attempt = { name: session.user.name, address: req.ip ?? '', knownDevice: session.user.userId }
      const checked = await authenticator.checkPassword(attempt, currentPassword)
      if (!checked.ok && checked.reason === 'too-many-attempts') throw tooManyAttempts(checked.retryAfterS)
      if (!checked.ok) throw new HttpError(403, 'forbidden', 'wrong-password')
      const account = accountOf(await service.setPassword(session.user.userId, newPassword))
      // Every sign-in so far is over now, this one too: the caller goes on with a new one.
      const signIn = await signIns.begin(account.id, req.headers['user-agent'] ?? '')
      sendJson(res, 200, { ok: true, ...(await tokens.issue(account, signIn)) })
    },
    listSignIns({ res, session }) {
      const list = signIns.list(session.user.userId).map(({ id, createdAt, usedAt, agent }) => {
        return { id, createdAt, usedAt, agent, isThisDevice: id === session.signInId }
      })
      sendJson(res, 200, { signIns: list })
    },
    async endSignIn({ res, session, params }) {
      const isOwn = signIns.list(session.user.userId).some(({ id }) => id === params.id)
      if (!isOwn || !(await signIns.end(params.id))) throw new HttpError(404, 'not_found', 'missing')
      sendJson(res, 200, { ok: true })
    }
  }
}

function accountOf(result: AccountResult) {
  if (result.ok) return result.account
  const reason = result.problems.map(({ field, why }) => `${field}: ${why}`).join('; ')
  throw new HttpError(400, 'bad_request', reason)
}
