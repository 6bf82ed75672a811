import type { CommitPart, Databases, WritableDocument } from '#server/storage/document-store.ts'

/** Storage below a gate that leaves in a booked slot what its student wrote to the coach: everybody reads it. */
export function createOpenMessages(base: Databases): Databases {
  return { ...base, commitInOrder: units => base.commitInOrder(units.map(openMessages)) }
}

function openMessages(unit: readonly CommitPart[]): readonly CommitPart[] {
  const bookings = unit.filter(({ database }) => database === 'bookings').flatMap(({ docs }) => docs)
  const messageById = new Map(bookings.map(({ _id, message }) => [_id, message]))
  const open = (doc: WritableDocument): WritableDocument => {
    const message = messageById.get(String(doc['bookingId']))
    return message === undefined ? doc : { ...doc, message }
  }
  return unit.map(part => (part.database === 'slots' ? { ...part, docs: part.docs.map(open) } : part))
}
