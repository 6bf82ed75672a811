import { type BlockList, blockListId, blockListSchema } from '#domain/model/block-list.ts'
import { createHowWeMeetId, type HowWeMeet, howWeMeetSchema } from '#domain/model/how-we-meet.ts'
import { isRelationStanding, type Relation, relationRange, relationSchema } from '#domain/model/relation.ts'
import { fromWire } from '#domain/model/wire.ts'
import { createCallsName } from '#domain/rules/access.ts'
import type { Databases, DocumentStore, StoredDocument } from '../storage/document-store.ts'

/** What a coach keeps in the own database that the server goes by. */
export interface CoachDocuments {
  readonly blocked: ReadonlySet<string>
  /** Students who have accepted the coach's invitation, where neither has ended that (RL2). */
  readonly students: ReadonlySet<string>
  readonly howWeMeet: HowWeMeet | undefined
}

/**
 * These documents in memory. They are read when somebody first asks after one of a coach's, all at once, so that what is read says
 * nothing of any student; whoever changes one holds the locks of the coach, and forgets it once it is stored.
 */
export interface CoachDocumentStore {
  find(coachId: string): Promise<CoachDocuments>
  /** They may have changed: they are read anew the next time. */
  forget(coachId: string): void
}

export function createCoachDocumentStore(databases: Pick<Databases, 'open' | 'has'>): CoachDocumentStore {
  const documentsById = new Map<string, Promise<CoachDocuments>>()

  async function read(coachId: string): Promise<CoachDocuments> {
    const name = createCallsName(coachId)
    // Whoever looks at it first must find out whether it was lost.
    if (!(await databases.has(name))) return { blocked: new Set(), students: new Set(), howWeMeet: undefined }
    const store = await databases.open(name)
    const [blocks, meeting] = await store.read([blockListId, createHowWeMeetId(coachId)])
    const list: BlockList | undefined = parse(blockListSchema, blocks)
    const students = await readStudents(store)
    return { blocked: new Set(list?.studentIds), students, howWeMeet: parse(howWeMeetSchema, meeting) }
  }

  return {
    find(coachId) {
      const known = documentsById.get(coachId)
      if (known !== undefined) return known
      const reading = read(coachId)
      documentsById.set(coachId, reading)
      // A fault of storage is not remembered.
      reading.catch(() => void (documentsById.get(coachId) === reading && documentsById.delete(coachId)))
      return reading
    },
    forget: coachId => void documentsById.delete(coachId)
  }
}

async function readStudents(store: Pick<DocumentStore, 'all'>): Promise<ReadonlySet<string>> {
  const students = new Set<string>()
  for await (const doc of store.all(relationRange)) {
    const relation: Relation | undefined = parse(relationSchema, doc)
    if (relation?.partyRole === 'coach' && isRelationStanding(relation)) students.add(relation.otherId)
  }
  return students
}

function parse<T>(
  schema: { safeParse(value: unknown): { readonly data?: T | undefined } },
  doc: StoredDocument | undefined
): T | undefined {
  return doc === undefined || doc._deleted === true ? undefined : schema.safeParse(fromWire(doc)).data
}
