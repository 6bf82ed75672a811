import type { Booking } from '#domain/model/booking.ts'
import { listPartyRoles, partyIdOf } from '#domain/projection/party.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { seriesKeyOf } from '#domain/series/find-series.ts'
import { type CopyFacts, listWantedDocuments, type WantedDocument } from '#server/copies/wanted-copies.ts'
import type { StoredDocument, WritableDocument } from '#server/storage/document-store.ts'
import { describeCauses } from '#server/storage/storage-unavailable.ts'
import type { GateItem } from './gate-item.ts'
import type { GateStores } from '../gate-stores.ts'
import type { GateView } from '../memory/gate-index.ts'
import type { LoadedContext } from '../memory/judging-context.ts'
import type { Plan, PlannedWrite } from '../kinds/plan.ts'
import type { CodeLogger } from '#server/logging/code-logger.ts'

interface CopyPlanningParts extends CopyFacts {
  readonly stores: Pick<GateStores, 'open'>
  readonly index: Pick<GateView, 'listSeries'>
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
  const wanted = judged.flatMap((entry, of) => listWanted(entry, of, loaded, { ...parts, before: judged.slice(0, of) }))
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

interface WantedFacts extends CopyFacts, Pick<CopyPlanningParts, 'index'> {
  /** What was judged before it in this run. */
  readonly before: readonly { readonly plan: Plan }[]
}

/** But for the document that was pushed: the plan has it. */
function listWanted(
  { item, plan: { journal, own } }: { readonly item: GateItem; readonly plan: Plan },
  of: number,
  loaded: LoadedContext,
  facts: WantedFacts
): readonly Wanted[] {
  if (journal === undefined) return []
  const parties = { coach: loaded.findPerson(journal.coachId), student: loaded.findPerson(journal.studentId) }
  const series = listSeries(journal, facts)
  return listPartyRoles(journal).flatMap(role => {
    const database = createCallsName(partyIdOf(journal, role))
    return listWantedDocuments({ booking: journal, role, parties, series }, facts)
      .filter(({ id }) => own === undefined || item.database !== database || item.doc._id !== id)
      .map(document => ({ of, bookingId: journal.id, database, document }))
  })
}

/** The series as it will be once this entry of the journal is stored: with what comes before it in the run, and without what comes after. */
function listSeries(journal: Booking, { index, before }: WantedFacts): readonly Booking[] {
  const key = seriesKeyOf(journal)
  if (key === undefined) return [journal]
  const earlier = before.flatMap(({ plan }) =>
    plan.journal !== undefined && plan.journal.id !== journal.id && seriesKeyOf(plan.journal) === key
      ? [plan.journal]
      : []
  )
  const bookingById = new Map([...index.listSeries(journal), ...earlier, journal].map(booking => [booking.id, booking]))
  return [...bookingById.values()]
}

async function read(
  stores: Pick<GateStores, 'open'>,
  database: string,
  wanted: readonly Wanted[]
): Promise<readonly (StoredDocument | undefined)[]> {
  const store = await stores.open(database)
  return store.read(wanted.map(({ document }) => document.id))
}
