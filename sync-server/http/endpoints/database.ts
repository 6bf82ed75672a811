import { type DatabaseInfoAnswer, databaseInfoSchema } from '#domain/wire/replication.ts'
import { doneSchema } from '#domain/wire/sign-in.ts'
import { sendJson } from '../couch-answer.ts'
import { defineEndpoint } from '../endpoint.ts'
import { readSequence } from '../sequences.ts'

/** What CouchDB's clients ask of a database as a whole. */
export const databaseEndpoints = {
  'db-info': defineEndpoint({
    method: 'GET',
    path: '/:db',
    access: 'readers',
    answer: databaseInfoSchema,
    async handle({ res, params: { db } }, { databases }) {
      const store = await databases.open(db)
      const [{ docCount }, sequence] = await Promise.all([store.info(), readSequence(store)])
      // Nothing of a database's size or of what was removed is anybody's business.
      const info: DatabaseInfoAnswer = { doc_count: docCount, update_seq: sequence }
      sendJson(res, 200, { db_name: db, ...info, instance_start_time: '0' })
    }
  }),

  'full-commit': defineEndpoint({
    method: 'POST',
    path: '/:db/_ensure_full_commit',
    access: 'readers',
    answer: doneSchema,
    // Whatever was answered is on the disk already.
    handle: ({ res }) => sendJson(res, 201, { ok: true, instance_start_time: '0' })
  })
} as const
