import type { Request, Response } from 'express'
import type { Account } from '#domain/model/account.ts'
import { toWireRole } from '#domain/wire/role.ts'
import type { SignedInAnswer } from '#domain/wire/sign-in.ts'
import type { SignInRecord } from '../accounts/sign-in-record.ts'
import { accessTokenMs } from '../accounts/tokens.ts'
import { sendJson } from './couch-answer.ts'
import { signInCookie } from './request-credential.ts'
import type { Services } from './services.ts'

/** What whoever is let in gets: who they are, and tokens, one of them as a cookie, too. */
export async function answerSignedIn(
  req: Request,
  res: Response,
  account: Account,
  signIn: SignInRecord,
  { tokens, identity: { serverKey } }: Services
): Promise<void> {
  const issued = await tokens.issue(account, signIn)
  setSignInCookie(req, res, issued.token, accessTokenMs)
  const { name, role, isAdmin, id, displayName, zone, email, emailConfirmedAt } = account
  const who = {
    name,
    roles: [toWireRole(role)],
    isAdmin,
    userId: id,
    displayName,
    zone,
    ...(email === undefined || emailConfirmedAt === undefined ? {} : { email })
  } satisfies Partial<SignedInAnswer>
  const signedIn: SignedInAnswer = { ...who, serverKey, ...issued }
  sendJson(res, 200, { ok: true, ...signedIn })
}

export function setSignInCookie(req: Request, res: Response, value: string, maxAge: number): void {
  res.cookie(signInCookie, value, { httpOnly: true, sameSite: 'strict', secure: req.secure, path: '/', maxAge })
}
