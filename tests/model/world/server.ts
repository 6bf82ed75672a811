import type { Booking } from '#domain/model/booking.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { Slot } from '#domain/model/slot.ts'
import { fromWire } from '#domain/model/wire.ts'
import { parseCallsName } from '#domain/rules/access.ts'
import { createGateIndex, type GateIndex } from '#server/gate/memory/gate-index.ts'
import type { PlannedWrite } from '#server/gate/kinds/plan.ts'
import type { WritableDocument } from '#server/storage/document-store.ts'
import type { Held } from '#renderer/data/replication/plan-push.ts'
import { type PersonId, personIds } from './people.ts'
import type { ById, CollectionName, Copy, Document, ServerState, Stored } from './state.ts'

/** The gate's revisions are random; which ones they are decides nothing. */
export const makeHash = (): string => 'ffffffffffffffffffffffffffffffff'

/** One synced write: all of it is stored, or undefined where something else is stored than it was built on. */
export type Commit = (server: ServerState) => ServerState | undefined

export function createServer(): ServerState {
  const copies = Object.fromEntries(personIds.map(id => [id, {}])) as ServerState['copies']
  return { slots: {}, pages: {}, journal: {}, copies, disabled: [] }
}

/** Several writes as one: whole or not at all. */
export function join(writes: readonly Commit[]): Commit {
  return server => writes.reduce<ServerState | undefined>((state, write) => state && write(state), server)
}

/** What is stored after each of some commits. The first that is not taken ends it. */
export function listStored(server: ServerState, commits: readonly Commit[]): readonly ServerState[] {
  const states: ServerState[] = []
  for (const commit of commits) {
    const next = commit(states.at(-1) ?? server)
    if (next === undefined) break
    states.push(next)
  }
  return states
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
): Held<Document> {
  const stored = findStored(server, userId, collection, id)
  if (stored?.value === undefined) return { state: undefined, rev: undefined }
  return { state: { deleted: false, value: stored.value }, rev: toRev(stored.rev) }
}

export function findStored(
  { slots, pages, copies }: ServerState,
  userId: PersonId,
  collection: CollectionName,
  id: string
): Stored<Document> | undefined {
  switch (collection) {
    case 'users':
      return pages[id]
    case 'slots':
      return slots[id]
    default:
      return copies[userId][id]
  }
}

export function toRev(rev: number): string {
  return `${rev}-${makeHash()}`
}

/** @param known the entry as it was when the new one was judged */
export function putBooking(booking: Booking, known?: Booking): Commit {
  return server =>
    server.journal[booking.id] === known
      ? { ...server, journal: { ...server.journal, [booking.id]: booking } }
      : undefined
}

export function put({ database, docs, newEdits }: PlannedWrite): Commit {
  return server => {
    if (database === 'slots') {
      const slots = putDocuments<Slot>(server.slots, docs, newEdits)
      return slots && { ...server, slots }
    }
    if (database === 'users') {
      const pages = putDocuments<CoachProfile>(server.pages, docs, newEdits)
      return pages && { ...server, pages }
    }
    const userId = parseCallsName(database) as PersonId
    const own = putDocuments<Copy>(server.copies[userId], docs, newEdits)
    return own && { ...server, copies: { ...server.copies, [userId]: own } }
  }
}

function putDocuments<T>(
  stored: ById<Stored<T>>,
  docs: readonly WritableDocument[],
  newEdits: boolean
): ById<Stored<T>> | undefined {
  if (newEdits && docs.some(doc => !isBuiltOn(stored[doc._id], doc))) return undefined
  return docs.reduce((all, doc) => {
    const rev = (all[doc._id]?.rev ?? 0) + 1
    const value = doc._deleted === true ? undefined : (fromWire(doc) as T)
    return { ...all, [doc._id]: { rev, value } }
  }, stored)
}

/** Whether a document names the revision that it replaces; a tombstone is replaced without one. */
function isBuiltOn(stored: Stored<unknown> | undefined, { _rev }: WritableDocument): boolean {
  return _rev === (stored?.value === undefined ? undefined : toRev(stored.rev))
}
