import { z } from 'zod'
import { type ConfirmAddressRequest, confirmAddressRequestSchema } from '#domain/wire/account.ts'
import { type DoneAnswer, doneSchema } from '#domain/wire/sign-in.ts'
import { HttpError, sendJson } from '../couch-answer.ts'
import { defineEndpoint } from '../endpoint.ts'
import { bodyLimits } from '../request-shapes.ts'
import { sendStopPage } from '../stop-page.ts'

/** The address that mail goes to (rules ML). */
export const mailEndpoints = {
  'address-ask': defineEndpoint({
    method: 'POST',
    path: '/_account/address',
    access: 'signed-in',
    answer: doneSchema,
    // A mail leaves the house.
    cost: 100,
    async handle({ res, signIn }, { directory, mail }) {
      const account = directory.find(signIn.user.userId)
      if (account?.email === undefined || mail === undefined) throw new HttpError(404, 'not_found', 'missing')
      if (!(await mail.askForAddress(account))) throw new HttpError(429, 'too_many_requests', 'too-many-mails')
      sendJson(res, 200, { ok: true } satisfies DoneAnswer)
    }
  }),

  'address-confirm': defineEndpoint({
    method: 'POST',
    path: '/_links/address',
    // Whoever reads the mail may be signed in elsewhere, or nowhere.
    access: 'everyone',
    answer: doneSchema,
    body: { schema: confirmAddressRequestSchema, limit: bodyLimits.small },
    cost: 10,
    async handle({ res, body }, { addressLinks, service, now }) {
      const { token }: ConfirmAddressRequest = body
      const link = addressLinks.read(token, now())
      const outcome = link === undefined ? 'over' : await service.confirmEmail(link.userId, link.isOf)
      // Whatever is wrong with it, the answer is the same. Whose the address is otherwise is told to whoever reads its mail alone (JO20).
      if (outcome !== 'confirmed')
        throw new HttpError(403, 'forbidden', outcome === 'taken' ? 'address-taken' : 'link-not-valid')
      sendJson(res, 200, { ok: true } satisfies DoneAnswer)
    }
  }),

  'reminders-stop-ask': defineEndpoint({
    method: 'GET',
    path: '/_mail/reminders/:id',
    // The link itself is the credential. Scanners open links: looking at it changes nothing.
    access: 'everyone',
    answer: z.string(),
    cost: 5,
    handle({ res, params }, { stopLinks, directory }) {
      const link = stopLinks.read(params.id)
      const email = directory.find(link?.userId ?? '')?.email
      if (link === undefined || email === undefined || !link.isOf(email)) throw linkMissing()
      sendStopPage(res, 'asks')
    }
  }),

  'reminders-stop': defineEndpoint({
    method: 'POST',
    path: '/_mail/reminders/:id',
    access: 'everyone',
    answer: z.string(),
    // What mail programs send along says nothing, and is not read (RFC 8058).
    cost: 50,
    async handle({ res, params }, { stopLinks, service }) {
      const link = stopLinks.read(params.id)
      if (link === undefined || !(await service.stopReminders(link.userId, link.isOf))) throw linkMissing()
      sendStopPage(res, 'done')
    }
  })
} as const

/** Whatever is wrong with it, the answer is the same. */
function linkMissing(): HttpError {
  return new HttpError(404, 'not_found', 'missing')
}
