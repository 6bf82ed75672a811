import {
  type AddedPersonAnswer,
  addedPersonSchema,
  type ChangedPersonAnswer,
  changedPersonSchema,
  newPersonSchema,
  type PeopleAnswer,
  peopleSchema,
  rightsChangeSchema,
  type SessionsAheadAnswer,
  sessionsAheadSchema
} from '#domain/wire/administration.ts'
import type { Account } from '#domain/model/account.ts'
import { type DoneAnswer, doneSchema } from '#domain/wire/sign-in.ts'
import { withoutUndefined } from '#domain/without-undefined.ts'
import type { AccountDirectory } from '../../../accounts/account-directory.ts'
import { changeRights } from '../../../administration/change-rights.ts'
import { listSessionsAhead } from '../../../administration/sessions-ahead.ts'
import { accountOf, refuseInput } from '../../account-of.ts'
import { HttpError, sendJson } from '../../couch-answer.ts'
import { defineEndpoint } from '../../endpoint.ts'
import { bodyLimits } from '../../request-shapes.ts'
import { toPersonRow } from '../../person-row.ts'

/** Everybody who has an account, as far as an administrator has to know: no phone number and no address (AC6). */
export const adminPeopleEndpoints = {
  'admin-people': defineEndpoint({
    method: 'GET',
    path: '/_admin/people',
    access: 'administrator',
    answer: peopleSchema,
    cost: 20,
    handle({ res }, { directory, signIns }) {
      const people = directory
        .list()
        .map(account => toPersonRow(account, signIns))
        .toSorted((a, b) => a.displayName.localeCompare(b.displayName) || (a.name < b.name ? -1 : 1))
      sendJson(res, 200, { people } satisfies PeopleAnswer)
    }
  }),

  'admin-add': defineEndpoint({
    method: 'POST',
    path: '/_admin/people',
    access: 'administrator',
    asksPassword: true,
    answer: addedPersonSchema,
    body: { schema: newPersonSchema, limit: bodyLimits.small },
    // A slow hash.
    cost: 50,
    async handle({ res, signIn, body: { email, ...body } }, { service, audit, signIns }) {
      const by = signIn.user.userId
      const input = { ...body, ...(email === undefined || email.trim() === '' ? {} : { email }) }
      const added = await service.add(input, ({ id, role, isAdmin }) => [
        audit.plan({ by, act: 'account-added', subject: id, details: { role, isAdmin } })
      ])
      sendJson(res, 201, { person: toPersonRow(accountOf(added), signIns) } satisfies AddedPersonAnswer)
    }
  }),

  'admin-change': defineEndpoint({
    method: 'PUT',
    path: '/_admin/people/:id',
    access: 'administrator',
    asksPassword: true,
    answer: changedPersonSchema,
    body: { schema: rightsChangeSchema, limit: bodyLimits.small },
    // A coach's sessions may be cancelled, each with its notices.
    cost: 100,
    async handle({ res, params, signIn, body }, services) {
      const account = findPerson(params.id, services)
      const changed = await changeRights(account, withoutUndefined(body), signIn.user.userId, services)
      if (!changed.ok) throw refuseInput(changed.problems)
      const { cancelled, stillAhead } = changed
      const person = toPersonRow(changed.account, services.signIns)
      sendJson(res, 200, { person, cancelled, stillAhead } satisfies ChangedPersonAnswer)
    }
  }),

  'admin-sessions': defineEndpoint({
    method: 'GET',
    path: '/_admin/people/:id/sessions',
    access: 'administrator',
    answer: sessionsAheadSchema,
    cost: 20,
    async handle({ res, params, signIn }, services) {
      const { id } = findPerson(params.id, services)
      const ahead = await services.turns.run(signIn.user.userId, () => listSessionsAhead(id, services))
      const sessions = ahead.map(({ id: bookingId, startsAt, otherName }) => ({ bookingId, startsAt, otherName }))
      sendJson(res, 200, { sessions } satisfies SessionsAheadAnswer)
    }
  }),

  'admin-sign-out': defineEndpoint({
    method: 'POST',
    path: '/_admin/people/:id/sign-out',
    access: 'administrator',
    asksPassword: true,
    answer: doneSchema,
    cost: 20,
    async handle({ res, params, signIn }, { directory, service, audit }) {
      const { id } = findPerson(params.id, { directory })
      const by = signIn.user.userId
      accountOf(
        await service.signOutEverywhere(id, () => [audit.plan({ by, act: 'signed-out-everywhere', subject: id })])
      )
      sendJson(res, 200, { ok: true } satisfies DoneAnswer)
    }
  })
} as const

function findPerson(userId: string, { directory }: { readonly directory: Pick<AccountDirectory, 'find'> }): Account {
  const account = directory.find(userId)
  if (account === undefined) throw new HttpError(404, 'not_found', 'missing')
  return account
}
