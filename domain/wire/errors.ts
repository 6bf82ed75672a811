import { z } from 'zod'

/** An answer that is no success, in CouchDB's shape. A reason that is one word with dashes is a code. */
export const couchErrorSchema = z.object({
  error: z.string(),
  reason: z.string(),
  /** Which fields of what was sent are wrong (400 of the own account). Servers of 0.1.0 say it in the reason alone. */
  fields: z.array(z.string()).optional()
})
export type CouchErrorAnswer = z.infer<typeof couchErrorSchema>

/** The fields that a 400 is about; none where it is about the request as a whole. */
export function listWrongFields({ fields, reason }: CouchErrorAnswer): readonly string[] {
  if (fields !== undefined) return fields
  // As 0.1.0 writes it: `phone: is not a phone number`.
  const named = /^(\w+):/.exec(reason)?.[1]
  return named === undefined ? [] : [named]
}
