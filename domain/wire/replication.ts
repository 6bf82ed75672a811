/** CouchDB's protocol, as far as replication needs it: what a device reads of the answers, and the server gives. */
import { z } from 'zod'
import type { WireDocument } from '../model/wire.ts'
import { setBackSchema } from './sequence.ts'

/** An update sequence as clients see it: opaque, it comes back as it was given. A number comes from 0.1.0. */
export const opaqueSequenceSchema = z.union([z.number(), z.string()])
export type OpaqueSequence = z.infer<typeof opaqueSequenceSchema>

const documentOnWireSchema = z.custom<WireDocument>(
  value => typeof value === 'object' && value !== null && '_id' in value && typeof value._id === 'string'
)

/** `GET /:db` */
export const databaseInfoSchema = z.object({ doc_count: z.number(), update_seq: opaqueSequenceSchema })
export type DatabaseInfoAnswer = z.infer<typeof databaseInfoSchema>

/** `_all_docs`, by range or by keys. */
export const allDocsSchema = z.object({
  update_seq: opaqueSequenceSchema.optional(),
  rows: z.array(
    z.object({
      key: z.string(),
      /** Of a key that is of no document. */
      error: z.string().optional(),
      value: z.object({ rev: z.string(), deleted: z.boolean().optional() }).nullish(),
      doc: documentOnWireSchema.nullish()
    })
  )
})
export type AllDocsAnswer = z.infer<typeof allDocsSchema>

/** A range of `_all_docs` with `include_docs`. */
export const documentPageSchema = z.object({
  update_seq: opaqueSequenceSchema.optional(),
  rows: z.array(z.object({ id: z.string(), doc: documentOnWireSchema }))
})

const changeSchema = z.object({
  id: z.string(),
  deleted: z.boolean().optional(),
  doc: documentOnWireSchema.optional()
})

/** A page of `_changes`. */
export const changesSchema = z.object({
  results: z.array(changeSchema),
  last_seq: opaqueSequenceSchema,
  set_back: setBackSchema.optional()
})

/** The same with `include_docs`. */
export const changesWithDocsSchema = changesSchema.extend({
  results: z.array(changeSchema.extend({ doc: documentOnWireSchema }))
})

/** A line of `_changes` with `feed=continuous`: one change, or the last words. */
export const changeLineSchema = z.union([
  changeSchema.extend({ seq: opaqueSequenceSchema, set_back: setBackSchema.optional() }),
  z.object({ last_seq: opaqueSequenceSchema, set_back: setBackSchema.optional() })
])

/** What became of one written document: PUT, POST and DELETE are answered with the first, `_bulk_docs` with a row of either kind. */
export const storedRowSchema = z.object({
  ok: z.literal(true),
  id: z.string(),
  rev: z.string(),
  /** What is stored is not what was pushed: it has to be read. Servers without the capability `adjusted-rows` never say so. */
  adjusted: z.literal(true).optional()
})
export const writtenRowSchema = z.union([
  storedRowSchema,
  z.object({ id: z.string(), error: z.string(), reason: z.string() })
])
export type WrittenRow = z.infer<typeof writtenRowSchema>
export const writtenRowsSchema = z.array(writtenRowSchema)

/** Which database has changed: a row of `_db_updates`, or a line of its feed. */
export const databaseUpdateSchema = z.object({ db_name: z.string() })

export const databaseUpdatesSchema = z.object({
  results: z.array(databaseUpdateSchema),
  last_seq: opaqueSequenceSchema
})

export const databaseUpdateLineSchema = z.union([databaseUpdateSchema, z.object({ last_seq: opaqueSequenceSchema })])
