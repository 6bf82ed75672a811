import type { Request, Response } from 'express'
import type { Account } from '#domain/model/account.ts'
import type { AccountDirectory } from '../../accounts/account-directory.ts'
import type { Authenticator } from '../../accounts/authenticator.ts'
import type { ActiveSignIn, SignInFailure } from '../../accounts/active-sign-in.ts'
import type { SignInRecord } from '../../accounts/sign-in-record.ts'
import type { SignIns } from '../../accounts/sign-ins.ts'
import { accessTokenMs, type Tokens } from '../../accounts/tokens.ts'
import type { ServerIdentity } from '../../identity/server-identity.ts'
import { HttpError, sendJson } from '../couch-answer.ts'
import type { Handler } from '../exchange.ts'
import { parseBody } from '../request-shape.ts'
import { readCredential, signInCookie } from '../request-credential.ts'

export interface SignInRoutes {
  readonly read: Handler
  readonly open: Handler
  readonly renew: Handler
  readonly close: Handler
}

/** `/_session`: sign in, stay signed in, sign out. CouchDB's shape, plus a token that is renewable without the password. */
export function createSignInRoutes(parts: {
  readonly authenticator: Authenticator
  readonly directory: AccountDirectory
  readonly tokens: Tokens
  readonly signIns: SignIns
  readonly identity: Pick<ServerIdentity, 'serverKey'>
}): SignInRoutes {
  const { authenticator, directory, tokens, signIns } = parts
  const { serverKey } = parts.identity

  async function answerSignedIn(req: Request, res: Response, account: Account, signIn: SignInRecord): Promise<void> {
    const issued = await tokens.issue(account, signIn)
    setCookie(req, res, issued.token, accessTokenMs)
    const { name, role, id, displayName, zone } = account
    sendJson(res, 200, { ok: true, name, roles: [role], userId: id, displayName, zone, serverKey, ...issued })
  }

  /** A device shows what it was given at an earlier sign-in to the same account. */
  async function findKnownDevice(req: Request, name: string): Promise<string | undefined> {
    const credential = readCredential(req)
    if (typeof credential !== 'object' || credential.kind !== 'bearer') return undefined
    const device = await tokens.readDevice(credential.token)
    return device?.userId === directory.findByName(name.trim())?.id ? device?.deviceId : undefined
  }

  async function endSignInOf(token: string): Promise<void> {
    const claims = await tokens.readExpired(token)
    if (claims !== undefined) return signIns.signOut(claims)
    // A device that could not reach the server when somebody signed out has kept nothing else.
    const device = await tokens.readDevice(token)
    if (device !== undefined) await signIns.end(device.deviceId)
  }

  return {
    read({ res, signIn }) {
      sendJson(res, 200, {
        ok: true,
        userCtx:
          signIn === undefined ? { name: null, roles: [] } : { name: signIn.user.name, roles: [signIn.user.role] },
        info: {
          authentication_handlers: ['bearer', 'cookie', 'default'],
          ...(signIn === undefined ? {} : { authenticated: viaToCouch(signIn.via) })
        },
        ...(signIn === undefined ? {} : { userId: signIn.user.userId })
      })
    },
    async open({ req, res, body }) {
      const { name, password } = parseBody('sign-in', body)
      const knownDevice = await findKnownDevice(req, name)
      const checked = await authenticator.checkPassword({ name, address: req.ip ?? '', knownDevice }, password)
      if (checked.ok) {
        const signIn = await signIns.begin(checked.value.id, req.headers['user-agent'] ?? '')
        return answerSignedIn(req, res, checked.value, signIn)
      }
      if (checked.reason === 'too-many-attempts') throw tooManyAttempts(checked.retryAfterS)
      throw unauthorized(checked.reason)
    },
    async renew({ req, res, body }) {
      const claims = await tokens.verify(parseBody('sign-in-renew', body).renewalToken, 'renewal')
      const account = claims === undefined ? undefined : directory.find(claims.userId)
      if (claims === undefined || account === undefined) throw unauthorized('needs-sign-in')
      if (account.disabled) throw unauthorized('account-disabled')
      if (account.tokenVersion !== claims.version) throw unauthorized('needs-sign-in')
      const signIn = await signIns.renew(claims)
      if (signIn === undefined) throw unauthorized('needs-sign-in')
      await answerSignedIn(req, res, account, signIn)
    },
    async close({ req, res }) {
      const credential = readCredential(req)
      const isToken = typeof credential === 'object' && credential.kind !== 'basic'
      if (isToken) await endSignInOf(credential.token)
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
  res.cookie(signInCookie, value, { httpOnly: true, sameSite: 'strict', secure: req.secure, path: '/', maxAge })
}

function viaToCouch(via: ActiveSignIn['via']): string {
  return via === 'basic' ? 'default' : via
}
