import type { CommitPart, Databases, WritableDocument } from '#server/storage/document-store.ts'

/** Storage below a gate that writes into a slot of which series its booking is: everybody reads which slots belong together. */
export function createLinkingSlots(base: Databases): Databases {
  return { ...base, commitInOrder: units => base.commitInOrder(units.map(linkSlots)) }
}

function linkSlots(unit: readonly CommitPart[]): readonly CommitPart[] {
  const bookings = unit.filter(({ database }) => database === 'bookings').flatMap(({ docs }) => docs)
  const seriesById = new Map(bookings.map(({ _id, series }) => [_id, series]))
  const link = (doc: WritableDocument): WritableDocument => {
    const series = seriesById.get(String(doc['bookingId']))
    return series === undefined ? doc : { ...doc, series }
  }
  return unit.map(part => (part.database === 'slots' ? { ...part, docs: part.docs.map(link) } : part))
}
