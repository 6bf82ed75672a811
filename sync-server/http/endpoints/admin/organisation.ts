import {
  type OrganisationAnswer,
  organisationChangeSchema,
  organisationSchema,
  type RoleInvitationLinkAnswer,
  roleInvitationLinkSchema,
  roleInvitationSchema
} from '#domain/wire/administration.ts'
import { nameInputSchema } from '#domain/model/line.ts'
import type { Organisation } from '../../../joining/organisation.ts'
import { refuseInput } from '../../account-of.ts'
import { HttpError, sendJson } from '../../couch-answer.ts'
import { defineEndpoint } from '../../endpoint.ts'
import { bodyLimits } from '../../request-shapes.ts'

/** The organisation as a whole, and who is asked to come (JO6, JO11). */
export const adminOrganisationEndpoints = {
  'admin-organisation': defineEndpoint({
    method: 'GET',
    path: '/_admin/organisation',
    access: 'administrator',
    answer: organisationSchema,
    handle({ res }, { organisation }) {
      sendJson(res, 200, toOrganisationAnswer(organisation))
    }
  }),

  'admin-organisation-change': defineEndpoint({
    method: 'PUT',
    path: '/_admin/organisation',
    access: 'administrator',
    asksPassword: true,
    answer: organisationSchema,
    body: { schema: organisationChangeSchema, limit: bodyLimits.small },
    cost: 20,
    async handle({ res, signIn, body: { name: typed, registration } }, { organisation, audit }) {
      const name = typed === undefined ? undefined : nameInputSchema.safeParse(typed)
      if (name?.success === false)
        throw refuseInput([{ field: 'name', why: 'needs 1 to 80 characters, one of which can be seen' }])
      const isChanged =
        (name !== undefined && name.data !== organisation.name()) ||
        (registration !== undefined && registration !== organisation.registration())
      const details = { named: name !== undefined, ...(registration === undefined ? {} : { registration }) }
      if (isChanged)
        await organisation.change(
          { name: name?.data, registration },
          audit.plan({ by: signIn.user.userId, act: 'organisation-changed', details })
        )
      sendJson(res, 200, toOrganisationAnswer(organisation))
    }
  }),

  'admin-invite': defineEndpoint({
    method: 'POST',
    path: '/_admin/invitations',
    access: 'administrator',
    asksPassword: true,
    answer: roleInvitationLinkSchema,
    body: { schema: roleInvitationSchema, limit: bodyLimits.small },
    cost: 20,
    async handle({ res, signIn, body: { role, isAdmin } }, { invitations, organisation, toLink }) {
      if (organisation.registration() === 'closed') throw new HttpError(403, 'forbidden', 'registration-closed')
      const by = { userId: signIn.user.userId, role: signIn.user.role, isAdmin: true }
      const made = await invitations.create({ role, isAdmin, by })
      if (!made.ok && made.why === 'too-many') throw new HttpError(403, 'forbidden', 'too-many-invitations')
      if (!made.ok)
        throw refuseInput([{ field: 'role', why: 'leaves nothing to do: coach, student, administer, or both' }])
      sendJson(res, 201, {
        link: toLink('join', made.token),
        validUntil: made.invitation.validUntil
      } satisfies RoleInvitationLinkAnswer)
    }
  })
} as const

function toOrganisationAnswer(organisation: Organisation): OrganisationAnswer {
  const name = organisation.name()
  return { ...(name === undefined ? {} : { name }), registration: organisation.registration() }
}
