import { type ResetLinkAnswer, resetLinkSchema } from '#domain/wire/administration.ts'
import { handedLifeMs } from '../../../joining/reset-record.ts'
import { HttpError, sendJson } from '../../couch-answer.ts'
import { defineEndpoint } from '../../endpoint.ts'

/** A link to a new password, which its maker hands over: whoever has it can take over the account, and its person is told (JO25). */
export const adminResetLinkEndpoints = {
  'admin-reset-link': defineEndpoint({
    method: 'POST',
    path: '/_admin/people/:id/reset-link',
    access: 'administrator',
    asksPassword: true,
    answer: resetLinkSchema,
    cost: 20,
    async handle({ res, params, signIn }, { resets }) {
      const issued = await resets.issue(params.id, { by: signIn.user.userId, lifeMs: handedLifeMs })
      if (issued === undefined) throw new HttpError(404, 'not_found', 'missing')
      sendJson(res, 200, issued satisfies ResetLinkAnswer)
    }
  })
} as const
