import {
  invitationRequestSchema,
  type InvitationsAnswer,
  invitationsSchema,
  type ListedInvitation,
  type MadeInvitationAnswer,
  madeInvitationSchema
} from '#domain/wire/invitations.ts'
import { type AcceptedAnswer, acceptedSchema, joinRequestSchema, linkRequestSchema } from '#domain/wire/links.ts'
import { type DoneAnswer, doneSchema, signedInSchema } from '#domain/wire/sign-in.ts'
import type { AccountDirectory } from '../../accounts/account-directory.ts'
import { type Invitation, stateOf } from '../../joining/invitation.ts'
import { createInvitationMessage } from '../../mail/invitation-mail.ts'
import { accountOf } from '../account-of.ts'
import { answerSignedIn } from '../answer-signed-in.ts'
import { HttpError, sendJson } from '../couch-answer.ts'
import { defineEndpoint } from '../endpoint.ts'
import { countLinkTry, linkOver } from '../link-refusals.ts'
import { bodyLimits } from '../request-shapes.ts'

/** `/_invitations`: a coach's links for students to come; `/_links`: what the student does with one (JO5 to JO11). */
export const invitationEndpoints = {
  'invitations-list': defineEndpoint({
    method: 'GET',
    path: '/_invitations',
    access: 'signed-in',
    answer: invitationsSchema,
    cost: 5,
    async handle({ res, signIn }, { invitations, directory, mail, now }) {
      const own = await invitations.list(signIn.user.userId)
      const answer: InvitationsAnswer = {
        invitations: own.map(one => toListed(one, directory, now())),
        mails: mail !== undefined
      }
      sendJson(res, 200, answer)
    }
  }),

  'invitation-make': defineEndpoint({
    method: 'POST',
    path: '/_invitations',
    access: 'signed-in',
    answer: madeInvitationSchema,
    body: { schema: invitationRequestSchema, limit: bodyLimits.small },
    cost: 20,
    async handle({ res, signIn, body: { label, address } }, services) {
      const { invitations, organisation, directory, mail, toLink, now } = services
      const { userId, role } = signIn.user
      // Administrators invite for other roles elsewhere, with a password entered just before.
      const by = { userId, role, isAdmin: false }
      if (organisation.registration() === 'closed') throw new HttpError(403, 'forbidden', 'registration-closed')
      if (toGiven(address) !== undefined && mail === undefined) throw new HttpError(403, 'forbidden', 'no-mail')
      const made = await invitations.create({
        role: 'student',
        isAdmin: false,
        coachId: userId,
        by,
        label: toGiven(label),
        address: toGiven(address)
      })
      if (!made.ok) throw refuse(made.why)
      // What fails here, or a kill comes between, is caught up with at the next start.
      if (made.invitation.address !== undefined)
        await mail?.tellOfAccount(createInvitationMessage(made.invitation)).catch(() => undefined)
      const answer: MadeInvitationAnswer = {
        invitation: toListed(made.invitation, directory, now()),
        link: toLink('join', made.token)
      }
      sendJson(res, 200, answer)
    }
  }),

  'invitation-revoke': defineEndpoint({
    method: 'DELETE',
    path: '/_invitations/:id',
    access: 'signed-in',
    answer: doneSchema,
    async handle({ res, signIn, params }, { invitations, now }) {
      const found = await invitations.revoke(params.id, { userId: signIn.user.userId, isAdmin: false })
      if (found === undefined) throw new HttpError(404, 'not_found', 'missing')
      if (stateOf(found, now()) === 'used') throw new HttpError(409, 'conflict', 'invitation-used')
      sendJson(res, 200, { ok: true } satisfies DoneAnswer)
    }
  }),

  'link-join': defineEndpoint({
    method: 'POST',
    path: '/_links/join',
    access: 'everyone',
    answer: signedInSchema,
    body: { schema: joinRequestSchema, limit: bodyLimits.small },
    // A slow hash.
    cost: 50,
    async handle({ req, res, body }, services) {
      const { joining, joinByInvitation, signIns } = services
      countLinkTry(req, body.token, joining)
      const joined = await joinByInvitation.join(body)
      if (joined === 'over') throw linkOver()
      const account = accountOf(joined)
      joining.forgive(body.token, req.ip ?? '')
      const begun = await signIns.begin(account.id, req.headers['user-agent'] ?? '')
      await answerSignedIn(req, res, account, begun, services)
    }
  }),

  'link-accept': defineEndpoint({
    method: 'POST',
    path: '/_links/accept',
    access: 'signed-in',
    answer: acceptedSchema,
    body: { schema: linkRequestSchema, limit: bodyLimits.small },
    cost: 10,
    async handle({ req, res, signIn, body: { token } }, { joining, joinByInvitation, directory }) {
      countLinkTry(req, token, joining)
      const account = directory.find(signIn.user.userId)
      const accepted = account === undefined ? undefined : await joinByInvitation.accept(token, account)
      if (accepted?.ok !== true && accepted?.why === 'not-for-you')
        throw new HttpError(403, 'forbidden', 'invitation-not-for-you')
      if (accepted?.ok !== true) throw linkOver()
      joining.forgive(token, req.ip ?? '')
      sendJson(res, 200, { ok: true, coachId: accepted.coachId } satisfies AcceptedAnswer)
    }
  })
} as const

function toGiven(text: string | undefined): string | undefined {
  const given = text?.trim() ?? ''
  return given === '' ? undefined : given
}

function toListed(invitation: Invitation, directory: Pick<AccountDirectory, 'find'>, now: number): ListedInvitation {
  const { id, label, address, madeAt, validUntil, used } = invitation
  const user = used === undefined ? undefined : directory.find(used.by)
  return {
    id,
    ...(label === undefined ? {} : { label }),
    ...(address === undefined ? {} : { address }),
    madeAt,
    validUntil,
    state: stateOf(invitation, now),
    ...(user === undefined ? {} : { usedBy: { userId: user.id, displayName: user.displayName } })
  }
}

function refuse(why: 'not-allowed' | 'label' | 'address' | 'too-many'): HttpError {
  if (why === 'not-allowed') return new HttpError(403, 'forbidden', 'coaches-only')
  if (why === 'too-many') return new HttpError(403, 'forbidden', 'too-many-invitations')
  return new HttpError(400, 'bad_request', `${why}: cannot be read`, {}, [why])
}
