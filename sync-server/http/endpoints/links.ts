import { type LinkFacts, linkFactsSchema, linkRequestSchema, setUpRequestSchema } from '#domain/wire/links.ts'
import { signedInSchema } from '#domain/wire/sign-in.ts'
import type { LinkOutcome } from '../../joining/joining.ts'
import type { JoinByInvitation } from '../../joining/join-by-invitation.ts'
import { accountOf } from '../account-of.ts'
import { answerSignedIn } from '../answer-signed-in.ts'
import { sendJson } from '../couch-answer.ts'
import { defineEndpoint } from '../endpoint.ts'
import { countLinkTry, linkOver } from '../link-refusals.ts'
import { bodyLimits } from '../request-shapes.ts'

/**
 * `/_links`: links that work once (JO). A mail scanner opens links, and so do previews: nothing is spent but by the POST that makes the
 * account. Tries are counted as those of a sign-in are.
 */
export const linkEndpoints = {
  'link-look': defineEndpoint({
    method: 'POST',
    path: '/_links/look',
    access: 'everyone',
    answer: linkFactsSchema,
    body: { schema: linkRequestSchema, limit: bodyLimits.small },
    cost: 10,
    async handle({ req, res, body: { token } }, { joining, joinByInvitation }) {
      countLinkTry(req, token, joining)
      const found = joining.find(token) ?? (await findInvitation(token, joinByInvitation))
      if (found === undefined) throw linkOver()
      joining.forgive(token, req.ip ?? '')
      const organisation = joining.organisation.name()
      const facts: LinkFacts = { ...found, ...(organisation === undefined ? {} : { organisation }) }
      sendJson(res, 200, facts)
    }
  }),

  'link-set-up': defineEndpoint({
    method: 'POST',
    path: '/_links/set-up',
    access: 'everyone',
    answer: signedInSchema,
    body: { schema: setUpRequestSchema, limit: bodyLimits.small },
    // A slow hash.
    cost: 50,
    async handle({ req, res, body }, services) {
      const { joining, signIns } = services
      countLinkTry(req, body.token, joining)
      const account = accountOf(standing(await joining.setUp(body)))
      joining.forgive(body.token, req.ip ?? '')
      const begun = await signIns.begin(account.id, req.headers['user-agent'] ?? '')
      await answerSignedIn(req, res, account, begun, services)
    }
  })
} as const

async function findInvitation(token: string, joinByInvitation: JoinByInvitation): Promise<LinkFacts | undefined> {
  const found = await joinByInvitation.find(token)
  return found && { kind: 'invitation', validUntil: found.validUntil, invitation: joinByInvitation.toFacts(found) }
}

function standing(outcome: LinkOutcome): Exclude<LinkOutcome, 'over'> {
  if (outcome === 'over') throw linkOver()
  return outcome
}
