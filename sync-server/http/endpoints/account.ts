import type { AccountDirectory } from '../../accounts/account-directory.ts'
import { type AccountResult, type AccountService, toOwnDetails } from '../../accounts/account-service.ts'
import type { Authenticator } from '../../accounts/authenticator.ts'
import type { SignIns } from '../../accounts/sign-ins.ts'
import type { Tokens } from '../../accounts/tokens.ts'
import { HttpError, sendJson } from '../couch-answer.ts'
import type { SignedInHandler } from '../exchange.ts'
import { parseBody } from '../request-shape.ts'
import { tooManyAttempts } from './sign-in.ts'

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
    read({ res, signIn }) {
      const account = directory.find(signIn.user.userId)
      if (account === undefined) throw new HttpError(404, 'not_found', 'missing')
      sendJson(res, 200, toOwnDetails(account))
    },
    async change({ res, signIn, body }) {
      const account = accountOf(await service.changeDetails(signIn.user.userId, parseBody('account-change', body)))
      sendJson(res, 200, { ok: true, ...toOwnDetails(account) })
    },
    async changePassword({ req, res, signIn, body }) {
      const { currentPassword, newPassword } = parseBody('account-password', body)
      // Somebody signed in is no stranger: guesses at the name from elsewhere do not count here.
      const attempt = { name: signIn.user.name, address: req.ip ?? '', knownDevice: signIn.user.userId }
      const checked = await authenticator.checkPassword(attempt, currentPassword)
      if (!checked.ok && checked.reason === 'too-many-attempts') throw tooManyAttempts(checked.retryAfterS)
      if (!checked.ok) throw new HttpError(403, 'forbidden', 'wrong-password')
      const account = accountOf(await service.setPassword(signIn.user.userId, newPassword))
      // Every sign-in so far is over now, this one too: the caller goes on with a new one.
      const begun = await signIns.begin(account.id, req.headers['user-agent'] ?? '')
      sendJson(res, 200, { ok: true, ...(await tokens.issue(account, begun)) })
    },
    listSignIns({ res, signIn }) {
      const list = signIns.list(signIn.user.userId).map(({ id, createdAt, usedAt, agent }) => {
        return { id, createdAt, usedAt, agent, isThisDevice: id === signIn.signInId }
      })
      sendJson(res, 200, { signIns: list })
    },
    async endSignIn({ res, signIn, params }) {
      const isOwn = signIns.list(signIn.user.userId).some(({ id }) => id === params.id)
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
