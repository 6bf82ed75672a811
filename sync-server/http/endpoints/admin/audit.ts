import { z } from 'zod'
import { type AuditPageAnswer, auditPageSchema } from '#domain/wire/administration.ts'
import { sendJson } from '../../couch-answer.ts'
import { defineEndpoint } from '../../endpoint.ts'
import { nameEach } from '../../name-each.ts'

const entriesPerPage = 200

/** Who did what, the newest first (AC8). */
export const adminAuditEndpoints = {
  'admin-audit': defineEndpoint({
    method: 'GET',
    path: '/_admin/audit',
    access: 'administrator',
    answer: auditPageSchema,
    query: z.object({
      person: z.string().max(32).optional(),
      act: z.string().max(40).optional(),
      after: z.string().max(64).optional()
    }),
    // A filter reads up to all entries.
    cost: 20,
    async handle({ res, query, signIn }, { audit, directory, turns }) {
      const found = await turns.run(signIn.user.userId, () => audit.list({ ...query, limit: entriesPerPage + 1 }))
      const entries = found.slice(0, entriesPerPage)
      const next = found.length > entriesPerPage ? entries.at(-1)?.id : undefined
      sendJson(res, 200, {
        entries: [...entries],
        people: nameEach(
          entries.flatMap(({ by, subject = by }) => [by, subject]),
          directory
        ),
        ...(next === undefined ? {} : { next })
      } satisfies AuditPageAnswer)
    }
  })
} as const
