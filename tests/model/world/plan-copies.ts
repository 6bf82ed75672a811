import type { Booking } from '#domain/model/booking.ts'
import { listPartyRoles, partyIdOf } from '#domain/projection/party.ts'
import { seriesKeyOf } from '#domain/series/find-series.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { type CopyFacts, listWantedDocuments } from '#server/copies/wanted-copies.ts'
import type { PlannedWrite } from '#server/gate/kinds/plan.ts'
import type { StoredDocument } from '#server/storage/document-store.ts'
import { findPerson, type PersonId, worldStart } from './people.ts'
import { toRev } from './server.ts'
import type { Copy, ServerState, Stored } from './state.ts'

/** The model's server is never set back. */
export const signer: CopyFacts['signer'] = { sign: () => undefined, isGenuine: () => false }
const facts: CopyFacts = { now: () => worldStart, signer }

/**
 * What the databases of a booking's parties are to get: the copies and notices that do not say yet what the journal says.
 * @param pushed `<database>/<id>` of the document that the plan has itself
 * @param before what was judged before it in the same run, and is not stored yet
 */
export function planCopies(
  { copies, journal }: ServerState,
  booking: Booking,
  { pushed, before = [] }: { readonly pushed?: string | undefined; readonly before?: readonly Booking[] } = {}
): readonly PlannedWrite[] {
  const parties = { coach: findPerson(booking.coachId), student: findPerson(booking.studentId) }
  const series = listSeries(booking, [...Object.values(journal), ...before])
  return listPartyRoles(booking).flatMap(role => {
    const userId = partyIdOf(booking, role)
    const database = createCallsName(userId)
    const docs = listWantedDocuments({ booking, role, parties, ...series }, facts)
      .filter(({ id }) => `${database}/${id}` !== pushed)
      .flatMap(document => document.build(toStored(document.id, copies[userId as PersonId])) ?? [])
    return docs.length === 0 ? [] : [{ database, newEdits: true, docs }]
  })
}

function toStored(_id: string, copies: Readonly<Record<string, Stored<Copy>>>): StoredDocument | undefined {
  const { [_id]: stored } = copies
  if (stored === undefined) return undefined
  const _rev = toRev(stored.rev)
  if (stored.value === undefined) return { _id, _rev, _deleted: true }
  const { id, ...fields } = stored.value
  return { ...fields, _id: id, _rev }
}

/** What the journal has of the series of a booking, that booking as it will be. */
function listSeries(booking: Booking, all: readonly Booking[]): { readonly series?: readonly Booking[] } {
  const key = seriesKeyOf(booking)
  if (key === undefined) return {}
  const ofSeries = [...all, booking].filter(one => seriesKeyOf(one) === key)
  return { series: [...new Map(ofSeries.map(one => [one.id, one])).values()] }
}
