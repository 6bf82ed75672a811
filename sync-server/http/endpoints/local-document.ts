import { z } from 'zod'
import { storedRowSchema } from '#domain/wire/replication.ts'
import { sendJson } from '../couch-answer.ts'
import { defineEndpoint } from '../endpoint.ts'
import { bodyLimits } from '../request-shapes.ts'

const revision = z.string().max(40).optional()
const path = '/:db/_local/:local'

/** A replicating client's checkpoints, see local-document-store.ts. */
export const localDocumentEndpoints = {
  'local-read': defineEndpoint({
    method: 'GET',
    path,
    access: 'readers',
    answer: z.looseObject({ _id: z.string(), _rev: z.string() }),
    async handle({ res, signIn, params: { db, id } }, { localDocuments }) {
      const { body, rev } = await localDocuments.read(db, signIn.user.userId, id)
      sendJson(res, 200, { ...body, _id: `_local/${id}`, _rev: rev })
    }
  }),

  'local-write': defineEndpoint({
    method: 'PUT',
    path,
    access: 'readers',
    answer: storedRowSchema,
    body: {
      schema: z.looseObject({ _rev: revision, _deleted: z.boolean().optional() }),
      limit: bodyLimits.localDocument
    },
    writes: 'one',
    async handle({ res, signIn, params: { db, id }, body: input }, { localDocuments }) {
      const { _id, _rev: named, _revisions, _deleted: isRemoval, ...body } = input
      const { userId } = signIn.user
      const rev =
        isRemoval === true
          ? await localDocuments.remove(db, userId, id, named)
          : await localDocuments.write(db, userId, id, named, body)
      sendJson(res, 201, { ok: true, id: `_local/${id}`, rev })
    }
  }),

  'local-remove': defineEndpoint({
    method: 'DELETE',
    path,
    access: 'readers',
    answer: storedRowSchema,
    query: z.object({ rev: revision }),
    async handle({ res, signIn, params: { db, id }, query }, { localDocuments }) {
      const rev = await localDocuments.remove(db, signIn.user.userId, id, query.rev)
      sendJson(res, 200, { ok: true, id: `_local/${id}`, rev })
    }
  })
} as const
