import {
  importAnswerSchema,
  type ImportAnswer,
  type ImportedRow,
  importLookSchema,
  importRequestSchema
} from '#domain/wire/administration.ts'
import { type ImportVerdict, toImportState } from '#domain/rules/judge-import.ts'
import { isZone } from '#domain/time/wall-clock.ts'
import { type AddedByImport, importPeople, lookAtImport } from '../../../administration/import-people.ts'
import { refuseInput } from '../../account-of.ts'
import { sendJson } from '../../couch-answer.ts'
import { defineEndpoint } from '../../endpoint.ts'
import { bodyLimits } from '../../request-shapes.ts'

/** A list of people: looked at first, and carried out some lines at a time (AC10). */
export const adminImportEndpoints = {
  'admin-import-look': defineEndpoint({
    method: 'POST',
    path: '/_admin/import/look',
    access: 'administrator',
    asksPassword: true,
    answer: importAnswerSchema,
    body: { schema: importLookSchema, limit: bodyLimits.document },
    cost: 50,
    handle({ res, body }, { directory }) {
      const rows = lookAtImport(body, { directory }).map(verdict => toRow(verdict))
      sendJson(res, 200, { rows } satisfies ImportAnswer)
    }
  }),

  'admin-import': defineEndpoint({
    method: 'POST',
    path: '/_admin/import',
    access: 'administrator',
    asksPassword: true,
    answer: importAnswerSchema,
    body: { schema: importRequestSchema, limit: bodyLimits.small },
    // A slow hash for each line.
    cost: 300,
    async handle({ res, signIn, body }, services) {
      if (!isZone(body.zone)) throw refuseInput([{ field: 'zone', why: 'is not an IANA time zone' }])
      const done = await importPeople(body, signIn.user.userId, services)
      const rows = done.map(({ verdict, added }) => toRow(verdict, added))
      sendJson(res, 200, { rows } satisfies ImportAnswer)
    }
  })
} as const

function toRow(verdict: ImportVerdict, added?: AddedByImport): ImportedRow {
  return {
    state: added === undefined ? toImportState(verdict) : 'added',
    faults: verdict.kind === 'broken' ? [...verdict.faults] : [],
    ...(added === undefined ? {} : { added })
  }
}
