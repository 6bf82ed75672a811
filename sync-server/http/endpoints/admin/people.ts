import type { Account } from '#domain/model/account.ts'
import { type PeopleAnswer, peopleSchema, type PersonRow } from '#domain/wire/administration.ts'
import { type DoneAnswer, doneSchema } from '#domain/wire/sign-in.ts'
import type { SignIns } from '../../../accounts/sign-ins.ts'
import { accountOf } from '../../account-of.ts'
import { HttpError, sendJson } from '../../couch-answer.ts'
import { defineEndpoint } from '../../endpoint.ts'

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

  'admin-sign-out': defineEndpoint({
    method: 'POST',
    path: '/_admin/people/:id/sign-out',
    access: 'administrator',
    asksPassword: true,
    answer: doneSchema,
    cost: 20,
    async handle({ res, params, signIn }, { directory, service, audit }) {
      if (directory.find(params.id) === undefined) throw new HttpError(404, 'not_found', 'missing')
      const by = signIn.user.userId
      accountOf(
        await service.signOutEverywhere(params.id, ({ id }) => [
          audit.plan({ by, act: 'signed-out-everywhere', subject: id })
        ])
      )
      sendJson(res, 200, { ok: true } satisfies DoneAnswer)
    }
  })
} as const

function toPersonRow(account: Account, signIns: Pick<SignIns, 'list'>): PersonRow {
  const { id, name, role, isAdmin, displayName, disabled, createdAt, email, emailConfirmedAt } = account
  const standing = signIns.list(id)
  const lastUsedAt = standing[0]?.usedAt
  return {
    userId: id,
    name,
    role,
    isAdmin,
    displayName,
    disabled,
    createdAt,
    ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
    signIns: standing.length,
    address: email === undefined ? 'none' : tellAddress(emailConfirmedAt)
  }
}

function tellAddress(confirmedAt: number | undefined): PersonRow['address'] {
  return confirmedAt === undefined ? 'unconfirmed' : 'confirmed'
}
