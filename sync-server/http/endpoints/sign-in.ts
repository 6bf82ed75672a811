import type { Request } from 'express'
import { z } from 'zod'
import {
  type DoneAnswer,
  doneSchema,
  renewalRequestSchema,
  signedInSchema,
  signInRequestSchema,
  whoIsSignedInSchema,
  type WhoIsSignedInAnswer
} from '#domain/wire/sign-in.ts'
import { toWireRole } from '#domain/wire/role.ts'
import type { ActiveSignIn } from '../../accounts/active-sign-in.ts'
import { answerSignedIn, setSignInCookie } from '../answer-signed-in.ts'
import { sendJson } from '../couch-answer.ts'
import { defineEndpoint } from '../endpoint.ts'
import { readCredential } from '../request-credential.ts'
import { bodyLimits } from '../request-shapes.ts'
import type { Services } from '../services.ts'
import { tooManyAttempts, unauthorized } from '../sign-in-refusals.ts'

/** CouchDB takes both names for the name. */
const signInSchema = z.preprocess(
  body => (isObject(body) && !('name' in body) ? { ...body, name: body['username'] } : body),
  signInRequestSchema
)

/** `/_session`: sign in, stay signed in, sign out. CouchDB's shape, plus a token that is renewable without the password. */
export const signInEndpoints = {
  'sign-in-read': defineEndpoint({
    method: 'GET',
    path: '/_session',
    access: 'whoever',
    answer: whoIsSignedInSchema,
    query: z.object({ basic: z.string().optional() }),
    handle({ res, signIn }) {
      sendJson(res, 200, {
        ok: true,
        userCtx:
          signIn === undefined
            ? { name: null, roles: [] }
            : { name: signIn.user.name, roles: [toWireRole(signIn.user.role)] },
        info: {
          authentication_handlers: ['bearer', 'cookie', 'default'],
          ...(signIn === undefined ? {} : { authenticated: viaToCouch(signIn.via) })
        },
        ...(signIn === undefined ? {} : { userId: signIn.user.userId })
      } satisfies WhoIsSignedInAnswer & { readonly ok: true; readonly info: object })
    }
  }),

  'sign-in': defineEndpoint({
    method: 'POST',
    path: '/_session',
    access: 'everyone',
    answer: signedInSchema,
    body: { schema: signInSchema, limit: bodyLimits.small, takesForm: true },
    async handle({ req, res, body: { name, password, zone } }, services) {
      const knownDevice = await findKnownDevice(req, name, services)
      const attempt = { name, address: req.ip ?? '', knownDevice }
      const checked = await services.authenticator.checkPassword(attempt, password)
      if (checked.ok) {
        const account = await services.service.settleZone(checked.value, zone)
        const begun = await services.signIns.begin(account.id, req.headers['user-agent'] ?? '')
        return answerSignedIn(req, res, account, begun, services)
      }
      if (checked.reason === 'too-many-attempts') throw tooManyAttempts(checked.retryAfterS)
      throw unauthorized(checked.reason)
    }
  }),

  'sign-in-renew': defineEndpoint({
    method: 'POST',
    path: '/_session/renew',
    access: 'everyone',
    answer: signedInSchema,
    body: { schema: renewalRequestSchema, limit: bodyLimits.small },
    async handle({ req, res, body: { renewalToken } }, services) {
      const { tokens, directory, signIns } = services
      const claims = await tokens.verify(renewalToken, 'renewal')
      const account = claims === undefined ? undefined : directory.find(claims.userId)
      if (claims === undefined || account === undefined) throw unauthorized('needs-sign-in')
      if (account.disabled) throw unauthorized('account-disabled')
      if (account.tokenVersion !== claims.version) throw unauthorized('needs-sign-in')
      const renewed = await signIns.renew(claims)
      if (renewed === undefined) throw unauthorized('needs-sign-in')
      await answerSignedIn(req, res, account, renewed, services)
    }
  }),

  'sign-out': defineEndpoint({
    method: 'DELETE',
    path: '/_session',
    access: 'everyone',
    answer: doneSchema,
    async handle({ req, res }, services) {
      const credential = readCredential(req)
      const isToken = typeof credential === 'object' && credential.kind !== 'basic'
      if (isToken) await endSignInOf(credential.token, services)
      setSignInCookie(req, res, '', 0)
      sendJson(res, 200, { ok: true } satisfies DoneAnswer)
    }
  })
} as const

/** A device shows what it was given at an earlier sign-in to the same account. */
async function findKnownDevice(
  req: Request,
  name: string,
  { tokens, directory }: Services
): Promise<string | undefined> {
  const credential = readCredential(req)
  if (typeof credential !== 'object' || credential.kind !== 'bearer') return undefined
  const device = await tokens.readDevice(credential.token)
  return device?.userId === directory.findByLogin(name)?.id ? device?.deviceId : undefined
}

async function endSignInOf(token: string, { tokens, signIns }: Services): Promise<void> {
  const claims = await tokens.readExpired(token)
  if (claims !== undefined) return signIns.signOut(claims)
  // A device that could not reach the server when somebody signed out has kept nothing else.
  const device = await tokens.readDevice(token)
  if (device !== undefined) await signIns.end(device.deviceId)
}

function viaToCouch(via: ActiveSignIn['via']): string {
  return via === 'basic' ? 'default' : via
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
