import type { z } from 'zod'
import {
  addedPersonSchema,
  auditPageSchema,
  changedPersonSchema,
  healthSchema,
  importAnswerSchema,
  type ImportedRow,
  mailStateSchema,
  mailTestSchema,
  organisationSchema,
  type PasswordAgain,
  passwordHoldsSchema,
  peopleSchema,
  resetLinkSchema,
  roleInvitationLinkSchema,
  sessionsAheadSchema
} from '#domain/wire/administration.ts'
import { doneSchema } from '#domain/wire/sign-in.ts'
import type { AdminActions } from '#renderer/contract/administration.ts'
import type { Outcome } from '#renderer/contract/screens.ts'
import { type Ask, readAs } from '../http/sign-in-api.ts'
import { resultToOutcome } from './result-to-outcome.ts'

/** `/_admin`, with the sign-in of whoever administers. */
export function createAdminApi(ask: Ask, serverUrl: string): AdminActions {
  async function get<T>(schema: z.ZodType<T>, path: string): Promise<Outcome<T>> {
    return resultToOutcome(readAs(schema, await ask({ method: 'GET', path })))
  }
  async function send<T>(schema: z.ZodType<T>, path: string, body?: object, method: 'POST' | 'PUT' = 'POST') {
    const request = { method, path, ...(body === undefined ? {} : { body }) }
    return resultToOutcome(readAs(schema, await ask(request)))
  }
  /** A server that does not know its own address tells the path alone. */
  const toFull = (link: string): string => (link.startsWith('/') ? serverUrl + link : link)
  const toFullLink = (row: ImportedRow): ImportedRow =>
    row.added === undefined ? row : { ...row, added: { ...row.added, link: toFull(row.added.link) } }
  const pathOf = (userId: string, rest = ''): string => `/_admin/people/${encodeURIComponent(userId)}${rest}`

  return {
    async enterPassword(password) {
      return pick(await send(passwordHoldsSchema, '/_session/password', { password } satisfies PasswordAgain), 'until')
    },
    listPeople: async () => pick(await get(peopleSchema, '/_admin/people'), 'people'),
    addPerson: async person => pick(await send(addedPersonSchema, '/_admin/people', person), 'person'),
    lookAtImport: async list => pick(await send(importAnswerSchema, '/_admin/import/look', list), 'rows'),
    async importPeople(list) {
      const done = await send(importAnswerSchema, '/_admin/import', list)
      return done.ok ? { ok: true, value: done.value.rows.map(toFullLink) } : done
    },
    changePerson: async (userId, change) => send(changedPersonSchema, pathOf(userId), change, 'PUT'),
    listSessionsAhead: async userId => pick(await get(sessionsAheadSchema, pathOf(userId, '/sessions')), 'sessions'),
    signOutEverywhere: async userId => forget(await send(doneSchema, pathOf(userId, '/sign-out'))),
    makeResetLink: async userId => send(resetLinkSchema, pathOf(userId, '/reset-link')),
    async invite(rights) {
      const made = await send(roleInvitationLinkSchema, '/_admin/invitations', rights)
      if (!made.ok) return made
      const { link, validUntil } = made.value
      return { ok: true, value: { link: toFull(link), validUntil } }
    },
    readOrganisation: async () => get(organisationSchema, '/_admin/organisation'),
    changeOrganisation: async changes => send(organisationSchema, '/_admin/organisation', changes, 'PUT'),
    readMail: async () => get(mailStateSchema, '/_admin/mail'),
    testMail: async () => send(mailTestSchema, '/_admin/mail/test'),
    sendMailAgain: async id => forget(await send(doneSchema, `/_admin/mail/${encodeURIComponent(id)}/again`)),
    readHealth: async () => get(healthSchema, '/_admin/health'),
    async readAudit({ person, act, after }) {
      const chosen = Object.entries({ person, act, after }).filter((entry): entry is [string, string] => !!entry[1])
      return get(auditPageSchema, `/_admin/audit?${new URLSearchParams(chosen).toString()}`)
    }
  }
}

function pick<T, K extends keyof T>(outcome: Outcome<T>, key: K): Outcome<T[K]> {
  return outcome.ok ? { ok: true, value: outcome.value[key] } : outcome
}

function forget(outcome: Outcome<unknown>): Outcome {
  return outcome.ok ? { ok: true, value: undefined } : outcome
}
