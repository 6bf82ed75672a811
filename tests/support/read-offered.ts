import { type OfferedMonth, offeredMonthSchema } from '#domain/model/offered.ts'
import { fromWire } from '#domain/model/wire.ts'
import { createCallsName } from '#domain/rules/access.ts'
import type { Databases } from '#server/storage/document-store.ts'
import { listDocs } from './gate-world.ts'

/** What the server has recorded of a coach's slots, the earliest month first. */
export async function readOffered(databases: Databases, coachId: string): Promise<readonly OfferedMonth[]> {
  const docs = await listDocs(databases, createCallsName(coachId))
  return docs.filter(({ _id }) => _id.startsWith('offered:')).map(doc => offeredMonthSchema.parse(fromWire(doc)))
}
