import { type Booking, bookingSchema } from '#domain/model/booking.ts'
import { callSchema } from '#domain/model/call.ts'
import { formatSequence, parseSequence } from '#domain/model/sequence.ts'
import { fromWire, toWire } from '#domain/model/wire.ts'
import { bringForward, type OwnedCopy } from '#domain/projection/call-to-booking.ts'
import { isSame } from '#domain/rules/is-same.ts'
import type { Databases, DocumentStore } from '../storage/document-store.ts'
import { judgeSince } from '../storage/start-log.ts'
import type { GateLogger } from './gate-contract.ts'
import type { GateStores } from './gate-stores.ts'

/** Where the journal stood, kept beside the slots: what the journal itself says of that goes with it. */
const markId = 'journal'
const copiesPrefix = 'calls-'
const batchSize = 500

/**
 * Brings the journal forward where it alone was put back from a copy, or lost: from both parties' copies, which say all but the
 * earlier answers to their requests. Before anything is judged by it.
 */
export async function restoreJournal(
  { slots, bookings }: Pick<GateStores, 'slots' | 'bookings'>,
  databases: Databases,
  logger: GateLogger
): Promise<void> {
  if (await isAsLeft(slots, bookings)) return
  const copiesById = await readCopies(databases)
  const ids = [...copiesById.keys()]
  let count = 0
  for (let at = 0; at < ids.length; at += batchSize) {
    const some = ids.slice(at, at + batchSize)
    const stored = await bookings.read(some)
    const writes = some.flatMap((id, position) => {
      const doc = stored[position]
      const known = doc === undefined || doc._deleted === true ? undefined : bookingSchema.safeParse(fromWire(doc)).data
      const next = bringForward(known, copiesById.get(id) ?? [])
      if (next === undefined || isSame(next, known)) return []
      return [{ ...toWire(next), ...(doc === undefined ? {} : { _rev: doc._rev }) }]
    })
    const rows = await bookings.write(writes, { newEdits: true })
    for (const row of rows) if ('error' in row) throw new Error(`journal entry ${row.id} not stored: ${row.name}`)
    count += writes.length
  }
  await markJournal(slots, bookings)
  logger.error(
    { err: new Error(`the journal was set back; ${count} entries were made again from copies`) },
    'the journal was set back'
  )
}

/** To be called before anything that the journal says is carried on to other databases. */
export async function markJournal(slots: DocumentStore, bookings: DocumentStore): Promise<string | undefined> {
  const { updateSeq } = await bookings.info()
  const startId = (await bookings.readStarts()).starts.at(-1)?.id
  if (startId !== undefined)
    await slots.writeLocal(markId, { position: formatSequence({ number: updateSeq, startId }) })
  return startId
}

/** Where nothing is marked, nothing is known: a new folder, one of version 0.1.0, or slots that were lost. */
async function isAsLeft(slots: DocumentStore, bookings: DocumentStore): Promise<boolean> {
  const mark = await slots.readLocal(markId)
  const position = typeof mark?.['position'] === 'string' ? parseSequence(mark['position']) : undefined
  if (position === undefined) return true
  const { updateSeq } = await bookings.info()
  return judgeSince(await bookings.readStarts(), updateSeq, position).kind === 'known'
}

async function readCopies(databases: Databases): Promise<ReadonlyMap<Booking['id'], readonly OwnedCopy[]>> {
  const copiesById = new Map<string, OwnedCopy[]>()
  for (const name of await databases.list()) {
    if (!name.startsWith(copiesPrefix)) continue
    const ownerId = name.slice(copiesPrefix.length)
    for await (const doc of (await databases.open(name)).all()) {
      const call = callSchema.safeParse(fromWire(doc))
      if (!call.success) continue
      copiesById.set(call.data.id, [...(copiesById.get(call.data.id) ?? []), { ownerId, call: call.data }])
    }
  }
  return copiesById
}
