import { forgottenRequestSchema, linkRequestSchema, resetRequestSchema } from '#domain/wire/links.ts'
import { type DoneAnswer, doneSchema, signedInSchema } from '#domain/wire/sign-in.ts'
import { accountOf } from '../account-of.ts'
import { answerSignedIn } from '../answer-signed-in.ts'
import { HttpError, sendJson } from '../couch-answer.ts'
import { defineEndpoint } from '../endpoint.ts'
import { countLinkTry, linkOver } from '../link-refusals.ts'
import { bodyLimits } from '../request-shapes.ts'
import { tooManyAttempts } from '../sign-in-refusals.ts'

/** A password that was forgotten, and an address that somebody else replaced (JO22 to JO26). */
export const resetEndpoints = {
  'reset-ask': defineEndpoint({
    method: 'POST',
    path: '/_links/forgotten',
    access: 'everyone',
    answer: doneSchema,
    body: { schema: forgottenRequestSchema, limit: bodyLimits.small },
    cost: 10,
    handle({ req, res, body: { login } }, { forgotten }) {
      if (forgotten === undefined) throw new HttpError(404, 'not_found', 'missing')
      const retryAfterS = forgotten.count(req.ip ?? '')
      if (retryAfterS !== undefined) throw tooManyAttempts(retryAfterS)
      // The same for everybody, and before anything is looked up.
      sendJson(res, 200, { ok: true } satisfies DoneAnswer)
      forgotten.ask(login)
    }
  }),

  'link-reset': defineEndpoint({
    method: 'POST',
    path: '/_links/reset',
    access: 'everyone',
    answer: signedInSchema,
    body: { schema: resetRequestSchema, limit: bodyLimits.small },
    // A slow hash.
    cost: 50,
    async handle({ req, res, body: { token, password, zone } }, services) {
      const { joining, resets, service, signIns } = services
      countLinkTry(req, token, joining)
      const outcome = await resets.use(token, password)
      if (outcome === 'over') throw linkOver()
      const account = await service.settleZone(accountOf(outcome), zone)
      joining.forgive(token, req.ip ?? '')
      const begun = await signIns.begin(account.id, req.headers['user-agent'] ?? '')
      await answerSignedIn(req, res, account, begun, services)
    }
  }),

  'address-revert': defineEndpoint({
    method: 'POST',
    path: '/_links/revert-address',
    // Whoever reads the mail may be signed in nowhere.
    access: 'everyone',
    answer: doneSchema,
    body: { schema: linkRequestSchema, limit: bodyLimits.small },
    cost: 10,
    async handle({ req, res, body: { token } }, { joining, addressLinks, service, now }) {
      countLinkTry(req, token, joining)
      const link = addressLinks.readRevert(token, now())
      const outcome = link === undefined ? 'over' : await service.revertEmail(link.userId, link.isOf)
      if (outcome === 'over') throw linkOver()
      joining.forgive(token, req.ip ?? '')
      if (outcome === 'taken') throw new HttpError(403, 'forbidden', 'address-taken')
      sendJson(res, 200, { ok: true } satisfies DoneAnswer)
    }
  })
} as const
