import type { Booking } from '#domain/model/booking.ts'
import type { Slot } from '#domain/model/slot.ts'
import { fromWire } from '#domain/model/wire.ts'
import { listPartyRoles, partyIdOf } from '#domain/projection/party.ts'
import { createGateIndex, type GateIndex } from '../../../sync-server/gate/gate-index.ts'
import type { WritableDocument } from '../../../sync-server/storage/document-store.ts'
import type { Held } from '../../../renderer/data/replication/plan-push.ts'
import { type PersonId, personIds } from './people.ts'
import type { ById, CollectionName, Copy, OwedCopy, ServerState, Stored } from './state.ts'

/** The gate's revisions are random; which ones they are decides nothing. */
export const makeHash = (): string => 'ffffffffffffffffffffffffffffffff'

/** One synced write of the server's. */
export type Write = (server: ServerState) => ServerState
/** The writes of one stage are done side by side, the stages one after the other. */
export type Stages = readonly (readonly Write[])[]

export function createServer(): ServerState {
  const copies = Object.fromEntries(personIds.map(id => [id, {}])) as ServerState['copies']
  return { slots: {}, journal: {}, copies, owed: [], disabled: [] }
}

export function runStages(server: ServerState, stages: Stages): ServerState {
  return stages.flat().reduce((state, write) => write(state), server)
}

/** The gate's memory as it is built from storage. */
export function createIndex({ slots, journal }: ServerState): GateIndex {
  const index = createGateIndex()
  for (const { value, rev } of Object.values(slots)) if (value !== undefined) index.putSlot(value, toRev(rev))
  for (const booking of Object.values(journal)) index.putBooking(booking, '1-journal')
  return index
}

/** What a device reads of one document. */
export function readHeld(
  server: ServerState,
  userId: PersonId,
  collection: CollectionName,
  id: string
): Held<Slot | Copy> {
  const stored = collection === 'slots' ? server.slots[id] : server.copies[userId][id]
  if (stored?.value === undefined) return { state: undefined, rev: undefined }
  return { state: { deleted: false, value: stored.value }, rev: toRev(stored.rev) }
}

export function toRev(rev: number): string {
  return `${rev}-${makeHash()}`
}

/** Entries of the journal in one write. From then on their copies are owed. */
export function putBookings(bookings: readonly Booking[]): Write {
  return server => {
    const owed = bookings.flatMap(booking =>
      listPartyRoles(booking).map((role): OwedCopy => `${partyIdOf(booking, role) as PersonId} ${booking.id}`)
    )
    return {
      ...server,
      journal: { ...server.journal, ...Object.fromEntries(bookings.map(booking => [booking.id, booking])) },
      owed: [...new Set([...server.owed, ...owed])].toSorted()
    }
  }
}

export function dropBooking(id: string): Write {
  return server => ({
    ...server,
    journal: Object.fromEntries(Object.entries(server.journal).filter(([key]) => key !== id)),
    owed: server.owed.filter(owed => !owed.endsWith(id))
  })
}

export function putSlots(docs: readonly WritableDocument[]): Write {
  return server => ({
    ...server,
    slots: docs.reduce((slots, doc) => putDocument<Slot>(slots, doc), server.slots)
  })
}

/** Documents of a party's own database, as the party's writes change them. */
export function putCopies(userId: PersonId, docs: readonly WritableDocument[]): Write {
  return server => {
    const own = docs.reduce((copies, doc) => putDocument<Copy>(copies, doc), server.copies[userId])
    return { ...server, copies: { ...server.copies, [userId]: own } }
  }
}

function putDocument<T>(stored: ById<Stored<T>>, doc: WritableDocument): ById<Stored<T>> {
  const rev = (stored[doc._id]?.rev ?? 0) + 1
  const value = doc._deleted === true ? undefined : (fromWire(doc) as T)
  return { ...stored, [doc._id]: { rev, value } }
}
