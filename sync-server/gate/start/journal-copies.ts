import { type Booking, bookingSchema } from '#domain/model/booking.ts'
import { sessionCopySchema } from '#domain/model/session-copy.ts'
import { fromWire, toWire } from '#domain/model/wire.ts'
import { bringForward, type OwnedCopy } from '#domain/projection/session-copy-to-booking.ts'
import { parseCallsName } from '#domain/rules/access.ts'
import { isSame } from '#domain/rules/is-same.ts'
import { oweCopies } from '#server/copies/owed-copies.ts'
import type { Databases, DocumentStore, StoredDocument } from '#server/storage/document-store.ts'
import { StorageUnavailableError } from '#server/storage/storage-unavailable.ts'

const batchSize = 500

/** Both parties' copies of bookings, by the booking's id. */
export interface FoundCopies {
  readonly byId: ReadonlyMap<Booking['id'], readonly OwnedCopy[]>
  /** Databases that could not be read: what they hold is not known. */
  readonly unread: readonly string[]
}

/** @param ids left out: all there are */
export async function readCopies(databases: Databases, ids?: readonly string[]): Promise<FoundCopies> {
  const byId = new Map<string, OwnedCopy[]>()
  const unread: string[] = []
  for (const name of await databases.list()) {
    const ownerId = parseCallsName(name)
    if (ownerId === undefined) continue
    try {
      for (const doc of await readDocs(await databases.open(name), ids)) {
        const call = sessionCopySchema.safeParse(fromWire(doc))
        if (!call.success) continue
        byId.set(call.data.id, [...(byId.get(call.data.id) ?? []), { ownerId, call: call.data }])
      }
    } catch (error) {
      if (!(error instanceof StorageUnavailableError)) throw error
      unread.push(name)
    }
  }
  return { byId, unread }
}

async function readDocs(store: DocumentStore, ids: readonly string[] | undefined): Promise<readonly StoredDocument[]> {
  if (ids === undefined) {
    const docs: StoredDocument[] = []
    for await (const doc of store.all()) docs.push(doc)
    return docs
  }
  return (await store.read(ids)).filter(doc => doc !== undefined && doc._deleted !== true) as readonly StoredDocument[]
}

/** Brings journal entries forward to what their copies say; what follows for the copies is owed. @returns how many were written */
export async function bringEntriesForward(bookings: DocumentStore, { byId }: FoundCopies): Promise<number> {
  const ids = [...byId.keys()]
  let count = 0
  for (let at = 0; at < ids.length; at += batchSize) {
    const some = ids.slice(at, at + batchSize)
    const stored = await bookings.read(some)
    const writes = some.flatMap((id, position) => {
      const doc = stored[position]
      const known = doc === undefined || doc._deleted === true ? undefined : bookingSchema.safeParse(fromWire(doc)).data
      const next = bringForward(known, byId.get(id) ?? [])
      if (next === undefined || isSame(next, known)) return []
      return [{ ...toWire(next), ...(doc === undefined ? {} : { _rev: doc._rev }) }]
    })
    await oweCopies(
      bookings,
      writes.map(({ _id }) => _id)
    )
    const rows = await bookings.write(writes, { newEdits: true })
    for (const row of rows) if ('error' in row) throw new Error(`journal entry ${row.id} not stored: ${row.name}`)
    count += writes.length
  }
  return count
}
