import type { Booking } from '#domain/model/booking.ts'
import { listPartyRoles, partyIdOf } from '#domain/projection/party.ts'
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
 */
export function planCopies({ copies }: ServerState, booking: Booking, pushed?: string): readonly PlannedWrite[] {
  const parties = { coach: findPerson(booking.coachId), student: findPerson(booking.studentId) }
  return listPartyRoles(booking).flatMap(role => {
    const userId = partyIdOf(booking, role)
    const database = createCallsName(userId)
    const docs = listWantedDocuments({ booking, role, parties }, facts)
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
