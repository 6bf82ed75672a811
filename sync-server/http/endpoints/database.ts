import { sendJson } from '../couch-answer.ts'
import { defineEndpoint } from '../endpoint.ts'
import { readSequence } from '../sequences.ts'

/** What CouchDB's clients ask of a database as a whole. */
export const databaseEndpoints = {
  'db-info': defineEndpoint({
    method: 'GET',
    path: '/:db',
    access: 'readers',
    async handle({ res, params: { db } }, { databases }) {
      const store = await databases.open(db)
      const [{ docCount }, sequence] = await Promise.all([store.info(), readSequence(store)])
      // Nothing of a database's size or of what was removed is anybody's business.
      sendJson(res, 200, { db_name: db, doc_count: docCount, update_seq: sequence, instance_start_time: '0' })
    }
  }),

  'full-commit': defineEndpoint({
    method: 'POST',
    path: '/:db/_ensure_full_commit',
    access: 'readers',
    // Whatever was answered is on the disk already.
    handle: ({ res }) => sendJson(res, 201, { ok: true, instance_start_time: '0' })
  })
} as const
