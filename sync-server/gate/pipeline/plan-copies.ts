import { listPartyRoles, partyIdOf } from '#domain/projection/party.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { type CopyFacts, listWantedDocuments, type WantedDocument } from '#server/copies/wanted-copies.ts'
import type { StoredDocument, WritableDocument } from '#server/storage/document-store.ts'
import { describeCauses } from '#server/storage/storage-unavailable.ts'
import type { GateItem } from './gate-item.ts'
import type { GateStores } from '../gate-stores.ts'
import type { LoadedContext } from '../memory/judging-context.ts'
import type { Plan, PlannedWrite } from '../kinds/plan.ts'
import type { CodeLogger } from '#server/logging/code-logger.ts'

interface CopyPlanningParts extends CopyFacts {
  readonly stores: Pick<GateStores, 'open'>
  readonly logger: CodeLogger
}

/** What both parties get of what was judged, beside the document that was pushed. */
export interface PlannedCopies {
  /** One list for each write that was judged. */
  readonly writes: readonly (readonly PlannedWrite[])[]
  /** Bookings of which a copy cannot be made now, as the one that is there cannot be read: they are owed. */
  readonly owed: readonly string[]
}

interface Wanted {
  /** Position of the write that was judged. */
  readonly of: number
  readonly bookingId: string
  readonly database: string
  readonly document: WantedDocument
}

/** Reads the copies and notices of all that changes in the journal, one read for each person, and says what is to be stored of them. */
export async function planCopies(
  judged: readonly { readonly item: GateItem; readonly plan: Plan }[],
  loaded: LoadedContext,
  parts: CopyPlanningParts
): Promise<PlannedCopies> {
  const wanted = judged.flatMap((entry, of) => listWanted(entry, of, loaded, parts))
  const writes: PlannedWrite[][] = judged.map(() => [])
  const owed = new Set<string>()

  function leave({ database, bookingId }: Wanted, error: unknown): void {
    owed.add(bookingId)
    parts.logger.warn({ database, booking: bookingId, why: describeCauses(error) }, 'a copy is left for later')
  }

  await Promise.all(
    [...Map.groupBy(wanted, ({ database }) => database)].map(async ([database, own]) => {
      const stored = await read(parts.stores, database, own).catch((error: unknown) => {
        for (const one of own) leave(one, error)
        return undefined
      })
      if (stored === undefined) return
      const docsOf = new Map<number, WritableDocument[]>()
      for (const [n, one] of own.entries()) {
        try {
          const doc = one.document.build(stored[n])
          if (doc !== undefined) docsOf.set(one.of, [...(docsOf.get(one.of) ?? []), doc])
        } catch (error) {
          leave(one, error)
        }
      }
      for (const [of, docs] of docsOf) writes[of]?.push({ database, newEdits: true, docs })
    })
  )
  return { writes, owed: [...owed] }
}

/** But for the document that was pushed: the plan has it. */
function listWanted(
  { item, plan: { journal, own } }: { readonly item: GateItem; readonly plan: Plan },
  of: number,
  loaded: LoadedContext,
  facts: CopyFacts
): readonly Wanted[] {
  if (journal === undefined) return []
  const parties = { coach: loaded.findPerson(journal.coachId), student: loaded.findPerson(journal.studentId) }
  return listPartyRoles(journal).flatMap(role => {
    const database = createCallsName(partyIdOf(journal, role))
    return listWantedDocuments({ booking: journal, role, parties }, facts)
      .filter(({ id }) => own === undefined || item.database !== database || item.doc._id !== id)
      .map(document => ({ of, bookingId: journal.id, database, document }))
  })
}

async function read(
  stores: Pick<GateStores, 'open'>,
  database: string,
  wanted: readonly Wanted[]
): Promise<readonly (StoredDocument | undefined)[]> {
  const store = await stores.open(database)
  return store.read(wanted.map(({ document }) => document.id))
}
