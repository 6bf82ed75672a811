import type { Request, Response } from 'express'
import type { Account } from '#domain/model/account.ts'
import type { AccountDirectory } from '../accounts/account-directory.ts'
import type { Authenticator } from '../accounts/authenticator.ts'
import type { Session, SignInFailure } from '../accounts/session.ts'
import { accessTokenMs, type Tokens } from '../accounts/tokens.ts'
import { HttpError, sendJson } from './couch-answer.ts'
import type { Handler } from './handler.ts'
import { parseBody } from './request-shape.ts'
import { sessionCookie } from './request-credential.ts'

export interface SessionRoutes {
  readonly read: Handler
  readonly open: Handler
  readonly renew: Handler
  readonly close: Handler
}

/** `/_session`: sign in, stay signed in, sign out. CouchDB's shape, plus a token that is renewable without the password. */
export function createSessionRoutes(parts: {
  readonly authenticator: Authenticator
  readonly directory: AccountDirectory
  readonly tokens: Tokens
  readonly now: () => number
}): SessionRoutes {
  const { authenticator, directory, tokens, now } = parts

  async function answerSignedIn(req: Request, res: Response, account: Account, signedInAt: number): Promise<void> {
    const issued = await tokens.issue(account, signedInAt)
    setCookie(req, res, issued.token, accessTokenMs)
    const { name, role, id, displayName, zone } = account
    sendJson(res, 200, { ok: true, name, roles: [role], userId: id, displayName, zone, ...issued })
  }

  return {
    read({ res, session }) {
      sendJson(res, 200, {
        ok: true,
        userCtx:
          session === undefined ? { name: null, roles: [] } : { name: session.user.name, roles: [session.user.role] },
        info: {
          authentication_handlers: ['bearer', 'cookie', 'default'],
          ...(session === undefined ? {} : { authenticated: viaToCouch(session.via) })
        },
        ...(session === undefined ? {} : { userId: session.user.userId })
      })
    },
    async open({ req, res, body }) {
      const { name, password } = parseBody('session-open', body)
      const checked = await authenticator.checkPassword(name, password, req.ip ?? '')
      if (checked.ok) return answerSignedIn(req, res, checked.value, now())
      if (checked.reason === 'too-many-attempts') throw tooManyAttempts(checked.retryAfterS)
      throw unauthorized(checked.reason)
    },
    async renew({ req, res, body }) {
      const claims = await tokens.verify(parseBody('session-renew', body).renewalToken, 'renewal')
      const account = claims === undefined ? undefined : directory.find(claims.userId)
      if (claims === undefined || account === undefined) throw unauthorized('needs-sign-in')
      if (account.disabled) throw unauthorized('account-disabled')
      if (account.tokenVersion !== claims.version) throw unauthorized('needs-sign-in')
      await answerSignedIn(req, res, account, claims.signedInAt)
    },
    close({ req, res }) {
      setCookie(req, res, '', 0)
      sendJson(res, 200, { ok: true })
    }
  }
}

export function unauthorized(reason: SignInFailure): HttpError {
  // Not `Basic`: browsers would ask for a password in a window of their own.
  return new HttpError(401, 'unauthorized', reason, { 'www-authenticate': 'Bearer realm="coachdesk"' })
}

export function tooManyAttempts(retryAfterS: number): HttpError {
  return new HttpError(429, 'too_many_requests', 'too-many-attempts', { 'retry-after': String(retryAfterS) })
}

function setCookie(req: Request, res: Response, value: string, maxAge: number): void {
  res.cookie(sessionCookie, value, { httpOnly: true, sameSite: 'strict', secure: req.secure, path: '/', maxAge })
}

function viaToCouch(via: Session['via']): string {
  return via === 'basic' ? 'default' : via
}
