import type { Request } from 'express'
import { z } from 'zod'
import { ownAccountSchema, passwordChangeSchema, type SignInsAnswer, signInsSchema } from '#domain/wire/account.ts'
import { type DoneAnswer, doneSchema, type IssuedTokensAnswer, issuedTokensSchema } from '#domain/wire/sign-in.ts'
import { toOwnDetails } from '../../accounts/account-service.ts'
import type { UserContext } from '../../accounts/active-sign-in.ts'
import type { Authenticator } from '../../accounts/authenticator.ts'
import { accountOf } from '../account-of.ts'
import { HttpError, sendJson } from '../couch-answer.ts'
import { defineEndpoint } from '../endpoint.ts'
import { bodyLimits } from '../request-shapes.ts'
import { tooManyAttempts } from '../sign-in-refusals.ts'

/** `/_account`: what the owner of an account may see and change of it. */
export const accountEndpoints = {
  'account-read': defineEndpoint({
    method: 'GET',
    path: '/_account',
    access: 'signed-in',
    answer: ownAccountSchema,
    handle({ res, signIn }, { directory }) {
      const account = directory.find(signIn.user.userId)
      if (account === undefined) throw new HttpError(404, 'not_found', 'missing')
      sendJson(res, 200, toOwnDetails(account))
    }
  }),

  'account-change': defineEndpoint({
    method: 'PUT',
    path: '/_account',
    access: 'signed-in',
    answer: ownAccountSchema,
    // Looked at by the service, which knows phone numbers and zones.
    body: { schema: z.looseObject({}), limit: bodyLimits.small },
    // Copies of what others see of the person are made anew.
    cost: 50,
    async handle({ req, res, signIn, body }, { service, authenticator }) {
      const { currentPassword } = body
      const isTyped = typeof currentPassword === 'string'
      if (isTyped) await checkOwnPassword(req, signIn.user, currentPassword, authenticator)
      const account = accountOf(await service.changeDetails(signIn.user.userId, body, isTyped))
      sendJson(res, 200, { ok: true, ...toOwnDetails(account) })
    }
  }),

  'account-password': defineEndpoint({
    method: 'PUT',
    path: '/_account/password',
    access: 'signed-in',
    answer: issuedTokensSchema,
    body: { schema: passwordChangeSchema, limit: bodyLimits.small },
    // Two slow hashes.
    cost: 100,
    async handle({ req, res, signIn, body: { currentPassword, newPassword } }, services) {
      const { authenticator, service, signIns, tokens } = services
      await checkOwnPassword(req, signIn.user, currentPassword, authenticator)
      const account = accountOf(await service.setPassword(signIn.user.userId, newPassword))
      // Every sign-in so far is over now, this one too: whoever asked goes on with a new one.
      const begun = await signIns.begin(account.id, req.headers['user-agent'] ?? '')
      const issued: IssuedTokensAnswer = await tokens.issue(account, begun)
      sendJson(res, 200, { ok: true, ...issued })
    }
  }),

  'sign-ins-list': defineEndpoint({
    method: 'GET',
    path: '/_account/sign-ins',
    access: 'signed-in',
    answer: signInsSchema,
    handle({ res, signIn }, { signIns }) {
      const list = signIns.list(signIn.user.userId).map(({ id, createdAt, usedAt, agent }) => {
        return { id, createdAt, usedAt, agent, isThisDevice: id === signIn.signInId }
      })
      sendJson(res, 200, { signIns: list } satisfies SignInsAnswer)
    }
  }),

  'sign-in-end': defineEndpoint({
    method: 'DELETE',
    path: '/_account/sign-ins/:id',
    access: 'signed-in',
    answer: doneSchema,
    async handle({ res, signIn, params }, { signIns }) {
      const isOwn = signIns.list(signIn.user.userId).some(({ id }) => id === params.id)
      if (!isOwn || !(await signIns.end(params.id))) throw new HttpError(404, 'not_found', 'missing')
      sendJson(res, 200, { ok: true } satisfies DoneAnswer)
    }
  })
} as const

async function checkOwnPassword(
  req: Request,
  user: UserContext,
  password: string,
  authenticator: Pick<Authenticator, 'checkPassword'>
): Promise<void> {
  // Somebody signed in is no stranger: guesses at the name from elsewhere do not count here.
  const attempt = { name: user.name, address: req.ip ?? '', knownDevice: user.userId }
  const checked = await authenticator.checkPassword(attempt, password)
  if (!checked.ok && checked.reason === 'too-many-attempts') throw tooManyAttempts(checked.retryAfterS)
  if (!checked.ok) throw new HttpError(403, 'forbidden', 'wrong-password')
}
